package myelin.engine.declare;

/// A receptor: what a connection may end on.
///
/// @param number NEST's `receptor_type`
/// @param name its name, for programs that prefer names
/// @param spikes channel for spikes of weight >= 0, or a value below 0 if it takes no spikes
/// @param spikesNegative channel for spikes of weight < 0
/// @param current channel for currents, or a value below 0 if it takes none
public record Receptor(int number, String name, int spikes, int spikesNegative, int current) {

  /// In place of a channel: such input is refused.
  public static final int REFUSED = -1;

  /// In place of a channel: such input is accepted and has no effect.
  public static final int IGNORED = -2;
}
