package myelin.models.device;

import java.util.Arrays;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.device.CurrentSource;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.SettingsHistory;
import myelin.engine.device.Window;
import myelin.engine.input.Drive;

/// A piecewise constant current; see [#MODEL].
public final class StepCurrentGenerator extends CurrentSource {

  /// The model.
  public static final DeviceModel MODEL =
      DeviceModel.stimulator("step_current_generator")
          .words(
              "piecewise constant current",
              """
              From each of `amplitude_times` on, the current is the value of `amplitude_values` in the same
              place; before the first it is 0. Times are greater than 0 and increase; they lie on the grid, or
              with allow_offgrid_times are moved to the end of the step they lie in. Lists that are set
              between two simulations take over from the first of their times that lies ahead; until then the
              current stays.
              """)
          .reals("amplitude_times", Unit.MS, "when the current changes", Condition.POSITIVE)
          .reals("amplitude_values", Unit.PA, "to what it changes", Condition.FINITE)
          .flag("allow_offgrid_times", false, "move times to the end of their step")
          .recordable("I", Unit.PA, "current sent")
          .device(StepCurrentGenerator::new);

  /// Steps and values from some time on, and the current before the first of them.
  private record Setting(Window window, long[] steps, double[] values, double before) {
    double at(long step) {
      int place = Arrays.binarySearch(steps, step);
      int last = place >= 0 ? place : -place - 2;
      return last < 0 ? before : values[last];
    }
  }

  private final SettingsHistory<Setting> epochs =
      new SettingsHistory<>(new Setting(new Window(0, 0), new long[0], new double[0], 0));

  private StepCurrentGenerator(DeviceModel model, Site site) {
    super(model, site);
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    long[] steps = OffGrid.steps(s, grid(), "amplitude_times", s.flag("allow_offgrid_times"));
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
                .formatted(i, grid().ms(steps[i]), i - 1, grid().ms(steps[i - 1])));
      }
    }
    Setting setting = setting(s, steps, values, now);
    return () -> epochs.change(setting, now);
  }

  private Setting setting(Settings s, long[] steps, double[] values, long now) {
    Setting present = epochs.at(now);
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

  @Override
  public Drive drive(Drive.Lanes lanes) {
    return common(lanes, k -> record(0, k));
  }

  @Override
  public double record(int recordable, long k) {
    Setting s = epochs.at(k);
    if (!s.window().contains(k + 2)) return 0;
    return s.at(k + 1);
  }
}
