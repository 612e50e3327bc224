package myelin.nestml.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import myelin.engine.neuron.Block;

/// Runs the operations of the steps of a block. A branch divides the neurons; a loop for most of
/// them, which acts on nothing else, is run for all, which is faster, while the state of the others
/// is kept.
final class OperationRun {

  private static final byte UNKNOWN = 0;
  private static final byte ALL = 1;
  private static final byte NONE = 2;
  private static final byte SOME = 3;

  private final TextBlock block;
  private final LaneSet everyone = new LaneSet();
  private final List<Frame> frames = new ArrayList<>();
  private int depth;
  private final int[] candidates = new int[Block.LANES];
  private final int[] spare = new int[Block.LANES];
  private final double[][] kept;

  /// For how many neurons a condition on parameters holds, by its number.
  private byte[] fixed = {};

  /// Operations for some neurons, the next of them, and room for a set.
  private static final class Frame {
    private final LaneSet own = new LaneSet();
    private List<Operation> operations = List.of();
    private int next;
    private LaneSet of = own;
  }

  OperationRun(TextBlock block) {
    this.block = block;
    kept = new double[block.x.length][Block.LANES];
  }

  /// Parameters have changed.
  void derive() {
    Arrays.fill(fixed, UNKNOWN);
  }

  /// Runs operations for the first `size` neurons, which are all. It keeps account of what is left
  /// to do by itself, as HotSpot would take calls from within themselves into each other.
  void run(List<Operation> operations, int size) {
    everyone.all(size);
    depth = 0;
    push(operations, everyone);
    while (depth > 0) {
      Frame top = frames.get(depth - 1);
      if (top.next == top.operations.size()) {
        depth--;
        continue;
      }
      Operation operation = top.operations.get(top.next++);
      if (operation instanceof Operation.Loop l) loop(l, top.of);
      else if (operation instanceof Operation.Branch b) branch(b, top.of);
      else if (operation instanceof Operation.Integrate i) integrate(i, top.of);
      else if (operation instanceof Operation.Unintegrated u) unintegrated(u, top.of);
    }
  }

  /// Operations that are to be run next.
  private void push(List<Operation> operations, LaneSet of) {
    Frame frame = frame(depth++);
    frame.operations = operations;
    frame.next = 0;
    frame.of = of;
  }

  private Frame frame(int k) {
    while (frames.size() <= k) frames.add(new Frame());
    return frames.get(k);
  }

  private void loop(Operation.Loop l, LaneSet of) {
    if (of.isAll()) {
      block.loop(l.loop(), l.acts() ? of.count() : Block.LANES);
    } else if (l.acts() || !of.isMost()) {
      block.loop(l.loop(), of.list(), of.count());
    } else {
      keep(l, of.others(), of.othersCount(), true);
      block.loop(l.loop(), Block.LANES);
      keep(l, of.others(), of.othersCount(), false);
    }
  }

  private void keep(Operation.Loop loop, int[] lanes, int n, boolean away) {
    for (int k : loop.writes()) {
      double[] state = block.x[k];
      double[] put = kept[k];
      if (away) for (int p = 0; p < n; p++) put[p] = state[lanes[p]];
      else for (int p = 0; p < n; p++) state[lanes[p]] = put[p];
    }
  }

  private void integrate(Operation.Integrate i, LaneSet of) {
    if (of.isAll()) block.integrate(i.system());
    else block.integrate(i.system(), of.list(), of.count());
  }

  private void unintegrated(Operation.Unintegrated u, LaneSet of) {
    int n = block.unintegrated(of.list(), of.count(), spare);
    if (n > 0) block.loop(u.loop().loop(), spare, n);
  }

  private void branch(Operation.Branch b, LaneSet of) {
    byte side = b.fixed() ? fixed(b.test(), of) : SOME;
    LaneSet yes = frame(depth + 1).own;
    if (side == SOME) side = divide(b, of, yes);
    if (side != SOME) {
      push(side == ALL ? b.yes() : b.no(), of);
      return;
    }
    LaneSet no = frame(depth).own;
    no.rest(of, yes);
    push(b.no(), no);
    push(b.yes(), yes);
  }

  /// Puts those neurons into `yes` for which a condition holds.
  private byte divide(Operation.Branch b, LaneSet of, LaneSet yes) {
    int n;
    Operation.Margin margin = b.margin();
    if (margin == null || !of.isMost()) {
      n = block.test(b.test(), of.list(), of.count(), yes.room(), spare);
    } else {
      int some = candidates(margin, of);
      n = some == 0 ? 0 : block.test(b.test(), candidates, some, yes.room(), spare);
    }
    yes.hold(n, of.count() + of.othersCount());
    return n == 0 ? NONE : n == of.count() ? ALL : SOME;
  }

  private int candidates(Operation.Margin margin, LaneSet of) {
    Operation.Loop loop = margin.loop();
    if (loop != null) block.loop(loop.loop(), Block.LANES);
    double[] x = (loop == null ? block.x : block.w)[margin.place()];
    int size = of.count() + of.othersCount();
    int n = Margins.above(margin.limit(), x, loop == null, size, candidates);
    return of.retain(candidates, n);
  }

