package myelin.engine.plastic;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import myelin.engine.base.LearningIntervals;
import myelin.engine.base.TimeGrid;
import myelin.engine.device.CollectedSpikes;
import myelin.engine.math.Power;
import myelin.engine.neuron.Block;
import myelin.engine.past.DenseHistory;
import myelin.engine.past.SparseHistory;

/// How the weights of the synapses of one table change, as a model of synapses says: at each spike
/// of a source its synapses hear what their targets fired since its last one, then what is left of
/// the targets' traces, and are changed before the spike passes.
///
/// All delay is dendritic: the source's spike reaches the synapse at once, and a target's spike
/// after the delay `d`. So at a spike of the source at `t`, whose last one was at `t_last`, the
/// synapse hears the spikes in `(t_last - d, t - d]` (Morrison, Diesmann and Gerstner 2008,
/// doi:10.1007/s00422-008-0233-1).
///
/// A rule may hear more of its targets than spikes: what they leave in each step, by name
/// ([#history]); synapses onto neurons that leave no such thing are refused.
///
/// A rule may hear a third node ([#third]), as its model's parameters say. Then all synapses are
/// visited between spikes, too, at an interval that the third node has ([#sweep]), so that weights
/// are up to date when they are read. As in NEST, spikes that are on their way to the synapses then
/// come to them afterwards, with an earlier stamp, for which traces go back in time.
///
/// A model extends this class with its parameters, its traces and one loop over synapses. What all
/// synapses of a source share, such as the trace of its spikes, is kept once for the source
/// ([#trace]); what each synapse has for itself, such as its store of transmitter, is a
/// [#variable]. A synapse whose spikes arrive with another weight than the one it keeps fills
/// [#sent].
public abstract class Plasticity {

  /// Weights, one a synapse.
  protected double[] weight = {};

  /// The weights that the next spikes arrive with, one a synapse: those in [#weight], unless
  /// [#open] has asked for an array of their own by [#sendOthers].
  protected double[] sent = {};

  /// The traces of the sources' spikes, as [#open] gives them.
  protected SourceTrace[] traces = {};

  private PlasticTable table = PlasticTable.EMPTY;
  private long now;

  /// For each name that the model asks for, the number of the targets' history.
  private int[] histories = {};

  private final SpikePairs spikePairs = new SpikePairs();

  /// Number of synapses that were numbered before the source of this spike, if they are.
  private int numbered;

  /// A rule that has no table yet.
  protected Plasticity() {}

  final void open(PlasticTable table) {
    this.table = table;
    weight = table.weights();
    sent = weight;
    traces = open();
    if (hearsPairs()) spikePairs.open(table, traces[0]);
    List<String> wanted = table.model().histories();
    histories = wanted.stream().mapToInt(table.posts().targets()::number).toArray();
  }

  /// Spikes of sources have the stamp `t` from here on.
  final void at(long t) {
    now = t;
    if (hearsPairs()) spikePairs.at(t);
  }

  /// So many synapses were numbered before those of the next source.
  final void numbered(int before) {
    numbered = before;
  }

  /// Whether the synapses of the network are numbered in the order in which they first pass a
  /// spike: then the rule says which are ([#isNumbered]) and keeps how many ([#numbers]).
  protected boolean isNumbering() {
    return false;
  }

  /// Whether synapse `i` has passed a spike.
  protected boolean isNumbered(int i) {
    return false;
  }

  /// How many synapses have passed a spike, as far as the rule knows.
  protected int numbers() {
    return 0;
  }

  /// So many have.
  protected void numbers(int count) {}

  /// How many synapses of the network have passed a spike before this one comes to synapse `i`: its
  /// number, if it is new.
  protected final int before(int i) {
    return numbered + table.rank(i);
  }

  /// Whether all synapses are visited at an interval.
  final boolean sweeps() {
    return table.key.third() > 0;
  }

  /// Whether all synapses are visited at the end of a slice before those of its spikes that came
  /// earlier, for which time goes back then, as in NEST. A rule for which time passes step by step
  /// has them visited after these spikes.
  protected boolean goesBack() {
    return true;
  }

  /// Whether synapses hear the spikes of their targets, so that these must be kept. A rule whose
  /// synapses do needs a trace; synapses that do not count time from the beginning of the
  /// simulation, as NEST's do, and not from when they were made.
  protected boolean hears() {
    return true;
  }

