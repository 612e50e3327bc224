/// What a model says of itself: parameters, channels, receptors, recordables, signals.
///
/// A parameter is declared once, as a [ParameterSpec]: name, unit, default, meaning, condition and
/// role. Help, Python, the command line and error messages read that. Elements of a list of maps,
/// such as compartments, are declared by [Fields]. A [Channel] is one kind of input that a neuron
/// tells apart; a [Receptor] leads spikes of either sign and currents to channels. A [Recordable]
/// is a quantity that multimeters sample. A [Signal] is what continuous connections carry.
///
/// All of it is immutable and may be used by any thread, except [ModelRegistry]: the models of one
/// network by name, which belongs to the network's thread.
package myelin.engine.declare;
