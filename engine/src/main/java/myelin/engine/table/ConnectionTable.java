package myelin.engine.table;

import java.util.function.IntUnaryOperator;
import myelin.engine.declare.Channel;
import myelin.engine.device.WeightLog;
import myelin.engine.input.CountRing;
import myelin.engine.input.EventRing;
import myelin.engine.input.InputRing;
import myelin.engine.input.SpikeBatch;
import myelin.engine.input.TargetBlocks;
import org.jspecify.annotations.Nullable;

/// Static synapses onto the neurons of one model in one part, as columns sorted by source, then
/// delay, then order of creation (except synapses whose spikes are only counted, which may lose
/// it).
///
/// ```
///   source      17          18       19
///   rowStart    |           |        |
///   targets     4 9 9 31 50 2 7 8 40 ...     local index: a list, with or without weights, or sets
///   delays      3 3 3 8  8  1 1 2 2          one, a column, or runs; a run writes one row of the ring
///   landing                                  what becomes of spikes there: sums, counts, events
/// ```
///
/// Each of the three is one of a few kinds ([Targets], [TableDelays], [Landing]). The loops over
/// synapses are theirs; the table goes from row to row and from run to run.
public class ConnectionTable {

  /// Largest delay in steps.
  public static final int DELAY_LIMIT = Character.MAX_VALUE;

  /// No synapses.
  public static final ConnectionTable EMPTY = new ConnectionTable(TableKey.NONE);

  /// Largest delay that a byte holds (steps).
  public static final int BYTE_DELAY_LIMIT = 255;

  private static final char[] NO_CHARS = {};
  private static final int AHEAD = 4;
  private static final int PREFETCHED = 2048;

  /// What its synapses have in common.
  public final TableKey key;

  /// Id of the source of the first row.
  private int firstSource;

  /// By row the place of its first synapse, then the number of all.
  private int[] rowStart = {0};

  private Targets targets = new NarrowTargets(0, 0);
  private TableDelays delays = new OneDelay(0);
  private Landing landing = Landing.NOWHERE;

  /// The blocks that targets are in.
  private TargetBlocks reach = new TargetBlocks();

  private WeightLog log = new WeightLog();
  private IntUnaryOperator id = local -> local;
  private int receptor;

  /// What [#prefetch] has read; not private, so that no compiler leaves the reading out.
  int prefetched;

  /// No synapses yet.
  public ConnectionTable(TableKey key) {
    this.key = key;
  }

  /// An empty table of the same kind.
  public ConnectionTable another() {
    return new ConnectionTable(key);
  }

  /// Number of synapses.
  public int size() {
    return rowStart[rowStart.length - 1];
  }

  /// Number of rows.
  public int rows() {
    return rowStart.length - 1;
  }

  /// Id of the source of the first row.
  public final int firstSource() {
    return firstSource;
  }

  /// Id of the source of a row.
  public final int source(int row) {
    return firstSource + row;
  }

  /// The row of a source, or -1 if it has none.
  public final int row(int source) {
    int row = source - firstSource;
    return row < rowStart.length - 1 ? Math.max(row, -1) : -1;
  }

  /// Place of the first synapse of a row.
  public final int begin(int row) {
    return rowStart[row];
  }

  /// The place after the last synapse of a row.
  public final int end(int row) {
    return rowStart[row + 1];
  }

  /// Number of synapses of a row.
  public final int length(int row) {
    return rowStart[row + 1] - rowStart[row];
  }

  /// Smallest delay (steps).
  public final int minDelay() {
    return delays.least();
  }

  /// Steps after which a spike arrives at the earliest.
  public int soonest() {
    return minDelay();
  }

  /// Largest delay (steps).
  public final int maxDelay() {
    return delays.most();
  }

  /// Whether all have one delay.
  public final boolean oneDelay() {
    return minDelay() == maxDelay();
  }

  /// How many bytes the delay of one synapse takes while a table is filled whose delays lie between
  /// these.
  public static int bytesOfDelay(int minDelay, int maxDelay) {
    return DelayColumn.bytes(minDelay, maxDelay);
  }

  final Targets targets() {
    return targets;
  }

  final TableDelays delays() {
    return delays;
  }

  final TargetBlocks reach() {
    return reach;
  }

  /// Where delivered spikes go, and thereby what becomes of them.
  public void bindRing(InputRing ring) {
    landing = landing(ring);
  }