  /// Whether spikes of a target change nothing before the source's first one, so that they need not
  /// be kept until then.
  protected boolean waitsForSources() {
    return true;
  }

  /// Whether spikes with this stamp pass the synapses; where they do not, it is as if the source
  /// had been silent.
  protected boolean passes(long stamp) {
    return true;
  }

  /// All spikes with earlier stamps have passed the synapses; called before those with this stamp
  /// do, whether there are any or not.
  protected void advance(long stamp) {}

  /// The stamp from which on synapses of a row still need what their targets leave.
  ///
  /// @param last stamp of the source's last spike
  protected long needsSince(int row, long last) {
    return last;
  }

  /// How long before the last spike of a source, and the delay, its synapses still look at what
  /// their targets have left (steps).
  protected int reach() {
    return 0;
  }

  /// Whether the rule asks for pairs of spikes by [#hear], which takes a trace.
  protected boolean hearsPairs() {
    return hears();
  }

  /// Looks up parameters and makes the traces of the sources' spikes, at least one if synapses
  /// hear; called once, when the table has been built.
  protected abstract SourceTrace[] open();

  /// Looks at the parameters again, which may have changed.
  protected void refresh() {}

  /// A spike at `t` changes the weights of the synapses `[from, to)` of one source that have the
  /// same delay `d`.
  ///
  /// @param row number of the source, for its traces
  /// @param since `t_last - d`, in steps
  /// @param until `t - d`, in steps
  protected abstract void spike(int from, int to, int row, long since, long until);

  /// Brings the synapses `[from, to)` of one source that have the same delay `d` up to date, with
  /// no spike of the source; only for rules that hear a third node.
  ///
  /// @param row number of the source, for its traces
  /// @param since `t_last - d`, in steps, where `t_last` is of the last visit
  /// @param until `t - d`, in steps
  protected void sweep(int from, int to, int row, long since, long until) {}

  /// What the block of the target of synapse `i` has left, under the name that the model asks for
  /// in place `number`; entries are those of [#lane].
  protected final SparseHistory history(int number, int i) {
    return (SparseHistory) table.posts().targets().history(histories[number], table.target(i));
  }

  /// The same, if targets leave a number in each step.
  protected final DenseHistory denseHistory(int number, int i) {
    return (DenseHistory) table.posts().targets().history(histories[number], table.target(i));
  }

  /// The block of the target of synapse `i`.
  protected final Block block(int i) {
    return table.posts().targets().block(table.target(i));
  }

  /// The intervals in which the network learns.
  protected final LearningIntervals learning() {
    return table.posts().targets().learning();
  }

  /// The time grid of the network.
  protected final TimeGrid grid() {
    return table.posts().targets().grid();
  }

  /// In place of a trace, until [#open].
  protected static SourceTrace noTrace() {
    return SourceTrace.NONE;
  }

  /// A number that is the same for all synapses of a source, and that the rule alone changes, in
  /// [SourceTrace#values].
  ///
  /// @param kept its name, of those that the model keeps
  protected final SourceTrace ofSource(String kept) {
    return trace(kept, SourceTrace.STAYS, 0, false);
  }

  /// Constant parameters of its targets that the rule reads, by name; neurons without them are
  /// refused.
  protected List<String> ofTargets() {
    return List.of();
  }

  /// Parameter `name` of the targets, one of [#ofTargets], by [#target].
  protected final IntToDoubleFunction ofTargets(String name) {
    return table.posts().targets().parameter(name);
  }

  /// A user has set weight or parameters of synapse `i`.
  protected void changed(int i) {}

  /// The lane of the target of synapse `i` in its block.
  protected final int lane(int i) {
    return table.target(i) % Block.LANES;
  }

  /// The spikes that the third node hears.
  protected final CollectedSpikes third() {
    return table.third();
  }

  /// The step of the last [#sweep], before which [#third] need not be looked at.
  protected final long swept() {
    return table.swept();
  }

  /// The step of this visit.
  protected final long now() {
    return now;
  }

  /// Has spikes arrive with weights of their own, which each [#spike] must put into [#sent].
  protected final void sendOthers() {
    sent = new double[weight.length];
  }

  /// Whether synapses may lose a spike: then [#spike] puts NaN into [#sent] for those that do.
  /// Asked for after [#open].
  protected boolean loses() {
    return false;
  }

