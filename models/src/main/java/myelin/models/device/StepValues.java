package myelin.models.device;

import java.util.Arrays;
import myelin.engine.base.SettingsHistory;
import myelin.engine.base.TimeGrid;
import myelin.engine.device.Device;
import myelin.engine.device.Window;

/// A piecewise constant function of time, given by `amplitude_times` and `amplitude_values`, with
/// all their earlier settings.
final class StepValues {

  /// Steps and values from some time on, and the value before the first of them.
  private record Setting(Window window, long[] steps, double[] values, double before) {
    double at(long step) {
      int place = Arrays.binarySearch(steps, step);
      int last = place >= 0 ? place : -place - 2;
      return last < 0 ? before : values[last];
    }
  }

  private final SettingsHistory<Setting> history =
      new SettingsHistory<>(new Setting(new Window(0, 0), new long[0], new double[0], 0));

  /// Checks settings that hold from step `now` on, and returns an action that applies them.
  Runnable configure(Device.Settings s, TimeGrid grid, long now) {
    long[] steps = OffGrid.steps(s, grid, "amplitude_times", s.flag("allow_offgrid_times"));
    double[] values = s.reals("amplitude_values");
    if (steps.length != values.length) {
      throw s.refuse(
          "amplitude_times has %d elements and amplitude_values %d; they go in pairs"
              .formatted(steps.length, values.length));
    }
    if (steps.length > 0 && steps[0] < 1) {
      throw s.refuse("amplitude_times[0] must be at least one step");
    }
    for (int i = 1; i < steps.length; i++) {
      if (steps[i] <= steps[i - 1]) {
        throw s.refuse(
            "amplitude_times must increase from step to step, but [%d] = %s follows [%d] = %s"
                .formatted(i, grid.ms(steps[i]), i - 1, grid.ms(steps[i - 1])));
      }
    }
    Setting setting = setting(s, steps, values, now);
    return () -> history.change(setting, now);
  }

  private Setting setting(Device.Settings s, long[] steps, double[] values, long now) {
    Setting present = history.at(now);
    if (!s.changed("amplitude_times") && !s.changed("amplitude_values")) {
      return new Setting(Window.of(s), present.steps(), present.values(), present.before());
    }
    int place = Arrays.binarySearch(steps, now);
    int ahead = now == 0 ? 0 : place >= 0 ? place + 1 : -place - 1;
    return new Setting(
        Window.of(s),
        Arrays.copyOfRange(steps, ahead, steps.length),
        Arrays.copyOfRange(values, ahead, values.length),
        now == 0 ? 0 : present.at(now));
  }

  /// The value that is sent in step `k`; 0 outside the window.
  double at(long k) {
    return isActive(k) ? history.at(k).at(k + 1) : 0;
  }

  /// Whether a value is sent in step `k`.
  boolean isActive(long k) {
    return history.at(k).window().contains(k + 2);
  }
}
