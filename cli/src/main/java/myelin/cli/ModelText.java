package myelin.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Receptor;
import myelin.engine.declare.Recordable;
import myelin.engine.declare.Signal;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.plastic.SynapseModel;
import myelin.models.Models;
import picocli.CommandLine.Help.Ansi;

/// Models as text for a terminal, at most [Table#WIDTH] wide.
final class ModelText {

  private static final Map<String, String> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("neuron", "Neurons");
    GROUPS.put("stimulator", "Stimulators");
    GROUPS.put("recorder", "Recorders");
    GROUPS.put("other", "Other devices");
    GROUPS.put("synapse", "Synapses");
  }

  private ModelText() {}

  /// A line for each model, in groups.
  static String list(List<Model> models) {
    StringBuilder text = new StringBuilder();
    int widest = models.stream().mapToInt(m -> m.name().length()).max().orElse(1);
    GROUPS.forEach((type, title) -> {
      Table table = new Table(widest, Table.REST);
      for (Model m : models) {
        String name = m.name() + " ".repeat(widest - m.name().length());
        if (m.elementType().equals(type)) table.row(name, m.summary());
      }
      if (!table.isEmpty()) section(text, title, table.text(2));
    });
    return text.append(System.lineSeparator())
        .append("Equations and parameters of one: myelin models NAME")
        .append(System.lineSeparator())
        .toString();
  }

  /// All that is known about a model.
  static String of(Model model) {
    StringBuilder text = new StringBuilder(bold(model.name()));
    line(text, " (" + model.elementType() + "): " + model.summary());
    line(text, "");
    model.description().stripTrailing().lines().forEach(l -> line(text, l));
    section(text, "Parameters", parameters(model).text(2));
    if (!model.recordables().isEmpty()) {
      section(text, "Recordables, for a multimeter", recordables(model).text(2));
    }
    if (model instanceof NeuronModel neuron) {
      if (!neuron.receptors().isEmpty()) {
        section(text, "Receptors, for receptor_type", receptors(neuron).text(2));
      }
    }
    List<Model> partners = partners(model);
    if (!partners.isEmpty()) section(text, partnership(model), summaries(partners).text(2));
    return text.toString();
  }

  /// For neurons that exchange a continuous signal, the connections that carry it; for such
  /// connections, the neurons.
  static List<Model> partners(Model model) {
    return switch (model) {
      case NeuronModel n ->
          Models.all().stream()
              .filter(m ->
                  m instanceof SynapseModel s && s.signal().filter(c -> isFor(n, s, c)).isPresent())
              .toList();
      case SynapseModel s when s.signal().isPresent() ->
          Models.all().stream()
              .filter(m -> m instanceof NeuronModel n && isFor(n, s, s.signal().get()))
              .toList();
      default -> List.of();
    };
  }

  /// Whether neurons send or take the signal that connections carry.
  private static boolean isFor(NeuronModel neuron, SynapseModel connection, Signal carried) {
    if (neuron.sends(carried)) return true;
    Signal taken = neuron.signal().filter(s -> s.takes(carried)).orElse(null);
    return taken == carried || (taken != null && connection.parameter("delay").isPresent());
  }

  private static String partnership(Model model) {
    if (!(model instanceof NeuronModel neuron)) return "Connects";
    return neuron.spikes() || !neuron.receptors().isEmpty()
        ? "Connected by, besides spikes and currents"
        : neuron.receptors().isEmpty()
            ? "Connected by, as it neither fires nor takes spikes or currents"
            : "Connected by, as it does not fire";
  }

  private static Table summaries(List<Model> models) {
    Table table = new Table(30, Table.REST);
    for (Model m : models) table.row(m.name(), m.summary());
    return table;
  }

  private static Table parameters(Model model) {
    Table table = new Table(26, 20, 4, 20, Table.REST).alignRight(1);
    table.row("name", "default", "unit", "allowed", "meaning");
    for (ParameterSpec p : model.parameters()) {
      table.row(p.name(), initial(p), p.unit().symbol(), allowed(p), meaning(p));
    }
    return table;
  }

  private static String initial(ParameterSpec p) {
    return switch (p.initial()) {
      case Double d when d.isInfinite() -> d > 0 ? "inf" : "-inf";
      case Double d -> Unit.NONE.text(d);
      case String s -> s.isEmpty() ? "''" : s;
      case String[] s -> s.length == 0 ? "[]" : String.join(", ", s);
      case double[] d -> Arrays.toString(d);
      case long[] l -> Arrays.toString(l);
      default -> p.initial().toString();
    };
  }

  private static String allowed(ParameterSpec p) {
    if (p.role() == ParameterSpec.Role.READ_ONLY) return "read only";
    if (!p.choices().isEmpty()) {
      return String.join(", ", p.choices().stream().map(c -> c.isEmpty() ? "''" : c).toList());
    }
    String list =
        switch (p.kind()) {
          case REALS, INTEGERS -> ", list";
          default -> "";
        };
    return switch (p.kind()) {
      case FLAG -> p.condition().text();
      case TEXT -> "any text";
      case TEXTS -> "list of texts";
      case NODE -> p.kind().text();
      default -> (p.condition() == Condition.ANY ? "any" : p.condition().text()) + list;
    };
  }

  private static String meaning(ParameterSpec p) {
    return p.role() == ParameterSpec.Role.STATE ? p.meaning() + " (state)" : p.meaning();
  }

  private static Table recordables(Model model) {
    Table table = new Table(26, 4, Table.REST);
    for (Recordable r : model.recordables()) table.row(r.name(), r.unit().symbol(), r.meaning());
    return table;
  }

  private static Table receptors(NeuronModel model) {
    Table table = new Table(4, 20, Table.REST).alignRight(0);
    for (Receptor r : model.receptors()) {
      table.row(Integer.toString(r.number()), r.name(), accepts(model, r));
    }
    return table;
  }

  /// What may be connected to a receptor, as text.
  static String accepts(NeuronModel model, Receptor r) {
    List<String> all = new ArrayList<>();
    if (r.spikes() == Receptor.IGNORED) all.add("spikes, without effect");
    else if (r.spikes() >= 0) all.add(spikes(model, r));
    if (r.current() == Receptor.IGNORED) all.add("currents, without effect");
    else if (r.current() >= 0) all.add("currents in pA, times the weight");
    return all.isEmpty() ? "nothing" : String.join("; ", all);
  }

  private static String spikes(NeuronModel model, Receptor r) {
    Channel channel = model.channels().get(r.spikes());
    if (channel.content() == Channel.Content.SPIKES) return "spikes, whatever their weight";
    String text =
        channel.unit() == Unit.NONE
            ? "spikes, their weight a factor"
            : "spikes, their weight in " + channel.unit().symbol();
    if (r.spikesNegative() == r.spikes()) return text;
    if (r.spikesNegative() < 0) return text + " and not negative";
    return "%s: %s, if negative %s"
        .formatted(text, kind(channel), kind(model.channels().get(r.spikesNegative())));
  }

  private static String kind(Channel channel) {
    return channel.name().toLowerCase(Locale.ROOT).replace(" spikes", "");
  }

  private static void section(StringBuilder text, String title, String body) {
    if (!text.isEmpty()) line(text, "");
    line(text, bold(title));
    text.append(body);
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append(System.lineSeparator());
  }

  private static String bold(String text) {
    return Ansi.AUTO.string("@|bold " + text + "|@");
  }
}