  /// The step at which the synapses were made.
  protected final long birth() {
    return table.key.birth();
  }

  /// The values of parameter `name`, a state that changes, by synapse, to be read and written. A
  /// rule looks it up again in [#refresh].
  protected final double[] variable(String name) {
    return table.parameter(name).each();
  }

  /// Resolution (ms).
  protected final double h() {
    return table.h();
  }

  /// Parameter `name` of the synapses.
  protected final SynapseColumn parameter(String name) {
    return table.parameter(name);
  }

  /// The trace of the sources' spikes that decays with the time constant in parameter `tau` and
  /// begins at parameter `initial`.
  protected final SourceTrace trace(String initial, String tau) {
    return new SourceTrace(initial, table, parameter(tau), parameter(initial));
  }

  /// The trace of the sources' spikes that begins at parameter `initial` and decays as a rule says.
  ///
  /// @param jump by how much it grows at a spike
  /// @param last whether it is set to that instead
  protected final SourceTrace trace(
      String initial, SourceTrace.Course course, double jump, boolean last) {
    return new SourceTrace(initial, table, parameter(initial), course, jump, last);
  }

  /// The same for a trace that had its initial value at the beginning of the simulation, however
  /// late the synapses were made.
  protected final SourceTrace traceFromBeginning(
      String initial, SourceTrace.Course course, double jump, boolean last) {
    return trace(initial, course, jump, last).after(course, birth());
  }

  /// What synapses hear of their targets in `(since, until]`; valid until the next call.
  protected final SpikePairs hear(long since, long until) {
    spikePairs.begin(since, until);
    return spikePairs;
  }

  /// Lists what the synapses `[from, to)` hear of their targets in `(since, until]`.
  protected final SpikePairs hear(int from, int to, long since, long until) {
    spikePairs.begin(since, until);
    spikePairs.listen(from, to);
    return spikePairs;
  }

  /// Spikes of the targets.
  protected final PostSpikes posts() {
    return table.posts();
  }

  /// Target of synapse `i`, by its place in [#posts].
  protected final int target(int i) {
    return table.target(i);
  }

  /// Writes the targets of the synapses `[from, to)` to `out`.
  protected final void targets(int from, int to, int[] out) {
    table.targets(from, to, out);
  }

  /// Node id of the target of synapse `i`.
  protected final int targetId(int i) {
    return table.posts().targets().id(table.target(i));
  }

  /// Node id of the source of a row.
  protected final int sourceId(int row) {
    return table.source(row);
  }

  /// The first synapse of a row.
  protected final int rowBegin(int row) {
    return table.begin(row);
  }

  /// The end of the synapses of a row.
  protected final int rowEnd(int row) {
    return table.end(row);
  }

  /// For each synapse, its number among those between the same two nodes, counted from 0, at most
  /// 255.
  protected final byte[] ordinals() {
    byte[] ordinals = new byte[table.size()];
    int[] row = new int[table.posts().neurons()];
    int[] count = new int[row.length];
    Arrays.fill(row, -1);
    for (int r = 0; r < table.rows(); r++) {
      for (int i = table.begin(r); i < table.end(r); i++) {
        int n = table.target(i);
        if (row[n] != r) count[n] = 0;
        row[n] = r;
        ordinals[i] = (byte) Math.min(255, count[n]++);
      }
    }
    return ordinals;
  }

  /// The number of the synapses' model among those of the network.
  protected final int modelNumber() {
    return table.key.synapse();
  }

  /// The seed of the network.
  protected final long seed() {
    return table.posts().targets().seed();
  }

  /// Number of synapses.
  protected final int size() {
    return table.size();
  }

  /// The targets of all synapses; empty where there are more neurons than 16 bits can number.
  protected final char[] targets() {
    return table.narrowTargets();
  }

  /// `x`, or `limit` where it is above that or NaN: a power of a weight outside its range.
  protected static double atMost(double limit, double x) {
    return x < limit ? x : limit;
  }

  /// `x`, or zero where it is below or NaN.
  protected static double notNegative(double x) {
    return x > 0 ? x : 0;
  }

  /// `x` to the power `mu`; 0 and 1 are quick.
  protected static double power(double x, double mu) {
    if (mu == 1) return x;
    if (mu == 0) return 1;
    return Power.pow(x, mu);
  }
}
