package myelin.engine.wiring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import myelin.engine.base.Crew;
import myelin.engine.base.Memory;
import myelin.engine.declare.Receptor;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.table.ConnectionTable;
import myelin.engine.table.TableKey;

/// Gives synapses that exist another weight or delay. Where a table has a place for it, it is
/// written there. Static synapses whose table has one weight for all, or whose weight is to act on
/// another channel, are moved to the table that they would have been put into had they been
/// connected with that weight: the tables that they leave and come to are built again, in all parts
/// alike, in two passes as in [Wiring]. Input under way stays in the rings.
///
/// Few synapses are moved later, together ([Pending]). Whoever has looked synapses up is told where
/// they have come to.
final class Rewiring {

  private static final int BYTES_A_SYNAPSE = 3 * Long.BYTES;
  private static final int BYTES_A_PLACE = Integer.BYTES + Long.BYTES;

  /// The kind of a synapse that is taken out.
  private static final int NONE = -1;

  private final Wiring wiring;
  private final Selection all;

  /// New weights, one for all or one each, NaN for one that stays; empty if all stay.
  private final double[] weight;

  /// New delays, likewise, 0 for one that stays.
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
    boolean few = all.size() <= Pending.FEW;
    if (!few) apply(wiring);
    Rewiring r = new Rewiring(wiring, all, weight, new int[0]);
    int[][] known = new int[wiring.keys().size()][];
    for (int e = 0; e < all.size(); e++) {
      r.aim(e, known);
      if (few) r.note(e);
    }
    if (few) return;
    r.rebuild();
    for (int e = 0; e < all.size(); e++) {
      if (r.touched.get(r.goal[e]) || all.table(e).key.uniform()) continue;
      all.table(e).putWeight(all.index(e), r.newWeight(e));
    }
  }

  /// Takes synapses out.
  static void remove(Wiring wiring, Selection all) {
    if (all.size() == 0) return;
    wiring.openChange();
    apply(wiring);
    Rewiring r = new Rewiring(wiring, all, new double[0], new int[0]);
    for (int e = 0; e < all.size(); e++) {
      r.goal[e] = NONE;
      r.touched.set(all.home(e));
    }
    r.rebuild();
  }

  /// Sets delays in steps, which must have been checked.
  static void delays(Wiring wiring, Selection all, int[] delay) {
    boolean few = all.size() <= Pending.FEW;
    if (!few) apply(wiring);
    Rewiring r = new Rewiring(wiring, all, new double[0], delay);
    for (int e = 0; e < all.size(); e++) {
      r.goal[e] = all.kind(e);
      if (few) r.note(e);
      else if (all.delay(e) != r.newDelay(e)) r.touched.set(all.home(e));
    }
    if (!few) r.rebuild();
  }

  /// Builds the tables of synapses whose changes are pending.
  static void apply(Wiring wiring) {
    Pending pending = wiring.pending();
    if (pending.isEmpty()) return;
    long[] place = pending.places();
    int n = place.length;
    Rewiring r =
        new Rewiring(
            wiring,
            new Selection(wiring, new int[n], new int[n], place),
            new double[n],
            new int[n]);
    for (int e = 0; e < n; e++) {
      Pending.Change change = pending.at(place[e]);
      if (change == null) throw new IllegalStateException("no change at " + place[e]);
      r.all.source(e, change.source());
      r.weight[e] = change.weight();
      r.delay[e] = change.delay();
      r.goal[e] = change.goal();
      r.touched.set(r.all.home(e));
      r.touched.set(change.goal());
    }
    r.rebuild();
    pending.clear();
  }

  /// Finds the kind to which a synapse is to belong.
  private void aim(int e, int[][] known) {
    int kind = all.kind(e);
    TableKey key = all.key(e);
    double w = newWeight(e);
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
    if (w != 1 && wiring.kinds().takesSpikes(wanted) && wanted.uniform())
      wanted = wanted.constant();
    return wiring.keys().indexOf(wiring.kinds().affordable(wanted, wiring.model(key)));
  }

  /// Writes a new weight where there is a place for it, else notes weight, kind and delay of a
  /// synapse.
  private void note(int e) {
    int home = all.home(e);
    Pending.Change before = all.change(e);
    double w = before == null ? Double.NaN : before.weight();
    int d = before == null ? 0 : before.delay();
    if (delay.length > 0) {
      d = newDelay(e) == all.table(e).delay(all.index(e)) ? 0 : newDelay(e);
    } else if (goal[e] == home) {
      w = Double.NaN;
      if (!all.table(e).key.uniform()) all.table(e).putWeight(all.index(e), newWeight(e));
    } else {
      w = wiring.keys().get(goal[e]).uniform() ? newWeight(e) : (float) newWeight(e);
    }
    wiring.pending().put(all.place(e), home, new Pending.Change(all.source(e), goal[e], w, d));
  }

  private double newWeight(int e) {
    return weight[weight.length == 1 ? 0 : e];
  }

  private int newDelay(int e) {
    return delay[delay.length == 1 ? 0 : e];
  }

  private void rebuild() {
    if (touched.isEmpty()) return;
    List<Part> parts = new ArrayList<>();
    for (int p = 0; p < wiring.parts(); p++) parts.add(new Part(p));
    gather(parts);
    boolean removes = goal[0] == NONE;
    int n = parts.size();
    Crew.forEach(n, n, p -> parts.get(p).count());
    TableBuilder.requireMemory(parts.stream().map(p -> p.builders).toList());
    boolean tells = !removes && wiring.isWatched() && parts.stream().allMatch(Part::canTell);
    Crew.forEach(n, n, p -> parts.get(p).fill(tells));
    wiring.adopt(parts.stream().map(p -> p.builders).toList(), n);
    if (!tells) return;
    Crew.forEach(n, n, p -> parts.get(p).settle());
    wiring.tell(selection -> {
      for (int e = 0; e < selection.size(); e++) {
        int kind = selection.home(e);
        Part part = parts.get(selection.part(e));
        if (part.byKind[kind] != null) selection.move(e, part.place(kind, selection.index(e)));
      }
    });
  }

  /// Deals the synapses in question to the tables that they are in, which are to be built again.
  private void gather(List<Part> parts) {
    int[][] n = new int[parts.size()][wiring.keys().size()];
    for (int e = 0; e < all.size(); e++) n[all.part(e)][all.home(e)]++;
    for (Part part : parts) {
      touched.stream().forEach(k -> part.mine[k] = new long[n[part.part][k]]);
    }
    for (int e = 0; e < all.size(); e++) {
      if (touched.get(all.home(e))) parts.get(all.part(e)).take(all.home(e), all.index(e), e);
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

    /// Null for kinds whose table stays.
    private final TableBuilder[] byKind;

    /// By kind the number of its first synapse among those of all tables that are built again.
    private final int[] first;

    /// By that number where each synapse has come to.
    private long[] moved = {};

    private int[] oldDelay = {};

    /// The kind whose table [#walk] is in.
    private int walking;

    Part(int part) {
      this.part = part;
      old = wiring.byKey(part);
      mine = new long[old.length][];
      size = new int[old.length];
      lowest = new int[old.length];
      highest = new int[old.length];
      Arrays.fill(lowest, Integer.MAX_VALUE);
      byKind = new TableBuilder[old.length];
      first = new int[old.length];
    }

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
      Arrays.sort(mine[kind]);
      boolean isNew = old[kind] == ConnectionTable.EMPTY; // tables have one order in all parts
      if (!isNew && size[kind] == 0 && highest[kind] == 0) return;
      TableKey key = wiring.keys().get(kind);
      TableBuilder builder =
          new TableBuilder(isNew ? wiring.kinds().newTable(key) : old[kind].another());
      int rows = old[kind].rows();
      if (rows > 0) builder.reach(old[kind].firstSource, old[kind].firstSource + rows - 1);
      if (highest[kind] > 0) builder.reach(lowest[kind], highest[kind]);
      byKind[kind] = builder;
      builders.put(key, byKind[kind]);
    }

    /// Numbers the synapses of tables that are built again; whether there are not too many.
    boolean canTell() {
      long total = 0;
      for (int k = 0; k < old.length; k++) {
        first[k] = (int) total;
        if (byKind[k] != null) total += old[k].size();
        if (total > Integer.MAX_VALUE - 16) return false;
      }
      Memory.require((double) total * BYTES_A_PLACE, "new places of synapses");
      moved = new long[(int) total];
      return true;
    }

    void fill(boolean tells) {
      builders.forEach((key, b) -> b.allocate(wiring.population(part, key).isWide()));
      walk((to, from, row, i, e) -> {
        double w = e < 0 || weight.length == 0 ? Double.NaN : newWeight(e);
        if (Double.isNaN(w)) w = from.weight(i);
        int at = to.fill(from.firstSource + row, from.target(i), w, delay(from, row, i, e));
        if (tells) to.tag(at, first[walking] + i);
        to.table().copy(at, from, i);
      });
    }

    private int delay(ConnectionTable from, int row, int i, int e) {
      int d = e < 0 || delay.length == 0 ? 0 : newDelay(e);
      return d == 0 ? oldDelay[i - from.rowStart[row]] : d;
    }

    /// Visits the synapses of the tables that change, row by row, with the row's delays at hand.
    private void walk(Visit visit) {
      for (int k = 0; k < old.length; k++) {
        if (byKind[k] == null) continue;
        ConnectionTable from = old[k];
        long[] own = mine[k];
        int next = 0;
        walking = k;
        for (int row = 0; row < from.rows(); row++) {
          int n = from.rowStart[row + 1] - from.rowStart[row];
          if (n > oldDelay.length) oldDelay = new int[2 * n];
          from.delays(row, oldDelay);
          for (int i = from.rowStart[row]; i < from.rowStart[row + 1]; i++) {
            boolean is = next < own.length && own[next] >> Integer.SIZE == i;
            int e = is ? (int) own[next++] : -1;
            if (is && goal[e] == NONE) continue;
            TableBuilder to = byKind[is ? goal[e] : k];
            if (to == null) throw new IllegalStateException("no table of kind " + k);
            visit.synapse(to, from, row, i, e);
          }
        }
      }
    }

    /// Notes where the synapses have come to.
    void settle() {
      for (int k = 0; k < byKind.length; k++) {
        if (byKind[k] == null) continue;
        int[] tags = byKind[k].tags();
        for (int i = 0; i < tags.length; i++) moved[tags[i]] = Selection.place(part, k, i);
      }
    }

    /// Where the synapse that was at place `i` of the table of a kind has come to.
    long place(int kind, int i) {
      return moved[first[kind] + i];
    }
  }
}
