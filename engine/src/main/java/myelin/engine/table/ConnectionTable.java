package myelin.engine.table;

import java.util.function.IntUnaryOperator;
import myelin.engine.base.Permutation;
import myelin.engine.declare.Channel;
import myelin.engine.input.CountRing;
import myelin.engine.input.InputRing;
import myelin.engine.input.SpikeBatch;
import myelin.engine.input.TargetBlocks;
import org.jspecify.annotations.Nullable;

/// Static synapses onto the neurons of one model in one part, as columns sorted by source, then
/// delay, then order of creation (which synapses that only count may lose).
///
/// ```
///   source      17          18       19
///   rowStart    |           |        |
///   target      4 9 9 31 50 2 7 8 40 ...     local index, 16 bit where that is enough
///   delay       3 3 3 8  8  1 1 2 2          absent where all are equal; a run writes one row of the ring
/// ```
///
/// Where synapses have a weight each, targets stand beside weights ([WeightedTargets]).
///
/// Where spikes are kept until they arrive, delays are runs ([DelayRuns]) once rows are sorted.
///
/// Where synapses only count, have one delay and sources have many targets, sets of bits take the
/// place of the lists of targets ([BitRows]).
public class ConnectionTable {

  /// Largest delay in steps.
  public static final int DELAY_LIMIT = Character.MAX_VALUE;

  /// No synapses.
  public static final ConnectionTable EMPTY = new ConnectionTable(TableKey.NONE);

  private static final CountRing NOT_COUNTED = new CountRing(0);

  /// Largest delay that a byte holds (steps).
  public static final int BYTE_DELAY_LIMIT = 255;

  private static final int AHEAD = 4;
  private static final int PREFETCHED = 2048;
  private static final int LINE_BYTES = 64;
  private static final int INTS_A_LINE = LINE_BYTES / Integer.BYTES;
  private static final int CHARS_A_LINE = LINE_BYTES / Character.BYTES;

  /// What its synapses have in common.
  public final TableKey key;

  /// Id of the source of the first row.
  public int firstSource;

  /// By row the place of its first synapse, then the number of all.
  public int[] rowStart = {0};

  /// Targets, where 16 bits are enough, and no weights or sets of bits hold them.
  public char[] target = {};

  /// Targets, where 16 bits are not enough.
  public int[] wideTarget = {};

  /// Whether 16 bits are not enough for a target.
  public boolean wide;

  WeightedTargets weighted = WeightedTargets.NONE;
  byte[] shortDelay = {};
  char[] longDelay = {};

  /// Smallest delay (steps).
  @Nullable DelayRuns runs;

  public int minDelay;

  /// Largest delay (steps).
  public int maxDelay;

  private int leastPut = Integer.MAX_VALUE;
  private int mostPut;

  /// Where delivered spikes go.
  public InputRing ring = new InputRing(Channel.Content.WEIGHTS);

  private CountRing counts = NOT_COUNTED;
  BitRows bits = BitRows.NONE;
  TargetBlocks reach = new TargetBlocks();

  /// Whether only the number of spikes matters to the target.
  public boolean onlySpikes;

  private WeightLog log = new WeightLog();
  private IntUnaryOperator id = local -> local;
  private int receptor;

  /// What [#prefetch] has read; not private, so that no compiler takes the reading for idle.
  int prefetched;

  /// No synapses yet.
  public ConnectionTable(TableKey key) {
    this.key = key;
  }

  /// An empty table of the same kind.
  public ConnectionTable another() {
    return new ConnectionTable(key);
  }

  /// Whether each synapse has a weight of its own, which no rule changes.
  final boolean isWeighted() {
    return key.kind() == TableKey.Kind.VARIED;
  }

  /// Number of synapses.
  public int size() {
    return rowStart[rowStart.length - 1];
  }

  /// Number of rows.
  public int rows() {
    return rowStart.length - 1;
  }

  /// Whether all have one delay.
  public boolean oneDelay() {
    return minDelay == maxDelay;
  }

  /// Where delivered spikes go: counted, or their weights summed; where only spikes matter, neither
  /// weights nor the strength of a generator's spikes do.
  public void bindRing(InputRing ring) {
    this.ring = ring;
    onlySpikes = ring.content().ignoresWeights();
    if (ring.content() == Channel.Content.TIMED_SPIKES) return;
    if (key.kind() != TableKey.Kind.COUNTED) {
      ring.needSums(reach);
      return;
    }
    counts = ring.countsOf(key.weight(), reach);
    if (isPacked()) counts.needBinary();
  }

