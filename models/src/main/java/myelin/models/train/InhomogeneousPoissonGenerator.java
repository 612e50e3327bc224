package myelin.models.train;

import java.util.Arrays;
import myelin.engine.base.Condition;
import myelin.engine.base.SettingsHistory;
import myelin.engine.base.Unit;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.Window;
import myelin.models.device.OffGrid;

/// Poisson spikes with a piecewise constant rate; see [#MODEL].
public final class InhomogeneousPoissonGenerator extends CountSource {

  /// The model.
  public static final DeviceModel MODEL =
      DeviceModel.stimulator("inhomogeneous_poisson_generator")
          .words(
              "Poisson spikes with a piecewise constant rate",
              """
              From each of `rate_times` on, the rate is the value of `rate_values` in the same
              place; before the first it is 0. In each step each target receives a number of spikes
              drawn from a Poisson distribution of mean rate x resolution, with the rate at the end
              of the step. Times are greater than the present time and increase; they lie on the
              grid, or with allow_offgrid_times are moved to the end of the step they lie in. Both
              lists are set together; until the first of the new times the rate stays as it is.
              Spikes are sent in (start + h, stop + h], like those of a poisson_generator.
              """)
          .reals("rate_times", Unit.MS, "when the rate changes", Condition.NOT_NEGATIVE)
          .reals("rate_values", Unit.HZ, "the value that it takes then", Condition.NOT_NEGATIVE)
          .flag("allow_offgrid_times", false, "move times to the end of their step")
          .device(InhomogeneousPoissonGenerator::new);

  /// Steps, the rates from each of them on (1/s), and the rate before the first.
  private record Setting(Window window, long[] steps, double[] rates, double before) {

    double at(long k) {
      int place = Arrays.binarySearch(steps, k);
      int last = place >= 0 ? place : -place - 2;
      return last < 0 ? before : rates[last];
    }
  }

  private final SettingsHistory<Setting> settings =
      new SettingsHistory<>(new Setting(new Window(0, 0), new long[0], new double[0], 0));

  private InhomogeneousPoissonGenerator(DeviceModel model, Site site) {
    super(model, site);
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    if (s.changed("rate_times") != s.changed("rate_values")) {
      throw s.refuse("rate_times and rate_values must be set together");
    }
    Setting present = settings.at(now);
    Setting setting =
        s.changed("rate_times")
            ? changed(s, now, present)
            : new Setting(Window.of(s), present.steps(), present.rates(), present.before());
    return () -> {
      settings.change(setting, now);
      renew();
    };
  }

  private Setting changed(Settings s, long now, Setting present) {
    long[] steps = OffGrid.steps(s, grid(), "rate_times", s.flag("allow_offgrid_times"));
    double[] values = s.reals("rate_values");
    if (steps.length != values.length) {
      throw s.refuse(
          "rate_times has %d elements and rate_values %d; they go in pairs"
              .formatted(steps.length, values.length));
    }
    for (int i = 0; i < steps.length; i++) {
      if (steps[i] <= now) {
        throw s.refuse(
            "rate_times[%d] = %s: times must be greater than the present time, %s ms"
                .formatted(i, grid().ms(steps[i]), grid().ms(now)));
      }
      if (i > 0 && steps[i] <= steps[i - 1]) {
        throw s.refuse(
            "rate_times must increase from step to step, but [%d] = %s follows [%d] = %s"
                .formatted(i, grid().ms(steps[i]), i - 1, grid().ms(steps[i - 1])));
      }
    }
    for (double value : values) requireRate(s, "rate_values", value);
    return new Setting(Window.of(s), steps, values, now == 0 ? 0 : present.at(now));
  }

  @Override
  CountDistribution distribution(long k) {
    Setting s = settings.at(k);
    return s.window().contains(k) ? poisson(s.at(k + 1)) : CountDistribution.NONE;
  }
}
