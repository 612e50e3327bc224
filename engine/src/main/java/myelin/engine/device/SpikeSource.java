package myelin.engine.device;

import myelin.engine.declare.Output;

/// A stimulator whose spikes are known beforehand and the same for all targets.
public abstract class SpikeSource extends Device {

  /// A source with default parameters.
  protected SpikeSource(DeviceModel model, Site site) {
    super(model, site);
  }

  @Override
  public final Output output() {
    return Output.SPIKES;
  }

  /// Takes a spike.
  @FunctionalInterface
  public interface Sink {
    /// A spike in step `t`: `multiplicity` coincident spikes, each `strength` times the synapse's
    /// weight.
    ///
    /// @param offset how long before the end of the step it really happened (ms)
    void spike(long t, int multiplicity, double strength, double offset);
  }

  /// Whether others see its spikes as a neuron's: they go one by one, through synapses of any
  /// model, and those of the last slice wait where neurons' do.
  public boolean firesAsNeuron() {
    return false;
  }

  /// Hands over the spikes of the steps `[begin, end)`, in order.
  public abstract void emit(long begin, long end, Sink sink);
}