  private Landing landing(InputRing ring) {
    EventRing events = ring.events();
    if (events != null) {
      return switch (ring.content()) {
        case TIMED_SPIKES -> new Landing.Timed(targets.listed(), events);
        case BY_SOURCE -> new Landing.Sourced(this, events);
        default -> new Landing.TimedWeights(this, events);
      };
    }
    boolean transitions = ring.content() == Channel.Content.TRANSITIONS;
    boolean carried = ring.content() == Channel.Content.CARRIED;
    if (key.kind() == TableKey.Kind.COUNTED && !transitions && !carried) {
      CountRing counts = ring.countsOf(key.weight(), reach);
      return targets instanceof BitRows sets
          ? new Landing.BitCounts(this, sets, counts, ring, reach)
          : new Landing.Counts(this, (PlainTargets) targets, counts, ring, reach);
    }
    ring.needSums(reach);
    if (transitions) return new Landing.Transitions(this, ring, reach);
    if (carried) return new Landing.Carried(this, ring, reach);
    return ring.content() == Channel.Content.SPIKES
        ? new Landing.Numbers(targets.listed(), ring)
        : new Landing.Sums(this, ring, reach);
  }

  /// Whether sets of bits are better than lists of targets; these are below `cells`.
  final boolean suitsBits(int cells) {
    if (key.kind() != TableKey.Kind.COUNTED || key.recorder() > 0) return false;
    if (!oneDelay() || targets.isWide()) return false;
    int sources = 0;
    for (int r = 0; r < rows(); r++) if (length(r) > 0) sources++;
    return sources > 0 && BitRows.pays(sources, size(), cells);
  }

  /// Replaces lists of targets, which are below `cells`, by sets of bits.
  final void pack(int cells, KeptRows kept, int[][] tags) {
    NarrowTargets lists = (NarrowTargets) targets;
    BitRows sets = BitRows.of(rowStart, lists, cells, kept);
    sets.reorder(lists, kept, tags);
    targets = sets;
  }

  /// Whether targets are sets of bits.
  public boolean isPacked() {
    return targets instanceof BitRows;
  }

  /// Logs each spike from now on, if a weight recorder is to hear of it.
  ///
  /// @param id node id of a local index
  public void tell(WeightLog log, IntUnaryOperator id, int receptor) {
    this.log = log;
    this.id = id;
    this.receptor = receptor;
  }

  /// Logs a spike that has passed the synapses `[from, to)`.
  public final void log(int sender, int from, int to, long stamp) {
    if (key.recorder() == 0) return;
    for (int i = from; i < to; i++) {
      log.add(key.recorder(), stamp, sender, id.applyAsInt(target(i)), sent(i), receptor);
    }
  }

  /// Makes columns for synapses with delays between `minDelay` and `maxDelay`.
  ///
  /// @param firstSource id of the source of the first row
  /// @param rowStart by row the place of its first synapse, then the number of all
  /// @param wide whether 16 bits are not enough for a target
  public void layOut(int firstSource, int[] rowStart, boolean wide, int minDelay, int maxDelay) {
    this.firstSource = firstSource;
    this.rowStart = rowStart;
    targets =
        key.kind() == TableKey.Kind.VARIED
            ? new WeightedTargets(size(), wide)
            : PlainTargets.of(size(), wide, key.weight());
    delays = DelayColumn.between(minDelay, maxDelay, size());
  }

  /// The lists of a table that is filled.
  private TargetList filled() {
    return (TargetList) targets;
  }

  /// The delays of a table that is filled.
  final DelayColumn filledDelays() {
    return (DelayColumn) delays;
  }

  /// Whether the delays of sorted rows are kept as runs: those of synapses through which spikes may
  /// wait until they arrive.
  final boolean suitsRuns() {
    return key.kind() == TableKey.Kind.VARIED && key.channel() >= 0 && key.recorder() == 0;
  }

  /// No runs of delays yet.
  final DelayRuns newRuns() {
    return new DelayRuns(rowStart, minDelay(), maxDelay());
  }

  /// Keeps the delays of sorted rows as runs.
  final void fold(DelayRuns runs) {
    delays = runs;
  }

  /// Writes the delays of the synapses of a row to `out`.
  public final void delays(int row, int[] out) {
    delays.row(row, rowStart[row], rowStart[row + 1], out);
  }

  /// Target of synapse `i`, by its index in the population.
  public int target(int i) {
    return targets.listed().target(i);
  }

  /// Writes the targets of the synapses of a row to `out`, packed or not.
  public final void targets(int row, int[] out) {
    targets.row(row, rowStart[row], rowStart[row + 1], out);
  }

  /// The sets of the targets of its sources; null if they are kept otherwise.
  public final @Nullable BitRows targetSets() {
    return targets instanceof BitRows sets ? sets : null;
  }

  /// Writes the targets of the synapses `[from, to)` of a table of lists to `out`.
  public final void targets(int from, int to, int[] out) {
    filled().list(from, to, out);
  }

  /// The targets of all synapses, not to be changed; empty if these are no list of 16 bits each.
  public final char[] narrowTargets() {
    return targets instanceof NarrowTargets list ? list.target : NO_CHARS;
  }

