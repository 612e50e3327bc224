/// Stimulators that send currents, rates or given spikes, and recorders. Those that draw spike
/// trains at random are in `myelin.models.train`.
package myelin.models.device;
