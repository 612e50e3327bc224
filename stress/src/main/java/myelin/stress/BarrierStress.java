package myelin.stress;

import myelin.engine.base.Barrier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// What two workers see of each other on the two sides of a [Barrier]. All fields that pass between
/// them are plain, as those of a network are.
public class BarrierStress {

  private BarrierStress() {}

  /// What each wrote before the meeting the other sees after it.
  @JCStressTest
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "both see what the other wrote")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a write from before the meeting is missing")
  @State
  public static class Meeting {
    private final Barrier barrier = new Barrier(2);
    private int left;
    private int right;

    @Actor
    public void left(II_Result r) {
      left = 1;
      barrier.await(() -> {});
      r.r1 = right;
    }

    @Actor
    public void right(II_Result r) {
      right = 1;
      barrier.await(() -> {});
      r.r2 = left;
    }
  }

  /// The last to arrive does the action once, sees what both wrote, and both see what it did.
  @JCStressTest
  @Outcome(id = "21, 21", expect = Expect.ACCEPTABLE, desc = "both see the sum of what both wrote")
  @Outcome(expect = Expect.FORBIDDEN, desc = "the action was early, was done twice, or is not seen")
  @State
  public static class Action {
    private final Barrier barrier = new Barrier(2);
    private int left;
    private int right;
    private int sum;

    private void add() {
      sum += left + right;
    }

    @Actor
    public void left(II_Result r) {
      left = 1;
      barrier.await(this::add);
      r.r1 = sum;
    }

    @Actor
    public void right(II_Result r) {
      right = 20;
      barrier.await(this::add);
      r.r2 = sum;
    }
  }

  /// A barrier serves again at once: each reads what the other wrote in that phase, not a later
  /// one, since there is a meeting between reading and the next writing.
  @JCStressTest
  @Outcome(id = "123, 123", expect = Expect.ACCEPTABLE, desc = "each phase is seen in that phase")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a worker was let go a phase early, or late")
  @State
  public static class Phases {
    private final Barrier barrier = new Barrier(2);
    private int left;
    private int right;

    @Actor
    public void left(II_Result r) {
      int seen = 0;
      for (int phase = 1; phase <= 3; phase++) {
        left = phase;
        barrier.await(() -> {});
        seen = 10 * seen + right;
        barrier.await(() -> {});
      }
      r.r1 = seen;
    }

    @Actor
    public void right(II_Result r) {
      int seen = 0;
      for (int phase = 1; phase <= 3; phase++) {
        right = phase;
        barrier.await(() -> {});
        seen = 10 * seen + left;
        barrier.await(() -> {});
      }
      r.r2 = seen;
    }
  }

  /// Where the action fails, the worker that did it hears, and the other is let go.
  @JCStressTest
  @Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "the first came last")
  @Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "the second came last")
  @Outcome(expect = Expect.FORBIDDEN, desc = "both did the action, or neither")
  @State
  public static class Failure {
    private final Barrier barrier = new Barrier(2);

    private boolean fails() {
      try {
        barrier.await(() -> {
          throw new IllegalStateException();
        });
        return false;
      } catch (IllegalStateException e) {
        return true;
      }
    }

    @Actor
    public void left(ZZ_Result r) {
      r.r1 = fails();
    }

    @Actor
    public void right(ZZ_Result r) {
      r.r2 = fails();
    }
  }
}
