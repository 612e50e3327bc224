package myelin.sonata;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import myelin.Events;
import myelin.Simulator;
import myelin.engine.base.BadInput;
import myelin.engine.base.Nearest;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the sections `output` and `reports` ask for: a recorder of all spikes, and a multimeter for
/// each report; and the files that they become.
final class Recording {

  private static final Map<String, String> ORDERS =
      Map.of(
          "none", "none", "id", "by_id", "gid", "by_id", "by_id", "by_id", "time", "by_time",
          "by_time", "by_time");
  private static final List<String> MODULES = List.of("membrane_report", "multimeter_report");

  private final Simulator simulator;
  private final Map<String, NodeCollection> neurons;
  private final @Nullable Path spikes;
  private final String order;
  private final List<Wanted> wanted = new ArrayList<>();
  private @Nullable NodeCollection recorder;
  private final List<NodeCollection> meters = new ArrayList<>();

  /// A report that is wanted.
  ///
  /// @param nodes the places of the recorded nodes in each population
  /// @param interval time between values (ms)
  private record Wanted(
      Path file,
      String variable,
      String unit,
      Map<String, int[]> nodes,
      double interval,
      NodeModel meter) {}

  /// Checks what is asked for; nothing is changed yet.
  ///
  /// @param neurons the populations of neurons that were created
  /// @throws BadInput if a section is wrong
  Recording(
      Config config,
      Map<String, NodePopulation> populations,
      Map<String, NodeCollection> neurons,
      Simulator simulator,
      ModelSource models) {
    this.simulator = simulator;
    this.neurons = neurons;
    Section output = config.has("output") ? config.section("output") : null;
    if (output == null) {
      throw Config.bad(
          config.where("output") + " is missing, which says where spikes and reports are to go");
    }
    String folder = output.text("output_dir", ".");
    String file = output.text("spikes_file", "");
    spikes = file.isEmpty() ? null : config.resolve("output", folder).resolve(file);
    String asked = output.text("spikes_sort_order", "by_time");
    order = ORDERS.getOrDefault(asked, "");
    if (order.isEmpty()) {
      throw output.bad(
          "spikes_sort_order", "%s; known are none, by_id and by_time".formatted(asked));
    }
    NodeSets sets = new NodeSets(config, populations);
    for (Section report : config.sections("reports")) {
      if (!report.enabled()) continue;
      String name = report.text("file_name", report.name() + ".h5");
      String whole = name.endsWith(".h5") ? name : name + ".h5";
      Path path = config.resolve("output", folder).resolve(whole);
      wanted.add(wanted(report, path, sets, populations, models));
    }
  }

  private Wanted wanted(
      Section report,
      Path file,
      NodeSets sets,
      Map<String, NodePopulation> populations,
      ModelSource models) {
    String module = report.text("module", "membrane_report");
    if (!MODULES.contains(module)) {
      throw report.bad("module", "%s; Myelin knows %s".formatted(module, MODULES));
    }
    JsonNode named = report.get("variable_name");
    if (named != null && named.isArray()) {
      throw report.bad(
          "variable_name", named + "; a report has one variable: write a report for each");
    }
    String variable = report.text("variable_name");
    Map<String, int[]> nodes = new LinkedHashMap<>();
    String unit = "";
    String cells = report.text("cells", "all");
    for (Map.Entry<String, int[]> chosen : sets.places(cells).entrySet()) {
      NodePopulation population = populations.get(chosen.getKey());
      if (population == null || !neurons.containsKey(chosen.getKey())) continue;
      nodes.put(chosen.getKey(), chosen.getValue());
      Set<Integer> seen = new HashSet<>();
      for (int place : chosen.getValue()) {
        int type = population.type()[place];
        if (!seen.add(type)) continue;
        NodeCollection node = chosen(chosen.getKey(), new int[] {place});
        unit = unit(report, variable, node, models.node(population.model(type)));
      }
    }
    if (nodes.isEmpty()) throw report.bad("cells", cells + ", which has no neurons");
    double h = simulator.resolution();
    double dt = report.number("dt", h);
    if (!(Math.rint(dt / h) >= 1 && Math.abs(dt / h - Math.rint(dt / h)) < 1e-6)) {
      throw report.bad(
          "dt", "%s ms; it must be a multiple of the resolution, %s ms".formatted(dt, h));
    }
    double interval = Math.rint(dt / h) * h;
    NodeModel meter =
        models
            .node("multimeter")
            .with("record_from", new String[] {variable})
            .with("interval", interval);
    meter = within(report, meter, "start_time", "start");
    meter = within(report, meter, "end_time", "stop");
    simulator.require(meter);
    return new Wanted(file, variable, unit, nodes, interval, meter);
  }

