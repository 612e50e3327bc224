package myelin.value;

/// The name of a parameter that is true or false.
///
/// @param name NEST's name
public record FlagParameter(String name) {}