  /// Whether sets of bits are better than lists of targets; these are below `cells`.
  final boolean suitsBits(int cells) {
    if (key.kind() != TableKey.Kind.COUNTED || key.recorder() > 0) return false;
    if (!oneDelay() || wide) return false;
    int sources = 0;
    for (int r = 0; r < rows(); r++) if (rowStart[r] < rowStart[r + 1]) sources++;
    return sources > 0 && BitRows.pays(sources, size(), cells);
  }

  /// Replaces lists of targets by sets of bits.
  final void pack(BitRows sets) {
    bits = sets;
    target = new char[0];
  }

  /// Whether targets are sets of bits.
  public boolean isPacked() {
    return !bits.isEmpty();
  }

  /// Makes lists of targets again, for those who want to know.
  private void unpack() {
    target = new char[size()];
    for (int r = 0; r < rows(); r++) bits.list(r, target, rowStart[r]);
  }

  /// Tells of each spike, if a weight recorder wants to hear of them.
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

  /// Makes columns for `n` synapses with delays between `minDelay` and `maxDelay`.
  public void allocate(int n, boolean wide, int minDelay, int maxDelay) {
    this.wide = wide;
    this.minDelay = minDelay;
    this.maxDelay = maxDelay;
    if (isWeighted()) weighted = new WeightedTargets(n, wide);
    else if (wide) wideTarget = new int[n];
    else target = new char[n];
    if (minDelay != maxDelay) {
      if (maxDelay <= BYTE_DELAY_LIMIT) shortDelay = new byte[n];
      else longDelay = new char[n];
    }
  }

  /// Keeps the delays of sorted rows as runs.
  final void fold(DelayRuns runs) {
    this.runs = runs;
    shortDelay = new byte[0];
    longDelay = new char[0];
  }

  /// Writes the delays of the synapses of a row to `out`.
  public final void delays(int row, int[] out) {
    if (runs != null) {
      runs.delays(row, out);
      return;
    }
    int from = rowStart[row];
    int to = rowStart[row + 1];
    byte[] narrow = shortDelay;
    if (narrow.length > 0) for (int i = from; i < to; i++) out[i - from] = narrow[i] & 0xFF;
    else for (int i = from; i < to; i++) out[i - from] = delay(i);
  }

  /// Target of synapse `i`, by its index in the population.
  public int target(int i) {
    if (isWeighted()) return weighted.target(i);
    if (target.length == 0 && !wide) unpack();
    return wide ? wideTarget[i] : target[i];
  }

  /// Writes the targets of the synapses of a row to `out`, packed or not.
  public final void targets(int row, int[] out) {
    int from = rowStart[row];
    int n = rowStart[row + 1] - from;
    if (!isPacked() || target.length > 0) {
      targets(from, from + n, out);
      return;
    }
    char[] list = new char[n];
    bits.list(row, list, 0);
    for (int i = 0; i < n; i++) out[i] = list[i];
  }

  /// Writes the targets of the synapses `[from, to)` of a table of lists to `out`.
  public final void targets(int from, int to, int[] out) {
    char[] target = this.target;
    if (isWeighted()) for (int i = from; i < to; i++) out[i - from] = weighted.target(i);
    else if (wide) System.arraycopy(wideTarget, from, out, 0, to - from);
    else for (int i = from; i < to; i++) out[i - from] = target[i];
  }

  /// Weight of synapse `i`.
  public double weight(int i) {
    return key.uniform() ? key.weight() : weighted.weight(i);
  }

  /// The weight with which the spike arrives that synapse `i` passes now.
  protected double sent(int i) {
    return weight(i);
  }

  /// Sets the weight of synapse `i` of a table that has a weight for each.
  public void putWeight(int i, double newWeight) {
    weighted.putWeight(i, (float) newWeight);
  }

  /// Copies to place `at` what synapse `i` of another table has beside target, weight and delay.
  public void copy(int at, ConnectionTable other, int i) {}

  /// Puts the synapses `[from, from + n)`, but their delays, in order: that at `k` to `place[k]`.
  public void reorder(int from, int[] place, int n) {
    if (isWeighted()) weighted.reorder(from, place, n);
    else if (wide) Permutation.apply(wideTarget, from, place, n);
    else Permutation.apply(target, from, place, n);
  }

