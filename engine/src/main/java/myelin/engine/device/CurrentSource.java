package myelin.engine.device;

import myelin.engine.declare.Output;
import myelin.engine.declare.Receptor;
import myelin.engine.input.Drive;

/// A stimulator that injects current. What it sends in step `k` over a connection of delay `d` acts
/// on its targets in step `k + d + 1`, as in NEST.
public abstract class CurrentSource extends Device implements DriveSource, SampledDevice {

  /// A source with default parameters.
  protected CurrentSource(DeviceModel model, Site site) {
    super(model, site);
  }

  @Override
  public final Output output() {
    return Output.CURRENT;
  }

  @Override
  public final int channel(Receptor receptor, double weight) {
    return receptor.current();
  }

  /// A drive that sends the same current to all its targets.
  ///
  /// @param amplitude the current sent in a step (pA)
  protected static Drive common(Drive.Lanes to, java.util.function.LongToDoubleFunction amplitude) {
    return (t, input) -> {
      long sent = t - 1 - to.delay();
      if (!to.carries(sent)) return;
      double current = amplitude.applyAsDouble(sent);
      if (current == 0) return;
      for (int k = 0; k < to.lane().length; k++) input[to.lane()[k]] += current * to.weight()[k];
    };
  }
}
