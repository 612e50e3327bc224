package myelin.pynest;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Receptor;
import myelin.engine.declare.Recordable;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.plastic.SynapseModel;
import myelin.models.Models;

/// The declarations of all models as arrays.
public final class Catalogue {

  private Catalogue() {}

  /// For each model: name, kind of element, summary, description; of its parameters the names,
  /// units, types, roles, defaults, meanings and conditions; the names of its recordables; the
  /// names and numbers of its receptors; for a synapse model whether its synapses change, and
  /// whether its parameters are one for all synapses.
  public static Object[][] models() {
    return Models.all().stream().map(Catalogue::model).toArray(Object[][]::new);
  }

  private static Object[] model(Model model) {
    List<ParameterSpec> p = model.parameters();
    List<Receptor> receptors = model instanceof NeuronModel n ? n.receptors() : List.of();
    SynapseModel synapse = model instanceof SynapseModel s ? s : null;
    return new Object[] {
      model.name(),
      model.elementType(),
      model.summary(),
      model.description(),
      texts(p, ParameterSpec::name),
      texts(p, s -> s.unit().symbol()),
      texts(p, s -> s.kind().name().toLowerCase(Locale.ROOT)),
      texts(p, s -> s.role().name().toLowerCase(Locale.ROOT)),
      p.stream().map(ParameterSpec::initial).toArray(),
      texts(p, ParameterSpec::meaning),
      texts(p, s -> s.condition().text()),
      texts(model.recordables(), Recordable::name),
      texts(receptors, Receptor::name),
      receptors.stream().mapToInt(Receptor::number).toArray(),
      synapse != null && synapse.plastic(),
      synapse != null && synapse.alike()
    };
  }

  private static <T> String[] texts(List<T> all, Function<T, String> text) {
    return all.stream().map(text).toArray(String[]::new);
  }
}
