package myelin.models.device;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.device.Device;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.SpikeReceiver;
import myelin.engine.device.Window;

/// Counts pairs of spikes by the time between them; see [#MODEL].
public final class CorrelationDetector extends Device implements SpikeReceiver {

  /// The model.
  public static final DeviceModel MODEL =
      DeviceModel.recorder("correlation_detector")
          .words(
              "counts pairs of spikes of two sources by the time between them",
              """
              Connect one source to receptor 0 and the other to receptor 1. Each pair of spikes, one of
              each, with

                -tau_max - delta_tau / 2 <= t_1 - t_0 < tau_max + delta_tau / 2

              adds 1 to its bin of count_histogram, and the product of the weights with which both came to
              its bin of histogram; bins are delta_tau wide, and that in the middle is around 0. A pair
              counts when the later spike lies in [Tstart, Tstop]; spikes in (start, stop] are heard. Times
              are those at which spikes were sent, whatever the delay. histogram is summed with compensation
              (Kahan 1965), whose present value is histogram_correction. Setting n_events to [0, 0],
              delta_tau or tau_max empties all. delta_tau is five steps by default.
              """)
          .real("delta_tau", Unit.MS, 0.5, "width of a bin", Condition.POSITIVE_DURATION)
          .real("tau_max", Unit.MS, 5, "longest time between two spikes", Condition.DURATION)
          .real("Tstart", Unit.MS, 0, "pairs count from here on", Condition.NOT_NEGATIVE)
          .real(
              "Tstop",
              Unit.MS,
              Double.POSITIVE_INFINITY,
              "pairs count up to here",
              new Condition(">= 0, inf for ever", v -> v >= 0))
          .integers("n_events", "spikes of either receptor; [0, 0] empties all", Condition.ANY)
          .readOnlyReals("histogram", "sums of products of weights, by bin")
          .readOnlyReals("histogram_correction", "compensation of these sums, by bin")
          .readOnlyIntegers("count_histogram", "numbers of pairs, by bin")
          .device(CorrelationDetector::new);

  /// So many bins may be on either side of 0.
  private static final int MOST_BINS = 1_000_000;

  private record Spike(long stamp, double weight) {}

  private Window window = new Window(0, Long.MAX_VALUE);
  private long bin;
  private long longest;
  private long from;
  private long to = Long.MAX_VALUE;
  private double[] sums = {};
  private double[] corrections = {};
  private long[] counts = {};
  private final long[] events = new long[2];

  /// By receptor the spikes that may still be part of a pair.
  private final List<ArrayDeque<Spike>> waiting = List.of(new ArrayDeque<>(), new ArrayDeque<>());

  private CorrelationDetector(DeviceModel model, Site site) {
    super(model, site);
    bin = 5;
    longest = grid().ceil(5, "tau_max");
    clear();
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    Window newWindow = Window.of(s);
    long newBin = s.given("delta_tau") ? s.steps("delta_tau") : 5;
    long newLongest = s.steps("tau_max");
    if (newBin < 1) {
      throw s.refuse("delta_tau = %s ms must be at least one step".formatted(s.real("delta_tau")));
    }
    if (newLongest / newBin > MOST_BINS) {
      throw s.refuse(
          "tau_max = %s ms must be at most %d times delta_tau, %s ms"
              .formatted(s.real("tau_max"), MOST_BINS, grid().ms(newBin)));
    }
    boolean shaped = s.given("delta_tau") || s.given("tau_max");
    if (shaped && newLongest % newBin != 0) {
      throw s.refuse(
          "tau_max = %s ms must be a multiple of delta_tau = %s ms"
              .formatted(
                  s.real("tau_max"),
                  s.given("delta_tau") ? s.real("delta_tau") : grid().ms(newBin)));
    }
    if (s.changed("n_events") && !Arrays.equals(s.integers("n_events"), new long[2])) {
      throw s.refuse("n_events can only be set to [0, 0], which empties all");
    }
    long newFrom = s.steps("Tstart");
    long newTo = s.steps("Tstop");
    return () -> {
      boolean empties = newBin != bin || newLongest != longest || s.changed("n_events");
      window = newWindow;
      bin = newBin;
      longest = newLongest;
      from = newFrom;
      to = newTo;
      if (empties) clear();
    };
  }

  private void clear() {
    int bins = Math.toIntExact(2 * longest / bin + 1);
    sums = new double[bins];
    corrections = new double[bins];
    counts = new long[bins];
    Arrays.fill(events, 0);
    waiting.forEach(ArrayDeque::clear);
  }

  @Override
  protected Optional<Object> computed(String parameter, long now) {
    return switch (parameter) {
      case "delta_tau" -> Optional.of(grid().ms(bin));
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
  public void spike(int sender, long stamp, int times, double offset, Connection connection) {
    if (times == 0 || !window.contains(stamp)) return;
    int receptor = connection.receptor();
    double weight = times * connection.weight();
    ArrayDeque<Spike> others = waiting.get(1 - receptor);
    while (!others.isEmpty() && 2 * (stamp - others.getFirst().stamp()) >= 2 * longest + bin) {
      others.removeFirst();
    }
    if (stamp >= from && stamp <= to) {
      events[receptor]++;
      int sign = receptor == 0 ? -1 : 1;
      for (Spike other : others) {
        long twice = 2 * (longest + sign * (stamp - other.stamp())) + bin;
        add((int) (twice / (2 * bin)), weight * other.weight());
      }
    }
    waiting.get(receptor).addLast(new Spike(stamp, weight));
  }

  private void add(int place, double product) {
    double more = product - corrections[place];
    double sum = sums[place] + more;
    corrections[place] = sum - sums[place] - more;
    sums[place] = sum;
    counts[place]++;
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
  public void load(CheckpointReader in) throws IOException {
    sums = in.finite(in.reals());
    corrections = in.finite(in.reals());
    counts = in.wides();
    long[] heard = in.wides();
    boolean fits = heard.length == events.length && sums.length == 2 * longest / bin + 1;
    fits &= corrections.length == sums.length && counts.length == sums.length;
    in.require(fits, "the correlation_detector %d has other bins".formatted(id()));
    System.arraycopy(heard, 0, events, 0, heard.length);
    for (ArrayDeque<Spike> spikes : waiting) {
      long[] stamps = in.wides();
      Iterator<Double> weights = Arrays.stream(in.finite(in.reals())).iterator();
      for (long stamp : stamps) {
        in.require(weights.hasNext() && stamp >= 0, "the correlation_detector lacks spikes");
        spikes.addLast(new Spike(stamp, weights.next()));
      }
    }
  }
}
