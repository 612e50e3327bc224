package myelin.engine;

/// The newest spikes of the neurons of a population as synapses hear them whose sources' traces
/// decay with one time constant: a cache line a neuron, and another one elsewhere that is seldom
/// needed.
///
/// ```
///   line 7       | trace | newest four steps | marks of the newest three |
///   line 7 + N   | the next four steps       | the next four marks       |
/// ```
///
/// The mark of a spike is the factor `exp(-s / tau_plus)` of a source's trace at that time, and the
/// trace of the neuron is kept times `exp(s / tau_minus)`, both reckoned from a time near by. What
/// a synapse hears is then one product each: with a factor that all synapses of the source share.
final class NewestSpikes {

  /// Of nobody.
  static final NewestSpikes NONE = new NewestSpikes();

  /// Numbers a neuron: [#TRACE], then from [#STEP] and [#MARK] on.
  static final int STRIDE = 8;

  static final int TRACE = 0;
  static final int STEP = 1;
  static final int MARK = 5;

  /// Steps and marks that are kept.
  static final int STEPS = 8;

  static final int MARKS = 7;

  private static final int STEPS_TOGETHER = 4;
  static final int MARKS_TOGETHER = 3;

  /// In place of a step.
  private static final long NEVER = Long.MIN_VALUE / 2;

  private final PostSpikes posts;
  private final Decay plus;
  private long[] record = {};
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

  long[] record() {
    return record;
  }

  /// What marks are reckoned from, at the step last prepared for.
  long plusFrom() {
    return plusFrom;
  }

  /// What traces are reckoned from, at the step last prepared for.
  long minusFrom() {
    return minusFrom;
  }

  /// Time constants or neurons have changed.
  void spoil() {
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
    record = new long[2 * STRIDE * posts.neurons()];
    for (int n = 0; n < posts.neurons(); n++) {
      for (int age = 0; age < STEPS; age++) record[placeOfStep(n, age)] = NEVER;
      for (int age = Math.min(STEPS, posts.size(n)) - 1; age >= 0; age--) {
        add(n, posts.step(n, age), posts.traceAfter(n, age));
      }
    }
  }

  /// Neuron `n` fired at `step`; its trace is `K` then.
  void fired(int n, long step, double K) {
    if (!stale) add(n, step, K);
  }

  private void add(int n, long step, double K) {
    for (int age = STEPS - 1; age > 0; age--) record[placeOfStep(n, age)] = step(n, age - 1);
    for (int age = MARKS - 1; age > 0; age--) {
      record[placeOfMark(n, age)] = record[placeOfMark(n, age - 1)];
    }
    before[n] = trace(n);
    double kept = K * posts.minus().rise(step, minusFrom);
    record[STRIDE * n + TRACE] = Double.doubleToRawLongBits(kept);
    record[placeOfStep(n, 0)] = step;
    record[placeOfMark(n, 0)] = Double.doubleToRawLongBits(plus.fall(step, plusFrom));
  }

  private int placeOfStep(int n, int age) {
    if (age < STEPS_TOGETHER) return STRIDE * n + STEP + age;
    return record.length / 2 + STRIDE * n + age - STEPS_TOGETHER;
  }

  private int placeOfMark(int n, int age) {
    if (age < MARKS_TOGETHER) return STRIDE * n + MARK + age;
    return record.length / 2 + STRIDE * n + STEPS_TOGETHER + age - MARKS_TOGETHER;
  }

  /// The step of the spike of neuron `n` of an age below [#STEPS]; long ago if there is none.
  long step(int n, int age) {
    return record[placeOfStep(n, age)];
  }

  /// The mark of the spike of neuron `n` of an age below [#MARKS].
  double mark(int n, int age) {
    return Double.longBitsToDouble(record[placeOfMark(n, age)]);
  }

  /// The trace of neuron `n`, times [Decay#rise] of its newest spike.
  double trace(int n) {
    return Double.longBitsToDouble(record[STRIDE * n + TRACE]);
  }

  /// The same as it was before its newest spike.
  double before(int n) {
    return before[n];
  }
}
