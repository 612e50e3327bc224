package myelin.engine.plastic;

import java.util.Arrays;
import java.util.List;
import myelin.engine.base.Permutation;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.device.CollectedSpikes;
import myelin.engine.input.EventRing;
import myelin.engine.input.SpikeBatch;
import myelin.engine.table.ConnectionTable;
import myelin.engine.table.TableKey;

/// Plastic synapses: the columns of [ConnectionTable] with weights as `double`s, the parameters of
/// the rule (one number where all agree), and for each source when it fired last.
public final class PlasticTable extends ConnectionTable {

  /// No synapses.
  public static final PlasticTable EMPTY = new PlasticTable();

  private static final long NEVER = Long.MAX_VALUE;

  private final SynapseModel model;
  private final double h;
  private double[] weights = {};
  private SynapseColumn[] columns = {};
  private long[] last = {};
  private Plasticity rule;
  private PostSpikes posts;
  private CollectedSpikes third = new CollectedSpikes();

  /// Where synapses are numbered: those of all sources, and of each synapse the number of new ones
  /// before it among those of its source.
  private FirstSpikes firsts = FirstSpikes.NONE;

  private int[] rank = {};

  /// Whether any delay is shorter than its steps.
  private boolean isEarly;

  /// Smallest delay of the network, for tables whose synapses hear a third node.
  private int slice;

  private long swept;
  private long nextSweep = NEVER;

  private PlasticTable() {
    super(TableKey.NONE);
    model = SynapseModel.NONE;
    h = 1;
    rule = model.newRule();
    posts = new PostSpikes(h);
  }

  /// No synapses yet, of a model, for steps of `h` (ms).
  public PlasticTable(TableKey key, SynapseModel model, double h) {
    super(key);
    this.model = model;
    this.h = h;
    rule = model.newRule();
    posts = new PostSpikes(h);
  }

  @Override
  public ConnectionTable another() {
    return new PlasticTable(key, model, h);
  }

  @Override
  public void layOut(int firstSource, int[] rowStart, boolean wide, int minDelay, int maxDelay) {
    super.layOut(firstSource, rowStart, wide, minDelay, maxDelay);
    weights = new double[size()];
    columns = new SynapseColumn[model.columns().size()];
    Arrays.setAll(columns, c -> new SynapseColumn(size()));
  }

  /// Begins: no source has fired yet, and traces are as given now.
  public void open(PostSpikes posts) {
    this.posts = posts;
    last = new long[rows()];
    if (rule.hears()) {
      for (int i = 0; i < size(); i++) posts.hear(target(i));
      if (!rule.sweeps()) Arrays.fill(last, key.birth());
    }
    rule.open(this);
    lookForEarly();
  }

  /// Lets its synapses hear a third node, which has heard these spikes.
  public void hear(CollectedSpikes spikes) {
    third = spikes;
  }

  /// Its synapses are numbered when they first pass a spike.
  void number(FirstSpikes theFirsts, int[] theRank) {
    firsts = theFirsts;
    rank = theRank;
  }

  int rank(int i) {
    return rank[i];
  }

  Plasticity rule() {
    return rule;
  }

  /// Whether its synapses are numbered in the order in which they first pass a spike.
  public boolean isNumbering() {
    return rule.isNumbering();
  }

  CollectedSpikes third() {
    return third;
  }

  long swept() {
    return swept;
  }

  /// Begins a run at step `now`, if synapses are to be visited at an interval.
  ///
  /// @param minDelay smallest delay of any connection (steps)
  public void openRun(long now, int minDelay) {
    if (key.third() == 0) return;
    slice = minDelay;
    third.open(minDelay, () -> swept);
    swept = third.swept();
    nextSweep = third.next(now);
  }

  /// Brings synapses that are visited at an interval up to date at the last such step up to `now`.
  public void sweep(long now) {
    for (; nextSweep <= now; nextSweep += third.period()) {
      rule.at(nextSweep);
      for (int row = 0; row < last.length; row++) sweepRow(row, nextSweep);
      swept = nextSweep;
    }
  }

  /// Ends a run at step `now`, after [#sweep].
  public void closeRun(long now) {
    if (key.third() > 0) third.close(now);
    nextSweep = NEVER;
  }

  private void sweepRow(int row, long t) {
    int to = end(row);
    long since = last[row];
    for (int from = begin(row); from < to; ) {
      int d = delay(from);
      int next = endOfRun(from, to);
      rule.sweep(from, next, row, since - d, t - d);
      from = next;
    }
    for (SourceTrace trace : rule.traces) trace.visit(begin(row), to, row, t - since, 0);
    last[row] = t;
  }

  double h() {
    return h;
  }

  double[] weights() {
    return weights;
  }

  PostSpikes posts() {
    return posts;
  }

  SynapseModel model() {
    return model;
  }

