package myelin.engine.input;

import java.util.Arrays;

/// What arrives in one step at the neurons of a population, added up: a sum for each neuron, and
/// marks of those that something was added to. What is not marked is zero, and is neither read nor
/// cleared.
///
/// ```
///   sums    0 0 .5 0 0 ...    a cell for each neuron
///   marks   0 0  1 0 0 ...    a bit for each, four words for a block
/// ```
///
/// Whoever adds says first how much ([#asks]): beyond an addition for every sixteen neurons, marks
/// cost more than they save, and all neurons count as marked.
public final class SumRow {

  private static final int WORD_SHIFT = 6;
  private static final int WORDS_A_BLOCK = TargetBlocks.LANES >> WORD_SHIFT;
  private static final int NEURONS_AN_ADDITION = 16;

  /// With more marks than these, a block is read as a whole.
  private static final int FEW = 32;

  private final double[] sums;
  private final long[] marks;

  /// How many additions may still be marked; negative if all neurons count as marked.
  private int room;

  /// Zeros for `cells` neurons, a multiple of the length of a block.
  SumRow(int cells) {
    sums = new double[cells];
    marks = new long[cells >> WORD_SHIFT];
    renew();
  }

  /// The same for more neurons.
  SumRow widened(int cells) {
    SumRow wider = new SumRow(cells);
    System.arraycopy(sums, 0, wider.sums, 0, sums.length);
    System.arraycopy(marks, 0, wider.marks, 0, marks.length);
    if (room < 0) wider.markAll();
    else wider.room -= sums.length / NEURONS_AN_ADDITION - room;
    return wider;
  }

  /// The sums, a cell for each neuron, to be added to after [#asks].
  public double[] sums() {
    return sums;
  }

  /// Foretells `n` additions, which [#asks] announces then: where they are too many, none is
  /// marked.
  public void foresee(int n) {
    if (n > room) markAll();
  }

  /// Announces `n` additions.
  ///
  /// @return whether each of them is to be told by [#mark], before or after it
  public boolean asks(int n) {
    if (room < 0) return false;
    room -= n;
    return room >= 0;
  }

  /// Something is added to the sum of neuron `cell`.
  public void mark(int cell) {
    marks[cell >>> WORD_SHIFT] |= 1L << cell;
  }

  /// Something may be added to any sum.
  void markAll() {
    room = -1;
  }

  /// Whether anything was added since the last [#renew].
  boolean isTouched() {
    return room < sums.length / NEURONS_AN_ADDITION;
  }

  /// Forgets the additions, all of which have been taken.
  void renew() {
    room = sums.length / NEURONS_AN_ADDITION;
  }

  /// Whether nothing was added to the block of neurons from `base` on.
  boolean isSilent(int base) {
    int w = base >>> WORD_SHIFT;
    return room >= 0 && (marks[w] | marks[w + 1] | marks[w + 2] | marks[w + 3]) == 0;
  }

  /// Whether something was added to few of the neurons of the block from `base` on, or to none.
  boolean hasFew(int base) {
    if (room < 0) return false;
    int w = base >>> WORD_SHIFT;
    long any = marks[w] | marks[w + 1] | marks[w + 2] | marks[w + 3];
    if (any == 0) return true;
    int marked = 0;
    for (int k = w; k < w + WORDS_A_BLOCK; k++) marked += Long.bitCount(marks[k]);
    return marked <= FEW;
  }

  /// Puts the sums of the block from `base` on into `to`, and clears them; returns false, and puts
  /// nothing there, if none is marked.
  boolean take(int base, double[] to) {
    if (isSilent(base)) return false;
    if (hasFew(base)) {
      Arrays.fill(to, 0);
      addTo(base, to);
    } else {
      System.arraycopy(sums, base, to, 0, TargetBlocks.LANES);
      clear(base);
    }
    return true;
  }

  /// Adds the marked sums of the block from `base` on to `to`, and clears them.
  ///
  /// @return whether there are any
  boolean addTo(int base, double[] to) {
    if (isSilent(base)) return false;
    for (int lane = 0; lane < TargetBlocks.LANES; lane += Long.SIZE) {
      int w = (base + lane) >>> WORD_SHIFT;
      for (long left = marks[w]; left != 0; left &= left - 1) {
        int i = lane + Long.numberOfTrailingZeros(left);
        to[i] += sums[base + i];
        sums[base + i] = 0;
      }
      marks[w] = 0;
    }
    return true;
  }

  /// Reads the marked sums of the block from `base` on, if these are few, so that the cache misses
  /// of several steps overlap.
  double prefetch(int base) {
    if (room < 0 || isSilent(base)) return 0;
    double read = 0;
    for (int lane = 0; lane < TargetBlocks.LANES; lane += Long.SIZE) {
      for (long left = marks[(base + lane) >>> WORD_SHIFT]; left != 0; left &= left - 1) {
        read += sums[base + lane + Long.numberOfTrailingZeros(left)];
      }
    }
    return read;
  }

  /// Clears the sums of the block from `base` on.
  void clear(int base) {
    if (isSilent(base)) return;
    Arrays.fill(sums, base, base + TargetBlocks.LANES, 0);
    Arrays.fill(marks, base >>> WORD_SHIFT, (base >>> WORD_SHIFT) + WORDS_A_BLOCK, 0);
  }
}
