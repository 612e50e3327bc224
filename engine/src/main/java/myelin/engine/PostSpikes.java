package myelin.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The spikes of the neurons of a population that plastic synapses onto them still have to hear,
/// with the traces that the spikes leave: each grows by one at a spike and decays with `tau_minus`
/// (`tau_minus_triplet`). Spikes count from when the neuron got its first plastic synapse.
///
/// ```
///   entries   neuron 7   | step K K3 | step K K3 | ...      traces just after the spike, oldest first
///   recent    neuron 7   | newest K, the newest six steps, newest first, number of entries |
/// ```
///
/// Spikes are known by their age: 0 is the newest. Most synapses need no more than the newest six,
/// which for each neuron lie in one cache line.
///
/// A spike is kept until each synapse has been used after it. Only sources that have fired count,
/// since to the others it makes no difference. Those of the last slice and the longest delay before
/// it are kept in any case: any source may fire next and look for a trace.
public final class PostSpikes {

  private static final int STRIDE = 3;
  private static final int ROOM = 8;
  private static final int RECENT = 8;
  private static final int NEWEST = 1;
  private static final int RECENT_STEPS = 6;
  private static final int COUNT = 7;
  private static final long SURVEY_EVERY = 100;
  private static final long NEVER = Long.MIN_VALUE / 2;

  private final double h;
  private final List<PlasticTable> readers = new ArrayList<>();
  private double[][] entries = {};
  private long[] recent = {};
  private boolean[] heard = {};
  private int neurons;
  private Decay[] minus = {};
  private Decay[] triplet = {};
  private double[] tau_minus = {};
  private double[] tau_minus_triplet = {};
  private long forgotten = Long.MIN_VALUE;
  private long surveyed = Long.MIN_VALUE;

  /// Empty, for steps of `h` ms.
  PostSpikes(double h) {
    this.h = h;
  }

  void add(PlasticTable reader) {
    readers.add(reader);
  }

  void remove(ConnectionTable reader) {
    readers.removeIf(r -> r == reader);
  }

  /// Makes room for `n` neurons.
  void reserve(int n) {
    int old = neurons;
    if (n <= old) return;
    neurons = n;
    entries = Arrays.copyOf(entries, n);
    recent = Arrays.copyOf(recent, RECENT * n);
    heard = Arrays.copyOf(heard, n);
    minus = Arrays.copyOf(minus, n);
    triplet = Arrays.copyOf(triplet, n);
    tau_minus = Arrays.copyOf(tau_minus, n);
    tau_minus_triplet = Arrays.copyOf(tau_minus_triplet, n);
    for (int i = old; i < n; i++) {
      entries[i] = new double[STRIDE * ROOM];
      note(i, 0);
    }
  }

  /// Keeps the spikes of neuron `n` from now on.
  void hear(int n) {
    heard[n] = true;
  }

  /// Brings [#recent] up to date with the entries of neuron `n`, `count` of them.
  private void note(int n, int count) {
    double[] e = entries[n];
    int at = RECENT * n;
    recent[at] = Double.doubleToRawLongBits(count > 0 ? e[STRIDE * (count - 1) + 1] : 0);
    for (int age = 0; age < RECENT_STEPS; age++) {
      recent[at + NEWEST + age] = count > age ? (long) e[STRIDE * (count - 1 - age)] : NEVER;
    }
    recent[at + COUNT] = count;
  }

  /// Sets the time constants of neuron `n` [ms].
  void decay(int n, double tauMinus, double tauMinusTriplet) {
    if (tau_minus[n] != tauMinus) minus[n] = shared(minus, tau_minus, n, tauMinus);
    if (tau_minus_triplet[n] != tauMinusTriplet) {
      triplet[n] = shared(triplet, tau_minus_triplet, n, tauMinusTriplet);
    }
    tau_minus[n] = tauMinus;
    tau_minus_triplet[n] = tauMinusTriplet;
  }

