package myelin.engine.device;

import myelin.engine.declare.Output;
import myelin.engine.declare.Receptor;

/// A stimulator whose spikes are drawn anew for each target and step. What it sends in step `k`
/// over a connection of delay `d` arrives in step `k + d`.
public abstract class RandomSource extends Device implements DriveSource {

  /// A source with default parameters.
  protected RandomSource(DeviceModel model, Site site) {
    super(model, site);
  }

  @Override
  public final Output output() {
    return Output.DRAWN_SPIKES;
  }

  @Override
  public final int channel(Receptor receptor, double weight) {
    return weight < 0 ? receptor.spikesNegative() : receptor.spikes();
  }

  /// Takes spikes of one train.
  @FunctionalInterface
  public interface Sink {
    /// Coincident spikes, `offset` before the end of the step (ms).
    void spikes(int multiplicity, double offset);
  }

  /// Hands over the spikes sent in step `k` to node `target` over its `occurrence`-th connection.
  public abstract void spikes(long k, int target, int occurrence, Sink sink);
}
