/// Neurons that are trees of compartments, of any form, with receptors on any of them.
///
/// [CmDefault] has the declaration and a step; [Tree] solves for the potentials, [Channels] has the
/// ion channels of a compartment, [Conductance] a receptor. All of a block's neurons have the same
/// tree and receptors, since those are part of a neuron's shape, so each loop is over neurons, for
/// one compartment or receptor after the other.
package myelin.models.compartment;
