package myelin.nestml.model;

/// A way in.
///
/// @param sign which spikes it takes
public record Port(Symbol symbol, Sign sign, String meaning) {

  /// Which spikes.
  public enum Sign {
    /// All, with their signs.
    BOTH,
    /// Those of weights that are not negative.
    EXCITATORY,
    /// Those of negative weights, without the sign.
    INHIBITORY
  }

  /// Whether it takes spikes.
  public boolean isSpiking() {
    return symbol.role() == Symbol.Role.SPIKES;
  }
}
