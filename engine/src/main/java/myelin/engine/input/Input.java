package myelin.engine.input;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What arrives at a block of neurons in a step, channel by channel. A model asks for each channel
/// in the form that it needs: as sums, or, where nothing else arrives, as numbers of spikes. Input
/// that nobody asks for is not summed, and is gone when the step is over.
///
/// A model that takes several steps at once asks for the sums of all of them.
///
/// Belongs to one population and is used by its part's worker only.
public final class Input {

  /// The most steps that are taken at once: their input fits into the L1 cache beside the state.
  public static final int MOST_STEPS = 5;

  private final InputRing[] rings;

  /// By channel and step.
  private final double[][][] sums;

  /// By channel: of how many steps from [#now] on the sums have been taken.
  private final int[] taken;

  /// The channels of spikes.
  private final int[] spiking;

  /// By channel of spikes: the only ring of counts that reaches the block.
  private final CountRing[] only;

  private final Counts[] counts;
  private final Events events = new Events();
  private Drive[][] drives = {};
  private int base;
  private long begin;
  private long now;
  private boolean onlyCounts;
  private double @Nullable [][] given;

  /// Whether nothing arrives on channels of currents.
  private boolean spikesOnly;

  /// Input through these rings, one per channel; null for channels of currents.
  public Input(InputRing[] rings) {
    this.rings = rings;
    int channels = rings.length;
    sums = new double[channels][MOST_STEPS][TargetBlocks.LANES];
    taken = new int[channels];
    spiking = IntStream.range(0, channels).filter(c -> rings[c] != null).toArray();
    only = new CountRing[spiking.length];
    counts = new Counts[channels];
    Arrays.setAll(counts, c -> new Counts());
  }

  /// Turns to the neurons `[base, base + LANES)` in the steps `[begin, end)`.
  ///
  /// @param drives those of the block, by channel
  /// @param driven whether there are any
  public void open(Drive[][] drives, boolean driven, int base, long begin, long end) {
    this.drives = drives;
    this.base = base;
    this.begin = begin;
    for (int c : spiking) rings[c].fetch(begin, end, base);
    given = null;
    spikesOnly = !driven;
    onlyCounts = !driven && look();
  }

  /// Turns to step `t`, one of those that are open.
  public void at(long t) {
    now = t;
  }

  /// Ends `steps` steps, of which the present one is the first.
  public void close(int steps) {
    for (int c : spiking) {
      for (int k = taken[c]; k < steps; k++) rings[c].drop(now + k, base);
    }
    for (int c = 0; c < taken.length; c++) taken[c] = 0;
  }

  /// Ends the steps `[begin, end)`, in which all blocks have taken their input.
  public void closeSlice(long begin, long end) {
    for (int c : spiking) rings[c].close(begin, end);
  }

  /// Whether no spike arrives at the neurons `[base, base + LANES)` in the steps `[begin, end)` of
  /// a slice.
  public boolean isSilent(int base, long begin, long end) {
    for (int c : spiking) if (!rings[c].isSilent(base, begin, end)) return false;
    return true;
  }

  /// Shows sums that have been gathered before, by channel, for one step.
  public void show(double[][] gathered) {
    given = gathered;
    spikesOnly = false;
    onlyCounts = false;
  }

  /// What adds up on a channel in this step, one element per lane; the array may be changed.
  public double[] sums(int channel) {
    if (given != null) return given[channel];
    return sums(channel, 1)[0];
  }

  /// The current on a channel in this step, one element per lane; null if nobody drives it.
  public double @Nullable [] current(int channel) {
    if (spikesOnly && rings[channel] == null) return null;
    if (given != null) return given[channel];
    return rings[channel] == null && drives[channel].length == 0 ? null : sums(channel);
  }

  /// The current that arrives on a channel in this step, which [#current] has one step later; one
  /// element a lane, null if nobody drives it.
  public double @Nullable [] arriving(int channel) {
    if (drives[channel].length == 0) return null;
    double[] to = sums[channel][0];
    Arrays.fill(to, 0);
    for (Drive drive : drives[channel]) drive.add(now + 1, to);
    return to;
  }

  /// The sums of this step and the next, `steps` in all, by step. A model that asks for them must
  /// take that many steps at once.
  public double[][] sums(int c, int steps) {
    InputRing ring = rings[c];
    for (; taken[c] < steps; taken[c]++) {
      long t = now + taken[c];
      double[] to = sums[c][taken[c]];
      if (ring != null) ring.take(t, base, to);
      else Arrays.fill(to, 0);
      for (Drive drive : drives[c]) drive.add(t, to);
    }
    return sums[c];
  }

  /// The spikes that arrive on a channel of timed spikes in this step; asked for once.
  public Events events(int channel) {
    events.clear();
    EventRing ring = Objects.requireNonNull(rings[channel].events());
    ring.take(now, base / TargetBlocks.LANES, events);
    for (Drive drive : drives[channel]) drive.add(now, events);
    events.sort();
    taken[channel] = 1;
    return events;
  }

  /// Whether nothing arrives in this step but spikes that have one weight on each channel, and
  /// [#counts] has their numbers.
  public boolean isCounted() {
    if (!onlyCounts) return false;
    int lag = (int) (now - begin);
    for (int k = 0; k < only.length; k++) {
      if (!only[k].show(lag, counts[spiking[k]])) return false;
    }
    return true;
  }

  /// Whether no currents arrive in this step, and so few spikes that [#addTo] is faster than
  /// [#sums], on all channels.
  public boolean isSparse() {
    if (!spikesOnly) return false;
    for (int c : spiking) if (!rings[c].isSparse(now, base)) return false;
    return true;
  }

  /// Adds what arrives on a channel in this step, if it [#isSparse], to `to`, one element per lane.
  ///
  /// @return whether anything has arrived
  public boolean addTo(int channel, double[] to) {
    taken[channel] = 1;
    return rings[channel].addTo(now, base, to);
  }

  private boolean look() {
    for (int k = 0; k < only.length; k++) {
      CountRing ring = rings[spiking[k]].onlyCounts();
      if (ring == null) return false;
      only[k] = ring;
    }
    return true;
  }

  /// The numbers of the spikes of this step on a channel of weights, if it [#isCounted].
  public Counts counts(int channel) {
    return counts[channel];
  }
}
