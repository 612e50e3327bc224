/// Synapses.
package myelin.models.synapse;
