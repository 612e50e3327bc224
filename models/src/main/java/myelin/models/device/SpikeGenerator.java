package myelin.models.device;

import java.util.Optional;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Coding;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.SpikeSource;

/// Spikes at given times; see [#MODEL].
public final class SpikeGenerator extends SpikeSource {

  /// The model.
  public static final DeviceModel MODEL =
      DeviceModel.stimulator("spike_generator")
          .words(
              "spikes at given times, the same for all targets",
              """
              Sends a spike at each of `spike_times`, which do not decrease. Each may have a weight,
              by which the connections' weights are multiplied, and a multiplicity, the number of
              spikes at once. Times are greater than 0 and lie on the grid. With
              allow_offgrid_times, others are moved to the end of their step; with precise_times,
              they keep their place in it as an offset, to the last digit; with shift_now_spikes, a
              spike at the present time comes one step later. Spikes are sent in (start + origin,
              stop + origin]; their times count from origin, and are read back as they were moved.
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

  private final GivenSpikes spikes = new GivenSpikes(grid(), true);

  private SpikeGenerator(DeviceModel model, Site site) {
    super(model, site);
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    return spikes.configure(s, now);
  }

  @Override
  protected Optional<Object> computed(String parameter, long now) {
    return parameter.equals("spike_times") ? Optional.of(spikes.times()) : Optional.empty();
  }

  @Override
  public void emit(long begin, long end, Sink sink) {
    spikes.emit(begin, end, sink);
  }
}