  /// Weight of synapse `i`.
  public double weight(int i) {
    return targets.weight(i);
  }

  /// The weight with which a spike arrives that passes synapse `i` now.
  protected double sent(int i) {
    return weight(i);
  }

  /// Sets the weight of synapse `i` of a table that has a weight for each.
  public void putWeight(int i, double newWeight) {
    ((WeightedTargets) targets).putWeight(i, (float) newWeight);
  }

  /// Copies to place `at` what synapse `i` of another table has beside target, weight and delay.
  public void copy(int at, ConnectionTable other, int i) {}

  /// Puts the synapses `[from, from + n)`, except their delays, into another order: the one at `k`
  /// comes to `place[k]`.
  public void reorder(int from, int[] place, int n) {
    filled().reorder(from, place, n);
  }

  /// Delay of synapse `i` (steps).
  public final int delay(int i) {
    return delays.delay(i);
  }

  /// Completes the table except for the order of synapses: forgets delays that there was room for
  /// but that no synapse has.
  ///
  /// @param reach the blocks that targets are in
  final void close(TargetBlocks reach) {
    this.reach = reach;
    if (size() > 0) delays = filledDelays().tight();
  }

  /// Puts a synapse at place `i` while the table is filled.
  public void put(int i, int target, double weight, int delay) {
    filled().put(i, target, weight);
    filledDelays().put(i, delay);
  }

  /// Puts the synapses `[from, to)`, packed as in `SourceSort`, at `at` and beyond.
  ///
  /// @param oneDelay the delay of all, if it is not packed with them; else 0
  public final void put(int at, long[] packed, int from, int to, int oneDelay) {
    ((WeightedTargets) targets).put(at, packed, from, to);
    DelayColumn column = filledDelays();
    if (oneDelay == 0) column.put(at, packed, from, to);
    else for (int k = from; k < to; k++) column.put(at + k - from, oneDelay);
  }

  /// Puts `n` synapses that all have the table's weight and its one delay.
  ///
  /// @param source by synapse the id of its source
  /// @param id by synapse the id of its target
  /// @param local by id of a target its index in the population
  /// @param next by row the place of its next synapse, which is moved on
  public final void putAll(int[] source, int[] id, int n, int[] local, int[] next) {
    ((PlainTargets) targets).putAll(source, id, n, local, next, firstSource);
  }

  /// Hands the spikes of step `begin + lag` to every target of their senders.
  public void deliver(SpikeBatch spikes, int lag) {
    landing.deliver(this, spikes, lag);
  }

  /// Goes through the rows of the senders one after the other.
  final void deliverRows(SpikeBatch spikes, int lag) {
    long fired = spikes.begin() + lag;
    TargetList list = filled();
    for (int k = spikes.from(lag), end = spikes.from(lag + 1); k < end; k++) {
      if (k % AHEAD == 0) prefetch(list, spikes, k + 1, Math.min(k + 1 + AHEAD, spikes.size()));
      int row = spikes.sender(k) - firstSource;
      if (row < 0 || row >= rowStart.length - 1) continue;
      int to = rowStart[row + 1];
      int run = delays.first(row);
      for (int from = rowStart[row], next; from < to; from = next, run++) {
        next = delays.end(run, from, to);
        landing.arrive(from, next, fired + delays.delay(run, from));
        log(spikes.sender(k), from, next, fired + 1);
      }
    }
  }

  /// Whether nothing but sums tells of the spikes that arrive, so that one of weight 0 might as
  /// well be lost.
  protected final boolean addsUp() {
    return key.recorder() == 0 && landing.patient() != null;
  }

  /// Whether multiplicities or times of spikes matter to its targets.
  public final boolean takesEach() {
    return landing.takesEach();
  }

  /// The same where multiplicities or times of spikes matter.
  final void deliverEach(SpikeBatch spikes, int lag) {
    long fired = spikes.begin() + lag;
    for (int k = spikes.from(lag), next; k < spikes.from(lag + 1); k = next) {
      next = k + coincident(spikes, lag, k);
      deliver(spikes.sender(k), fired, next - k, 1, spikes.offset(k));
    }
  }

  /// The same where the numbers that spikes carry matter.
  final void deliverCarried(SpikeBatch spikes, int lag) {
    long fired = spikes.begin() + lag;
    for (int k = spikes.from(lag); k < spikes.from(lag + 1); k++) {
      landing.carry(spikes.carried(k));
      deliver(spikes.sender(k), fired, 1, 1, 0);
    }
    landing.carry(0);
  }

  private static boolean coincide(SpikeBatch spikes, int k, int other) {
    return spikes.sender(k) == spikes.sender(other) && spikes.offset(k) == spikes.offset(other);
  }

