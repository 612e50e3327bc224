package myelin.nestml.model;

/// A name for an expression.
public record Inline(Symbol symbol, Term value, boolean recordable, String meaning) {}
