/// Whether neurons do what their equations say: closed forms, NEST's traces, parameters at their
/// boundaries.
package myelin.conformance.neuron;
