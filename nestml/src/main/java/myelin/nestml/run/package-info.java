/// What compiled models have in common: arrays, the order in which a step does what, the block
/// integrator, random numbers.
///
/// A [TextBlock] is a block of neurons whose loops are in a subclass that was compiled from a text;
/// a [Program] says what these loops are and in which [Operation]s a step runs them. Where a
/// condition divides the neurons of a block, the larger part is run at once and the state of the
/// others put by meanwhile. [BlockIntegrator] advances equations that have no exact solution, all
/// neurons together, each in steps of its own.
///
/// Used by the worker of a block's part only; nothing is allocated in a step but where a condition
/// divides a block.
package myelin.nestml.run;
