/// Integrates equations that have no exact solution.
///
/// [BlockIntegrator] advances the neurons of a block together, each in steps of its own, by the
/// formulas of [Fehlberg]; [LaneIntegrator] those few that take many short steps, one by one. Each
/// is used by one worker, and allocates nothing in a step.
package myelin.nestml.integrate;
