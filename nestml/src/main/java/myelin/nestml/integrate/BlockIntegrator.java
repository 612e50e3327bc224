package myelin.nestml.integrate;

import java.util.Arrays;
import myelin.engine.math.Exponential;
import myelin.engine.math.Logarithm;
import myelin.engine.neuron.Block;
import org.jspecify.annotations.Nullable;

/// Integrates the ordinary differential equations of all neurons of a block by the formulas of
/// [Fehlberg]. Each neuron takes steps of its own.
///
/// ```
///   round 1    all lanes try a step     -> most are at the end of the simulation's step
///   round 2    the others, moved next to each other: shorter steps, or the next one
///   ...
///   at last    the few that take many short steps, as in the upstroke of a spike, one by one
/// ```
///
/// The result of a lane does not depend on the others. With `r` the largest ratio of an error to
/// what is allowed, a step is
///
/// - repeated, shorter by the factor `0.9 r^(-1/5)` but at least 1/5, if `r > 1.1`;
/// - followed by one longer by the factor `0.9 r^(-1/6)` but at least 1 and at most 5, if `r <
///   0.5`;
///
/// as the documentation of the GNU Scientific Library, which NEST uses, describes its step control.
/// An error that is NaN is too large.
public final class BlockIntegrator {

  /// What [#advance] returns if no lane has failed.
  public static final int NONE = -1;

  /// Up to this number, lanes are integrated one by one.
  private static final int FEW = 8;

  /// The largest number of steps that a neuron may take within one step of the simulation.
  public static final int MOST_STEPS = 2000;

  private static final int LANES = Block.LANES;

  /// How many numbers the longest vector of a processor has; a loop over fewer takes as long.
  private static final int VECTOR = 8;

  /// The number of lanes that are moved next to each other at once; with all their slopes they fit
  /// into the L1 cache.
  private static final int TOGETHER = 128;

  private static final double LARGE = 1.1;
  private static final double SMALL = 0.5;
  private static final double SAFETY = 0.9;
  private static final double LARGEST_CHANGE = 5;

  /// Steps with this ratio or a smaller one are followed by ones that are longer by the largest
  /// change.
  private static final double TINY = 3.4e-5;

  /// Steps with this ratio or a larger one are repeated shorter by the largest change.
  private static final double HUGE = 1847;

  /// The equations, and what happens between the integrator's steps.
  public interface Equations {

    /// Copies what equations read besides the integrated variables from the lanes `lane[0 .. n)` to
    /// the places from 0 on. If `lane` is empty, the place of each lane is the lane itself.
    void gather(int[] lane, int n);

    /// Sets whether slopes are computed with care from now on: then values that are not chosen have
    /// no effect. Otherwise these may make slopes NaN.
    void takeCare(boolean on);

    /// For the first `n` places, computes what stays the same until the next call of this method.
    /// It is called before their slopes are computed.
    void prepare(int n, double[][] y, double[][] dy);

    /// Writes the slopes of the first `n` places to `dy`, by variable.
    void slopes(int n, double[][] y, double[][] dy);

    /// Whether anything is done after each step of the integrator.
    default boolean isTold() {
      return false;
    }

    /// Is called after an accepted step of `n` lanes.
    default void accepted(int[] lanes, int n) {}
  }

  /// Equations that can also be computed for one lane alone.
  public interface SingleEquations extends Equations {

    /// Copies what equations of lane `i` read besides the integrated variables, and computes what
    /// stays the same as long as that does; returns whether it has changed since the last time.
    ///
    /// @param anew whether to compute it in any case
    boolean gatherOne(int i, boolean anew);

    /// Writes the slopes of that lane to `dy`, by variable; always with care.
    void slopesOfOne(int i, double[] y, double[] dy);
  }

  /// The errors that are allowed.
  ///
  /// @param absolute absolute tolerance, by lane
  /// @param relative relative tolerance, by lane
  /// @param toSlope whether `relative` is relative to the slope times the step, not to the value
  /// @param alike whether they are the same in all lanes
  public record Tolerance(double[] absolute, double[] relative, boolean toSlope, boolean alike) {

    /// The tolerance of the neurons of a block, or of one neuron.
    public static Tolerance of(double[] absolute, double[] relative, boolean toSlope) {
      boolean alike = true;
      for (int i = 1; i < absolute.length; i++) {
        alike &= absolute[i] == absolute[0] && relative[i] == relative[0];
      }
      return new Tolerance(absolute, relative, toSlope, alike);
    }
  }

