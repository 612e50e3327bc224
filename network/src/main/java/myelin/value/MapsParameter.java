package myelin.value;

/// The name of a parameter that is a list of maps, such as the compartments of a neuron.
///
/// @param name NEST's name
public record MapsParameter(String name) {}
