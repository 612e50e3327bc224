package myelin.sonata;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import myelin.engine.base.BadInput;

/// The spikes of virtual nodes, from files in HDF5: `/spikes/POPULATION`, or `/spikes` itself in
/// files of the format's first version, with `timestamps` (ms) and `node_ids` or `gids`.
final class SpikeTrains {

  private static final Set<String> MODULES = Set.of("h5", "sonata");

  private SpikeTrains() {}

  /// The spikes of each node of a population (ms), in order.
  ///
  /// @throws BadInput if no input of the configuration is for it, or a file is wrong
  static List<double[]> read(Config config, NodeSets sets, NodePopulation nodes) {
    double[][] trains = new double[nodes.size()][];
    boolean any = false;
    for (Section input : config.sections("inputs")) {
      if (!input.enabled()) continue;
      String set = input.text("node_set");
      if (!set.equals(nodes.name()) && !(sets.has(set) && sets.covers(set, nodes))) continue;
      String type = input.text("input_type", "spikes");
      if (!type.equals("spikes")) {
        throw input.bad("input_type", type + "; Myelin knows spikes");
      }
      String module = input.text("module", "h5");
      if (!MODULES.contains(module)) {
        throw input.bad("module", module + "; Myelin knows h5 and sonata");
      }
      any = true;
      try (Hdf hdf = Hdf.open(input.file("input_file"))) {
        add(hdf, nodes, trains);
      }
    }
    if (!any) {
      throw Config.bad(
          "%s has no spikes for the virtual nodes '%s': an input must have \"node_set\": \"%s\""
              .formatted(config.where("inputs"), nodes.name(), nodes.name()));
    }
    List<double[]> all = new ArrayList<>();
    for (double[] train : trains) all.add(train == null ? new double[0] : train);
    return all;
  }

  private static void add(Hdf hdf, NodePopulation nodes, double[][] trains) {
    String path = hdf.has("/spikes/" + nodes.name()) ? "/spikes/" + nodes.name() : "/spikes";
    if (path.equals("/spikes") && !hdf.columns(path).contains("timestamps")) {
      throw hdf.bad("/spikes/" + nodes.name(), "is missing; /spikes has " + hdf.groups(path));
    }
    Column times = hdf.column(path + "/timestamps");
    String unit = hdf.attribute(times.path(), "units");
    if (unit != null && !unit.equals("ms") && !unit.startsWith("millisecond")) {
      throw hdf.bad(times.path(), "is in %s; Myelin takes times in ms".formatted(unit));
    }
    String ids = path + (hdf.has(path + "/node_ids") ? "/node_ids" : "/gids");
    if (times.length() > Integer.MAX_VALUE - 64) {
      throw hdf.bad(times.path(), "has %,d spikes, which are too many".formatted(times.length()));
    }
    int n = (int) times.length();
    Column senders = hdf.column(ids, n, times.path());
    int[] node =
        senders.places(
            0,
            n,
            nodes.size(),
            "none of the %,d nodes of %s".formatted(nodes.size(), nodes.name()));
    double[] ms = times.numbers(0, n);
    int[] counts = new int[trains.length];
    for (int i = 0; i < n; i++) {
      if (ms[i] <= 0) throw times.refused(i, ms[i] + " ms", "not above 0");
      counts[node[i]]++;
    }
    int[] filled = new int[trains.length];
    for (int j = 0; j < trains.length; j++) {
      if (trains[j] != null) filled[j] = trains[j].length;
      if (counts[j] == 0 && trains[j] != null) continue;
      double[] old = trains[j] == null ? new double[0] : trains[j];
      trains[j] = Arrays.copyOf(old, old.length + counts[j]);
    }
    for (int i = 0; i < n; i++) trains[node[i]][filled[node[i]]++] = ms[i];
    for (double[] train : trains) Arrays.sort(train);
  }
}