  private final Equations equations;
  private final int size;
  private final double[][] k;
  private final double[][] k1;
  private final double[][][] later = new double[5][][];
  private final double[][] y;
  private final double[][] next;
  private final @Nullable LaneIntegrator one;
  private final double[] h = new double[LANES];
  private final double[] error = new double[LANES];
  private final double[] worst = new double[LANES];
  private final double[] time = new double[LANES];
  private final int[] rounds = new int[LANES];
  private final int[] active = new int[LANES];
  private final double[] factor = new double[LANES];
  private final double[] power = new double[LANES];
  private final int[] lane = new int[LANES];
  private final int[] few = new int[FEW];
  private final int[] place = new int[LANES];
  private final int[] done = new int[LANES];
  private static final int[] ALL = {};

  /// The number of attempts that are made with care after one has needed it.
  private static final int CAUTIOUS = 1000;

  private int cautious;

  /// The shortest step. Where errors are relative to slopes, as with spikes that rise
  /// exponentially, steps may be as short as numbers allow, as in NEST.
  private double shortest;

  /// The step to try next, by lane; infinite at first.
  private final double[] step;

  /// An integrator of `size` variables per neuron.
  ///
  /// @param step an array for the step to try next, by lane; it is saved with the neurons' state
  public BlockIntegrator(Equations equations, int size, double[] step) {
    this.equations = equations;
    this.size = size;
    this.step = step;
    k = new double[6 * size][LANES];
    k1 = Arrays.copyOf(k, size);
    for (int s = 1; s < 6; s++) later[s - 1] = Arrays.copyOfRange(k, s * size, (s + 1) * size);
    y = new double[size][LANES];
    next = new double[size][LANES];
    one = equations instanceof SingleEquations e ? new LaneIntegrator(e, size) : null;
    Arrays.fill(step, Double.POSITIVE_INFINITY);
  }

  /// Advances the first `lanes` lanes of `state` by `end`.
  ///
  /// @param state the integrated variables
  /// @return a lane that takes more than [#MOST_STEPS] steps or whose state is no longer finite, or
  ///   [#NONE]
  public int advance(double end, double[][] state, int lanes, Tolerance tolerance) {
    shortest = tolerance.toSlope() ? 0 : Math.ulp(end);
    for (int i = 0; i < lanes; i++) active[i] = i;
    begin(lanes, end);
    equations.gather(ALL, lanes);
    attempt(lanes, state, tolerance, ALL);
    int stuck = finish(acceptAll(lanes, state, end), end, state, tolerance);
    for (int c = 0; c < size && stuck == NONE; c++) stuck = firstLost(state[c], lanes);
    return stuck;
  }

  /// The same for only the first `n` of `lanes`.
  public int advance(double end, double[][] state, int[] lanes, int n, Tolerance tolerance) {
    shortest = tolerance.toSlope() ? 0 : Math.ulp(end);
    System.arraycopy(lanes, 0, active, 0, n);
    begin(n, end);
    int stuck = finish(n, end, state, tolerance);
    for (int c = 0; c < size && stuck == NONE; c++) {
      for (int p = 0; p < n; p++) if (!Double.isFinite(state[c][lanes[p]])) return lanes[p];
    }
    return stuck;
  }

  private void begin(int n, double end) {
    for (int p = 0; p < n; p++) {
      int i = active[p];
      time[i] = 0;
      rounds[i] = 0;
      h[p] = Math.min(step[i], end);
    }
  }

  /// Runs rounds for the lanes that have not arrived, which are the first in [#active].
  private int finish(int first, double end, double[][] state, Tolerance tolerance) {
    int n = first;
    while (n > FEW) {
      int left = 0;
      for (int from = 0; from < n; from += TOGETHER) {
        int some = Math.min(TOGETHER, n - from);
        System.arraycopy(active, from, lane, 0, some);
        for (int p = 0; p < some; p++) {
          int i = lane[p];
          if (++rounds[i] > MOST_STEPS) return i;
          h[p] = Math.min(Math.max(step[i], shortest), end - time[i]);
        }
        int whole = pad(some);
        for (int c = 0; c < size; c++) move(whole, state[c], lane, y[c]);
        equations.gather(lane, whole);
        attempt(whole, y, tolerance, lane);
        left = accept(some, state, end, left);
      }
      n = left;
    }
    System.arraycopy(active, 0, few, 0, n);
    for (int k = 0; k < n; k++) {
      if (!finishOne(few[k], end, state, tolerance)) return few[k];
    }
    return NONE;
  }

