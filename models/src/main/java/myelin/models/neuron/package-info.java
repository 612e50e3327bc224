/// Neurons.
package myelin.models.neuron;
