package myelin.models.device;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.device.CurrentSource;
import myelin.engine.device.DeviceModel;
import myelin.engine.input.Drive;

/// A piecewise constant current; see [#MODEL].
public final class StepCurrentGenerator extends CurrentSource {

  /// The model.
  public static final DeviceModel MODEL =
      DeviceModel.stimulator("step_current_generator")
          .words(
              "piecewise constant current",
              """
              From each of `amplitude_times` on, the current is the value of `amplitude_values` in
              the same place; before the first it is 0. Times are greater than 0 and increase; they
              lie on the grid, or with allow_offgrid_times are moved to the end of the step they lie
              in. Lists that are set between two simulations take over from the first of their times
              that lies ahead; until then the current stays as it is.
              """)
          .reals("amplitude_times", Unit.MS, "when the current changes", Condition.POSITIVE)
          .reals("amplitude_values", Unit.PA, "the value that it takes then", Condition.FINITE)
          .flag("allow_offgrid_times", false, "move times to the end of their step")
          .recordable("I", Unit.PA, "current sent")
          .device(StepCurrentGenerator::new);

  private final StepValues current = new StepValues();

  private StepCurrentGenerator(DeviceModel model, Site site) {
    super(model, site);
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    return current.configure(s, grid(), now);
  }

  @Override
  public Drive drive(Drive.Lanes lanes) {
    return common(lanes, k -> record(0, k));
  }

  @Override
  public double record(int recordable, long k) {
    return current.at(k);
  }
}
