package myelin.models.device;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import myelin.engine.base.Condition;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.device.Device;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.SpikeReceiver;

/// Counts pairs of spikes by the time between them; see [#MODEL].
public final class CorrelationDetector extends Device implements SpikeReceiver {

  /// The model.
  public static final DeviceModel MODEL =
      PairTimes.declare(DeviceModel.recorder("correlation_detector"), 0.5)
          .words(
              "counts pairs of spikes of two sources by the time between them",
              """
              Connect one source to receptor 0 and the other to receptor 1. Each pair of spikes, one of
              each, with

                -tau_max - delta_tau / 2 <= t_1 - t_0 < tau_max + delta_tau / 2

              adds 1 to its bin of count_histogram, or the multiplicity of the later spike, and the
              product of the weights with which both arrive to its bin of histogram; bins are
              delta_tau wide, and the middle one is centred on 0. A pair counts when the later spike
              lies in [Tstart, Tstop]; only spikes in (start, stop] are heard. Times are those at
              which spikes were sent, whatever the delay. histogram is summed with compensation
              (Kahan 1965); histogram_correction is its present value. Setting n_events to [0, 0],
              delta_tau or tau_max clears everything. delta_tau is five steps by default.
              """)
          .integers("n_events", "spikes of both receptors; [0, 0] clears everything", Condition.ANY)
          .readOnlyReals("histogram", "sums of products of weights, by bin")
          .readOnlyReals("histogram_correction", "compensation of these sums, by bin")
          .readOnlyIntegers("count_histogram", "numbers of pairs, by bin")
          .device(CorrelationDetector::new);

  /// Default width of a bin (steps).
  private static final int USUAL = 5;

  private record Spike(long stamp, double weight) {}

  private PairTimes times;
  private double[] sums = {};
  private double[] corrections = {};
  private long[] counts = {};
  private final long[] events = new long[2];

  /// For each receptor, the spikes that may still be part of a pair.
  private final List<ArrayDeque<Spike>> waiting = List.of(new ArrayDeque<>(), new ArrayDeque<>());

  private CorrelationDetector(DeviceModel model, Site site) {
    super(model, site);
    times = PairTimes.initial(grid(), USUAL, 5);
    clear();
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    PairTimes newTimes = PairTimes.of(s, grid(), USUAL);
    if (s.changed("n_events") && !Arrays.equals(s.integers("n_events"), new long[2])) {
      throw s.refuse("n_events can only be set to [0, 0], which clears everything");
    }
    return () -> {
      boolean empties = newTimes.otherBins(times) || s.changed("n_events");
      times = newTimes;
      if (empties) clear();
    };
  }

  private int bins() {
    return Math.toIntExact(2 * times.longest() / times.bin() + 1);
  }

  private void clear() {
    int bins = bins();
    sums = new double[bins];
    corrections = new double[bins];
    counts = new long[bins];
    Arrays.fill(events, 0);
    waiting.forEach(ArrayDeque::clear);
  }

  @Override
  protected Optional<Object> computed(String parameter, long now) {
    return switch (parameter) {
      case "delta_tau" -> Optional.of(grid().ms(times.bin()));
      case "n_events" -> Optional.of(events.clone());
      case "histogram" -> Optional.of(sums.clone());
      case "histogram_correction" -> Optional.of(corrections.clone());
      case "count_histogram" -> Optional.of(counts.clone());
      default -> Optional.empty();
    };
  }

  @Override
  public int receptors() {
    return 2;
  }

  @Override
  public void spike(
      int sender, long stamp, int multiplicity, double offset, Connection connection) {
    if (multiplicity == 0 || !times.window().contains(stamp)) return;
    int receptor = connection.receptor();
    double weight = multiplicity * connection.weight();
    ArrayDeque<Spike> others = waiting.get(1 - receptor);
    while (!others.isEmpty()
        && 2 * (stamp - others.getFirst().stamp()) >= 2 * times.longest() + times.bin()) {
      others.removeFirst();
    }
    if (times.counts(stamp)) {
      events[receptor]++;
      int sign = receptor == 0 ? -1 : 1;
      for (Spike other : others) {
        long twice = 2 * (times.longest() + sign * (stamp - other.stamp())) + times.bin();
        add((int) (twice / (2 * times.bin())), weight * other.weight(), multiplicity);
      }
    }
    waiting.get(receptor).addLast(new Spike(stamp, weight));
  }

  private void add(int place, double product, int multiplicity) {
    double more = product - corrections[place];
    double sum = sums[place] + more;
    corrections[place] = sum - sums[place] - more;
    sums[place] = sum;
    counts[place] += multiplicity;
  }

  @Override
  public void save(CheckpointWriter out) throws IOException {
    out.put(sums);
    out.put(corrections);
    out.put(counts);
    out.put(events);
    for (ArrayDeque<Spike> spikes : waiting) {
      out.put(spikes.stream().mapToLong(Spike::stamp).toArray());
      out.put(spikes.stream().mapToDouble(Spike::weight).toArray());
    }
  }

  @Override
  public void load(CheckpointReader in, long now) throws IOException {
    sums = in.finite(in.reals());
    corrections = in.finite(in.reals());
    counts = in.wides();
    long[] heard = in.wides();
    boolean fits = heard.length == events.length && sums.length == bins();
    fits &= corrections.length == sums.length && counts.length == sums.length;
    in.require(fits, "the correlation_detector %d has other bins".formatted(id()));
    System.arraycopy(heard, 0, events, 0, heard.length);
    for (ArrayDeque<Spike> spikes : waiting) {
      long[] stamps = in.steps(now);
      Iterator<Double> weights = Arrays.stream(in.finite(in.reals())).iterator();
      for (long stamp : stamps) {
        in.require(weights.hasNext(), "the correlation_detector lacks spikes");
        spikes.addLast(new Spike(stamp, weights.next()));
      }
    }
  }
}
