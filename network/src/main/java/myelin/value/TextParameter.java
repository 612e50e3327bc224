package myelin.value;

/// The name of a parameter that holds a text, or several.
///
/// @param name NEST's name
public record TextParameter(String name) {}
