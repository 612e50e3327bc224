package myelin.models.device;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import myelin.engine.base.Condition;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.declare.Coding;
import myelin.engine.device.Device;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.SpikeReceiver;

/// Measures for how long several binary neurons are on together; see [#MODEL].
public final class CorrelospinmatrixDetector extends Device implements SpikeReceiver {

  /// The model.
  public static final DeviceModel MODEL =
      PairTimes.declare(DeviceModel.recorder("correlospinmatrix_detector"), 0.1)
          .words(
              "measures for how long binary neurons are on together",
              """
              Connect binary neurons to receptors 0 to N_channels - 1. With s_i = 1 while channel i
              is on, and 0 otherwise, count_covariance has, in steps,

                count_covariance[i][j][m + k] = int s_i(t) * s_j(t - k * delta_tau) dt,   -m <= k <= m

              with m = tau_max / delta_tau. Two coincident spikes of a channel mean that it is on
              from now on; a single one means that it was on since its last change, or since the
              beginning, and is off now; more than two mean nothing. A time in which a channel was
              on is counted when the next spikes arrive, from any channel. Only spikes in (start,
              stop] are heard. As in NEST, Tstart and Tstop do not limit what is counted. In Java
              the matrix is one list, ordered by channel i, then channel j, then bin. Setting
              N_channels, delta_tau, tau_max, Tstart or Tstop clears it. delta_tau is one step by
              default.
              """)
          .integer(
              "N_channels",
              1,
              "number of sources",
              new Condition("a whole number from 1 to 1000", v -> v >= 1 && v <= 1000))
          .readOnlyIntegers("count_covariance", "steps on together, by channels and bin")
          .coding(Coding.TRANSITIONS, Coding.TRANSITIONS)
          .device(CorrelospinmatrixDetector::new);

  /// Default width of a bin (steps).
  private static final int USUAL = 1;

  private static final int NONE = -1;

  /// A time in which a channel was on, from step `begin` to before step `end`.
  private record Pulse(int channel, long begin, long end) {}

  private PairTimes times;
  private int channels = 1;
  private long[] counts = {};

  /// For each channel, when it changed last, and whether it is on.
  private long[] changed = {};

  private boolean[] on = {};

  /// The channel whose single spike came last, and when; the spike may be the first of two.
  private int single = NONE;

  private long singleStamp;

  /// Pulses that later ones may still overlap with, at some lag.
  private final ArrayDeque<Pulse> waiting = new ArrayDeque<>();

  private CorrelospinmatrixDetector(DeviceModel model, Site site) {
    super(model, site);
    times = PairTimes.initial(grid(), USUAL, 1);
    clear();
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    PairTimes newTimes = PairTimes.of(s, grid(), USUAL);
    int newChannels = (int) s.real("N_channels");
    PairTimes.requireRoom(s, (double) newChannels * newChannels * (2 * newTimes.bins() - 1));
    boolean empties = s.changed("N_channels") || PairTimes.changed(s);
    return () -> {
      times = newTimes;
      channels = newChannels;
      if (empties) clear();
    };
  }

  private int bins() {
    return 2 * times.bins() - 1;
  }

  private void clear() {
    counts = new long[channels * channels * bins()];
    changed = new long[channels];
    on = new boolean[channels];
    single = NONE;
    waiting.clear();
  }

  @Override
  protected Optional<Object> computed(String parameter, long now) {
    return switch (parameter) {
      case "delta_tau" -> Optional.of(grid().ms(times.bin()));
      case "count_covariance" -> Optional.of(counts.clone());
      default -> Optional.empty();
    };
  }

  @Override
  public int receptors() {
    return channels;
  }

  @Override
  public void spike(
      int sender, long stamp, int multiplicity, double offset, Connection connection) {
    if (multiplicity == 0 || !times.window().contains(stamp)) return;
    int channel = connection.receptor();
    boolean second = multiplicity == 1 && channel == single && stamp == singleStamp;
    if (!second) finish();
    single = NONE;
    if (second || multiplicity == 2) {
      on[channel] = true;
      changed[channel] = stamp;
    } else if (multiplicity == 1) {
      single = channel;
      singleStamp = stamp;
    }
  }

  /// Counts the pulse that a single spike has ended.
  private void finish() {
    if (single == NONE) return;
    Pulse pulse = new Pulse(single, changed[single], singleStamp);
    on[single] = false;
    changed[single] = singleStamp;
    long earliest = pulse.begin();
    for (int c = 0; c < channels; c++) if (on[c]) earliest = Math.min(earliest, changed[c]);
    long least = earliest - times.longest();
    waiting.removeIf(p -> p.end() <= least);
    for (Pulse other : waiting) {
      add(pulse, other);
      add(other, pulse);
    }
    add(pulse, pulse);
    waiting.addLast(pulse);
  }

  /// For each lag, adds how long `one` was on while `other` had been on that much earlier.
  private void add(Pulse one, Pulse other) {
    long dt = times.bin();
    int m = times.bins() - 1;
    long first = Math.floorDiv(one.begin() - other.end(), dt) + 1;
    long last = Math.ceilDiv(one.end() - other.begin(), dt) - 1;
    int from = (one.channel() * channels + other.channel()) * bins() + m;
    for (long k = Math.max(-m, first); k <= Math.min(m, last); k++) {
      long begin = Math.max(one.begin(), other.begin() + k * dt);
      long end = Math.min(one.end(), other.end() + k * dt);
      counts[from + (int) k] += end - begin;
    }
  }

  @Override
  public void save(CheckpointWriter out) throws IOException {
    out.put(counts);
    out.put(changed);
    for (boolean each : on) out.put(each);
    out.put(single);
    out.put(singleStamp);
    out.put(waiting.stream().mapToInt(Pulse::channel).toArray());
    out.put(waiting.stream().mapToLong(Pulse::begin).toArray());
    out.put(waiting.stream().mapToLong(Pulse::end).toArray());
  }

  @Override
  public void load(CheckpointReader in, long now) throws IOException {
    long[] savedCounts = in.wides();
    changed = in.wides();
    in.require(
        savedCounts.length == counts.length && changed.length == channels,
        "the correlospinmatrix_detector %d has other channels or bins".formatted(id()));
    counts = savedCounts;
    for (int c = 0; c < channels; c++) on[c] = in.flag();
    single = in.whole();
    singleStamp = in.wide();
    int[] channel = in.wholes();
    long[] begin = in.wides();
    long[] end = in.wides();
    boolean fits = single >= NONE && single < channels && channel.length == begin.length;
    in.require(fits && channel.length == end.length, "there are no such times");
    for (int k = 0; k < channel.length; k++) {
      boolean possible = channel[k] >= 0 && channel[k] < channels && begin[k] <= end[k];
      in.require(possible && begin[k] >= 0, "there is no such time");
      waiting.addLast(new Pulse(channel[k], begin[k], end[k]));
    }
  }
}
