package myelin.nestml.model;

import myelin.nestml.text.Place;

/// A differential equation.
///
/// @param base the variable without primes
/// @param order the order of the derivative on the left-hand side, at least 1
/// @param right the right-hand side
public record Ode(Place place, String base, int order, Term right) {}
