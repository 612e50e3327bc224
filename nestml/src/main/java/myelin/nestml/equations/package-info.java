/// From a checked model to what a solver or a code generator needs.
///
/// [Lowering] substitutes inlines, turns equations of higher order and convolutions into equations
/// of first order, takes spikes out of them as [Jump]s, and sorts what is left: an [Unknown] is
/// solved exactly where its equation is linear with constant coefficients and it depends on such
/// unknowns only, and numerically otherwise; a variable that counts down time is a timer.
///
/// All results are immutable.
package myelin.nestml.equations;
