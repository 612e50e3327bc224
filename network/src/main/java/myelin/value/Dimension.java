package myelin.value;

/// What a quantity measures. Only a name for the compiler, which so refuses a voltage where a time
/// belongs; nothing implements it.
public sealed interface Dimension {

  /// What a synapse's weight may be: it depends on the target's receptor.
  sealed interface Weight extends Dimension {}

  /// What a rate may be: spikes per second, or of a rate neuron a pure number.
  sealed interface Rate extends Dimension {}

  /// What a mean may be: of a noise current, or of the rate of a population.
  sealed interface Mean extends Dimension {}

  /// What the strength of a neuron's coupling may be: a conductance, or of a rate neuron a pure
  /// number.
  sealed interface Coupling extends Dimension {}

  /// Milliseconds inside.
  non-sealed interface Time extends Dimension {}

  /// Millivolts inside.
  non-sealed interface Voltage extends Weight {}

  /// Picoamperes inside.
  non-sealed interface Current extends Weight, Mean {}

  /// Nanosiemens inside.
  non-sealed interface Conductance extends Weight, Coupling {}

  /// Picofarads inside.
  non-sealed interface Capacitance extends Dimension {}

  /// Hertz, or spikes per second, inside.
  non-sealed interface Frequency extends Rate, Mean {}

  /// Degrees inside.
  non-sealed interface Angle extends Dimension {}

  /// A pure number.
  non-sealed interface Scalar extends Weight, Rate, Coupling {}
}
