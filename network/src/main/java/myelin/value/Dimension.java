package myelin.value;

/// What a quantity measures. Only a name for the compiler, which so refuses a voltage where a time
/// belongs; nothing implements it.
///
/// The name of a parameter that measures different things in different models, such as `rate`, is
/// of `Dimension` itself: the compiler lets it take any quantity, and the model refuses what it
/// does not measure.
public sealed interface Dimension {

  /// What a synapse's weight may be: it depends on the target's receptor.
  sealed interface Weight extends Dimension {}

  /// Milliseconds inside.
  non-sealed interface Time extends Dimension {}

  /// Millivolts inside.
  non-sealed interface Voltage extends Weight {}

  /// Picoamperes inside.
  non-sealed interface Current extends Weight {}

  /// Nanosiemens inside.
  non-sealed interface Conductance extends Weight {}

  /// Picofarads inside.
  non-sealed interface Capacitance extends Dimension {}

  /// Hertz, or spikes per second, inside.
  non-sealed interface Frequency extends Dimension {}

  /// Degrees inside.
  non-sealed interface Angle extends Dimension {}

  /// A pure number.
  non-sealed interface Scalar extends Weight {}
}
