package myelin.engine.plastic;

import java.util.Arrays;

/// What the synapses of one source hear of their targets at a spike of the source: a list of pairs,
/// each of a synapse and a spike of its target in the time between, oldest first for each synapse,
/// and for each synapse what is left of its target's trace.
///
/// How many spikes there are differs from synapse to synapse at random, so the processor would
/// mispredict the end of a loop over those of one synapse most of the time. A list of pairs is one
/// loop, and it is written without a branch: a spike that does not count is overwritten by the
/// next.
public final class SpikePairs {

  /// How many numbers a neuron has in [#record]: at [#TRACE] its trace without [#fall], from
  /// [#MARK] on the marks of its newest [#MARKS] spikes.
  public static final int RECORD = NewestSpikes.STRIDE;

  /// See [#RECORD].
  public static final int TRACE = NewestSpikes.TRACE;

  /// See [#RECORD].
  public static final int MARK = NewestSpikes.MARK;

  /// See [#RECORD].
  public static final int MARKS = NewestSpikes.MARKS;

  /// The most synapses that may hear at a time.
  static final int MOST = 1 << 20;

  private static final int ROOM = 4;

  private PlasticTable table = PlasticTable.EMPTY;
  private SourceTrace source = SourceTrace.NONE;
  private NewestSpikes newest = NewestSpikes.NONE;
  private long now;
  private int from;
  private int pairs;
  private long since;
  private long until;

  /// Whether [NewestSpikes] can be used: all traces decay alike, and from not too long ago.
  private boolean straight;

  private double rise;
  private double fall;
  private double sinceMark;
  private double untilMark;
  private double beforeMark;
  private int[] neuron = {};

  /// The age of the spike in the upper half, which synapse in the lower.
  private long[] pair = {};

  /// Factors of the sources' trace, without [#rise].
  private double[] mark = {};

  private double[] trace = {};

  /// Factors of the sources' trace where not all decay alike.
  private double[] riseOf = {};

  SpikePairs() {}

  /// Begins, for the synapses of a table whose sources leave the trace `source`.
  void open(PlasticTable table, SourceTrace source) {
    this.table = table;
    this.source = source;
    newest = table.posts().newest(source.decay());
  }

  /// Spikes of sources have the stamp `t` from here on.
  void at(long t) {
    now = t;
    if (newest.plus() != source.decay()) newest = table.posts().newest(source.decay());
    newest.prepare(t);
  }

  /// Begins with a spike after which synapses hear what their targets fired in `(since, until]`.
  void begin(long since, long until) {
    this.since = since;
    this.until = until;
    Decay plus = newest.plus();
    Decay minus = table.posts().minus();
    long plusFrom = newest.plusFrom();
    long minusFrom = newest.minusFrom();
    straight =
        source.shared()
            && table.posts().alike()
            && plus.tellsStepsApart()
            && plus.near(since, plusFrom)
            && minus.near(until, minusFrom);
    rise = straight ? plus.rise(since, plusFrom) : 1;
    fall = straight ? minus.fall(until, minusFrom) : 0;
    sinceMark = plus.halfStep() / rise;
    untilMark = sinceMark * plus.after(until - since);
    beforeMark = untilMark / plus.halfStep() / plus.halfStep();
  }

  /// Lists what the synapses `[from, to)` hear.
  public void listen(int from, int to) {
    this.from = from;
    pairs = 0;
    int n = to - from;
    if (neuron.length < n) {
      neuron = new int[2 * n];
      trace = new double[2 * n];
    }
    table.targets(from, to, neuron);
    reserve(ROOM * n);
    for (int k = 0; k < n; k++) {
      if (straight) k = straight(k, n);
      if (k < n && !(straight && bent(k))) slowly(k);
    }
  }

  private void reserve(int room) {
    if (room <= pair.length) return;
    pair = Arrays.copyOf(pair, 2 * room);
    mark = Arrays.copyOf(mark, 2 * room);
    if (riseOf.length > 0) riseOf = Arrays.copyOf(riseOf, 2 * room);
  }

  /// Lists what the synapses from the `k`-th on hear, as long as it is at most the three newest
  /// spikes.
  ///
  /// @return the first synapse that hears more, or does not yet hear the newest, or `n`
  private int straight(int k, int n) {
    double before = beforeMark;
    double since = sinceMark;
    double fall = this.fall;
    int[] neuron = this.neuron;
    double[] record = newest.record();
    long[] pair = this.pair;
    double[] mark = this.mark;
    double[] trace = this.trace;
    int p = pairs;
    for (; k < n; k++) {
      int at = RECORD * neuron[k];
      if (record[at + MARK + 3] < since || record[at + MARK] < before) break;
      for (int age = 2; age >= 0; age--) {
        pair[p] = pair(k, age);
        mark[p] = record[at + MARK + age];
        p += below(mark[p], since);
      }
      trace[k] = record[at + TRACE] * fall;
    }
    pairs = p;
    return k;
  }

