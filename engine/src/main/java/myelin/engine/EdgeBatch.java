package myelin.engine;

import java.util.Arrays;

/// Some synapses on their way from a recipe to a table: parallel columns, reused.
public final class EdgeBatch {

  /// An empty batch.
  public EdgeBatch() {}

  /// A batch is handed over when it holds at least so many.
  public static final int FULL = 2048;

  private int[] source = new int[2 * FULL];
  private int[] target = new int[2 * FULL];
  private long[] ordinal = new long[2 * FULL];
  private double[] weight = new double[0];
  private int[] delay = new int[0];
  private double[][] parameters = {};
  private int size;

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

  /// Sets weight and delay [steps] of synapse `e`.
  public void put(int e, double weight, int delay) {
    if (this.weight.length < source.length) {
      this.weight = Arrays.copyOf(this.weight, source.length);
      this.delay = Arrays.copyOf(this.delay, source.length);
    }
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
