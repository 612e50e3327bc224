package myelin.models.device;

import java.util.Arrays;
import java.util.Optional;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Coding;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.SpikeSource;
import myelin.engine.device.Window;

/// Spikes at given times; see [#MODEL].
public final class SpikeGenerator extends SpikeSource {

  /// The model.
  public static final DeviceModel MODEL =
      DeviceModel.stimulator("spike_generator")
          .words(
              "spikes at given times, the same for all targets",
              """
              Sends a spike at each of `spike_times`, which do not decrease. Each may have a weight, by which
              the connections' weights are multiplied, and a multiplicity: so many spikes at once. Times are
              greater than 0 and lie on the grid; else, with allow_offgrid_times they are moved to the end of
              their step, with precise_times they keep their place in it as an offset, to the last digit,
              and with shift_now_spikes a spike at the present time comes one step later. Spikes are sent in
              (start + origin, stop + origin]; their times count from origin, and are read back as they were
              moved.
              """)
          .reals("spike_times", Unit.MS, "when it spikes", Condition.NOT_NEGATIVE)
          .reals("spike_weights", Unit.NONE, "factor of each spike's weight", Condition.FINITE)
          .integers(
              "spike_multiplicities",
              "number of spikes at once",
              new Condition(">= 0 and below 2^31", v -> v >= 0 && v < 0x1p31))
          .flag("allow_offgrid_times", false, "move times to the end of their step")
          .flag("precise_times", false, "keep times between steps as offsets")
          .flag("shift_now_spikes", false, "send spikes of the present time one step later")
          .coding(Coding.ANY, Coding.ANY)
          .device(SpikeGenerator::new);

  private Window window = new Window(0, Long.MAX_VALUE);
  private Flags flags = new Flags(false, false, false);
  private double[] times = {};
  private long[] stamps = {};
  private double[] offsets = {};
  private double[] weights = {};
  private long[] multiplicities = {};
  private long timesSet;

  /// How times off the grid, or at the present time, are taken.
  private record Flags(boolean allow, boolean precise, boolean shift) {}

  private SpikeGenerator(DeviceModel model, Site site) {
    super(model, site);
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    Flags how = flags(s);
    Window newWindow = Window.of(s);
    long origin = s.steps("origin");
    long present = s.changed("spike_times") ? now : timesSet;
    double[] ms = s.reals("spike_times");
    double[] w = s.reals("spike_weights");
    long[] m = s.integers("spike_multiplicities");
    requireAsMany(s, "spike_weights", w.length, ms.length);
    requireAsMany(s, "spike_multiplicities", m.length, ms.length);
    for (int i = 1; i < ms.length; i++) {
      if (ms[i] < ms[i - 1]) {
        throw s.refuse(
            "spike_times must not decrease, but [%d] = %s follows [%d] = %s"
                .formatted(i, ms[i], i - 1, ms[i - 1]));
      }
    }
    long[] steps =
        how.precise() ? exactSteps(s, ms) : OffGrid.steps(s, grid(), "spike_times", how.allow());
    double[] early = new double[ms.length];
    double[] moved = new double[ms.length];
    for (int i = 0; i < steps.length; i++) {
      if (how.precise()) early[i] = steps[i] * grid().h_ms() - ms[i];
      if (steps[i] + origin == present && how.shift()) steps[i]++;
      else if (steps[i] < 1) {
        throw s.refuse(
            "spike_times[%d] = %s: times must be at least one step, or set shift_now_spikes"
                .formatted(i, ms[i]));
      }
      moved[i] = how.precise() ? ms[i] : grid().ms(steps[i]);
      steps[i] += origin;
    }
    return () -> {
      window = newWindow;
      flags = how;
      timesSet = present;
      times = moved;
      stamps = steps;
      offsets = early;
      weights = w;
      multiplicities = m;
    };
  }

  /// The steps in which times lie that are not rounded to tics: each is the first that does not end
  /// before the time.
  private long[] exactSteps(Settings s, double[] ms) {
    double h = grid().h_ms();
    long[] steps = new long[ms.length];
    for (int i = 0; i < ms.length; i++) {
      long k = grid().ceil(ms[i], s.what("spike_times") + "[" + i + "]");
      while ((k - 1) * h >= ms[i]) k--;
      while (k * h < ms[i]) k++;
      steps[i] = k;
    }
    return steps;
  }

  private Flags flags(Settings s) {
    Flags given =
        new Flags(
            s.flag("allow_offgrid_times"), s.flag("precise_times"), s.flag("shift_now_spikes"));
    if (given.precise() && (given.allow() || given.shift())) {
      throw s.refuse(
          "precise_times goes neither with allow_offgrid_times nor with shift_now_spikes");
    }
    if (!given.equals(flags) && times.length > 0 && !s.changed("spike_times")) {
      throw s.refuse(
          "allow_offgrid_times, precise_times and shift_now_spikes say how spike_times are taken: set them together");
    }
    return given;
  }

  @Override
  protected Optional<Object> computed(String parameter, long now) {
    return parameter.equals("spike_times") ? Optional.of(times.clone()) : Optional.empty();
  }

  private static void requireAsMany(Settings s, String name, int n, int times) {
    if (n == 0 || n == times || (times == 0 && !s.changed(name))) return;
    throw s.refuse(
        "%s has %d elements, spike_times %d; give one for each spike or none"
            .formatted(name, n, times));
  }

  @Override
  public void emit(long begin, long end, Sink sink) {
    int i = Arrays.binarySearch(stamps, begin + 1);
    if (i < 0) i = -i - 1;
    while (i > 0 && stamps[i - 1] == begin + 1) i--;
    for (; i < stamps.length && stamps[i] <= end; i++) {
      if (!window.contains(stamps[i])) continue;
      int m = multiplicities.length == 0 ? 1 : (int) multiplicities[i];
      if (m == 0) continue;
      sink.spike(stamps[i] - 1, m, weights.length == 0 ? 1 : weights[i], offsets[i]);
    }
  }
}