  /// One if `x < limit`, else zero, of numbers that are not negative; without a branch.
  private static int below(double x, double limit) {
    long difference = Double.doubleToRawLongBits(x) - Double.doubleToRawLongBits(limit);
    return (int) (difference >>> (Long.SIZE - 1));
  }

  /// Lists what a synapse hears, if it is at most six spikes, not always from the newest on.
  ///
  /// @return false if it hears more
  private boolean bent(int k) {
    int n = neuron[k];
    int spikes = spikes(n);
    if (spikes < 0) return false;
    reserve(pairs + spikes + ROOM * (neuron.length - k));
    for (int age = spikes - 1; age >= 0; age--) {
      if (isAhead(n, age)) continue;
      pair[pairs] = pair(k, age);
      mark[pairs++] = mark(n, age);
    }
    trace[k] = traceOf(n);
    return true;
  }

  private void slowly(int k) {
    Decay plus = newest.plus();
    long plusFrom = newest.plusFrom();
    PostSpikes posts = table.posts();
    int n = neuron[k];
    int last = posts.age(n, until);
    int first = posts.age(n, since) - 1;
    reserve(pairs + first - last + 1 + ROOM * (neuron.length - k));
    for (int age = first; age >= last; age--) {
      long s = posts.step(n, age);
      pair[pairs] = pair(k, age);
      if (straight) mark[pairs] = plus.fall(s, plusFrom);
      else markFar(s, source.tau(from + k));
      pairs++;
    }
    trace[k] = posts.trace(n, until, now);
  }

  private void markFar(long s, double tau) {
    if (riseOf.length < mark.length) riseOf = new double[mark.length];
    long reference = Decay.reference(now, tau, table.h());
    boolean near = Decay.near(since, reference, tau, table.h());
    riseOf[pairs] = near ? Decay.rise(since, reference, tau, table.h()) : 1;
    mark[pairs] =
        near ? Decay.fall(s, reference, tau, table.h()) : Decay.factor(s - since, tau, table.h());
  }

  private static long pair(int k, int age) {
    return (long) age << Integer.SIZE | k;
  }

  /// Number of pairs.
  public int pairs() {
    return pairs;
  }

  /// The synapse of pair `p`.
  public int synapse(int p) {
    return from + (int) pair[p];
  }

  /// The age of the spike of pair `p`, as in [PostSpikes].
  public int age(int p) {
    return (int) (pair[p] >> Integer.SIZE);
  }

  /// With [#mark] the factor by which the source's trace, the first of the rule's, had decayed at
  /// the spike of pair `p` since the beginning of the interval: `(K * rise) * mark`.
  public double rise(int p) {
    return straight ? rise : riseOf[p];
  }

  /// See [#rise].
  public double mark(int p) {
    return mark[p];
  }

  /// What is left, at the end of the interval, of the trace of the target of synapse `i`, a
  /// coincident spike excluded.
  public double trace(int i) {
    return trace[i - from];
  }

  /// Whether [#record] holds what most synapses hear, for a rule that would rather look there than
  /// have a list.
  public boolean isStraight() {
    return straight;
  }

  /// The newest spikes of neuron `n` from place `n` times [#RECORD] on. Those whose mark is below
  /// [#sinceMark] are heard, unless they are still on their way.
  public double[] record() {
    return newest.record();
  }

  /// Marks of spikes after `since` are below this.
  public double sinceMark() {
    return sinceMark;
  }

  /// Marks of spikes at `until` or later are below this: such a spike is still on its way, and
  /// another trace is heard.
  public double beforeMark() {
    return beforeMark;
  }

  /// Where [#isStraight]: number of spikes of neuron `n` after `since`, or -1 if there may be more
  /// than [#mark] can tell.
  public int spikes(int n) {
    int spikes = 0;
    while (spikes < MARKS && mark(n, spikes) < sinceMark) spikes++;
    return spikes < MARKS ? spikes : -1;
  }

  /// Whether the spike of neuron `n` of that age is after `until`.
  public boolean isAhead(int n, int age) {
    return mark(n, age) < untilMark;
  }

  /// The mark of the spike of neuron `n` of that age.
  public double mark(int n, int age) {
    return newest.mark(n, age);
  }

  /// What is left of the trace of neuron `n`, as [#trace].
  public double traceOf(int n) {
    if (!(mark(n, 0) < beforeMark)) return newest.trace(n) * fall;
    if (!(mark(n, 1) < beforeMark)) return newest.before(n) * fall;
    return table.posts().trace(n, until, now);
  }

  /// The factor of all sources' traces, where [#isStraight].
  public double rise() {
    return rise;
  }

  /// The factor of all targets' traces, where [#isStraight].
  public double fall() {
    return fall;
  }
}
