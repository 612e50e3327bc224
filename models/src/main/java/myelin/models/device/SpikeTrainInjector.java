package myelin.models.device;

import java.util.Optional;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.SpikeSource;

/// A neuron that spikes at given times; see [#MODEL].
public final class SpikeTrainInjector extends SpikeSource {

  /// The model.
  public static final DeviceModel MODEL =
      DeviceModel.neuron("spike_train_injector")
          .words(
              "neuron that spikes at given times",
              """
              It has spike_times like a spike_generator, but is connected as a neuron: through
              synapses of any model, to neurons and recorders. Several spikes at once, by
              spike_multiplicities, are sent one by one. Times do not decrease, are greater than 0
              and lie on the grid. With allow_offgrid_times, others are moved to the end of their
              step; with precise_times, they keep their place in it as an offset; with
              shift_now_spikes, a spike at the present time comes one step later. Spikes are sent in
              (start + origin, stop + origin]; their times count from origin, and are read back as
              they were moved.
              """)
          .reals("spike_times", Unit.MS, "when it spikes", Condition.NOT_NEGATIVE)
          .integers(
              "spike_multiplicities",
              "number of spikes at once",
              new Condition("a whole number from 0 to 10^6", v -> v >= 0 && v <= 1e6))
          .flag("allow_offgrid_times", false, "move times to the end of their step")
          .flag("precise_times", false, "keep times between steps as offsets")
          .flag("shift_now_spikes", false, "send spikes of the present time one step later")
          .device(SpikeTrainInjector::new);

  private final GivenSpikes spikes = new GivenSpikes(grid(), false);

  private SpikeTrainInjector(DeviceModel model, Site site) {
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
  public boolean firesAsNeuron() {
    return true;
  }

  @Override
  public void emit(long begin, long end, Sink sink) {
    spikes.emit(begin, end, sink);
  }
}
