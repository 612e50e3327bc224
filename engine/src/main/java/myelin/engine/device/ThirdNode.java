package myelin.engine.device;

/// A device that synapses hear beside their source and their target, because their model names it.
/// What it has heard is theirs to read; see [CollectedSpikes].
public interface ThirdNode extends SpikeReceiver {

  /// The spikes that it has heard.
  CollectedSpikes collected();
}
