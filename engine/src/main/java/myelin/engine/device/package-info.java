/// Devices: stimulators and recorders, the engine's side of them.
///
/// A [Device] is one node: it has settings, which are checked as a whole before they change
/// anything, and a history of them, so that what was sent before a change arrives as it was sent
/// ([SettingsHistory][myelin.engine.base.SettingsHistory]).
///
/// How a device is connected follows from what it sends ([Output][myelin.engine.declare.Output]): a
/// [DriveSource] gives the blocks a `Drive`, of current ([CurrentSource]) or of spikes drawn for
/// each target ([RandomSource]); only a [SpikeSource] sends spikes through the tables, since its
/// spikes may have strengths and multiplicities. Some of these fire as neurons do
/// ([SpikeSource#firesAsNeuron]).
///
/// A [Recorder] keeps records in columns ([Records]): [SpikeRecorder], [Multimeter] (whose [Probe]s
/// sample the blocks) and [WeightRecorder]. A multimeter has a page for each slice with a cell for
/// each target, so that parts write without waiting for each other and rows come out in order.
///
/// What a device can do beyond that is an interface, which [Device#as] asks for: [SpikeReceiver]
/// hears spikes, with weight and receptor of the connection, [RateSource] sends rates,
/// [SampledDevice] has quantities that a multimeter records, [ThirdNode] collects spikes for
/// synapses that hear it beside source and target.
///
/// Settings change between runs, by the calling thread. In a run a drive is read by all workers, a
/// probe writes for one part, and recorders are served by the one worker that the others wait for.
package myelin.engine.device;
