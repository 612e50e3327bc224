/// From sorted equations and checked statements to byte code, in memory.
///
/// ```
///   Lowering    terms and statements to Code and Effects: one neuron's numbers, places of arrays
///   Solvers     what integrate_odes does: propagators, systems for the integrator
///   StepPlan    the operations of a step
///   Compiler    all that together; `nestml.code` writes the loops
///   TextModel   the declaration; compiles when the first block of a shape is made
/// ```
///
/// Synapses are compiled in another way: a [SynapseCompiler] makes methods for one synapse, which
/// stand in the loops of a pattern (`run/RuleLoops`); a [TextSynapse] declares them.
///
/// Records of a model that are compared while it is compiled, here and in the packages below, say
/// so in methods of their own: those that Java makes when they are first called take longer than to
/// read the text.
///
/// What depends on parameters alone becomes a coefficient ([Places.Coefficients]), computed when a
/// parameter changes.
package myelin.nestml.compile;
