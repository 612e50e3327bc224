package myelin.engine.past;

import java.util.Arrays;

/// [History] of numbers that neurons leave in some steps, each in its own.
public final class SparseHistory extends History {

  private static final int ROOM = 16;

  private final long[][] steps;
  private final double[][] values;
  private final int[] size;
  private final boolean[] negative;

  /// A history of so many lanes.
  public SparseHistory(int lanes, Keep keep) {
    super(keep);
    steps = new long[lanes][0];
    values = new double[lanes][0];
    size = new int[lanes];
    negative = new boolean[lanes];
  }

  @Override
  public boolean isFull(int lane, long step) {
    return size[lane] == steps[lane].length;
  }

  @Override
  public void forget(int lane, long until, long step) {
    int drop = after(lane, until);
    int left = size[lane] - drop;
    int room = Math.max(ROOM, left > size[lane] / 2 ? 2 * size[lane] : steps[lane].length);
    long[] oldSteps = steps[lane];
    double[] oldValues = values[lane];
    if (room > oldSteps.length) {
      steps[lane] = new long[room];
      values[lane] = new double[room];
    }
    System.arraycopy(oldSteps, drop, steps[lane], 0, left);
    System.arraycopy(oldValues, drop, values[lane], 0, left);
    size[lane] = left;
  }

  @Override
  public void add(int lane, long step, double value) {
    int k = size[lane]++;
    steps[lane][k] = step;
    values[lane][k] = value;
    if (value < 0) negative[lane] = true;
  }

  /// Whether numbers of a lane may be negative.
  public boolean mayBeNegative(int lane) {
    return negative[lane];
  }

  @Override
  public int size(int lane) {
    return size[lane];
  }

  @Override
  public int after(int lane, long step) {
    long[] all = steps[lane];
    int low = 0;
    int high = size[lane];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all[middle] <= step) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /// The step of entry `k` of a lane.
  public long step(int lane, int k) {
    return steps[lane][k];
  }

  /// The number of entry `k` of a lane.
  public double value(int lane, int k) {
    return values[lane][k];
  }

  /// The numbers of a lane, [#size] of them and then unused elements; not to be changed.
  public double[] kept(int lane) {
    return values[lane];
  }

  /// The steps of those, likewise.
  public long[] keptSteps(int lane) {
    return steps[lane];
  }

  @Override
  public double at(int lane, long step) {
    long[] all = steps[lane];
    int last = size[lane] - 1;
    if (last < 0 || step > all[last]) return 0;
    long ago = all[last] - step; // so many entries ago, if there is one in each step
    int k = ago <= last ? last - (int) ago : -1;
    if (k < 0 || all[k] != step) k = after(lane, step) - 1;
    return k >= 0 && all[k] == step ? values[lane][k] : 0;
  }

  @Override
  public long newest(int lane) {
    return size[lane] == 0 ? -1 : steps[lane][size[lane] - 1];
  }

  @Override
  public void clearAfter(int lane, long step) {
    for (int k = size[lane] - 1; k >= 0 && steps[lane][k] > step; k--) values[lane][k] = 0;
  }

  /// The number of a lane at the last entry up to `step`; that of the first entry if all are later.
  public double upTo(int lane, long step) {
    return size[lane] == 0 ? 0 : values[lane][Math.max(0, after(lane, step) - 1)];
  }

  @Override
  public long[] steps(int lane) {
    return Arrays.copyOf(steps[lane], size[lane]);
  }

  @Override
  public double[] values(int lane) {
    return Arrays.copyOf(values[lane], size[lane]);
  }

  @Override
  public void restore(int lane, long[] theSteps, double[] theValues) {
    size[lane] = theSteps.length;
    steps[lane] = theSteps.clone();
    values[lane] = theValues.clone();
    negative[lane] = Arrays.stream(theValues).anyMatch(v -> v < 0);
  }
}
