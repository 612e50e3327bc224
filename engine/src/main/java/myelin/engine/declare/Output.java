package myelin.engine.declare;

/// What a node sends to those that it is connected to, which decides how it is connected.
public enum Output {
  /// Nothing: it records, or hears.
  NOTHING,
  /// Currents, which drive neurons block by block.
  CURRENT,
  /// Spikes drawn anew for each target, which drive neurons block by block.
  DRAWN_SPIKES,
  /// Spikes that are the same for all targets, and go through connection tables.
  SPIKES,
  /// Rates, to rate neurons.
  RATE
}