  /// Delay of synapse `i` (steps).
  public int delay(int i) {
    if (oneDelay()) return minDelay;
    if (runs != null) return runs.delay(rowStart, i);
    return shortDelay.length > 0 ? shortDelay[i] & 0xFF : longDelay[i];
  }

  /// Forgets of the delays that there was room for those that no synapse has got.
  public final void tighten() {
    if (oneDelay() || size() == 0) return;
    minDelay = leastPut;
    maxDelay = mostPut;
    if (oneDelay()) {
      shortDelay = new byte[0];
      longDelay = new char[0];
    }
  }

  /// Puts a synapse at place `i` while the table is filled.
  public void put(int i, int target, double weight, int delay) {
    if (isWeighted()) weighted.put(i, target, (float) weight);
    else if (wide) wideTarget[i] = target;
    else this.target[i] = (char) target;
    if (!oneDelay()) putDelay(i, delay);
  }

  /// Sets the delay of synapse `i` of a table that is being filled, and has more than one.
  final void putDelay(int i, int delay) {
    expect(delay, delay);
    if (shortDelay.length > 0) shortDelay[i] = (byte) delay;
    else longDelay[i] = (char) delay;
  }

  /// Notes that there are synapses with delays from `least` to `most` in a table that is filled.
  final void expect(int least, int most) {
    leastPut = Math.min(leastPut, least);
    mostPut = Math.max(mostPut, most);
  }

  /// Puts the synapses `[from, to)`, packed as in `SourceSort`, at `at` and beyond.
  public final void put(int at, long[] packed, int from, int to) {
    weighted.put(at, packed, from, to);
    if (oneDelay()) return;
    int shift = at - from;
    int least = leastPut;
    int most = mostPut;
    boolean isShort = shortDelay.length > 0;
    for (int i = from; i < to; i++) {
      int delay = WeightedTargets.delay(packed[i]);
      least = Math.min(least, delay);
      most = Math.max(most, delay);
      if (isShort) shortDelay[i + shift] = (byte) delay;
      else longDelay[i + shift] = (char) delay;
    }
    leastPut = least;
    mostPut = most;
  }

  /// Hands the spikes of step `begin + lag` to every target of their senders.
  public void deliver(SpikeBatch spikes, int lag) {
    long fired = spikes.begin() + lag;
    if (ring.content().isEach()) {
      deliverEach(spikes, lag);
      return;
    }
    if (isPacked()) {
      int to = spikes.from(lag + 1);
      bits.deliver(spikes, spikes.from(lag), to, firstSource, counts, fired + minDelay);
      return;
    }
    for (int k = spikes.from(lag), end = spikes.from(lag + 1); k < end; k++) {
      if (k % AHEAD == 0) prefetch(spikes, k + 1, Math.min(k + 1 + AHEAD, spikes.size()));
      int row = spikes.sender(k) - firstSource;
      if (row < 0 || row >= rowStart.length - 1) continue;
      int from = rowStart[row];
      int to = rowStart[row + 1];
      int run = runs == null ? 0 : runs.first(row);
      while (from < to) {
        int d = runs == null ? delay(from) : runs.delay(run);
        int next =
            oneDelay() ? to : runs == null ? endOfRun(from, to, d) : from + runs.length(run++);
        if (key.channel() >= 0) deliverRun(from, next, fired + d);
        log(spikes.sender(k), from, next, fired + 1);
        from = next;
      }
    }
  }

  /// Whether multiplicities or times of spikes matter to its targets.
  public final boolean takesEach() {
    return ring.content().isEach();
  }

  /// The same where multiplicities or times of spikes matter.
  private void deliverEach(SpikeBatch spikes, int lag) {
    long fired = spikes.begin() + lag;
    for (int k = spikes.from(lag), next; k < spikes.from(lag + 1); k = next) {
      next = k + 1;
      while (next < spikes.from(lag + 1) && coincide(spikes, k, next)) next++;
      deliver(spikes.sender(k), fired, next - k, 1, spikes.offset(k));
    }
  }

  private static boolean coincide(SpikeBatch spikes, int k, int other) {
    return spikes.sender(k) == spikes.sender(other) && spikes.offset(k) == spikes.offset(other);
  }

