/// Neurons: models, and populations of a part in blocks.
///
/// A [Population] holds all neurons of one model in one part, whichever call created them. It is
/// cut into [Block]s of 256 lanes, each an object with a few short arrays, one for each state
/// variable. A block runs through all steps of a slice while it is in the first-level cache. The
/// loops over neurons belong to the model: the engine calls one `step` for each block and step.
///
/// Coefficients of the update are [Column]s: an array for each block, shared between blocks
/// wherever all its numbers are equal. So every parameter may differ from neuron to neuron, a
/// uniform population reads one block's worth of coefficients from the cache, and there is a single
/// code path. Only where a loop reads more coefficients than state does a model have a second loop
/// for blocks whose neurons are all alike, with coefficients in registers and the same bits. A
/// [Derivation] computes coefficients from parameters.
///
/// Parameters may be lists, of another length in each neuron, and channels, receptors and
/// recordables depend on their lengths ([Shape]); or lists of maps, of which they depend on more,
/// such as what a compartment hangs on. Neurons of one shape make a population.
///
/// [Refractory] keeps who is silent and until when, [Archive] the last spikes and the calcium
/// trace. A [SpikeListener] is told of spikes where synapses onto the population are plastic; a
/// [Sampler] takes samples after each step. A [CoupledBlock] also sends and receives continuous
/// signals; see the package `coupling`. A model may leave a [History][myelin.engine.past.History]
/// to plastic synapses onto it.
///
/// A frozen neuron is computed as all others are, and then put back: after each step a block writes
/// what its frozen lanes were before it, which is what a checkpoint has of them, the state, who is
/// silent, and the histories. So no model needs to know, a block without frozen neurons pays one
/// look a step, and one with them takes its steps one by one. Frozen neurons do not fire and are
/// not sampled. What arrives at them is gone: in NEST it stays in a ring and comes back when the
/// ring comes round, after the smallest and the largest delay of the network, which says nothing
/// about the neuron. Calcium traces decay on, since they are functions of time, as in NEST. What
/// others receive of it continuously stays as it was ([CoupledBlock#signal]).
///
/// A block is at rest when a step in which nothing arrives has changed no bit of its state. It is
/// not stepped again until something reaches it ([Stepper]), if its model says that its steps
/// depend on nothing else ([Block#repeats]): no random numbers, no clock, no history. That is for
/// blocks that were never reached, or not for long: a current decays for 345 time constants.
///
/// Decaying state below 1e-150 is set to zero every 1024 steps, so that it does not stay subnormal,
/// where arithmetic is 25 to 50 times slower. Values are checked once in 16 steps; one that is NaN
/// or infinite ends the run with an error that names the likely reason.
///
/// A population belongs to one part and is updated by the worker of that part only; between runs
/// the calling thread changes it.
package myelin.engine.neuron;
