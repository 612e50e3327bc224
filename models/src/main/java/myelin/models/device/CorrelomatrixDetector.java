package myelin.models.device;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import myelin.engine.base.Condition;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.device.Device;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.SpikeReceiver;

/// Counts pairs of spikes of several sources by the time between them; see [#MODEL].
public final class CorrelomatrixDetector extends Device implements SpikeReceiver {

  /// The model.
  public static final DeviceModel MODEL =
      PairTimes.declare(DeviceModel.recorder("correlomatrix_detector"), 0.5)
          .words(
              "counts pairs of spikes of several sources by their lag",
              """
              Connect sources to receptors 0 to N_channels - 1. For each pair of spikes, one of
              channel i and one of channel j that is not later, with

                (k - 1/2) * delta_tau <= t_i - t_j < (k + 1/2) * delta_tau,   0 <= k <= tau_max / delta_tau

              1 is added to count_covariance[i][j][k] and the product of both weights to
              covariance[i][j][k]; where k is 0, also to [j][i][0], except for coincident spikes of
              one channel. Each spike makes a pair with itself; for several at once their number is
              added. A pair counts when the later spike lies in [Tstart, Tstop]; only spikes in
              (start, stop] are heard. Times are those at which spikes were sent, whatever the
              delay. In Java a matrix is one list, ordered by channel i, then channel j, then bin.
              Setting N_channels, delta_tau, tau_max, Tstart or Tstop clears everything. delta_tau
              is an odd number of steps, five by default.
              """)
          .integer(
              "N_channels",
              1,
              "number of sources",
              new Condition("a whole number from 1 to 1000", v -> v >= 1 && v <= 1000))
          .readOnlyIntegers("n_events", "number of spikes of each channel")
          .readOnlyReals("covariance", "sums of products of weights, by channels and bin")
          .readOnlyIntegers("count_covariance", "numbers of pairs, by channels and bin")
          .device(CorrelomatrixDetector::new);

  /// Default width of a bin (steps).
  private static final int USUAL = 5;

  private record Spike(long stamp, double weight, int channel) {}

  private PairTimes times;
  private int channels = 1;
  private double[] sums = {};
  private long[] counts = {};
  private long[] events = {};

  /// The spikes that may still be part of a pair.
  private final ArrayDeque<Spike> waiting = new ArrayDeque<>();

  private CorrelomatrixDetector(DeviceModel model, Site site) {
    super(model, site);
    times = PairTimes.initial(grid(), USUAL, 5);
    clear();
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    PairTimes newTimes = PairTimes.of(s, grid(), USUAL);
    int newChannels = (int) s.real("N_channels");
    if (newTimes.bin() % 2 == 0) {
      throw s.refuse(
          "delta_tau = %s ms must be an odd number of steps".formatted(s.real("delta_tau")));
    }
    PairTimes.requireRoom(s, (double) newChannels * newChannels * newTimes.bins());
    boolean empties = s.changed("N_channels") || PairTimes.changed(s);
    return () -> {
      times = newTimes;
      channels = newChannels;
      if (empties) clear();
    };
  }

  private void clear() {
    int cells = channels * channels * times.bins();
    sums = new double[cells];
    counts = new long[cells];
    events = new long[channels];
    waiting.clear();
  }

  @Override
  protected Optional<Object> computed(String parameter, long now) {
    return switch (parameter) {
      case "delta_tau" -> Optional.of(grid().ms(times.bin()));
      case "n_events" -> Optional.of(events.clone());
      case "covariance" -> Optional.of(sums.clone());
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
    Spike spike = new Spike(stamp, multiplicity * connection.weight(), connection.receptor());
    int i = spike.channel();
    while (!waiting.isEmpty() && bin(spike, waiting.getFirst()) >= times.bins()) {
      waiting.removeFirst();
    }
    waiting.addLast(spike);
    if (!times.counts(stamp)) return;
    events[i]++;
    for (Spike other : waiting) {
      int j = other.channel();
      int bin = bin(spike, other);
      double product = spike.weight() * other.weight();
      add(i, j, bin, product, multiplicity);
      if (bin == 0 && (i != j || other.stamp() < stamp)) add(j, i, 0, product, multiplicity);
    }
  }

  private int bin(Spike later, Spike earlier) {
    return (int) ((2 * (later.stamp() - earlier.stamp()) + times.bin()) / (2 * times.bin()));
  }

  private void add(int i, int j, int bin, double product, int multiplicity) {
    int place = (i * channels + j) * times.bins() + bin;
    sums[place] += product;
    counts[place] += multiplicity;
  }

  @Override
  public void save(CheckpointWriter out) throws IOException {
    out.put(sums);
    out.put(counts);
    out.put(events);
    out.put(waiting.stream().mapToLong(Spike::stamp).toArray());
    out.put(waiting.stream().mapToDouble(Spike::weight).toArray());
    out.put(waiting.stream().mapToInt(Spike::channel).toArray());
  }

  @Override
  public void load(CheckpointReader in, long now) throws IOException {
    double[] savedSums = in.finite(in.reals());
    long[] savedCounts = in.wides();
    long[] savedEvents = in.wides();
    boolean fits = savedSums.length == sums.length && savedCounts.length == counts.length;
    in.require(
        fits && savedEvents.length == channels,
        "the correlomatrix_detector %d has other channels or bins".formatted(id()));
    sums = savedSums;
    counts = savedCounts;
    events = savedEvents;
    long[] stamps = in.steps(now);
    double[] weights = in.finite(in.reals());
    int[] channel = in.wholes();
    in.require(
        weights.length == stamps.length && channel.length == stamps.length,
        "the correlomatrix_detector %d lacks spikes".formatted(id()));
    for (int k = 0; k < stamps.length; k++) {
      in.require(channel[k] >= 0 && channel[k] < channels, "there is no such spike");
      waiting.addLast(new Spike(stamps[k], weights[k], channel[k]));
    }
  }
}
