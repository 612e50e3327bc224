/// Eligibility propagation (e-prop): neurons, readout neurons and synapses of networks that learn a
/// task by gradients. Each synapse computes its own from what reaches it, without going back in
/// time.
///
/// ```
///   input, recurrent spikes --> recurrent neuron --> readout neuron <-- target, window (rates)
///                                    ^                     |
///                                    +-- learning signal --+    error times weight, one step later
/// ```
///
/// Each block leaves numbers for each of its neurons and steps: recurrent neurons leave the
/// surrogate gradient of their spikes and the term that regularizes their firing rate, readout
/// neurons the error. Learning signals are announced to recurrent neurons before the spikes of the
/// same step pass synapses, so that a synapse finds all that was sent until the step before.
///
/// A synapse does nothing until its source fires. Then it goes through the steps since the last
/// spike, which filters the source's spikes (`z_bar`), multiplies by the gradient (the eligibility
/// `e`), filters that (`e_bar`), and adds up eligibility times learning signal. Whatever is the
/// same for all synapses of a source, such as the steps that have been gone through, is kept once.
///
/// There are two families. In the one after Bellec et al. 2020 (`..._bsshslm_2020`), gradients are
/// summed over an `eprop_update_interval`, and a weight changes at the first spike after its end;
/// where none comes soon, the sums are completed some steps after the end, so that what neurons
/// left can be forgotten. Synapses of a source onto neurons that are alike go through steps
/// together. The intervals of a node begin when the signals of the network's intervals reach it: 2
/// steps later for recurrent neurons, 3 for readout neurons. A learning signal belongs to the
/// eligibility of 3 steps before. Spikes that reach a recurrent neuron in the very first step of an
/// interval are dropped, as in NEST. In the other family (Korcsak-Gorzo et al. 2025) weights change
/// with each step that is gone through, and there are no intervals; after `eprop_isi_trace_cutoff`
/// without a spike, steps are left out.
///
/// Delays are one step. What rules keep for synapses is in columns, and what neurons leave is in
/// histories; checkpoints hold both. Nothing depends on how neurons are distributed over threads.
///
/// Sources: G. Bellec et al. (2020), A solution to the learning dilemma for recurrent networks of
/// spiking neurons, [doi:10.1038/s41467-020-17236-y](https://doi.org/10.1038/s41467-020-17236-y);
/// A. Korcsak-Gorzo, J. A. Espinoza Valverde et al. (2025), Event-driven eligibility propagation in
/// large sparse networks: efficiency shaped by biological realism.
package myelin.models.eprop;