  /// A neighbour's table, if it has the same time constant.
  private Decay shared(Decay[] all, double[] tau, int n, double wanted) {
    if (n > 0 && tau[n - 1] == wanted) return all[n - 1];
    if (tau[0] == wanted) return all[0];
    return new Decay(wanted, h);
  }

  /// Neuron `n` fired; the spike has the stamp `step`.
  void fired(int n, long step) {
    if (!heard[n]) return;
    int k = size(n);
    if (STRIDE * k == entries[n].length) {
      forget(n, step);
      k = size(n);
    }
    double[] e = entries[n];
    e[STRIDE * k] = step;
    e[STRIDE * k + 1] = trace(n, k, step, 1, minus[n]) + 1;
    e[STRIDE * k + 2] = trace(n, k, step, 2, triplet[n]) + 1;
    note(n, k + 1);
  }

  /// Drops what no synapse needs any more of a neuron whose place is used up, or makes more place.
  private void forget(int n, long step) {
    if (step > surveyed) {
      int longest = readers.stream().mapToInt(t -> t.maxDelay).max().orElse(0);
      forgotten = step - 2L * longest;
      for (PlasticTable t : readers) forgotten = Math.min(forgotten, t.oldestNeeded());
      surveyed = step + SURVEY_EVERY;
    }
    int count = size(n);
    int keep = Math.max(0, upTo(n, count, forgotten) - 1);
    double[] e = entries[n];
    int left = count - keep;
    double[] room = left > count / 2 ? new double[2 * e.length] : e;
    System.arraycopy(e, STRIDE * keep, room, 0, STRIDE * left);
    entries[n] = room;
    note(n, left);
  }

  /// Number of spikes of neuron `n` that are kept.
  int size(int n) {
    return (int) recent[RECENT * n + COUNT];
  }

  /// Age of the newest spike of neuron `n` with a stamp up to `step`, which is the number of newer
  /// ones.
  ///
  /// @param from an age that is not too old
  public int age(int n, int from, long step) {
    int newest = RECENT * n + NEWEST;
    for (int age = from; age < RECENT_STEPS; age++) if (recent[newest + age] <= step) return age;
    int count = size(n);
    return count - upTo(n, Math.max(0, count - RECENT_STEPS), step);
  }

  /// Number of entries of neuron `n`, among the first `count`, with a stamp up to `step`.
  private int upTo(int n, int count, long step) {
    double[] e = entries[n];
    int k = count;
    while (k > 0 && e[STRIDE * k - STRIDE] > step) k--;
    return k;
  }

  /// Stamp of the spike of neuron `n` of that age.
  public long step(int n, int age) {
    if (age < RECENT_STEPS) return recent[RECENT * n + NEWEST + age];
    return (long) entries[n][STRIDE * (size(n) - 1 - age)];
  }

  /// The trace with `tau_minus` just before `step`, a coincident spike excluded.
  ///
  /// @param age [#age] of the step
  public double trace(int n, int age, long step) {
    long newest = recent[RECENT * n + NEWEST];
    if (newest == NEVER) return 0;
    if (newest < step) {
      return Double.longBitsToDouble(recent[RECENT * n]) * minus[n].after(step - newest);
    }
    int k = size(n) - age;
    double[] e = entries[n];
    while (k > 0 && e[STRIDE * k - STRIDE] >= step) k--;
    return trace(n, k, step, 1, minus[n]);
  }

  /// The trace with `tau_minus_triplet` just before the spike of that age.
  public double slowTraceBefore(int n, int age) {
    return entries[n][STRIDE * (size(n) - 1 - age) + 2] - 1;
  }

  private double trace(int n, int k, long step, int which, Decay decay) {
    if (k == 0) return 0;
    double[] e = entries[n];
    int at = STRIDE * k - STRIDE;
    return e[at + which] * decay.after(step - (long) e[at]);
  }

  /// The trace with `tau_minus` of neuron `n` at `step`, all spikes up to then included.
  double traceNow(int n, long step) {
    return trace(n, upTo(n, size(n), step), step, 1, minus[n]);
  }
}
