/// What the Python package calls: a coarse face of [myelin.Simulator], of few methods that each
/// serve many nodes or synapses. Arrays and texts cross in bulk.
@org.jspecify.annotations.NullMarked
package myelin.pynest;
