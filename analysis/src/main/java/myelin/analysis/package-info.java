/// Recorded spikes and variables, statistics and plots.
///
/// Start with [Spikes#read] or [Samples#read], go on with [Statistics#of] and [Plots]. Times are in
/// ms, rates in spikes per second, and an interval from `a` to `b` holds the times `a < t <= b`, as
/// the recorders of NEST count it. Its ends have a tolerance of 1e-6 ms, a thousandth of the
/// smallest step (tic) of NEST, so that the rounding of a time such as 3 · 0.1 ms moves no spike
/// across it. No method takes or returns null; null arguments are refused with a
/// [NullPointerException] that names the argument.
package myelin.analysis;
