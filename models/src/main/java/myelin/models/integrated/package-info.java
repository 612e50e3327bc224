/// Neurons whose equations have no closed solution, a file for each model.
///
/// They are integrated by Runge-Kutta-Fehlberg formulas with adaptive steps, as in NEST. Nearly
/// always, one step of the integrator is enough for a step of the simulation, so `LaneRkf45` tries
/// one for all lanes of a block, in loops without a branch; lanes whose error is too large are
/// integrated again one by one (`Rkf45`). Both use the formulas of `Fehlberg`. Neurons with gap
/// junctions (`GapBlock`) and those for `clopath_synapse` are integrated as texts are, all of a
/// block in loops, each in steps of its own. Variables that only decay, as conductances do, are not
/// integrated: the formulas multiply them by numbers that depend on the time constant alone.
///
/// Most models of this kind are texts; here are those whose neurons are coupled or leave more than
/// spikes to their synapses, and those that are patterns for others.
package myelin.models.integrated;
