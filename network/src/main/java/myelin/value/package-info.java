/// Quantities: numbers, arrays and distributions with a unit, and the names of parameters that take
/// them. Users write them with [myelin.Names].
///
/// What a distribution cannot exceed is known before it is drawn ([Bounds]): that settles which
/// table a synapse goes to and how wide its delay is, and what can be refused.
///
/// All rooms above and users may call what is public. Quantities are immutable, so any thread may
/// use them.
package myelin.value;
