package myelin.engine.wiring;

import java.util.Arrays;
import java.util.function.IntPredicate;
import myelin.engine.base.Ids;

/// Some synapses on their way from a recipe to a table: parallel columns, reused.
public final class EdgeBatch {

  /// A batch is handed over when it holds at least this many.
  public static final int FULL = 2048;

  private int[] source;
  private int[] target;
  private long[] ordinal;
  private double[] weight = new double[0];
  private int[] delay = new int[0];
  private double[][] parameters = {};
  private int size;

  /// An empty batch with room for twice as many synapses as make it full.
  public EdgeBatch() {
    this(2 * FULL);
  }

  /// An empty batch with room for this many.
  public EdgeBatch(int room) {
    source = new int[room];
    target = new int[room];
    ordinal = new long[room];
  }

  /// Empties the batch.
  public void clear() {
    size = 0;
  }

  /// Number of synapses.
  public int size() {
    return size;
  }

  /// Makes room for `more` synapses beyond those it holds.
  public void ensure(int more) {
    int needed = size + more;
    if (needed <= source.length) return;
    int room = Math.max(needed, 2 * source.length);
    source = Arrays.copyOf(source, room);
    target = Arrays.copyOf(target, room);
    ordinal = Arrays.copyOf(ordinal, room);
  }

  /// Adds a synapse between two node ids. Room must have been made. `ordinal` is the synapse's
  /// place among all of its call: it selects from arrays of weights and keys random draws.
  public void add(int sourceId, int targetId, long ordinal) {
    source[size] = sourceId;
    target[size] = targetId;
    this.ordinal[size++] = ordinal;
  }

  /// Adds those of the synapses `[begin, end)` of a list whose targets are `owned`; the place in
  /// the list is the ordinal. Room must have been made.
  public void addOwned(int[] sources, int[] targets, int begin, int end, IntPredicate owned) {
    int[] source = this.source;
    int[] target = this.target;
    long[] ordinal = this.ordinal;
    int n = size;
    for (int e = begin; e < end; e++) {
      int to = targets[e];
      source[n] = sources[e];
      target[n] = to;
      ordinal[n] = e;
      n += owned.test(to) ? 1 : 0; // a jump would be taken or not at random
    }
    size = n;
  }

  /// Adds `n` synapses onto one target, from the nodes of `from` at the first `n` of `places`, with
  /// ordinals from `ordinal` on. Room must have been made.
  public void add(Ids from, int[] places, int n, int targetId, long ordinal) {
    if (from.contiguous()) {
      int first = from.at(0);
      for (int k = 0; k < n; k++) source[size + k] = first + places[k];
    } else {
      for (int k = 0; k < n; k++) source[size + k] = from.at(places[k]);
    }
    Arrays.fill(target, size, size + n, targetId);
    for (int k = 0; k < n; k++) this.ordinal[size + k] = ordinal + k;
    size += n;
  }

  /// Id of the source of synapse `e`.
  public int source(int e) {
    return source[e];
  }

  /// Id of the target of synapse `e`.
  public int target(int e) {
    return target[e];
  }

  /// The place of synapse `e` among all of its call.
  public long ordinal(int e) {
    return ordinal[e];
  }

  /// Makes room for a weight and a delay of each synapse.
  public void ensureValues() {
    if (weight.length >= source.length) return;
    weight = Arrays.copyOf(weight, source.length);
    delay = Arrays.copyOf(delay, source.length);
  }

  /// The column of weights, to be written to after [#ensureValues].
  public double[] weights() {
    return weight;
  }

  /// The column of delays in steps, to be written to after [#ensureValues].
  public int[] delays() {
    return delay;
  }

  /// The column of places among all synapses of the call; to be read only.
  public long[] ordinals() {
    return ordinal;
  }

  /// Sets weight and delay (steps) of synapse `e`.
  public void put(int e, double weight, int delay) {
    ensureValues();
    this.weight[e] = weight;
    this.delay[e] = delay;
  }

  /// Weight of synapse `e`, after [#put].
  public double weight(int e) {
    return weight[e];
  }

  /// Delay of synapse `e` in steps, after [#put].
  public int delay(int e) {
    return delay[e];
  }

  /// Makes room for `n` parameters of each synapse.
  public void parameters(int n) {
    if (parameters.length < n) parameters = new double[n][0];
    for (int c = 0; c < n; c++) {
      if (parameters[c].length < source.length) {
        parameters[c] = new double[source.length];
      }
    }
  }

  /// Sets parameter number `c` of synapse `e`, after [#parameters(int)].
  public void put(int e, int c, double value) {
    parameters[c][e] = value;
  }

  /// Parameter number `c` of synapse `e`.
  public double parameter(int e, int c) {
    return parameters[c][e];
  }

  int[] sources() {
    return source;
  }

  int[] targets() {
    return target;
  }
}
