/// From sorted equations and checked statements to byte code, in memory.
///
/// ```
///   Lowering    terms and statements to Code and Effects: one neuron's numbers, places of arrays
///   Solvers     what integrate_odes does: propagators, systems for the integrator
///   StepPlan    the operations of a step
///   BlockClass  loops over neurons, by java.lang.classfile: for all and for some, alike or not
///   TextModel   the declaration; compiles when the first block of a shape is made
/// ```
///
/// What depends on parameters alone becomes a coefficient ([Coefficients]), computed when a
/// parameter changes. Functions in right sides are applied to whole arrays ([Stages]), so that each
/// loop is one that HotSpot turns into vectors.
package myelin.nestml.compile;
