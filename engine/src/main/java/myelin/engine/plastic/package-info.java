/// Plastic synapses: tables whose weights change, and what the rules may hear.
///
/// A [PlasticTable] is a connection table whose weights are `double`s that change. How they change
/// is a [Plasticity], one small file for each rule, which owns the loop over the synapses of a
/// source: it hears what the targets fired since the source's last spike, then what is left of the
/// targets' traces, and changes each weight before the spike passes. So a weight changes only when
/// its source fires, and nothing runs for synapses at rest.
///
/// ```
///   row of source 17     last spike, trace Kplus      per source: all synapses hear the same spikes
///     target 4 9 31 ..   weight . . . ..              per synapse: 10 bytes
///     lambda, Wmax, ..   one number, or one per synapse where they differ (SynapseColumn)
///   NewestSpikes of target 9   trace, marks of the seven newest spikes: one cache line
///   PostSpikes of target 9     all that are still needed
/// ```
///
/// What a synapse hears ([SpikePairs]) is a list of pairs of a synapse and a spike, so that a rule
/// has one loop over pairs and one over synapses; the list is written without a branch, since how
/// many spikes there are is random. The factor by which a source's trace has decayed at a target's
/// spike is a product of one for the source, the same for its whole row, and one for the spike,
/// computed when it was fired (its mark); so is what is left of the target's trace. Both are
/// relative to a reference that moves on every 200 time constants, and are functions of the times
/// alone. The later a spike, the smaller its mark, so marks also tell which spikes are heard. Other
/// traces decay by two table look-ups ([Decay]), since all times are steps. Where the time
/// constants of synapses differ, traces are kept once for each synapse and decay by an exponential.
/// A target's spike is forgotten when every source that has ever fired has fired again after it; a
/// source that falls silent for ever keeps spikes, as in NEST. Synapses made at different times do
/// not share a table, since their sources' spikes count from then on.
///
/// A rule may send another weight than it stores, keep variables of each synapse, and do without
/// the spikes of its targets (short-term plasticity).
///
/// A rule may hear more of its targets than spikes: the histories that their blocks leave, by name
/// (`neuron/History`). Entries are kept until all synapses that have been used have heard them, as
/// spikes are, or for as long as a spike may be under way.
///
/// A rule may keep numbers of each synapse that users do not see (`keeping`), and numbers of a
/// source that all its synapses share; checkpoints have both. Synapses that learn by signals of
/// their targets find those that arrive with the spike itself, since signals are announced first.
///
/// A rule may hear a third node, which the key of the table names: the spikes that a device has
/// collected. Then the table visits all synapses at an interval, too (`sweep`): each at the last
/// moment before the first spike that NEST delivers later, so that slices of any length give the
/// same bits, and at the end of a run.
///
/// A plastic table belongs to one part, as do the spikes of its targets ([PostSpikes]), and only
/// the worker of the part uses them in a run.
package myelin.engine.plastic;
