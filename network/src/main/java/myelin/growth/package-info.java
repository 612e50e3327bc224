/// Structural plasticity: synapses that come and go as neurons grow and lose synaptic elements.
///
/// Users have [StructuralPlasticity], which each network has one of, [SynapticElement] and
/// [GrowingSynapse]. All of it is used by the network's thread.
package myelin.growth;
