package myelin.nestml.model;

import org.jspecify.annotations.Nullable;

/// A way in.
///
/// @param sign which spikes it takes
/// @param slow whether it takes the slow inward currents of astrocytes, not currents of devices
/// @param refusing whether negative weights are refused
/// @param receptor the name of its receptor; a continuous port that has one does not share those of
///   spikes, but has one of its own, which comes after them. Null for the usual
public record Port(
    Symbol symbol,
    Sign sign,
    boolean slow,
    boolean refusing,
    @Nullable String receptor,
    String meaning) {

  /// Which spikes.
  public enum Sign {
    /// All, with their signs.
    BOTH,
    /// Those of weights that are not negative.
    EXCITATORY,
    /// Those of negative weights, without the sign.
    INHIBITORY
  }

  /// The same for spikes of another sign.
  public Port of(Sign other) {
    return new Port(symbol, other, slow, refusing, receptor, meaning);
  }

  /// Whether it takes spikes.
  public boolean isSpiking() {
    return symbol.role() == Symbol.Role.SPIKES;
  }
}
