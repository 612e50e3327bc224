package myelin.value;

import myelin.engine.base.Unit;

/// The name of a parameter that holds quantities, with what it measures.
///
/// @param name NEST's name
/// @param unit the unit inside, in most models; for weights `NONE`, as it depends on the target
/// @param <D> what it measures
@SuppressWarnings("UnusedTypeParameter") // it is for the compiler to compare
public record QuantityParameter<D extends Dimension>(String name, Unit unit) {}
