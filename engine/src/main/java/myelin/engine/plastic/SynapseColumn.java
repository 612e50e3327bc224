package myelin.engine.plastic;

import java.util.Arrays;
import myelin.engine.base.Permutation;

/// A parameter of the synapses of a table: one number while all agree, else one for each.
public final class SynapseColumn {

  private double[] values = {0};
  private boolean each;
  private boolean empty = true;
  private int size;

  /// A column for no synapses.
  public SynapseColumn() {}

  /// A column for `size` synapses.
  SynapseColumn(int size) {
    this.size = size;
  }

  /// Whether all synapses have the same value.
  public boolean uniform() {
    return !each;
  }

  /// The value for synapse `i`.
  public double at(int i) {
    return values[each ? i : 0];
  }

  /// Announces synapses that all have this value; returns whether it must be put for each of them.
  public boolean announce(double value) {
    if (empty) values[0] = value;
    empty = false;
    if (size == 0) return false;
    if (!each && Double.doubleToRawLongBits(values[0]) != Double.doubleToRawLongBits(value)) {
      spread();
    }
    return each;
  }

  /// The values of all synapses, one each from here on.
  double[] each() {
    if (!each) spread();
    return values;
  }

  private void spread() {
    double all = values[0];
    values = new double[size];
    Arrays.fill(values, all);
    each = true;
  }

  /// Sets the value for synapse `i`.
  public void put(int i, double value) {
    if (announce(value)) values[i] = value;
  }

  /// Sets the value for all synapses.
  public void putAll(double value) {
    values = new double[] {value};
    each = false;
    empty = false;
  }

  /// Puts the elements `[from, from + n)` into another order: the one at `k` comes to `place[k]`.
  void reorder(int from, int[] place, int n) {
    if (each) Permutation.apply(values, from, place, n);
  }
}
