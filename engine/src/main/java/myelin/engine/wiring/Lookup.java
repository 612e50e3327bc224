package myelin.engine.wiring;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.base.Memory;
import myelin.engine.neuron.Population;
import myelin.engine.table.ConnectionTable;

/// Finds synapses in the tables and puts them into one order, the same for any number of parts: by
/// source, then target, then kind in order of first use, then place in the row, which is by delay
/// and creation. Rows are counted by source first, so that only the synapses of one source at a
/// time have to be sorted.
public final class Lookup {

  /// So many synapses are kept while they are counted.
  private static final int FEW = 64;

  private static final int BYTES_A_SYNAPSE = 2 * Long.BYTES + 2 * Integer.BYTES;

  private final Wiring wiring;
  private final Ids sources;
  private final Ids targets;
  private final int synapse;

  /// Where the synapses of each source begin, then where its next one goes.
  private final int[] next;

  private int[] target = {};
  private long[] place = {};

  /// The first synapses that were found: place of the source, id of the target, place. If there are
  /// no more, the tables need not be walked again.
  private final int[] firstSource = new int[FEW];

  private final int[] firstTarget = new int[FEW];
  private final long[] firstPlace = new long[FEW];

  /// Looks for synapses made with synapse model number `synapse`, or with any if that is negative.
  public Lookup(Wiring wiring, Ids sources, Ids targets, int synapse) {
    this.wiring = wiring;
    this.sources = sources;
    this.targets = targets;
    this.synapse = synapse;
    next = new int[sources.size() + 1];
  }

  /// What was found, sorted by source and target.
  public Selection select() {
    layOut();
    int n = target.length;
    if (n > FEW) {
      walk((s, part, key, i, id) -> add(s, id, Selection.place(part, key, i)));
    } else {
      for (int e = 0; e < n; e++) add(firstSource[e], firstTarget[e], firstPlace[e]);
    }
    int[] source = new int[n];
    int from = 0;
    long[] order = {};
    for (int s = 0; s < sources.size(); s++) {
      int to = next[s];
      Arrays.fill(source, from, to, sources.at(s));
      if (to - from > order.length) order = new long[Math.max(to - from, 2 * order.length)];
      sort(from, to, order);
      from = to;
    }
    return wiring.watch(new Selection(wiring, source, target, place));
  }

  /// Counts the synapses of each source and makes room for them.
  private void layOut() {
    long[] count = new long[sources.size()];
    long total = count(count);
    if (total > Integer.MAX_VALUE - 16) {
      throw new BadInput(
          BadInput.Kind.MEMORY,
          "%,d synapses are more than can be looked up at once, 2^31; name sources and targets"
              .formatted(total));
    }
    Memory.require(
        (double) total * BYTES_A_SYNAPSE, () -> "the places of %,d synapses".formatted(total));
    target = new int[(int) total];
    place = new long[(int) total];
    for (int s = 0; s < count.length; s++) next[s + 1] = (int) (next[s] + count[s]);
  }

  /// Counts the synapses of each source, and keeps the first ones; returns how many there are.
  private long count(long[] count) {
    long[] total = {0};
    walk((s, part, key, i, id) -> {
      count[s]++;
      if (total[0] < FEW) {
        int e = (int) total[0];
        firstSource[e] = s;
        firstTarget[e] = id;
        firstPlace[e] = Selection.place(part, key, i);
      }
      total[0]++;
    });
    return total[0];
  }

  private void add(int s, int id, long at) {
    int e = next[s]++;
    target[e] = id;
    place[e] = at;
  }

  /// Puts the synapses of one source in order of their targets; those of one target stay in order.
  private void sort(int from, int to, long[] order) {
    int n = to - from;
    boolean sorted = true;
    for (int k = 0; k < n; k++) {
      order[k] = (long) target[from + k] << 32 | k;
      sorted &= k == 0 || order[k] > order[k - 1];
    }
    if (sorted) return;
    Arrays.sort(order, 0, n);
    long[] old = Arrays.copyOfRange(place, from, to);
    for (int k = 0; k < n; k++) {
      target[from + k] = (int) (order[k] >> 32);
      place[from + k] = old[(int) order[k]];
    }
  }

  /// What is done with each synapse that is wanted.
  @FunctionalInterface
  private interface Visit {
    /// @param s place of the source among the wanted ones
    /// @param i place of the synapse in its row
    /// @param id node id of the target
    void synapse(int s, int part, int key, int i, int id);
  }

  private void walk(Visit visit) {
    for (int p = 0; p < wiring.parts(); p++) {
      ConnectionTable[] tables = wiring.byKey(p);
      for (int k = 0; k < tables.length; k++) {
        ConnectionTable table = tables[k];
        if (table.size() == 0 || (synapse >= 0 && table.key.synapse() != synapse)) continue;
        if (sources.size() < table.rows()) walkSources(table, p, k, visit);
        else walkRows(table, p, k, visit);
      }
    }
  }

  /// Visits the rows of the wanted sources, of which there are fewer than rows.
  private void walkSources(ConnectionTable table, int part, int key, Visit visit) {
    long wanted = 0;
    for (int s = 0; s < sources.size(); s++) {
      int row = table.row(sources.at(s));
      if (row >= 0) wanted += table.length(row);
    }
    if (wanted == 0) return;
    Population population = wiring.population(part, table.key);
    IntUnaryOperator ids = wanted < population.size() ? one(population) : all(population);
    int[] local = {};
    for (int s = 0; s < sources.size(); s++) {
      int row = table.row(sources.at(s));
      if (row >= 0) local = visit(table, row, local, ids, s, part, key, visit);
    }
  }

  /// Visits the rows whose sources are wanted.
  private void walkRows(ConnectionTable table, int part, int key, Visit visit) {
    IntUnaryOperator ids = all(wiring.population(part, table.key));
    int[] local = {};
    for (int row = 0; row < table.rows(); row++) {
      int s = sources.indexOf(table.source(row));
      if (s >= 0) local = visit(table, row, local, ids, s, part, key, visit);
    }
  }

  /// Visits a row; returns room for the targets of others.
  private static int[] visit(
      ConnectionTable table,
      int row,
      int[] local,
      IntUnaryOperator ids,
      int s,
      int part,
      int key,
      Visit visit) {
    int n = table.length(row);
    int[] room = n > local.length ? new int[2 * n] : local;
    table.targets(row, room);
    for (int i = 0; i < n; i++) {
      int id = ids.applyAsInt(room[i]);
      if (id > 0) visit.synapse(s, part, key, i, id);
    }
    return room;
  }

  /// The node id of each neuron of a population, 0 where it is not wanted.
  private IntUnaryOperator all(Population population) {
    int[] ids = new int[population.size()];
    for (int i = 0; i < ids.length; i++) ids[i] = wanted(population.id(i));
    return i -> ids[i];
  }

  /// The same, of one neuron at a time.
  private IntUnaryOperator one(Population population) {
    return i -> wanted(population.id(i));
  }

  private int wanted(int id) {
    return targets.indexOf(id) >= 0 ? id : 0;
  }
}
