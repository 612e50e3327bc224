/// A checked model: names are resolved, expressions are typed, numbers are canonical.
///
/// A [Model] has [Variable]s, [Ode]s, [Inline]s, [Kernel]s, [Port]s and [Action]s; their
/// expressions are [Term]s, whose names are [Symbol]s. Quantities are in the canonical system of
/// [myelin.nestml.unit], so that a term is plain arithmetic. A vector has a [Size].
///
/// All of it is immutable.
package myelin.nestml.model;
