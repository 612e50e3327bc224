/// Neurons whose equations have no closed solution, a file for each model.
///
/// They are integrated by Runge-Kutta-Fehlberg formulas with adaptive steps, as in NEST. A step of
/// the simulation is nearly always one of the integrator, so `LaneRkf45` tries that for all lanes
/// of a block, in loops without a branch; lanes whose error is too large are done again one by one
/// (`Rkf45`). Both use the formulas of `Fehlberg`. Variables that only decay, as conductances do,
/// are not integrated: the formulas multiply them by numbers that depend on the time constant
/// alone.
///
/// Most models of that kind are texts; here are those whose neurons are coupled, leave more than
/// spikes to their synapses, or are the pattern of the others.
package myelin.models.integrated;
