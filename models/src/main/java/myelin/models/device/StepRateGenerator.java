package myelin.models.device;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Output;
import myelin.engine.device.Device;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.RateSource;
import myelin.engine.device.SampledDevice;

/// A piecewise constant rate; see [#MODEL].
public final class StepRateGenerator extends Device implements RateSource, SampledDevice {

  /// The model.
  public static final DeviceModel MODEL =
      DeviceModel.stimulator("step_rate_generator")
          .words(
              "piecewise constant rate",
              """
              From each of `amplitude_times` on, the rate is the value of `amplitude_values` in the
              same place; before the first it is 0. While the generator is inactive it sends no rate.
              Times are greater than 0 and increase; they lie on the grid, or with
              allow_offgrid_times are moved to the end of the step they lie in. Lists that are set
              between two simulations take over from the first of their times that lies ahead; until
              then the rate stays as it is. Connect it to rate neurons by rate_connection_delayed. As
              in NEST, its rates arrive earlier than those of neurons by the smallest delay of the
              network: at once, if that is the delay of the connection.
              """)
          .reals("amplitude_times", Unit.MS, "when the rate changes", Condition.POSITIVE)
          .reals("amplitude_values", Unit.NONE, "the value that it takes then", Condition.FINITE)
          .flag("allow_offgrid_times", false, "move times to the end of their step")
          .recordable("rate", Unit.NONE, "rate sent")
          .device(StepRateGenerator::new);

  private final StepValues rate = new StepValues();

  private StepRateGenerator(DeviceModel model, Site site) {
    super(model, site);
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    return rate.configure(s, grid(), now);
  }

  @Override
  public Output output() {
    return Output.RATE;
  }

  @Override
  public double rate(long k) {
    return rate.at(k);
  }

  @Override
  public boolean sends(long k) {
    return rate.isActive(k);
  }

  @Override
  public double record(int recordable, long k) {
    return rate.at(k);
  }
}
