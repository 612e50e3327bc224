/// The whole network: a run slice by slice, spikes and devices on their ways, checkpoints.
///
/// [Kernel] is what the modules above use: it creates, connects, looks up, runs, saves and loads.
/// One thread calls it. [Run] lets the workers go through a simulation: in each slice they deliver,
/// update, and meet.
///
/// A **slice** is at most the smallest delay of any synapse long, so nothing that is fired in it
/// can arrive in it, and populations may be updated in any order by any worker. Where a slice has
/// little work (few neurons, short delays), one worker does it all, since meeting takes longer.
/// Workers meet once a slice: the last to arrive sorts the spikes of all, serves the recorders, and
/// lets the others go on to deliver and, without another meeting, to update the next slice. One
/// barrier is enough, since a worker delivers only to its own parts' rings, from a batch that
/// nobody changes before all have met again.
///
/// Spikes are delivered in one order: by step, then sender, table after table within a step.
///
/// Delivery is the first thing a slice does, so when a run ends, spikes are left over
/// ([Undelivered]): those since the last multiple of the smallest delay of any connection, NEST's
/// slice, however long the slices of the run are. They pass the synapses that are there when the
/// simulation goes on. So a script that reads and sets weights between pieces gets NEST's numbers.
/// Generators' spikes have left already: before connections change, they are delivered by the old
/// ones, and so are all spikes if a new connection has too short a delay.
///
/// [DeviceLinks] gives the drives of stimulators and the probes of multimeters to the blocks,
/// [SpikeRouting] brings spikes to recorders and those of generators to the tables. A fault inside
/// a run, or of the disk, marks the network as broken ([Health]): each later call that would change
/// it is refused with the reason, and what was recorded can be read.
///
/// [Frozen] nodes are not updated: populations put neurons back (see their package), drives and
/// probes are given out without them, and generators are not asked. Nothing of this is looked at
/// for each neuron or spike.
///
/// A **checkpoint** is what the network goes on with, and nothing of how it is divided into parts:
/// neurons by id, synapses row by row as ids, input under way as (step, id, value). So it can be
/// loaded for any number of threads. [Checkpoint] has the order; [NodeStore], [SynapseStore] and
/// [InputStore] write and read; each class beyond them saves what is its own. Coefficients are
/// derived again; tables are built by the builders that connect calls use. Devices are made again
/// by setting them as they were set, at the steps at which they were, since what was sent before a
/// change may still have to arrive.
package myelin.engine.kernel;
