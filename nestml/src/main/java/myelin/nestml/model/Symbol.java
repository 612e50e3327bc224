package myelin.nestml.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Something with a name. Names are unique in a model, even those of local variables: the second of
/// two local variables `x` is called `x#2`.
///
/// @param name with the primes of a derivative, as in `g'`
/// @param base without the primes
/// @param order number of derivatives
/// @param size of a vector; null for a single value
public record Symbol(
    String name, String base, int order, Role role, Type type, @Nullable Size size) {

  /// The time (ms): in neurons that of the end of the step, in handlers of synapses that of the
  /// spike.
  public static final Symbol T = of("t", Role.TIME, Type.TIME, null);

  /// What a name stands for.
  public enum Role {
    /// A variable of the block `state`.
    STATE,
    /// A variable of the block `parameters`.
    PARAMETER,
    /// A variable of the block `internals`.
    INTERNAL,
    /// An abbreviation in the block `equations`.
    INLINE,
    /// A kernel, or a variable of its equations.
    KERNEL,
    /// A variable of a function, a handler or `update`.
    LOCAL,
    /// An argument of a function.
    ARGUMENT,
    /// A port for spikes: their summed weights in this step (1/ms).
    SPIKES,
    /// A continuous port.
    CONTINUOUS,
    /// The time.
    TIME,
    /// A hidden state variable, made for a convolution.
    CONVOLUTION
  }

  /// A name without primes.
  public static Symbol of(String name, Role role, Type type, @Nullable Size size) {
    return new Symbol(name, name, 0, role, type, size);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o == this
        || (o instanceof Symbol s
            && s.name.equals(name)
            && s.role == role
            && s.order == order
            && s.base.equals(base)
            && s.type.equals(type)
            && Objects.equals(s.size, size));
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /// Whether it has one value as long as nobody sets a parameter.
  public boolean isConstant() {
    return role == Role.PARAMETER || role == Role.INTERNAL;
  }
}
