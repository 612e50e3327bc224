package myelin.pynest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import myelin.connect.ConnectionRule;
import myelin.engine.base.TimeGrid;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Receptor;
import myelin.engine.declare.Recordable;
import myelin.engine.declare.Signal;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.plastic.SynapseModel;
import myelin.models.Models;

/// The declarations of all models and connection rules as one text, which crosses to Python at
/// once.
///
/// Separators are control characters, which no word contains: declarations are separated by
/// `\u001d`, their fields by `\u001e`, elements of a field by `\u001f`, elements of a list among
/// these by `\u001c`. A field is its name, `=` and its value; the first is the name of a model, or
/// of a rule. A field that is true or false is `1` or empty.
public final class Catalogue {

  /// The resource that holds what [#declared] gives.
  static final String FILE = "catalogue";

  private static final String GROUP = "\u001d";
  private static final String FIELD = "\u001e";
  private static final String ELEMENT = "\u001f";
  private static final String INNER = "\u001c";

  private Catalogue() {}

  /// All of Myelin's own models, and the rules, as they were written when Myelin was built. A field
  /// `model` or `rule` begins a declaration. Units, kinds, roles, defaults, meanings and conditions
  /// are those of the parameters, in their order.
  public static String all() {
    try (InputStream in = Catalogue.class.getResourceAsStream(FILE)) {
      if (in == null) throw new IllegalStateException("the catalogue has not been built");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What [#all] gives, from the models themselves.
  static String declared() {
    return Stream.concat(
            Stream.of(of(Models.all())),
            ConnectionRule.names().stream().map(n -> rule(ConnectionRule.named(n, 0))))
        .collect(Collectors.joining(GROUP));
  }

  /// Some models.
  static String of(List<Model> models) {
    return models.stream().map(Catalogue::model).collect(Collectors.joining(GROUP));
  }

  /// The default delay (ms) that connections of a synapse model have at a resolution (ms) with
  /// `tics_per_ms` tics in a millisecond.
  public static double delay(double ms, double resolution, long tics_per_ms) {
    TimeGrid grid = new TimeGrid(resolution, tics_per_ms);
    return grid.ms(grid.defaultDelay(ms, "delay"));
  }

  /// The default interval (ms) that a `noise_generator` has at a resolution (ms) with `tics_per_ms`
  /// tics in a millisecond.
  public static double interval(double ms, double resolution, long tics_per_ms) {
    TimeGrid grid = new TimeGrid(resolution, tics_per_ms);
    return grid.ms(grid.defaultInterval(ms, "dt"));
  }

  private static String rule(ConnectionRule rule) {
    return String.join(
        FIELD,
        field("rule", rule.name()),
        field("argument", rule.argument()),
        field("whole", rule.takesWhole()),
        field("drawn", rule.takesDrawn()),
        field("symmetric", rule.canBeSymmetric()));
  }

  private static String model(Model model) {
    List<ParameterSpec> p = model.parameters();
    List<Receptor> receptors = model instanceof NeuronModel n ? n.receptors() : List.of();
    return String.join(
        FIELD,
        field("model", model.name()),
        field("element", model.elementType()),
        field("neuron", model instanceof NeuronModel),
        field("summary", model.summary()),
        field("description", model.description()),
        field("parameters", p, ParameterSpec::name),
        field("units", p, s -> s.unit().symbol()),
        field("kinds", p, s -> s.kind().name().toLowerCase(Locale.ROOT)),
        field("roles", p, s -> s.role().name().toLowerCase(Locale.ROOT)),
        field("defaults", p, s -> value(s.initial())),
        field("meanings", p, ParameterSpec::meaning),
        field("conditions", p, s -> s.condition().text()),
        field("recordables", model.recordables(), Recordable::name),
        field("recordable_units", model.recordables(), r -> r.unit().symbol()),
        field("receptors", receptors, Receptor::name),
        field("receptor_numbers", receptors, r -> Integer.toString(r.number())),
        field("receptor_units", receptors, r -> unit(model, r)),
        field("signal", signal(model).map(s -> s.name().toLowerCase(Locale.ROOT)).orElse("")),
        field("alike", model instanceof SynapseModel s && s.alike()),
        field("fine_delays", model instanceof SynapseModel s && s.hasFineDelays()),
        field("shared_weight", model instanceof SynapseModel s && s.sharedWeight()),
        field("aliases", aliases(model), Map.Entry::getKey),
        field("aliased", aliases(model), Map.Entry::getValue));
  }

  /// The unit of the weights of synapses that end on a receptor; empty for pure numbers.
  private static String unit(Model model, Receptor receptor) {
    return model instanceof NeuronModel n && receptor.spikes() >= 0
        ? n.channels().get(receptor.spikes()).unit().symbol()
        : "";
  }

  /// Names that parameters of synapses have in the model's text, beside their own.
  private static List<Map.Entry<String, String>> aliases(Model model) {
    return model instanceof SynapseModel s
        ? s.aliases().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()
        : List.of();
  }

  /// The continuous signal that neurons exchange or synapses carry.
  private static Optional<Signal> signal(Model model) {
    return switch (model) {
      case NeuronModel n -> n.signal();
      case SynapseModel s -> s.signal();
      default -> Optional.empty();
    };
  }

  private static String field(String name, String value) {
    return name + "=" + value;
  }

  private static String field(String name, boolean value) {
    return field(name, value ? "1" : "");
  }

  private static <T> String field(String name, List<T> all, Function<T, String> text) {
    return field(name, all.stream().map(text).collect(Collectors.joining(ELEMENT)));
  }

  /// A default; a flag that is not set is empty.
  private static String value(Object initial) {
    if (initial instanceof Boolean b) return b ? "1" : "";
    if (initial instanceof String[] texts) return String.join(INNER, texts);
    if (initial instanceof Object[]) return ""; // maps, none of them
    if (initial instanceof double[] numbers) {
      return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(INNER));
    }
    if (initial instanceof long[] numbers) {
      return Arrays.stream(numbers).mapToObj(Long::toString).collect(Collectors.joining(INNER));
    }
    return initial.toString();
  }
}
