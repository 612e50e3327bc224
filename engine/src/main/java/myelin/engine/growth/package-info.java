/// Structural plasticity: synaptic elements that neurons grow, and synapses that come and go with
/// them.
///
/// A neuron has elements by name ([Elements]), such as axonal boutons and dendritic spines: how
/// many there are, `z`, follows the neuron's calcium trace by a [GrowthCurve], and each synapse
/// that was made with them takes one. Elements that are not taken are vacant. Numbers stand in
/// columns, one for each name, by node id; what neurons have in common, an [ElementKind], is kept
/// once.
///
/// Nothing runs in a step: a neuron's elements are brought up to date when it fires, when synapses
/// are rewired, and when a call of simulate ends. A network without elements has no column, and its
/// neurons' archives have nobody to tell.
///
/// ```
///   archive   neuron fires             Archive -> ElementGrowth.until(step)   its part's worker
///   update    all neurons of a part    ElementGrowth                          all workers
///             each kind of synapse     StructuralPlasticity                   the calling thread
///               too many taken:  one synapse of the neuron goes, and its partner's element is free
///               vacant:          drawn pairs are connected (Pairing), by weights if there are any
///             vacant elements decay
/// ```
///
/// Random numbers are functions of the seed, the kind of synapse, the step, and the neuron: the
/// same synapses come and go for any number of threads and ranks, and nothing of it has to be
/// saved. A rank has the elements of its own neurons; at each update ranks tell each other how many
/// are vacant ([Vacancy]) and what they have picked, and each makes and takes out synapses onto its
/// own neurons.
///
/// Source: M. Butz and A. van Ooyen (2013), A simple rule for dendritic spine and axonal bouton
/// formation can account for cortical reorganization after focal retinal lesions,
/// [doi:10.1371/journal.pcbi.1003259](https://doi.org/10.1371/journal.pcbi.1003259).
package myelin.engine.growth;
