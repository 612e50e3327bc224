package myelin.models.device;

import java.util.Arrays;
import myelin.engine.base.TimeGrid;
import myelin.engine.device.Device;
import myelin.engine.device.SpikeSource;
import myelin.engine.device.Window;

/// Spikes at given times, which `spike_times` and related parameters set.
final class GivenSpikes {

  private final TimeGrid grid;
  private final boolean weighted;
  private Window window = new Window(0, Long.MAX_VALUE);
  private Flags flags = new Flags(false, false, false);
  private double[] times = {};
  private long[] stamps = {};
  private double[] offsets = {};
  private double[] weights = {};
  private long[] multiplicities = {};
  private long timesSet;

  /// How times off the grid, or at the present time, are treated.
  private record Flags(boolean allow, boolean precise, boolean shift) {}

  /// Begins without spikes.
  ///
  /// @param weighted whether each spike may have a weight
  GivenSpikes(TimeGrid grid, boolean weighted) {
    this.grid = grid;
    this.weighted = weighted;
  }

  /// Checks settings that hold from step `now` on, and returns an action that applies them.
  Runnable configure(Device.Settings s, long now) {
    Flags how = flags(s);
    Window newWindow = Window.of(s);
    long origin = s.steps("origin");
    long present = s.changed("spike_times") ? now : timesSet;
    double[] ms = s.reals("spike_times");
    double[] w = weighted ? s.reals("spike_weights") : new double[0];
    long[] m = s.integers("spike_multiplicities");
    if (weighted) requireAsMany(s, "spike_weights", w.length, ms.length);
    requireAsMany(s, "spike_multiplicities", m.length, ms.length);
    for (int i = 1; i < ms.length; i++) {
      if (ms[i] < ms[i - 1]) {
        throw s.refuse(
            "Spike times must be sorted in non-descending order: spike_times must not decrease, but [%d] = %s follows [%d] = %s"
                .formatted(i, ms[i], i - 1, ms[i - 1]));
      }
    }
    long[] steps =
        how.precise() ? exactSteps(s, ms) : OffGrid.steps(s, grid, "spike_times", how.allow());
    double[] early = new double[ms.length];
    double[] moved = new double[ms.length];
    for (int i = 0; i < steps.length; i++) {
      if (how.precise()) early[i] = early(steps[i], ms[i]);
      if (steps[i] + origin == present && how.shift()) steps[i]++;
      else if (steps[i] < 1) {
        throw s.refuse(
            "spike time cannot be set to %s: spike_times[%d] must be at least one step, or set shift_now_spikes"
                .formatted(ms[i] == Math.rint(ms[i]) ? (Object) (long) ms[i] : ms[i], i));
      }
      moved[i] = how.precise() ? ms[i] : grid.ms(steps[i]);
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

  /// How long before the end of its step a spike is (ms): 0 if its time is the number nearest to
  /// the end of the step, or the step's number times the resolution.
  private double early(long step, double ms) {
    return Math.max(0, Math.min(grid.ms(step), step * grid.h_ms()) - ms);
  }

  /// The steps in which times lie that are not rounded to tics: each is the first that does not end
  /// before the time.
  private long[] exactSteps(Device.Settings s, double[] ms) {
    double h = grid.h_ms();
    long[] steps = new long[ms.length];
    for (int i = 0; i < ms.length; i++) {
      long k = grid.ceil(ms[i], s.what("spike_times") + "[" + i + "]");
      while ((k - 1) * h >= ms[i]) k--;
      while (k * h < ms[i]) k++;
      steps[i] = k;
    }
    return steps;
  }

  private Flags flags(Device.Settings s) {
    Flags given =
        new Flags(
            s.flag("allow_offgrid_times"), s.flag("precise_times"), s.flag("shift_now_spikes"));
    if (given.precise() && (given.allow() || given.shift())) {
      throw s.refuse(
          "Option precise_times cannot be set to true when either allow_offgrid_times or shift_now_spikes is set to true");
    }
    if (!given.equals(flags) && times.length > 0 && !s.changed("spike_times")) {
      throw s.refuse(
          "allow_offgrid_times, precise_times and shift_now_spikes say how spike_times are treated: set them together");
    }
    return given;
  }

  /// The times of the spikes (ms), after some have been moved.
  double[] times() {
    return times.clone();
  }

  private static void requireAsMany(Device.Settings s, String name, int n, int times) {
    if (n == 0 || n == times || (times == 0 && !s.changed(name))) return;
    throw s.refuse(
        "%s has %d elements, spike_times %d; give one for each spike or none"
            .formatted(name, n, times));
  }

  /// Hands over the spikes of the steps `[begin, end)`, in order.
  void emit(long begin, long end, SpikeSource.Sink sink) {
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
