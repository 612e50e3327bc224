/// What compiled models have in common: arrays, the order of what a step does, random numbers.
///
/// A [TextBlock] is a block of neurons whose loops are in a subclass that was compiled from a text;
/// a [Program] says what these loops are and in which [Operation]s a step runs them. Where a
/// condition divides the neurons of a block, the larger part is run as one loop over all, while the
/// state of the others is saved and restored.
///
/// All of this is used only by the worker of a block's part. A step allocates nothing but lists of
/// lanes, where a condition divides a block or is tested within the integrator's steps.
package myelin.nestml.run;