  /// The column of a parameter of the rule.
  public SynapseColumn parameter(String name) {
    List<ParameterSpec> all = model.columns();
    for (int c = 0; c < all.size(); c++) if (all.get(c).name().equals(name)) return columns[c];
    throw new IllegalStateException(model.name() + " has no parameter " + name);
  }

  @Override
  public double weight(int i) {
    return weights[i];
  }

  @Override
  protected double sent(int i) {
    return rule.sent[i];
  }

  @Override
  public void put(int i, int target, double weight, int delay) {
    super.put(i, target, weight, delay);
    weights[i] = weight;
  }

  @Override
  public void putWeight(int i, double weight) {
    weights[i] = weight;
    rule.changed(i);
  }

  @Override
  public void copy(int at, ConnectionTable other, int i) {
    if (!(other instanceof PlasticTable was)) return;
    for (int c = 0; c < columns.length; c++) columns[c].put(at, was.columns[c].at(i));
    for (SourceTrace trace : was.rule.traces) {
      if (!trace.shared()) parameter(trace.name()).put(at, trace.at(i, 0));
    }
  }

  /// Goes on where the table was from which its synapses were copied: sources have fired when they
  /// had, and have left what they had.
  public void goOn(PlasticTable was) {
    swept = was.swept;
    for (int row = 0; row < rows(); row++) {
      int old = was.row(source(row));
      if (old < 0 || was.length(old) == 0) continue;
      last[row] = was.last[old];
      for (int t = 0; t < rule.traces.length; t++) {
        SourceTrace trace = was.rule.traces[t];
        if (trace.shared()) rule.traces[t].put(begin(row), end(row), row, trace.at(0, old));
      }
    }
  }

  /// Stamps of the sources' last spikes, by row.
  public long[] last() {
    return last;
  }

  /// The traces of the sources' spikes.
  public SourceTrace[] traces() {
    return rule.traces;
  }

  /// Number of parameters of the rule.
  public int parameters() {
    return columns.length;
  }

  /// Parameter number `c` of the synapses.
  public SynapseColumn column(int c) {
    return columns[c];
  }

  @Override
  public void reorder(int from, int[] place, int n) {
    super.reorder(from, place, n);
    Permutation.apply(weights, from, place, n);
    for (SynapseColumn column : columns) column.reorder(from, place, n);
  }

  /// Parameter number `c` of synapse `i` of source `row` as it is now.
  public double value(int c, int i, int row) {
    String name = model.columns().get(c).name();
    for (SourceTrace t : rule.traces) if (t.name().equals(name)) return t.at(i, row);
    return columns[c].at(i);
  }

  /// Sets parameter number `c` of synapse `i`; [#refresh] must follow.
  public void putValue(int c, int i, double value) {
    String name = model.columns().get(c).name();
    columns[c].put(i, value);
    for (SourceTrace t : rule.traces) if (t.name().equals(name)) t.put(i, value);
    rule.changed(i);
  }

  /// Sets parameter number `c` of all synapses; [#refresh] must follow.
  public void putAll(int c, double value) {
    columns[c].putAll(value);
    String name = model.columns().get(c).name();
    for (SourceTrace t : rule.traces) if (t.name().equals(name)) t.putAll(value);
    for (int i = 0; i < size(); i++) rule.changed(i);
  }

  /// Brings the rule up to date after [#putValue].
  public void refresh() {
    for (SourceTrace t : rule.traces) t.refresh();
    rule.refresh();
    lookForEarly();
  }

  /// The step up to which spikes of targets are no longer needed.
  long oldestNeeded() {
    if (!rule.hears()) return Long.MAX_VALUE;
    long oldest = Long.MAX_VALUE;
    for (int row = 0; row < last.length; row++) {
      if (length(row) == 0 || (last[row] == key.birth() && silent(row))) continue;
      oldest = Math.min(oldest, rule.needsSince(row, last[row]));
    }
    return oldest == Long.MAX_VALUE ? oldest : oldest - maxDelay() - slice - rule.reach();
  }

  /// The same for target `n`, for which it looks at all synapses.
  long oldestNeeded(int n) {
    long oldest = Long.MAX_VALUE;
    for (int row = 0; row < last.length; row++) {
      if (last[row] == key.birth() && silent(row)) continue;
      long since = rule.needsSince(row, last[row]);
      for (int i = begin(row); i < end(row) && since < oldest; i++) {
        if (target(i) == n) oldest = since;
      }
    }
    return oldest == Long.MAX_VALUE ? oldest : oldest - maxDelay();
  }

  private boolean silent(int row) {
    if (!rule.waitsForSources()) return false;
    for (SourceTrace t : rule.traces) if (!t.isZero(row)) return false;
    return true;
  }

