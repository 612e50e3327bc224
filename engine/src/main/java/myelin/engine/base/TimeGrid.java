package myelin.engine.base;

/// The grid of simulation time: `k` steps after the start are `k * h_ms` milliseconds. Milliseconds
/// exist outside, integer steps inside; this class is the only bridge.
///
/// A millisecond has a number of tics, usually 1000; times are rounded to the nearest tic before
/// they are tested against the grid, so that `0.1 + 0.2` is on a grid of 0.1 ms and 0.1004 counts
/// as 0.1.
///
/// @param h_ms resolution in milliseconds, a multiple of a tic
/// @param ticsPerMs tics in a millisecond, from 1 to 1e9
public record TimeGrid(double h_ms, long ticsPerMs) {

  /// Tics in a millisecond, unless others are asked for.
  public static final long USUAL_TICS_PER_MS = 1000;

  private static final long MOST_TICS_PER_MS = 1_000_000_000;
  private static final double LONGEST_MS = 1e15;
  private static final double LONGEST_TICS = 1e18;

  public TimeGrid {
    if (ticsPerMs < 1 || ticsPerMs > MOST_TICS_PER_MS) {
      throw new BadInput(
          BadInput.Kind.VALUE, "ticsPerMs = " + ticsPerMs + ": it must be from 1 to 1e9");
    }
    double tics = h_ms * ticsPerMs;
    if (!(tics >= 0.5 && tics < 1e9) || Math.abs(tics - Math.rint(tics)) > 1e-6) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "resolution = %s ms: it must be a positive multiple of %s ms (one tic), below 1e9 tics"
              .formatted(h_ms, 1.0 / ticsPerMs));
    }
  }

  /// A grid of 1000 tics a millisecond.
  public TimeGrid(double h_ms) {
    this(h_ms, USUAL_TICS_PER_MS);
  }

  /// Tics in one step.
  public long ticsPerStep() {
    return Math.round(h_ms * ticsPerMs);
  }

  /// Steps in `ms`.
  ///
  /// @param what what the time is, for the error message
  /// @throws BadInput if `ms` is not on the grid
  public long steps(double ms, String what) {
    long tics = tics(ms, what);
    long h = ticsPerStep();
    if (tics % h != 0) {
      long below = Math.floorDiv(tics, h);
      throw new BadInput(
          BadInput.Kind.GRID,
          "%s%s = %s ms is not a multiple of the resolution, %s ms; nearest are %s and %s ms"
              .formatted(
                  // how NEST begins of elements of lists, for programs that look for it
                  what.endsWith("]")
                      ? "Time point %s is not representable in current resolution: "
                          .formatted(text(ms))
                      : "",
                  what,
                  text(ms),
                  text(h_ms),
                  text(ms(below)),
                  text(ms(below + 1))));
    }
    return tics / h;
  }

  /// Steps in `ms`, rounded to the nearest (halves up): for times that are drawn at random.
  public long nearest(double ms, String what) {
    return Math.floorDiv(2 * tics(ms, what) + ticsPerStep(), 2 * ticsPerStep());
  }

  /// Does what [#nearest(double, String)] does for each of the first `n` times. All must be below
  /// 2^31 steps; the results of others mean nothing.
  public void nearest(double[] ms, int[] steps, int n) {
    long h = ticsPerStep();
    double twice = 2.0 * h;
    for (int i = 0; i < n; i++) {
      steps[i] = (int) Math.floor((2 * Math.round(ms[i] * ticsPerMs) + h) / twice);
    }
  }

  /// The smallest number of steps that is at least `ms`.
  public long ceil(double ms, String what) {
    return -Math.floorDiv(-tics(ms, what), ticsPerStep());
  }

  /// Steps of a default delay, which adapts to the resolution: rounded up, and at least one, as in
  /// NEST.
  public long defaultDelay(double ms, String what) {
    return Math.max(1, ceil(ms, what));
  }

  /// Steps of a default interval, which adapts to the resolution: ten where `ms` is not a multiple
  /// of it, as in NEST.
  public long defaultInterval(double ms, String what) {
    long steps = ceil(ms, what);
    return ms(steps) == ms ? steps : 10;
  }

  /// The time at which `step` steps have passed (ms), correctly rounded: 3 steps of 0.1 ms are 0.3
  /// ms.
  public double ms(long step) {
    return step * ticsPerStep() / (double) ticsPerMs;
  }

  private long tics(double ms, String what) {
    double longest = Math.min(LONGEST_MS, LONGEST_TICS / ticsPerMs);
    if (!(Math.abs(ms) < longest)) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          what + " = " + ms + " ms: a finite time below " + longest + " ms is needed");
    }
    return Math.round(ms * ticsPerMs);
  }

  private static String text(double ms) {
    return ms == Math.rint(ms) && Math.abs(ms) < 1e15
        ? Long.toString((long) ms)
        : Double.toString(ms);
  }
}
