package myelin.pynest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Receptor;
import myelin.engine.declare.Recordable;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.plastic.SynapseModel;
import myelin.models.Models;

/// The declarations of all models as one text, which crosses at once.
///
/// Separators are control characters, which no word contains: models are parted by `\u001d`, their
/// fields by `\u001e`, elements of a field by `\u001f`, elements of a list among these by `\u001c`.
public final class Catalogue {

  private static final String GROUP = "\u001d";
  private static final String FIELD = "\u001e";
  private static final String ELEMENT = "\u001f";
  private static final String INNER = "\u001c";

  private Catalogue() {}

  /// For each model: name, kind of element, summary, description; of its parameters the names,
  /// units, types, roles, defaults, meanings and conditions; the names of its recordables; the
  /// names and numbers of its receptors; for a synapse model whether its synapses change, and
  /// whether its parameters are one for all synapses.
  public static String models() {
    return Models.all().stream().map(Catalogue::model).collect(Collectors.joining(GROUP));
  }

  private static String model(Model model) {
    List<ParameterSpec> p = model.parameters();
    List<Receptor> receptors = model instanceof NeuronModel n ? n.receptors() : List.of();
    SynapseModel synapse = model instanceof SynapseModel s ? s : null;
    return String.join(
        FIELD,
        model.name(),
        model.elementType(),
        model.summary(),
        model.description(),
        texts(p, ParameterSpec::name),
        texts(p, s -> s.unit().symbol()),
        texts(p, s -> s.kind().name().toLowerCase(Locale.ROOT)),
        texts(p, s -> s.role().name().toLowerCase(Locale.ROOT)),
        texts(p, s -> value(s.initial())),
        texts(p, ParameterSpec::meaning),
        texts(p, s -> s.condition().text()),
        texts(model.recordables(), Recordable::name),
        texts(receptors, Receptor::name),
        texts(receptors, r -> Integer.toString(r.number())),
        synapse != null && synapse.plastic() ? "1" : "",
        synapse != null && synapse.alike() ? "1" : "");
  }

  /// A default; a flag that is not set is empty.
  private static String value(Object initial) {
    if (initial instanceof Boolean b) return b ? "1" : "";
    if (initial instanceof String[] texts) return String.join(INNER, texts);
    if (initial instanceof double[] numbers) {
      return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(INNER));
    }
    if (initial instanceof long[] numbers) {
      return Arrays.stream(numbers).mapToObj(Long::toString).collect(Collectors.joining(INNER));
    }
    return initial.toString();
  }

  private static <T> String texts(List<T> all, Function<T, String> text) {
    return all.stream().map(text).collect(Collectors.joining(ELEMENT));
  }
}
