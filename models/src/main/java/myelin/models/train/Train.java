package myelin.models.train;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import myelin.engine.base.BadInput;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.random.RandomStream;
import org.jspecify.annotations.Nullable;

/// The spikes that a device sends to one target, or to all, if those of a step depend on earlier
/// ones. Steps are drawn one after the other; the newest are kept, because input that is sent over
/// a longer delay is asked for later.
///
/// The random numbers of a train are one sequence, a function of seed, device and target.
abstract class Train {

  private static final int FEW = 8;

  private final int device;
  private final int target;
  private final int occurrence;
  private @Nullable RandomStream random;

  /// How many random numbers have been drawn.
  private long drawn;

  /// The first step that has not been drawn; negative before the first of all.
  private long next = -1;

  /// The step at which the train begins, as far as is known.
  private long begin = Long.MAX_VALUE;

  private long[] steps = new long[FEW];
  private int[] counts = new int[FEW];
  private int size;

  /// The train of a device for its connection number `occurrence` to a target.
  Train(int device, int target, int occurrence) {
    this.device = device;
    this.target = target;
    this.occurrence = occurrence;
  }

  /// Draws how many spikes are sent in step `k`, the first that has not been drawn.
  abstract int draw(long k);

  /// What the next steps depend on, as numbers.
  abstract double[] state();

  /// Restores what [#state] has returned; returns whether it is a possible state.
  abstract boolean restore(double[] state);

  /// Node id of the target, or [Uniforms#ALL].
  final int target() {
    return target;
  }

  /// Number of the connection.
  final int occurrence() {
    return occurrence;
  }

  /// Lets the train begin at `step`, unless it has begun or will begin before.
  final void begin(long step) {
    begin = Math.min(begin, step);
  }

  /// How many spikes are sent in step `k`.
  ///
  /// @param kept how many steps before the newest may be asked for
  final int count(long seed, long k, long kept) {
    if (next < 0) next = Math.min(begin, k);
    if (random == null) random = new RandomStream(seed); // the seed stays from now on
    for (; next <= k; next++) {
      int n = draw(next);
      if (n > 0) keep(n, kept);
    }
    for (int i = size - 1; i >= 0 && steps[i] >= k; i--) if (steps[i] == k) return counts[i];
    return 0;
  }

  private void keep(int n, long kept) {
    if (size == steps.length) {
      int old = 0;
      while (old < size && steps[old] < next - kept) old++;
      size -= old;
      System.arraycopy(steps, old, steps, 0, size);
      System.arraycopy(counts, old, counts, 0, size);
      if (size > steps.length / 2) {
        steps = Arrays.copyOf(steps, 2 * steps.length);
        counts = Arrays.copyOf(counts, steps.length);
      }
    }
    steps[size] = next;
    counts[size++] = n;
  }

  private RandomStream number() {
    return Objects.requireNonNull(random)
        .at(RandomStream.Purpose.TRAIN, device, target)
        .skipTo(drawn++, occurrence);
  }

  /// A uniform number in (0, 1).
  final double uniform() {
    return number().nextDouble();
  }

  /// A standard normal number.
  final double normal() {
    return number().nextNormal();
  }

  /// A gamma distributed number of mean and order `a`, which is at least 1.
  ///
  /// Marsaglia and Tsang (2000), doi:10.1145/358407.358414.
  final double gamma(double a) {
    double d = a - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = normal();
      double v = 1 + c * x;
      double u = uniform();
      if (v <= 0) continue;
      v = v * v * v;
      if (StrictMath.log(u) < x * x / 2 + d * (1 - v + StrictMath.log(v))) return d * v;
    }
  }

  /// The same, given that it is above `least`.
  final double gammaAbove(double a, double least) {
    if (least <= a + Math.sqrt(a)) {
      double x = gamma(a);
      while (x <= least) x = gamma(a);
      return x;
    }
    double share =
        (a - 1) / least; // rejection from an exponential tail that lies above the density
    while (true) {
      double y = -StrictMath.log(uniform()) / (1 - share);
      double accepted = (a - 1) * (StrictMath.log1p(y / least) - y / least);
      if (StrictMath.log(uniform()) < accepted) return least + y;
    }
  }

  /// How many of `n` trials succeed.
  final int successes(int n, Trials trials) {
    if (trials.p() == 0) return 0;
    int sum = 0;
    for (int left = n; left > 0; left -= trials.together()) {
      sum += trials.successes(Math.min(left, trials.together()), uniform());
    }
    return sum;
  }

  /// How many of `n` trials succeed, each with probability `p`.
  final int successes(int n, double p) {
    if (n == 0) return 0;
    if (p >= 1) return n;
    return p > 0.5 ? n - successes(n, new Trials(1 - p, n)) : successes(n, new Trials(p, n));
  }

  /// Whether these are possible numbers of processes, with a possible sum.
  static boolean areCounts(double[] x) {
    double sum = 0;
    for (double each : x) {
      if (each < 0 || each != Math.rint(each)) return false;
      sum += each;
    }
    return sum <= Integer.MAX_VALUE;
  }

  /// Writes the train to a checkpoint.
  final void save(CheckpointWriter out) throws IOException {
    out.put(next);
    out.put(drawn);
    out.put(Arrays.copyOf(steps, size));
    out.put(Arrays.copyOf(counts, size));
    out.put(state());
  }

  /// Reads what [#save] has written.
  ///
  /// @throws BadInput if it is not a train
  final void load(CheckpointReader in) throws IOException {
    next = in.wide();
    drawn = in.count();
    long[] when = in.wides();
    int[] many = in.wholes();
    boolean fits = next >= -1 && when.length == many.length;
    for (int i = 0; fits && i < when.length; i++) {
      fits = many[i] > 0 && when[i] < next && when[i] > (i == 0 ? -1 : when[i - 1]);
    }
    double[] state = in.finite(in.reals());
    in.require(fits && restore(state), "there is no such train of spikes");
    size = when.length;
    steps = Arrays.copyOf(when, Math.max(FEW, size));
    counts = Arrays.copyOf(many, steps.length);
  }
}
