package myelin.engine.neuron;

import java.util.Arrays;

/// The few neurons of a block that are silent at the moment, and for how many steps more.
public final class Refractory {

  private final int[] lane = new int[Block.LANES];
  private final int[] left = new int[Block.LANES];
  private int count;

  /// Nobody is silent.
  public Refractory() {}

  /// Silences neuron `i` for `steps` steps, from the next one on; if it is silent already, its time
  /// begins anew.
  public void enter(int i, int steps) {
    if (steps <= 0) return;
    for (int k = 0; k < count; k++) {
      if (lane[k] == i) {
        left[k] = steps;
        return;
      }
    }
    lane[count] = i;
    left[count++] = steps;
  }

  /// Silences neuron `i` for exactly `steps` steps from the next one on; not at all for 0.
  void put(int i, int steps) {
    enter(i, steps);
    if (steps > 0) return;
    for (int k = 0; k < count; k++) {
      if (lane[k] != i) continue;
      count--;
      lane[k] = lane[count];
      left[k] = left[count];
      return;
    }
  }

  /// Holds the silent neurons at `value` for one more step and releases those whose time is up.
  public void hold(double[] V, double[] value) {
    int least = 1;
    for (int k = 0; k < count; k++) {
      int i = lane[k];
      V[i] = value[i];
      least = Math.min(least, --left[k]);
    }
    if (least <= 0) pass(0);
  }

  /// Writes how many steps each neuron is silent, 0 for those that are not.
  public void tell(double[] steps) {
    Arrays.fill(steps, 0);
    for (int k = 0; k < count; k++) steps[lane[k]] = left[k];
  }

  /// Lets time pass for those that are silent.
  public void pass(int steps) {
    int kept = 0;
    for (int k = 0; k < count; k++) {
      if (left[k] <= steps) continue;
      lane[kept] = lane[k];
      left[kept++] = left[k] - steps;
    }
    count = kept;
  }

  /// Number of silent neurons.
  public int count() {
    return count;
  }

  /// The `k`-th silent neuron.
  public int lane(int k) {
    return lane[k];
  }

  /// Steps that the `k`-th silent neuron still has before it.
  public int left(int k) {
    return left[k];
  }
}