  /// Advances lane `i` to the end; returns false if that takes too many steps.
  private boolean finishOne(int i, double end, double[][] state, Tolerance tolerance) {
    if (one != null) {
      return one.advance(i, time[i], end, rounds[i], step, shortest, state, tolerance)
          <= MOST_STEPS;
    }
    for (int left = 1; left > 0; left = accept(1, state, end, 0)) {
      if (++rounds[i] > MOST_STEPS) return false;
      lane[0] = i;
      h[0] = Math.min(Math.max(step[i], shortest), end - time[i]);
      for (int c = 0; c < size; c++) y[c][0] = state[c][i];
      equations.gather(lane, 1);
      compute(1, y, tolerance, lane);
    }
    return true;
  }

  /// Repeats the last lane until the lanes fill whole vectors, and returns how many there are then.
  private int pad(int n) {
    int whole = (n + VECTOR - 1) / VECTOR * VECTOR;
    for (int p = n; p < whole; p++) {
      lane[p] = lane[n - 1];
      h[p] = h[n - 1];
    }
    return whole;
  }

  private static void move(int n, double[] from, int[] lane, double[] to) {
    for (int p = 0; p < n; p++) to[p] = from[lane[p]];
  }

  private static void scatter(int n, double[] from, int[] place, int[] lane, double[] to) {
    for (int k = 0; k < n; k++) to[lane[k]] = from[place[k]];
  }

  private static int firstLost(double[] x, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += 0 * x[i];
    if (sum == 0) return NONE;
    for (int i = 0; i < n; i++) if (!Double.isFinite(x[i])) return i;
    return NONE;
  }

  /// Puts the state after a step into [#next], and the ratio of its error to what is allowed into
  /// [#worst]; with care if the result is NaN otherwise.
  private void attempt(int n, double[][] from, Tolerance tolerance, int[] lane) {
    if (cautious == 0) {
      compute(n, from, tolerance, lane);
      double sum = 0;
      for (int p = 0; p < n; p++) sum += 0 * worst[p];
      if (sum == 0) return;
      cautious = CAUTIOUS;
    }
    cautious--;
    equations.takeCare(true);
    compute(n, from, tolerance, lane);
    equations.takeCare(false);
  }

  private void compute(int n, double[][] from, Tolerance tolerance, int[] lane) {
    equations.prepare(n, from, k1);
    equations.slopes(n, from, k1);
    for (int c = 0; c < size; c++) Fehlberg.to2(n, h, from[c], k1[c], next[c]);
    equations.slopes(n, next, later[0]);
    for (int c = 0; c < size; c++) Fehlberg.to3(n, h, from[c], k, c, next[c]);
    equations.slopes(n, next, later[1]);
    for (int c = 0; c < size; c++) Fehlberg.to4(n, h, from[c], k, c, next[c]);
    equations.slopes(n, next, later[2]);
    for (int c = 0; c < size; c++) Fehlberg.to5(n, h, from[c], k, c, next[c]);
    equations.slopes(n, next, later[3]);
    for (int c = 0; c < size; c++) Fehlberg.to6(n, h, from[c], k, c, next[c]);
    equations.slopes(n, next, later[4]);
    for (int c = 0; c < size; c++) Fehlberg.toEnd(n, h, from[c], k, c, next[c]);
    if (tolerance.toSlope()) {
      // the second slopes are no longer needed
      equations.slopes(n, next, later[0]);
    }
    Arrays.fill(worst, 0, n, 0);
    if (tolerance.alike()) compareAlike(n, tolerance);
    else compareEach(n, tolerance, lane);
  }

  private void compareAlike(int n, Tolerance t) {
    double absolute = t.absolute()[0];
    double relative = t.relative()[0];
    if (relative == 0) {
      for (int c = 0; c < size; c++) Fehlberg.worsen(n, h, k, c, worst);
      for (int p = 0; p < n; p++) worst[p] /= absolute;
      return;
    }
    for (int c = 0; c < size; c++) {
      Fehlberg.difference(n, h, k, c, error);
      if (t.toSlope()) Fehlberg.compareToSlope(n, absolute, relative, h, later[0][c], error, worst);
      else Fehlberg.compare(n, absolute, relative, next[c], error, worst);
    }
  }

  /// The comparison where lanes have different tolerances.
  private void compareEach(int n, Tolerance t, int[] lane) {
    for (int c = 0; c < size; c++) {
      Fehlberg.difference(n, h, k, c, error);
      for (int p = 0; p < n; p++) {
        int i = lane.length == 0 ? p : lane[p];
        double scale = t.toSlope() ? h[p] * later[0][c][p] : next[c][p];
        double allowed = t.absolute()[i] + t.relative()[i] * Math.abs(scale);
        worst[p] = Math.max(worst[p], Math.abs(error[p]) / allowed);
      }
    }
  }

