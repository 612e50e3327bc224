/// Foundations: errors, units, conditions of parameters, node ids, the time grid, memory, workers.
///
/// Everything in the project may use this package; it uses nothing but `java.base`.
///
/// **Time** is an integer inside and milliseconds outside. [TimeGrid] is the only place that
/// converts, and it refuses times that are not on the grid. Step `k` is the interval that ends `k +
/// 1` steps after the start; a spike that is fired in it has the stamp `k + 1`. With a delay of `d`
/// steps it arrives in step `k + d`, the one that ends at its stamp plus `d`. A current that is
/// sent in step `k` acts in step `k + d + 1`. These are NEST's rules.
///
/// **Errors**: a [BadInput] carries a kind and a message that names what is wrong, where, what is
/// allowed and what to do. Memory is estimated before it is taken ([Memory]).
///
/// **Threads**: [Workers] runs one task for each part, and [Barrier] is where the workers of a run
/// meet. All other classes here are immutable or belong to one thread.
package myelin.engine.base;
