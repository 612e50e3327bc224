/// Code: what neurons and synapses compute, on numbers at places of arrays, and its byte code.
///
/// A [Code] is an expression and an [Effect] a statement, both for one neuron; what they read and
/// write stands at a place of an array. [Loops] collects the loops over neurons and the systems of
/// equations of a model. [BlockClass] writes the class of its blocks and [RuleClass] that of a
/// synapse's rule, where it can with a loop over synapses that have all in common ([RowLoop]), by
/// `java.lang.classfile`, each expression by [Emitter]. Functions in right-hand sides are applied
/// to whole arrays ([SlopesCode]), so that each loop is one that HotSpot turns into vector code.
///
/// Models are compiled on the network's thread. All of it is thrown away afterwards.
package myelin.nestml.code;