  /// What `multiplicity` coincident spikes do, as a factor of a weight.
  private double effect(int multiplicity, double strength) {
    return switch (ring.content()) {
      case SPIKES, TIMED_SPIKES -> multiplicity;
      case TRANSITIONS -> multiplicity == 1 ? -strength : multiplicity == 2 ? strength : 0;
      default -> multiplicity * strength;
    };
  }

  /// Hands `multiplicity` coincident spikes, each `strength` times as strong as a neuron's and
  /// `offset` before the end of the step (ms), to the sender's targets; the sign of weight times
  /// strength tells the channel.
  public void deliver(int sender, long fired, int multiplicity, double strength, double offset) {
    double times = effect(multiplicity, strength);
    int row = sender - firstSource;
    if (row < 0 || row >= rowStart.length - 1 || rowStart[row] == rowStart[row + 1]) return;
    boolean turns = strength < 0 && !onlySpikes && key.channel() >= 0;
    InputRing to = turns ? ring.opposite(reach) : ring;
    int run = runs == null ? 0 : runs.first(row);
    for (int i = rowStart[row], next;
        i < rowStart[row + 1] && key.channel() >= 0;
        i = next, run++) {
      next = runs == null ? i + 1 : i + runs.length(run);
      long arrives = fired + (runs == null ? delay(i) : runs.delay(run));
      if (to.events() != null) {
        for (int j = i; j < next; j++) to.events().add(arrives, target(j), times, offset);
        continue;
      }
      double[] sums = to.sums(arrives);
      for (int j = i; j < next; j++) sums[target(j)] += onlySpikes ? times : times * weight(j);
    }
    for (int m = 0; m < multiplicity; m++) {
      log(sender, rowStart[row], rowStart[row + 1], fired + 1);
    }
  }

  /// Reads a word of each cache line of the rows of the spikes `[from, to)`, which are delivered
  /// next, so that their cache misses overlap. Without that, a third of the time of delivery goes
  /// by waiting for one row after the other.
  final void prefetch(SpikeBatch spikes, int from, int to) {
    int sum = 0;
    for (int k = from; k < to; k++) {
      int row = spikes.sender(k) - firstSource;
      if (row < 0 || row >= rowStart.length - 1) continue;
      int end = Math.min(rowStart[row + 1], rowStart[row] + PREFETCHED);
      if (isWeighted()) sum += weighted.prefetch(rowStart[row], end);
      else if (wide) for (int i = rowStart[row]; i < end; i += INTS_A_LINE) sum += wideTarget[i];
      else for (int i = rowStart[row]; i < end; i += CHARS_A_LINE) sum += target[i];
    }
    prefetched += sum;
  }

  /// The end of the run of synapses from `from` on, before `to`, that have delay `d`.
  public final int endOfRun(int from, int to, int d) {
    int i = from + 1;
    if (shortDelay.length > 0) {
      byte b = (byte) d;
      while (i < to && shortDelay[i] == b) i++;
    } else {
      while (i < to && longDelay[i] == d) i++;
    }
    return i;
  }

  private void deliverRun(int from, int to, long arrives) {
    if (counts != NOT_COUNTED) {
      if (wide) counts.count(arrives, wideTarget, from, to);
      else counts.count(arrives, target, from, to);
    } else {
      add(from, to, ring.sums(arrives));
    }
  }

  /// Adds the weights of the synapses `[from, to)` to a row of sums.
  public void add(int from, int to, double[] row) {
    if (onlySpikes) for (int i = from; i < to; i++) row[target(i)]++;
    else if (isWeighted()) weighted.add(from, to, row);
    else if (wide) add(wideTarget, key.weight(), from, to, row);
    else add(target, key.weight(), from, to, row);
  }

  /// Whether spikes are kept until they arrive; see [Arrivals].
  public final boolean keepsSpikes() {
    boolean sums = key.channel() >= 0 && ring.content() == Channel.Content.WEIGHTS;
    return isWeighted() && sums && key.recorder() == 0;
  }

  private static void add(char[] target, double weight, int from, int to, double[] row) {
    for (int i = from; i < to; i++) row[target[i]] += weight;
  }

  private static void add(int[] target, double weight, int from, int to, double[] row) {
    for (int i = from; i < to; i++) row[target[i]] += weight;
  }
}