  /// For how many neurons of the block a condition on parameters holds.
  private byte fixed(int test, LaneSet of) {
    if (test >= fixed.length) fixed = Arrays.copyOf(fixed, test + 1);
    if (fixed[test] != UNKNOWN) return fixed[test];
    int size = of.count() + of.othersCount();
    LaneSet all = new LaneSet();
    all.all(size);
    int n = block.test(test, all.list(), size, candidates, spare);
    fixed[test] = n == 0 ? NONE : n == size ? ALL : SOME;
    return fixed[test];
  }

  /// Some neurons of a block. They are listed, or the others are, or both; a list that is asked for
  /// is made from the other one. Lists are in ascending order.
  static final class LaneSet {

    private final int[] list = new int[Block.LANES];
    private final int[] others = new int[Block.LANES];
    private int of;
    private int count;
    private boolean listed;
    private boolean othersListed;

    /// Becomes the set of all `size` neurons of a block. Another list than that of the last time is
    /// made only for another size.
    void all(int size) {
      if (of == size && count == size) return;
      of = size;
      count = size;
      listed = false;
      othersListed = true;
    }

    /// Becomes the set of the first `n` in [#room], of a block of `size` neurons.
    void hold(int n, int size) {
      of = size;
      count = n;
      listed = true;
      othersListed = false;
    }

    /// Becomes the set of the neurons that are in `whole` and not in `part`, which is a part of it.
    void rest(LaneSet whole, LaneSet part) {
      of = whole.of;
      count = whole.count - part.count;
      listed = false;
      othersListed = false;
      if (whole.isMost() && !part.isMost()) {
        merge(whole.others(), whole.of - whole.count, part.list(), part.count, others);
        othersListed = true;
      } else {
        without(whole.list(), whole.count, part.list(), part.count, list);
        listed = true;
      }
    }

    /// Where the list is written before [#hold].
    int[] room() {
      return list;
    }

    /// Number of its neurons.
    int count() {
      return count;
    }

    /// Whether these are all neurons of the block.
    boolean isAll() {
      return count == of;
    }

    /// Whether these are more than half of the neurons.
    boolean isMost() {
      return 2 * count > of;
    }

    /// The lanes of its neurons, [#count] of them.
    int[] list() {
      if (!listed) complement(others, of - count, of, list);
      listed = true;
      return list;
    }

    /// The lanes of the neurons that are not in it.
    int[] others() {
      if (!othersListed) complement(list, count, of, others);
      othersListed = true;
      return others;
    }

    /// Number of neurons that are not in it.
    int othersCount() {
      return of - count;
    }

    /// Takes those that are not in this set out of the first `n` lanes; returns how many are left.
    int retain(int[] lanes, int n) {
      if (isAll()) return n;
      int[] out = others();
      int outs = of - count;
      int kept = 0;
      int q = 0;
      for (int p = 0; p < n; p++) {
        while (q < outs && out[q] < lanes[p]) q++;
        if (q == outs || out[q] != lanes[p]) lanes[kept++] = lanes[p];
      }
      return kept;
    }

    private static void complement(int[] lanes, int n, int size, int[] to) {
      int next = 0;
      int k = 0;
      for (int p = 0; p < n; p++) {
        while (next < lanes[p]) to[k++] = next++;
        next++;
      }
      while (next < size) to[k++] = next++;
    }

    private static void merge(int[] a, int n, int[] b, int m, int[] to) {
      int p = 0;
      int q = 0;
      int k = 0;
      while (p < n && q < m) to[k++] = a[p] < b[q] ? a[p++] : b[q++];
      while (p < n) to[k++] = a[p++];
      while (q < m) to[k++] = b[q++];
    }

    private static void without(int[] a, int n, int[] b, int m, int[] to) {
      int q = 0;
      int k = 0;
      for (int p = 0; p < n; p++) {
        if (q < m && a[p] == b[q]) q++;
        else to[k++] = a[p];
      }
    }
  }

  /// Finds the few neurons whose numbers are above a limit. Most of the time there are none:
  /// HotSpot turns a loop that combines bits into vector code, but not a search.
  static final class Margins {

    /// Neurons are looked at one by one if a number is less than one part in this many below zero.
    private static final double PARTS = 1e6;

    private Margins() {}

    /// Puts the first `size` lanes whose numbers are above `limit`, or are no numbers, into
    /// `lanes`, in ascending order; returns how many there are.
    ///
    /// @param timers whether most numbers are 0
    static int above(double limit, double[] x, boolean timers, int size, int[] lanes) {
      boolean none = (timers && limit >= 0) ? areZero(x) : areNegative(x);
      if (none) return 0;
      int n = 0;
      for (int i = 0; i < size; i++) if (!(x[i] <= limit)) lanes[n++] = i;
      return n;
    }

    private static boolean areZero(double[] x) {
      long joined = 0;
      for (int i = 0; i < x.length; i++) joined |= Double.doubleToRawLongBits(x[i]);
      return joined == 0;
    }

    private static boolean areNegative(double[] x) {
      int joined = -1;
      for (int i = 0; i < x.length; i++) joined &= (int) (PARTS * x[i]);
      return joined < 0;
    }
  }
}
