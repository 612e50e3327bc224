package myelin.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gives synapses that exist another weight or delay. Where a table has a place for it, it is
/// written there. Static synapses whose table has one weight for all, or whose weight is to act on
/// another channel, are moved to the table that they would have been put into had they been
/// connected with that weight: the tables that they leave and come to are built again, in all parts
/// alike, in two passes as in [Wiring]. Input under way stays in the rings.
final class Rewiring {

  private static final int BYTES_A_SYNAPSE = 3 * Long.BYTES;

  /// The kind of a synapse that is taken out.
  private static final int NONE = -1;

  private final Wiring wiring;
  private final Selection all;

  /// New weights, one for all or one each; empty if they stay.
  private final double[] weight;

  /// New delays, likewise.
  private final int[] delay;

  /// The kind to which each synapse is to belong, by number of key.
  private final int[] goal;

  /// The kinds whose tables are built again.
  private final BitSet touched = new BitSet();

  private Rewiring(Wiring wiring, Selection all, double[] weight, int[] delay) {
    this.wiring = wiring;
    this.all = all;
    this.weight = weight;
    this.delay = delay;
    Memory.require((double) all.size() * BYTES_A_SYNAPSE, "new values of synapses");
    goal = new int[all.size()];
  }

  /// The channel on which a weight acts, for synapses of a kind.
  static int channel(Wiring wiring, TableKey key, double weight) {
    if (key.channel() == Receptor.IGNORED) return key.channel();
    NeuronModel model = wiring.population(0, key).model();
    Receptor receptor = model.receptor(model.receptorOf(key.channel()));
    return weight < 0 ? receptor.spikesNegative() : receptor.spikes();
  }

  /// Sets weights, which must have been checked.
  static void weights(Wiring wiring, Selection all, double[] weight) {
    wiring.openChange();
    Rewiring r = new Rewiring(wiring, all, weight, new int[0]);
    int[][] known = new int[wiring.keys().size()][];
    for (int e = 0; e < all.size(); e++) r.aim(e, known);
    r.rebuild();
    for (int e = 0; e < all.size(); e++) {
      ConnectionTable table = all.table(e);
      if (!table.key.uniform()) table.putWeight(all.index(e), weight[weight.length == 1 ? 0 : e]);
    }
  }

  /// Takes synapses out.
  static void remove(Wiring wiring, Selection all) {
    if (all.size() == 0) return;
    wiring.openChange();
    Rewiring r = new Rewiring(wiring, all, new double[0], new int[0]);
    for (int e = 0; e < all.size(); e++) {
      r.goal[e] = NONE;
      r.touched.set(all.kind(e));
    }
    r.rebuild();
  }

  /// Finds the kind to which a synapse is to belong.
  private void aim(int e, int[][] known) {
    int kind = all.kind(e);
    TableKey key = all.table(e).key;
    double w = weight[weight.length == 1 ? 0 : e];
    boolean same = Double.doubleToRawLongBits(w) == Double.doubleToRawLongBits(key.weight());
    goal[e] = kind;
    if (key.kind() == TableKey.Kind.PLASTIC || (key.uniform() && same)) return;
    if (known[kind] == null) known[kind] = new int[] {-1, -1};
    int sign = w < 0 ? 1 : 0;
    if (known[kind][sign] < 0) known[kind][sign] = kind(key, w);
    goal[e] = known[kind][sign];
    if (goal[e] == kind) return;
    touched.set(kind);
    touched.set(goal[e]);
  }

  private int kind(TableKey key, double w) {
    int channel = channel(wiring, key, w);
    TableKey wanted =
        weight.length == 1 && key.uniform() ? key.with(channel, w) : key.varied().with(channel, 0);
    if (w != 1 && wiring.takesSpikes(wanted) && wanted.uniform()) wanted = wanted.constant();
    return wiring.keys().indexOf(wiring.affordable(wanted, wiring.model(key)));
  }

  /// Sets delays in steps, which must have been checked.
  static void delays(Wiring wiring, Selection all, int[] delay) {
    Rewiring r = new Rewiring(wiring, all, new double[0], delay);
    for (int e = 0; e < all.size(); e++) {
      r.goal[e] = all.kind(e);
      if (all.delay(e) != delay[delay.length == 1 ? 0 : e]) r.touched.set(all.kind(e));
    }
    r.rebuild();
  }

  private void rebuild() {
    if (touched.isEmpty()) return;
    List<Part> parts = new ArrayList<>();
    for (int p = 0; p < wiring.parts(); p++) parts.add(new Part(p));
    gather(parts);
    int n = parts.size();
    Crew.forEach(n, n, p -> parts.get(p).count());
    TableBuilder.requireMemory(parts.stream().map(p -> p.builders).toList());
    Crew.forEach(n, n, p -> parts.get(p).fill());
    wiring.adopt(parts.stream().map(p -> p.builders).toList(), n);
    for (Part part : parts) part.settle();
    if (goal[0] != NONE) all.open();
  }

