package myelin.engine.plastic;

import java.util.Arrays;

/// The newest spikes of the neurons of a population, for synapses whose sources' traces decay with
/// one time constant: a cache line per neuron.
///
/// ```
///   neuron 7   | trace | marks of the newest seven spikes |
/// ```
///
/// The mark of a spike is the factor `exp(-s / tau_plus)` of a source's trace at that time, and the
/// trace of the neuron is kept times `exp(s / tau_minus)`, both times counted from one near by.
/// Each number that a synapse hears is then a product with a factor that all synapses of the source
/// share. The later a spike, the smaller its mark, so marks also tell which spikes are heard.
final class NewestSpikes {

  /// The spikes of no population.
  static final NewestSpikes NONE = new NewestSpikes();

  /// Numbers per neuron: the trace at [#TRACE], the marks from [#MARK] on.
  static final int STRIDE = 8;

  static final int TRACE = 0;
  static final int MARK = 1;

  /// Number of marks that are kept.
  static final int MARKS = 7;

  /// The mark of no spike, as if long ago.
  private static final double NEVER = Double.POSITIVE_INFINITY;

  private final PostSpikes posts;
  private final Decay plus;
  private double[] record = {};
  private double[] before = {};
  private boolean stale = true;
  private long plusFrom;
  private long minusFrom;

  private NewestSpikes() {
    posts = new PostSpikes(1);
    plus = new Decay(1, 1);
  }

  NewestSpikes(PostSpikes posts, Decay plus) {
    this.posts = posts;
    this.plus = plus;
  }

  Decay plus() {
    return plus;
  }

  double[] record() {
    return record;
  }

  /// The step from which marks are counted, for the step last prepared for.
  long plusFrom() {
    return plusFrom;
  }

  /// The step from which traces are counted, for the step last prepared for.
  long minusFrom() {
    return minusFrom;
  }

  /// Notes that time constants or neurons have changed.
  void invalidate() {
    stale = true;
  }

  /// Makes ready for spikes of sources at step `t`.
  void prepare(long t) {
    long p = plus.reference(t);
    long m = posts.minus().reference(t);
    if (!stale && p == plusFrom && m == minusFrom) return;
    stale = false;
    plusFrom = p;
    minusFrom = m;
    before = new double[posts.neurons()];
    record = new double[STRIDE * posts.neurons()];
    for (int n = 0; n < posts.neurons(); n++) {
      Arrays.fill(record, STRIDE * n + MARK, STRIDE * n + STRIDE, NEVER);
      for (int age = Math.min(MARKS, posts.size(n)) - 1; age >= 0; age--) {
        add(n, posts.step(n, age), posts.traceAfter(n, age));
      }
    }
  }

  /// Neuron `n` fired at `step`; its trace is `K` then.
  void fired(int n, long step, double K) {
    if (!stale) add(n, step, K);
  }

  private void add(int n, long step, double K) {
    int at = STRIDE * n;
    before[n] = record[at + TRACE];
    record[at + TRACE] = K * posts.minus().rise(step, minusFrom);
    System.arraycopy(record, at + MARK, record, at + MARK + 1, MARKS - 1);
    record[at + MARK] = plus.fall(step, plusFrom);
  }

  /// The mark of the spike of neuron `n` of an age below [#MARKS].
  double mark(int n, int age) {
    return record[STRIDE * n + MARK + age];
  }

  /// The trace of neuron `n`, times [Decay#rise] of its newest spike.
  double trace(int n) {
    return record[STRIDE * n + TRACE];
  }

  /// The same as it was before its newest spike.
  double before(int n) {
    return before[n];
  }
}
