/// Continuous signals: gap junctions and rates, which act all the time.
///
/// A `CoupledBlock` sends in each step a polynomial in the time within the step and receives the
/// weighted sum of those it is coupled to. [CoupledInputs] adds these up for a population of a
/// part, in the order of the senders' ids. [Couplings] keeps who is coupled to whom,
/// [CouplingSelection] finds, reads, sets and takes out couplings, and [LateSignals] keeps delayed
/// rates that wait for the next run.
///
/// Where signals act without delay, a slice is repeated until they agree to within a tolerance
/// ([Relaxation], waveform relaxation as in NEST). Spikes in repetitions do not count. Slices end
/// at multiples of their length, so that results depend on where calls of `simulate` stop by no
/// more than the tolerance. Delayed rates go through rings of their own, and nothing of them is
/// lost at a stop.
///
/// Learning signals, the errors of readout neurons, are rates of a kind that go to other neurons
/// than the readout neurons' own rates: such a neuron has a second place next to its own. They are
/// announced to those that learn before spikes are delivered.
///
/// Source: J. Hahne et al. (2015), A unified framework for spiking and gap-junction interactions in
/// distributed neuronal network simulations,
/// [doi:10.3389/fninf.2015.00022](https://doi.org/10.3389/fninf.2015.00022).
///
/// A rank keeps the couplings onto its own neurons, and hears the signals of all.
///
/// Couplings change between runs, by the calling thread; in a run each part's worker gathers for
/// its own neurons what all have sent.
package myelin.engine.coupling;
