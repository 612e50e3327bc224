package myelin.pynest;

import java.util.LinkedHashMap;
import java.util.Map;
import myelin.engine.base.BadInput;

/// What the columns of an array are, after those of sources and targets: the values of synapses of
/// a model, by name.
///
/// @param model name of the synapse model
/// @param names names of its parameters
public record Columns(String model, String[] names) {

  /// Connects pairs, sources and targets being the first two columns; delays are rounded to the
  /// grid, as NEST does. Returns whether it has: if something is wrong nothing is done.
  ///
  /// @param row the columns, one after the other
  public static boolean connect(Kernel kernel, double[] row, Columns columns) {
    String[] names = columns.names;
    int n = row.length / (names.length + 2);
    Map<String, Object> values = LinkedHashMap.newLinkedHashMap(names.length);
    for (int p = 0; p < names.length; p++) {
      double[] column = new double[n];
      System.arraycopy(row, (p + 2) * n, column, 0, n);
      if (names[p].equals("delay") && !round(column, kernel.resolution())) return false;
      values.put(names[p], column);
    }
    try {
      int[] sources = ids(row, 0, n);
      int[] targets = ids(row, n, n);
      kernel.network().connect(sources, targets, kernel.synapse(columns.model, values));
      return true;
    } catch (BadInput e) {
      return false;
    }
  }

  private static int[] ids(double[] row, int from, int n) {
    int[] ids = new int[n];
    for (int e = 0; e < n; e++) ids[e] = (int) row[from + e];
    return ids;
  }

  /// Rounds delays to the nearest step, halves upwards; false if one is below a step or very long.
  private static boolean round(double[] delays, double h) {
    for (int e = 0; e < delays.length; e++) {
      double ms = delays[e];
      if (!(ms > 0 && ms < 1e6)) return false;
      double steps = Math.floor(Math.rint(ms / h * 1e6) / 1e6 + 0.5);
      if (steps < 1) return false;
      delays[e] = Math.rint(steps * h * 1e9) / 1e9;
    }
    return true;
  }
}