  /// Hands `multiplicity` coincident spikes, each `strength` times as strong as a neuron's and
  /// `offset` before the end of the step (ms), to the sender's targets; the sign of weight times
  /// strength tells the channel.
  public void deliver(int sender, long fired, int multiplicity, double strength, double offset) {
    int row = row(sender);
    if (row < 0) return;
    landing.from(sender, fired);
    int to = rowStart[row + 1];
    int run = delays.first(row);
    for (int from = rowStart[row], next; from < to; from = next, run++) {
      next = delays.end(run, from, to);
      landing.arrive(from, next, fired + delays.delay(run, from), multiplicity, strength, offset);
    }
    for (int m = 0; m < multiplicity; m++) log(sender, rowStart[row], to, fired + 1);
  }

  /// Reads a word of each cache line of the rows of the spikes `[from, to)`, which are delivered
  /// next, so that their cache misses overlap. Without that, a third of the time of delivery goes
  /// by waiting for one row after the other.
  private void prefetch(TargetList list, SpikeBatch spikes, int from, int to) {
    int sum = 0;
    for (int k = from; k < to; k++) {
      int row = spikes.sender(k) - firstSource;
      if (row < 0 || row >= rowStart.length - 1) continue;
      int begin = rowStart[row];
      sum += list.prefetch(begin, Math.min(rowStart[row + 1], begin + PREFETCHED));
    }
    prefetched += sum;
  }

  /// The end of the run of synapses of one delay that begins at `from`, in a row of a table with a
  /// column of delays that ends at `to`.
  protected final int endOfRun(int from, int to) {
    return delays.end(0, from, to);
  }

  /// Hands a spike that has passed the synapses `[from, to)`, and was fired `offset` before the end
  /// of its step (ms), to their targets.
  protected final void arrive(int from, int to, long step, double offset) {
    if (landing.takesEach()) landing.arrive(from, to, step, 1, 1, offset);
    else landing.arrive(from, to, step);
  }

  /// The same of coincident spikes, each `strength` times as strong as a neuron's.
  protected final void arrive(
      int from, int to, long step, int multiplicity, double strength, double offset) {
    landing.arrive(from, to, step, multiplicity, strength, offset);
  }

  /// Number of spikes that coincide with spike `k` of a step from there on.
  protected final int coincident(SpikeBatch spikes, int lag, int k) {
    int next = k + 1;
    while (next < spikes.from(lag + 1) && coincide(spikes, k, next)) next++;
    return next - k;
  }

  /// Sets the number that the spike carries whose arrival is told next, if that matters.
  protected final void carry(SpikeBatch spikes, int k) {
    if (landing.takesCarried()) landing.carry(spikes.carried(k));
  }

  /// The sums of a step, to be added to at the targets of the synapses `[from, to)`.
  final double[] sums(InputRing ring, long step, int from, int to) {
    return targets.listed().sums(ring, step, from, to);
  }

  /// Adds the weights of the synapses `[from, to)` to a row of sums.
  public void add(int from, int to, double[] row) {
    filled().add(from, to, row);
  }

  /// Adds `times` the weights of the synapses `[from, to)` to a row of sums.
  protected void add(double times, int from, int to, double[] row) {
    targets.listed().add(times, from, to, row);
  }

  /// Hands `times` the weights of the synapses `[from, to)` to their targets, as events of `step`
  /// that come `offset` before its end (ms).
  protected void tell(double times, int from, int to, long step, double offset, EventRing events) {
    targets.listed().tellWeights(events, step, times, offset, from, to);
  }

  /// Adds numbers of the synapses `[from, to)`, which stand at their places, to a row of sums.
  protected final void addEach(double[] numbers, int from, int to, double[] row) {
    ((PlainTargets) targets).addEach(numbers, from, to, row);
  }

  /// The same for numbers some of which are NaN, which are left out; without a branch, as which
  /// ones cannot be foreseen.
  protected final void addNumbers(double[] numbers, int from, int to, double[] row) {
    for (int i = from; i < to; i++) row[target(i)] += Landing.orZero(numbers[i]);
  }

  /// Adds `times` the numbers of the synapses `[from, to)`, which stand at their places, to a row
  /// of sums.
  protected final void addEach(double times, double[] numbers, int from, int to, double[] row) {
    for (int i = from; i < to; i++) row[target(i)] += times * numbers[i];
  }

  /// Whether spikes are kept until they arrive; see [Arrivals].
  public final boolean keepsSpikes() {
    return patient() != null;
  }

  /// The ring to whose sums spikes go that are kept until they arrive; null if none are.
  final @Nullable InputRing patient() {
    return suitsRuns() ? landing.patient() : null;
  }
}
