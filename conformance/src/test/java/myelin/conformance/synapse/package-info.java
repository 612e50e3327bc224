/// Whether synapses do what they say: plasticity beside NEST and beside a slow version, delays, gap
/// junctions and rates.
package myelin.conformance.synapse;
