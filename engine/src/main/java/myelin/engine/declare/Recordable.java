package myelin.engine.declare;

import myelin.engine.base.Unit;

/// A quantity that a multimeter can sample.
///
/// @param name NEST's name
/// @param unit its unit
/// @param meaning what it is
public record Recordable(String name, Unit unit, String meaning) {}