  /// Deals the synapses in question to the tables that they are in, which are to be built again.
  private void gather(List<Part> parts) {
    for (Part part : parts) {
      touched.stream().forEach(k -> part.mine[k] = new long[part.old[k].size()]);
    }
    for (int e = 0; e < all.size(); e++) {
      if (touched.get(all.kind(e))) parts.get(all.part(e)).take(all.kind(e), all.index(e), e);
    }
  }

  /// What is done with each synapse of the tables that are built again: `e` is its number if it is
  /// one of those in question, else -1.
  @FunctionalInterface
  private interface Visit {
    void synapse(TableBuilder to, ConnectionTable from, int row, int i, int e);
  }

  /// The tables of one part.
  private final class Part {
    private final int part;
    private final ConnectionTable[] old;

    /// By kind the synapses in question: `place in the table | number`, ascending.
    private final long[][] mine;

    private final int[] size;

    /// By kind the sources of the synapses that are to belong to it.
    private final int[] lowest;

    private final int[] highest;
    private final Map<TableKey, TableBuilder> builders = new LinkedHashMap<>();
    private final TableBuilder[] byKind;

    Part(int part) {
      this.part = part;
      old = wiring.byKey(part);
      mine = new long[old.length][];
      size = new int[old.length];
      lowest = new int[old.length];
      highest = new int[old.length];
      Arrays.fill(lowest, Integer.MAX_VALUE);
      byKind = new TableBuilder[old.length];
    }

    private int[] oldDelay = {};

    void take(int kind, int index, int e) {
      if (goal[e] != NONE) {
        lowest[goal[e]] = Math.min(lowest[goal[e]], all.source(e));
        highest[goal[e]] = Math.max(highest[goal[e]], all.source(e));
      }
      mine[kind][size[kind]++] = (long) index << Integer.SIZE | e;
    }

    void count() {
      touched.stream().forEach(this::open);
      walk((to, from, row, i, e) -> {
        int d = delay(from, row, i, e);
        to.count(from.firstSource + row);
        to.delays(d, d);
      });
    }

    private void open(int kind) {
      mine[kind] = Arrays.copyOf(mine[kind], size[kind]);
      Arrays.sort(mine[kind]);
      TableKey key = wiring.keys().get(kind);
      ConnectionTable empty =
          old[kind] == ConnectionTable.EMPTY ? wiring.newTable(key) : old[kind].another();
      TableBuilder builder = new TableBuilder(empty);
      int rows = old[kind].rows();
      if (rows > 0) builder.reach(old[kind].firstSource, old[kind].firstSource + rows - 1);
      if (highest[kind] > 0) builder.reach(lowest[kind], highest[kind]);
      byKind[kind] = builder;
      builders.put(key, byKind[kind]);
    }

    void fill() {
      builders.forEach((key, b) -> b.allocate(wiring.population(part, key).isWide()));
      walk((to, from, row, i, e) -> {
        double w = e < 0 || weight.length == 0 ? from.weight(i) : newWeight(e);
        int at = to.fill(from.firstSource + row, from.target(i), w, delay(from, row, i, e));
        if (e >= 0) to.tag(at, e);
        to.table().copy(at, from, i);
      });
    }

    private double newWeight(int e) {
      return weight[weight.length == 1 ? 0 : e];
    }

    private int delay(ConnectionTable from, int row, int i, int e) {
      if (e < 0 || delay.length == 0) return oldDelay[i - from.rowStart[row]];
      return delay[delay.length == 1 ? 0 : e];
    }

    /// Visits the synapses of the tables that change, row by row, with the row's delays at hand.
    private void walk(Visit visit) {
      touched.stream()
          .forEach(k -> {
            ConnectionTable from = old[k];
            long[] own = mine[k];
            int next = 0;
            for (int row = 0; row < from.rows(); row++) {
              int n = from.rowStart[row + 1] - from.rowStart[row];
              if (n > oldDelay.length) oldDelay = new int[2 * n];
              from.delays(row, oldDelay);
              for (int i = from.rowStart[row]; i < from.rowStart[row + 1]; i++) {
                boolean is = next < own.length && own[next] >> Integer.SIZE == i;
                int e = is ? (int) own[next++] : -1;
                if (is && goal[e] == NONE) continue;
                visit.synapse(byKind[is ? goal[e] : k], from, row, i, e);
              }
            }
          });
    }

    /// Notes where the synapses in question have come to.
    void settle() {
      touched.stream()
          .forEach(k -> {
            int[] tags = byKind[k].tags();
            for (int i = 0; i < tags.length; i++) if (tags[i] >= 0) all.move(tags[i], part, k, i);
          });
    }
  }
}
