package myelin.nestml.model;

import myelin.nestml.text.Place;

/// A differential equation.
///
/// @param base the variable without primes
/// @param order of the derivative on its left, at least 1
/// @param right what that derivative is
public record Ode(Place place, String base, int order, Term right) {}