  @Override
  public void deliver(SpikeBatch spikes, int lag) {
    if (!model.plastic()) {
      if (isEarly) deliverEarly(spikes, lag);
      else super.deliver(spikes, lag);
      return;
    }
    long stamp = spikes.begin() + lag + 1;
    // as NEST: at the end of a slice whose spikes come afterwards
    sweep(rule.goesBack() ? stamp + slice - 1 : stamp - 1);
    rule.advance(stamp);
    if (!rule.passes(stamp)) return;
    if (spikes.from(lag) < spikes.from(lag + 1) && size() > 0) rule.at(stamp);
    if (rule.isNumbering()) firsts.advance(spikes, lag);
    for (int k = spikes.from(lag), end = spikes.from(lag + 1); k < end; k++) {
      int row = row(spikes.sender(k));
      if (row < 0) continue;
      int to = end(row);
      long since = last[row];
      carry(spikes, k);
      if (rule.isNumbering()) rule.numbered(firsts.before(k));
      if (!rule.sweeps()) since = Math.min(since, stamp); // it waited while these were made
      for (int from = begin(row); from < to; ) {
        int d = delay(from);
        int next = Math.min(endOfRun(from, to), from + SpikePairs.MOST);
        rule.spike(from, next, row, since - d, stamp - d);
        if (rule.loses()) {
          arriveSome(from, next, spikes, k, stamp, d);
        } else {
          arrive(from, next, stamp - 1 + d, spikes.offset(k));
          log(spikes.sender(k), from, next, stamp);
        }
        from = next;
      }
      for (SourceTrace t : rule.traces) t.visit(begin(row), to, row, stamp - since, 1);
      last[row] = stamp;
      if (rule.isNumbering()) Arrays.fill(rank, begin(row), to, 0);
    }
    if (rule.isNumbering()) rule.numbers(firsts.count());
  }

  /// How much shorter than its steps the delay of synapse `i` is (ms).
  public double early(int i) {
    return model.hasFineDelays() ? parameter(SynapseModel.EARLY).at(i) : 0;
  }

  /// Sets the same; [#refresh] must follow.
  public void putEarly(int i, double ms) {
    parameter(SynapseModel.EARLY).put(i, ms);
  }

  private void lookForEarly() {
    isEarly = false;
    for (int i = 0; model.hasFineDelays() && i < size() && !isEarly; i++) isEarly = early(i) > 0;
  }

  @Override
  public int soonest() {
    lookForEarly();
    return isEarly ? minDelay() - 1 : minDelay();
  }

  private void deliverEarly(SpikeBatch spikes, int lag) {
    for (int k = spikes.from(lag), next; k < spikes.from(lag + 1); k = next) {
      next = takesEach() ? k + coincident(spikes, lag, k) : k + 1;
      carry(spikes, k);
      deliver(spikes.sender(k), spikes.begin() + lag, next - k, 1, spikes.offset(k));
    }
  }

  @Override
  public void deliver(int sender, long fired, int multiplicity, double strength, double offset) {
    int row = row(sender);
    if (row < 0 || !isEarly) {
      super.deliver(sender, fired, multiplicity, strength, offset);
      return;
    }
    SynapseColumn early = parameter(SynapseModel.EARLY);
    int to = end(row);
    for (int from = begin(row); from < to; ) {
      int next = endOfRun(from, to);
      int same = from + 1;
      while (same < next && early.at(same) == early.at(from)) same++;
      double before = offset + early.at(from);
      int steps = delay(from);
      if (before >= h) {
        before -= h;
        steps--;
      }
      arrive(from, same, fired + steps, multiplicity, strength, before);
      from = same;
    }
    for (int m = 0; m < multiplicity; m++) log(sender, begin(row), to, fired + 1);
  }

  /// Hands a spike on to those targets whose synapses have not lost it.
  private void arriveSome(int from, int to, SpikeBatch spikes, int k, long stamp, int delay) {
    if (addsUp()) {
      arrive(from, to, stamp - 1 + delay, 0);
      return;
    }
    double[] sent = rule.sent;
    for (int i = from; i < to; i++) {
      if (Double.isNaN(sent[i])) continue;
      int begin = i;
      while (i < to && !Double.isNaN(sent[i])) i++;
      arrive(begin, i, stamp - 1 + delay, spikes.offset(k));
      log(spikes.sender(k), begin, i, stamp);
    }
  }

  @Override
  protected void tell(double times, int from, int to, long step, double offset, EventRing events) {
    for (int i = from; i < to; i++) events.add(step, target(i), times * rule.sent[i], offset);
  }

  @Override
  public void add(int from, int to, double[] row) {
    if (rule.loses()) addNumbers(rule.sent, from, to, row);
    else addEach(rule.sent, from, to, row);
  }

  @Override
  protected void add(double times, int from, int to, double[] row) {
    addEach(times, rule.sent, from, to, row);
  }
}
