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
}
