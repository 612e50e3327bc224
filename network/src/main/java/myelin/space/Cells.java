package myelin.space;

import java.util.Arrays;

/// Places sorted into cells of a lattice, so that those near a place are found without looking at
/// all. Only cells that hold places are kept; each knows the smallest box around its own.
public final class Cells {

  private static final int MOST_CELLS = 1 << 20;

  private final int dimensions;

  /// The places of a cell are at `start[cell] .. start[cell + 1] - 1`.
  private final int[] start;

  private final int[] place;
  private final double[][] sorted;
  private final double[][] least;
  private final double[][] most;

  /// Sorts places into cells of about so many each.
  public Cells(Positions positions, int perCell) {
    dimensions = positions.dimensions();
    double[][] all = positions.coordinates();
    int n = positions.size();
    int[] cell = new int[n];
    int lattice = lattice(all, n, perCell, cell);
    int[] count = new int[lattice + 1];
    for (int c : cell) count[c + 1]++;
    int[] number = new int[lattice];
    int cells = 0;
    int[] first = new int[lattice + 1];
    for (int c = 0; c < lattice; c++) {
      number[c] = cells;
      if (count[c + 1] > 0) first[++cells] = first[cells - 1] + count[c + 1];
    }
    start = Arrays.copyOf(first, cells + 1);
    place = new int[n];
    int[] next = start.clone();
    for (int i = 0; i < n; i++) place[next[number[cell[i]]]++] = i;
    sorted = new double[Mask.MOST][n];
    least = new double[Mask.MOST][cells];
    most = new double[Mask.MOST][cells];
    for (int k = 0; k < dimensions; k++) {
      for (int i = 0; i < n; i++) sorted[k][i] = all[k][place[i]];
      for (int c = 0; c < cells; c++) {
        least[k][c] = Double.POSITIVE_INFINITY;
        most[k][c] = Double.NEGATIVE_INFINITY;
        for (int i = start[c]; i < start[c + 1]; i++) {
          least[k][c] = Math.min(least[k][c], sorted[k][i]);
          most[k][c] = Math.max(most[k][c], sorted[k][i]);
        }
      }
    }
  }

  /// Finds for each place the number of its cell in a lattice; returns how many the lattice has.
  private static int lattice(double[][] all, int n, int perCell, int[] cell) {
    int d = all.length;
    double[] from = new double[d];
    double[] range = new double[d];
    double volume = 1;
    int wide = 0;
    for (int k = 0; k < d; k++) {
      from[k] = Arrays.stream(all[k]).min().orElse(0);
      range[k] = Arrays.stream(all[k]).max().orElse(0) - from[k];
      if (range[k] > 0) {
        volume *= range[k];
        wide++;
      }
    }
    double wanted = Math.clamp((double) n / perCell, 1, MOST_CELLS);
    double side = wide == 0 ? 1 : StrictMath.pow(volume / wanted, 1.0 / wide);
    int cells = 1;
    for (int k = 0; k < d; k++) {
      double many = Math.ceil(range[k] / side * (1 - 1e-9));
      int along = (int) Math.clamp(many, 1, (double) MOST_CELLS / cells);
      double scale = range[k] > 0 ? along / range[k] : 0;
      for (int i = 0; i < n; i++) {
        int at = Math.min(along - 1, (int) ((all[k][i] - from[k]) * scale));
        cell[i] = cell[i] * along + at;
      }
      cells *= along;
    }
    return cells;
  }

  /// Number of dimensions.
  public int dimensions() {
    return dimensions;
  }

  /// Number of cells.
  public int size() {
    return start.length - 1;
  }

  /// Where the places of a cell begin; those of the last one end at the number of places.
  public int start(int cell) {
    return start[cell];
  }

  /// The place that is number `s` when sorted by cells. Those of one cell ascend.
  public int place(int s) {
    return place[s];
  }

  /// The coordinates along axis `k`, sorted by cells (um); to be read only.
  public double[] sorted(int k) {
    return sorted[k];
  }

  /// The least coordinate `k` in a cell (um).
  public double least(int k, int cell) {
    return least[k][cell];
  }

  /// The largest coordinate `k` in a cell (um).
  public double most(int k, int cell) {
    return most[k][cell];
  }
}
