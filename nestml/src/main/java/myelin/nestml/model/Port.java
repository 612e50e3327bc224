package myelin.nestml.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A port, by which input reaches a neuron or synapse.
///
/// @param sign which spikes it takes
/// @param slow whether it takes the slow inward currents of astrocytes, not currents of devices
/// @param refusing whether negative weights are refused
/// @param receptor the name of its receptor; a continuous port with such a name does not share a
///   receptor with spikes, but has one of its own, which comes after theirs. Null for the usual
///   receptors
/// @param target the variable of a synapse's target that a continuous port reads; null for others
/// @param whenFired whether it reads the target, at its spikes, as it was when it fired
public record Port(
    Symbol symbol,
    Sign sign,
    boolean slow,
    boolean refusing,
    @Nullable String receptor,
    @Nullable String target,
    boolean whenFired,
    String meaning) {

  /// The spikes that a port takes.
  public enum Sign {
    /// All spikes, with the signs of their weights.
    BOTH,
    /// Spikes whose weights are not negative.
    EXCITATORY,
    /// Spikes with negative weights, without the sign.
    INHIBITORY
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Port p
        && p.symbol.equals(symbol)
        && p.sign == sign
        && p.slow == slow
        && p.refusing == refusing
        && Objects.equals(p.receptor, receptor)
        && Objects.equals(p.target, target)
        && p.whenFired == whenFired
        && p.meaning.equals(meaning);
  }

  @Override
  public int hashCode() {
    return symbol.hashCode();
  }

  /// The same port for spikes of another sign.
  public Port of(Sign other) {
    return new Port(symbol, other, slow, refusing, receptor, target, whenFired, meaning);
  }

  /// Whether it takes spikes.
  public boolean isSpiking() {
    return symbol.role() == Symbol.Role.SPIKES;
  }
}
