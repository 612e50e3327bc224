package myelin.engine.past;

import java.util.Arrays;
import myelin.engine.base.BadInput;

/// [History] of numbers that neurons leave in each step: step by step, a row for the neurons of the
/// block, so that loops over neurons read them one after another. A neuron that has left nothing in
/// a step has a zero there.
///
/// ```
///   first       x of lane 0, 1, 2, ... width - 1
///   first + 1   x of lane 0, 1, 2, ...
///   ...
/// ```
public final class DenseHistory extends History {

  private static final int ROOM = 16;
  private static final int NARROWEST = 8;
  private static final long NONE = Long.MAX_VALUE;

  /// The most elements of an array.
  private static final int MOST = Integer.MAX_VALUE - 8;

  private double[] values = {};
  private int width;

  /// The step of the first row, and how many rows there are.
  private long first;

  private int rows;

  /// The steps of a lane's first entry, or [#NONE], and of its last one.
  private final long[] begin;

  private final long[] last;

  DenseHistory(int lanes) {
    super(Keep.EACH_STEP);
    begin = new long[lanes];
    last = new long[lanes];
    Arrays.fill(begin, NONE);
  }

  /// All rows, each of [#width] numbers, and then unused elements; not to be changed.
  public double[] rows() {
    return values;
  }

  /// The number of lanes in a row.
  public int width() {
    return width;
  }

  /// Whether there are rows for so many steps from `step` on.
  public boolean has(long step, int steps) {
    return rows > 0 && step >= first && step + steps <= first + rows;
  }

  /// The end of the rows in [#rows].
  public int end() {
    return rows * width;
  }

  /// Where the row of `step` begins in [#rows]; negative for steps before the first.
  public long place(long step) {
    return (step - first) * width;
  }

  @Override
  public boolean isFull(int lane, long step) {
    return lane >= width || (rows > 0 && (step - first + 1) * width > values.length);
  }

  @Override
  public void forget(int lane, long until, long step) {
    int drop = (int) Math.max(0, Math.min(rows, until - first + 1));
    int left = rows - drop;
    long needed = left == 0 ? 1 : step - first - drop + 1;
    int wide = Math.max(width, widthFor(lane));
    if (wide == width && 2 * needed * width <= values.length) {
      System.arraycopy(values, drop * width, values, 0, left * width);
      first += drop;
      rows = left;
      return;
    }
    if (needed > MOST / wide) throw tooLong(needed);
    int room = (int) Math.min(MOST / wide, Math.max(ROOM, 2 * needed));
    lay(first + drop, left, room, wide);
  }

  private static BadInput tooLong(long steps) {
    return new BadInput(
        BadInput.Kind.MEMORY,
        "what neurons left to plastic synapses in %d steps is still needed, as the source of some has not fired since: that is more than an array holds. Let these synapses forget earlier (eprop_isi_trace_cutoff), disconnect silent sources, or use a coarser resolution"
            .formatted(steps));
  }

  private static int widthFor(int lane) {
    return Math.max(NARROWEST, 2 * Integer.highestOneBit(lane));
  }

  /// Lays out the rows of `n` steps from `from` on anew, with room for more and for wider ones.
  private void lay(long from, int n, int room, int newWidth) {
    double[] laid = new double[room * newWidth];
    long end = Math.min(from + n, first + rows);
    for (long step = Math.max(from, first); rows > 0 && step < end; step++) {
      System.arraycopy(values, (int) place(step), laid, (int) (step - from) * newWidth, width);
    }
    values = laid;
    width = newWidth;
    first = from;
    rows = n;
  }

  @Override
  public void add(int lane, long step, double value) {
    if (rows == 0) first = step;
    int row = (int) (step - first);
    if (row >= rows) {
      Arrays.fill(values, rows * width, (row + 1) * width, 0);
      rows = row + 1;
    }
    values[row * width + lane] = value;
    begin[lane] = Math.min(begin[lane], step);
    last[lane] = step;
  }

  private long begin(int lane) {
    return Math.max(begin[lane], first);
  }

  @Override
  public int size(int lane) {
    return begin[lane] == NONE ? 0 : (int) Math.max(0, last[lane] - begin(lane) + 1);
  }

  @Override
  public int after(int lane, long step) {
    return (int) Math.max(0, Math.min(size(lane), step - begin(lane) + 1));
  }

  @Override
  public double at(int lane, long step) {
    return lane < width && has(step, 1) ? values[(int) place(step) + lane] : 0;
  }

  @Override
  public long newest(int lane) {
    return size(lane) == 0 ? -1 : last[lane];
  }

  @Override
  public void clearAfter(int lane, long step) {
    if (lane >= width) return;
    for (long s = Math.max(first, step + 1); s < first + rows; s++)
      values[(int) place(s) + lane] = 0;
  }

  @Override
  public long[] steps(int lane) {
    long[] steps = new long[size(lane)];
    Arrays.setAll(steps, k -> begin(lane) + k);
    return steps;
  }

  @Override
  public double[] values(int lane) {
    double[] all = new double[size(lane)];
    Arrays.setAll(all, k -> at(lane, begin(lane) + k));
    return all;
  }

  @Override
  public boolean allows(int lane, long[] theSteps) {
    int n = theSteps.length;
    if (n == 0) return true;
    if (theSteps[n - 1] - theSteps[0] != n - 1) return false;
    return end(theSteps) - from(theSteps) <= MOST / Math.max(width, widthFor(lane));
  }

  /// The first of the steps of all rows with those.
  private long from(long[] theSteps) {
    return rows == 0 ? theSteps[0] : Math.min(first, theSteps[0]);
  }

  /// The end of the steps of all rows with those.
  private long end(long[] theSteps) {
    long end = theSteps[theSteps.length - 1] + 1;
    return rows == 0 ? end : Math.max(first + rows, end);
  }

  @Override
  public void restore(int lane, long[] theSteps, double[] theValues) {
    if (lane < width) for (int r = 0; r < rows; r++) values[r * width + lane] = 0;
    begin[lane] = NONE;
    if (theSteps.length == 0) return;
    long from = from(theSteps);
    int n = (int) (end(theSteps) - from);
    int wide = Math.max(width, widthFor(lane));
    boolean fits = rows > 0 && from == first && wide == width && n * (long) width <= values.length;
    if (!fits) lay(from, n, Math.max(ROOM, n), wide);
    for (int k = 0; k < theSteps.length; k++) add(lane, theSteps[k], theValues[k]);
  }
}
