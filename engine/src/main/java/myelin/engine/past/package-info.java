/// What neurons have left to plastic synapses beside spikes, as long as these need it: a number for
/// each neuron and step.
package myelin.engine.past;