  private static NodeModel within(
      Section report, NodeModel meter, String setting, String parameter) {
    double ms = report.number(setting, Double.NaN);
    if (Double.isNaN(ms)) return meter;
    try {
      return meter.with(parameter, ms);
    } catch (BadInput e) {
      throw new BadInput(e.kind(), report.where(setting) + ": " + e.getMessage(), e);
    }
  }

  /// The unit of a variable that a node must have.
  private static String unit(
      Section report, String variable, NodeCollection node, NodeModel model) {
    List<String> known = node.recordables();
    if (!known.contains(variable)) {
      throw new BadInput(
          BadInput.Kind.UNKNOWN_RECORDABLE,
          "%s = %s, which %s does not record%s"
              .formatted(
                  report.where("variable_name"),
                  variable,
                  model.name(),
                  Nearest.hint(variable, known)));
    }
    return model.model().recordables().stream()
        .filter(r -> r.name().equals(variable))
        .map(r -> r.unit().symbol())
        .findFirst()
        .orElse("");
  }

  /// Creates and connects the recorders.
  ///
  /// @return the nodes that it has created
  List<Stretch> start(ModelSource models) {
    List<Stretch> made = new ArrayList<>();
    if (spikes != null) {
      NodeCollection hears = simulator.create(models.node("spike_recorder"), 1);
      for (NodeCollection nodes : neurons.values()) simulator.connect(nodes, hears);
      recorder = hears;
      made.add(new Stretch("spike_recorder", 1));
    }
    for (Wanted report : wanted) {
      NodeCollection meter = simulator.create(report.meter(), 1);
      report.nodes().forEach((name, places) -> simulator.connect(meter, chosen(name, places)));
      meters.add(meter);
      made.add(new Stretch("multimeter", 1));
    }
    return made;
  }

  private NodeCollection chosen(String population, int[] places) {
    NodeCollection nodes = neurons.get(population);
    if (nodes == null) throw new IllegalStateException(population);
    return nodes.at(places);
  }

  /// Writes the files, with all that was recorded so far.
  ///
  /// @throws BadInput if one cannot be written
  List<Path> write() {
    List<Path> written = new ArrayList<>();
    if (spikes != null && recorder != null) {
      Output.spikes(spikes, order, spikes(simulator.events(recorder)));
      written.add(spikes);
    }
    for (int r = 0; r < meters.size(); r++) {
      Wanted report = wanted.get(r);
      write(report, simulator.events(meters.get(r)));
      written.add(report.file());
    }
    return written;
  }

  private Map<String, Output.Spikes> spikes(Events events) {
    int[] senders = events.senders();
    double[] times = events.times();
    Map<String, Output.Spikes> found = new LinkedHashMap<>();
    neurons.forEach((name, nodes) -> {
      int first = nodes.id(0);
      int last = nodes.id(nodes.size() - 1);
      var own =
          IntStream.range(0, senders.length).filter(e -> senders[e] >= first && senders[e] <= last);
      int[] chosen =
          switch (order) {
            case "by_id" -> sorted(own, Comparator.comparingInt(e -> senders[e]));
            case "by_time" -> sorted(own, Comparator.comparingDouble(e -> times[e]));
            default -> own.toArray();
          };
      long[] ids = Arrays.stream(chosen).mapToLong(e -> senders[e] - first).toArray();
      double[] ms = Arrays.stream(chosen).mapToDouble(e -> times[e]).toArray();
      found.put(name, new Output.Spikes(ids, ms));
    });
    return found;
  }

  /// Those that compare alike stay in their order.
  private static int[] sorted(IntStream events, Comparator<Integer> by) {
    return events.boxed().sorted(by).mapToInt(Integer::intValue).toArray();
  }

  private void write(Wanted report, Events events) {
    int[] senders = events.senders();
    double[] times = events.times();
    double[] values = events.values(report.variable());
    double[] ticks = Arrays.stream(times).distinct().toArray();
    double step = report.interval();
    double begin = ticks.length == 0 ? 0 : ticks[0];
    Map<String, Output.Report> all = new LinkedHashMap<>();
    report
        .nodes()
        .forEach((name, places) -> {
          NodeCollection nodes = chosen(name, places);
          float[][] rows = new float[ticks.length][nodes.size()];
          for (int e = 0; e < senders.length; e++) {
            int column = nodes.indexOf(senders[e]);
            if (column < 0) continue;
            rows[(int) Math.round((times[e] - begin) / step)][column] = (float) values[e];
          }
          long[] ids = Arrays.stream(places).asLongStream().toArray();
          all.put(name, new Output.Report(ids, rows));
        });
    double[] time = {begin, begin + ticks.length * step, step};
    Output.report(report.file(), report.unit(), time, all);
  }
}
