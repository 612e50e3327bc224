package myelin.sonata;

/// Nodes of one model whose ids follow each other.
///
/// @param model name of the model
/// @param size number of nodes
public record Stretch(String model, int size) {}
