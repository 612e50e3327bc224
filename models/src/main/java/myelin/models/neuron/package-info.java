/// Neurons, a file for each model.
///
/// Where equations have no closed solution they are integrated by Runge-Kutta-Fehlberg formulas
/// with adaptive steps, as in NEST. A step of the simulation is nearly always one of the
/// integrator, so `LaneRkf45` tries that for all lanes of a block, in loops without a branch; lanes
/// whose error is too large are done again one by one (`Rkf45`). Both use the formulas of
/// `Fehlberg`. Variables that only decay, as conductances do, are not integrated: the formulas
/// multiply them by numbers that depend on the time constant alone.
package myelin.models.neuron;
