package myelin.value;

/// What a quantity measures. It is only a name for the compiler, which thus refuses a voltage where
/// a time belongs; nothing implements it.
///
/// The name of a parameter that measures different things in different models, such as `rate`, is
/// of `Dimension` itself: the compiler lets it take any quantity, and the model refuses what it
/// does not measure.
public sealed interface Dimension {

  /// What a synapse's weight may be: it depends on the target's receptor.
  sealed interface Weight extends Dimension {}

  /// A time, held in milliseconds.
  non-sealed interface Time extends Dimension {}

  /// A voltage, held in millivolts.
  non-sealed interface Voltage extends Weight {}

  /// A current, held in picoamperes.
  non-sealed interface Current extends Weight {}

  /// A conductance, held in nanosiemens.
  non-sealed interface Conductance extends Weight {}

  /// A capacitance, held in picofarads.
  non-sealed interface Capacitance extends Dimension {}

  /// A frequency or rate, held in hertz or spikes per second.
  non-sealed interface Frequency extends Dimension {}

  /// An angle, held in degrees.
  non-sealed interface Angle extends Dimension {}

  /// A length, held in micrometers.
  non-sealed interface Length extends Dimension {}

  /// A pure number.
  non-sealed interface Scalar extends Weight {}
}
