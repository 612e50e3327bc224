package myelin.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import myelin.cli.pages.Declared;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Receptor;
import myelin.engine.declare.Recordable;
import myelin.engine.neuron.NeuronModel;
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
    List<Model> partners = Declared.partners(model);
    if (!partners.isEmpty())
      section(text, Declared.partnership(model), summaries(partners).text(2));
    return text.toString();
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
      table.row(
          p.name(),
          Declared.initial(p),
          p.unit().symbol(),
          Declared.allowed(p),
          Declared.meaning(p));
    }
    return table;
  }

  private static Table recordables(Model model) {
    Table table = new Table(26, 4, Table.REST);
    for (Recordable r : model.recordables()) table.row(r.name(), r.unit().symbol(), r.meaning());
    return table;
  }

  private static Table receptors(NeuronModel model) {
    Table table = new Table(4, 20, Table.REST).alignRight(0);
    for (Receptor r : model.receptors()) {
      table.row(Integer.toString(r.number()), r.name(), Declared.accepts(model, r));
    }
    return table;
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
