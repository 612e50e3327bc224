package myelin.engine.plastic;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A trace of the spikes of sources: grows by one at each spike, or by another number that is the
/// same for all of them, and decays exponentially. It is one number per source, since all its
/// synapses hear the same spikes; where time constants or initial values differ, one per synapse.
public final class SourceTrace {

  /// In place of a trace.
  static final SourceTrace NONE = new SourceTrace();

  /// How a trace decays, where a rule computes this itself.
  public interface Course {

    /// Whether it is the same for all synapses.
    boolean alike();

    /// The factor for synapse `i` over `steps` steps, above one where they are negative.
    double over(int i, long steps);
  }

  /// Does not decay.
  static final Course STAYS =
      new Course() {
        @Override
        public boolean alike() {
          return true;
        }

        @Override
        public double over(int i, long steps) {
          return 1;
        }
      };

  private final String name;
  private final PlasticTable table;
  private final SynapseColumn tau;
  private Decay decay;
  private boolean each;
  private boolean areaOne;
  private double[] values;
  private final @Nullable Course course;
  private double jump = 1;
  private boolean last;

  private SourceTrace() {
    name = "";
    table = PlasticTable.EMPTY;
    tau = new SynapseColumn();
    decay = new Decay(1, 1);
    values = new double[0];
    course = null;
  }

  /// A trace that decays as a rule says, and at a spike grows by `jump`, or is set to that if only
  /// the last spike counts.
  SourceTrace(
      String name,
      PlasticTable table,
      SynapseColumn initial,
      Course course,
      double jump,
      boolean last) {
    this.name = name;
    this.table = table;
    this.course = course;
    this.jump = jump;
    this.last = last;
    tau = new SynapseColumn();
    decay = new Decay(1, 1);
    values = new double[table.rows()];
    begin(initial, initial.uniform() && course.alike());
  }

  /// The same trace after this many steps.
  SourceTrace after(Course way, long steps) {
    if (steps == 0) return this;
    for (int row = 0; row < table.rows(); row++) {
      int end = each ? table.end(row) : Math.min(row + 1, table.rows());
      for (int k = each ? table.begin(row) : row; k < end; k++) {
        if (values[k] == 0 || table.length(row) == 0) continue;
        values[k] *= way.over(each ? k : table.begin(row), steps);
      }
    }
    return this;
  }

  private void begin(SynapseColumn initial, boolean shared) {
    Arrays.fill(values, initial.at(0));
    if (shared) return;
    spread();
    for (int i = 0; i < values.length; i++) values[i] = initial.at(i);
  }

  SourceTrace(String name, PlasticTable table, SynapseColumn tau, SynapseColumn initial) {
    course = null;
    this.name = name;
    this.table = table;
    this.tau = tau;
    decay = new Decay(tau.at(0), table.h());
    values = new double[table.rows()];
    begin(initial, tau.uniform() && initial.uniform());
  }

  /// The same, but that it grows by 1 / tau at a spike, so that the area below it grows by one.
  public SourceTrace ofAreaOne() {
    areaOne = true;
    return this;
  }

  /// Keeps one number per synapse from here on.
  private void spread() {
    double[] wider = new double[table.size()];
    for (int row = 0; row < table.rows(); row++) {
      Arrays.fill(wider, table.begin(row), table.end(row), values[row]);
    }
    values = wider;
    each = true;
  }

  /// Looks at the time constants again, which may have changed.
  void refresh() {
    if (course != null) {
      if (!course.alike() && !each) spread();
      return;
    }
    decay = new Decay(tau.at(0), table.h());
    if (!tau.uniform() && !each) spread();
  }

  /// Sets the trace for synapse `i`.
  public void put(int i, double value) {
    if (!each) spread();
    values[i] = value;
  }

  /// Sets the trace for the synapses `[from, to)`, which are all of source `row`.
  void put(int from, int to, int row, double value) {
    if (each) Arrays.fill(values, from, to, value);
    else values[row] = value;
  }

  /// Sets the trace for all synapses.
  void putAll(double value) {
    Arrays.fill(values, value);
  }

  /// One number per source, or if it is not [#shared] one per synapse.
  public double[] values() {
    return values;
  }

  /// The parameter that it is known by.
  public String name() {
    return name;
  }

  /// Whether it is the same, and decays alike, for all synapses of a source.
  public boolean shared() {
    return !each;
  }

  /// How it decays, if it is shared.
  Decay decay() {
    return decay;
  }

  /// Its time constant for synapse `i` (ms), or another number that tells how it decays.
  public double tau(int i) {
    if (course != null) return course.over(i, 1);
    return tau.at(i);
  }

  /// The trace for synapse `i` of source `row`, as it was just after the source's last spike.
  public double at(int i, int row) {
    return values[each ? i : row];
  }

  /// The factor by which it decays in `steps` steps, for synapse `i`.
  public double decay(int i, long steps) {
    return each ? Decay.factor(steps, tau.at(i), table.h()) : decay.after(steps);
  }

  /// Brings it up to date for the synapses `[from, to)` of source `row`.
  ///
  /// @param elapsed steps since it was up to date; negative where it belongs to a later step
  /// @param spikes one for another spike, zero for none
  void visit(int from, int to, int row, long elapsed, int spikes) {
    if (course != null) {
      visit(course, from, to, row, elapsed, spikes);
      return;
    }
    if (!each) {
      values[row] = values[row] * decay.over(elapsed) + (areaOne ? spikes / tau(0) : spikes);
      return;
    }
    for (int i = from; i < to; i++) {
      values[i] = values[i] * over(i, elapsed) + (areaOne ? spikes / tau(i) : spikes);
    }
  }

  private void visit(Course course, int from, int to, int row, long elapsed, int spikes) {
    if (from == to) return;
    int end = each ? to : row + 1;
    for (int k = each ? from : row; k < end; k++) {
      double left = last && spikes > 0 ? 0 : values[k] * course.over(each ? k : from, elapsed);
      values[k] = left + spikes * jump;
    }
  }

  private double over(int i, long steps) {
    return steps < 0 ? Decay.back(decay(i, -steps)) : decay(i, steps);
  }

  /// Whether it is zero for the synapses of source `row`.
  boolean isZero(int row) {
    if (!each) return values[row] == 0;
    for (int i = table.begin(row); i < table.end(row); i++) {
      if (values[i] != 0) return false;
    }
    return true;
  }

  @Override
  public String toString() {
    return name;
  }
}
