package myelin.engine.neuron;

import java.util.Arrays;

/// Numbers from the past of a block's neurons, as far as they are still needed: for each lane,
/// steps with a number each, oldest first, at most one per step. Plastic synapses onto the neurons
/// hear them beside their spikes.
public final class History {

  /// A history that a model has.
  ///
  /// @param name by which a synapse model asks for it
  /// @param keep for how long entries are kept
  public record Kind(String name, Keep keep) {

    /// Whether synapses may ask for it by a name.
    boolean isLeftAs(String wanted) {
      return name.equals(wanted);
    }
  }

  /// For how long entries are kept.
  public enum Keep {
    /// Until all synapses onto the neuron have heard them, as spikes are.
    UNTIL_HEARD,
    /// For as long as a spike may be under way to a synapse that looks for one entry.
    UNDER_WAY
  }

  private static final int ROOM = 16;

  private final Keep keep;
  private final long[][] steps = new long[Block.LANES][0];
  private final double[][] values = new double[Block.LANES][0];
  private final int[] size = new int[Block.LANES];
  private final boolean[] negative = new boolean[Block.LANES];

  History(Keep keep) {
    this.keep = keep;
  }

  Keep keep() {
    return keep;
  }

  boolean isFull(int lane) {
    return size[lane] == steps[lane].length;
  }

  /// Drops entries up to step `until`, and makes room if these are few.
  void forget(int lane, long until) {
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

  void add(int lane, long step, double value) {
    int k = size[lane]++;
    steps[lane][k] = step;
    values[lane][k] = value;
    if (value < 0) negative[lane] = true;
  }

  /// Whether numbers of a lane may be negative.
  public boolean mayBeNegative(int lane) {
    return negative[lane];
  }

  /// Number of entries of a lane.
  public int size(int lane) {
    return size[lane];
  }

  /// Number of entries of a lane up to `step`, which is the index of the first later one.
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

  /// The number of a lane at `step`; zero if there is none.
  public double at(int lane, long step) {
    long[] all = steps[lane];
    int last = size[lane] - 1;
    if (last < 0 || step > all[last]) return 0;
    long ago = all[last] - step; // so many entries ago, if there is one in each step
    int k = ago <= last ? last - (int) ago : -1;
    if (k < 0 || all[k] != step) k = after(lane, step) - 1;
    return k >= 0 && all[k] == step ? values[lane][k] : 0;
  }

  /// The step of the last entry of a lane; -1 if there is none.
  long newest(int lane) {
    return size[lane] == 0 ? -1 : steps[lane][size[lane] - 1];
  }

  /// Sets the numbers of entries after `step` to zero, which says nothing to those who hear them.
  void clearAfter(int lane, long step) {
    for (int k = size[lane] - 1; k >= 0 && steps[lane][k] > step; k--) values[lane][k] = 0;
  }

  /// The number of a lane at the last entry up to `step`; that of the first entry if all are later.
  public double upTo(int lane, long step) {
    return size[lane] == 0 ? 0 : values[lane][Math.max(0, after(lane, step) - 1)];
  }

  /// The steps of all entries of a lane.
  public long[] steps(int lane) {
    return Arrays.copyOf(steps[lane], size[lane]);
  }

  /// The numbers of all entries of a lane.
  public double[] values(int lane) {
    return Arrays.copyOf(values[lane], size[lane]);
  }

  /// Puts back what [#steps] and [#values] have returned.
  public void restore(int lane, long[] theSteps, double[] theValues) {
    size[lane] = theSteps.length;
    steps[lane] = theSteps.clone();
    values[lane] = theValues.clone();
    negative[lane] = Arrays.stream(theValues).anyMatch(v -> v < 0);
  }
}