  /// [#accept] for all lanes, which have not been moved, and of which most have arrived.
  private int acceptAll(int n, double[][] state, double end) {
    int others = 0;
    for (int i = 0; i < n; i++) {
      place[others] = i;
      others += worst[i] <= LARGE && h[i] == end ? 0 : 1;
    }
    change(others);
    Arrays.fill(step, 0, n, Double.POSITIVE_INFINITY);
    int left = 0;
    for (int k = 0; k < others; k++) {
      int i = place[k];
      if (isRejected(i, i)) {
        step[i] = h[i] * factor[i];
        for (int c = 0; c < size; c++) next[c][i] = state[c][i];
      } else {
        time[i] = h[i];
        if (h[i] == end) continue;
        step[i] = h[i] * Math.max(1, factor[i]);
      }
      active[left++] = i;
    }
    for (int c = 0; c < size; c++) System.arraycopy(next[c], 0, state[c], 0, n);
    if (!equations.isTold()) return left;
    int accepted = 0;
    for (int i = 0; i < n; i++) if (!isRejected(i, i)) done[accepted++] = i;
    equations.accepted(done, accepted);
    return left;
  }

  private boolean isRejected(int p, int lane) {
    return isRejected(worst[p], h[p] * factor[p], time[lane], shortest);
  }

  /// Whether a step must be repeated with a shorter one.
  ///
  /// @param worst the ratio of its error to what is allowed
  /// @param shorter the shorter step (ms)
  /// @param time where it began (ms)
  /// @param shortest the shortest step (ms); if it is 0, steps may be as short as numbers allow
  static boolean isRejected(double worst, double shorter, double time, double shortest) {
    if (worst <= LARGE) return false;
    return shortest > 0 ? shorter >= shortest : time + shorter != time;
  }

  /// Accepts the steps of the first `n` of [#lane] whose errors are allowed, and shortens the
  /// others. Adds the lanes that have not arrived to the first `before` in [#active], and returns
  /// how many there are then.
  private int accept(int n, double[][] state, double end, int before) {
    for (int p = 0; p < n; p++) place[p] = p;
    change(n);
    int left = before;
    int accepted = 0;
    for (int p = 0; p < n; p++) {
      int i = lane[p];
      if (isRejected(p, i)) {
        step[i] = h[p] * factor[p];
        active[left++] = i;
        continue;
      }
      boolean arrived = h[p] == end - time[i];
      time[i] += h[p];
      step[i] = h[p] >= end ? Double.POSITIVE_INFINITY : h[p] * Math.max(1, factor[p]);
      place[accepted] = p;
      done[accepted++] = i;
      if (!arrived) active[left++] = i;
    }
    for (int c = 0; c < size; c++) scatter(accepted, next[c], place, done, state[c]);
    if (equations.isTold()) equations.accepted(done, accepted);
    return left;
  }

  /// The factor by which a step changes.
  ///
  /// @param worst the ratio of its error to what is allowed
  static double factor(double worst) {
    if (worst >= SMALL && worst <= LARGE) return 1;
    double log = Logarithm.log(within(worst));
    return limited(Exponential.exp(log * (log < 0 ? -1.0 / 6 : -1.0 / 5)));
  }

  /// The ratio within the limits beyond which changes are the largest; NaN is too large.
  private static double within(double worst) {
    return worst < HUGE ? Math.max(TINY, worst) : HUGE;
  }

  private static double limited(double power) {
    return Math.max(1 / LARGEST_CHANGE, Math.min(LARGEST_CHANGE, SAFETY * power));
  }

  /// Puts into [#factor] the factors by which the steps at the first `n` of [#place] change. They
  /// are computed for all, and replaced where a step remains as it is: there is nothing to predict.
  private void change(int n) {
    for (int k = 0; k < n; k++) power[k] = within(worst[place[k]]);
    Logarithm.log(power, power, n);
    for (int k = 0; k < n; k++) {
      power[k] = Math.min(power[k], 0) * (-1.0 / 6) + Math.max(power[k], 0) * (-1.0 / 5);
    }
    Exponential.exp(power, power, n);
    for (int k = 0; k < n; k++) power[k] = limited(power[k]);
    for (int k = 0; k < n; k++) {
      double r = worst[place[k]];
      factor[place[k]] = r >= SMALL && r <= LARGE ? 1 : power[k];
    }
  }
}
