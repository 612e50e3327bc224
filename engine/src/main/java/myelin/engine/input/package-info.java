/// Input on its way to neurons: rings, drives, and the spikes of a slice.
///
/// An [InputRing] holds what is under way to one channel of a population, a row of cells for each
/// step. Synapses that all have one weight only count spikes ([CountRing]), in bytes: a row of 6000
/// neurons then takes a fifth of a first-level cache, and integer sums do not depend on order. What
/// a byte does not hold goes to an `int` that is made when it is needed. Other weights add up in
/// `double`s. Blocks of neurons in which no synapse of a ring ends ([TargetBlocks]) have nothing to
/// fetch from it. Rows of a ring are made when something is written to them, and only what is
/// marked in a row is read and cleared ([SumRow]), as long as that is little.
///
/// ```
///   three rows   a  0110..   b  0100..   c  1100..        a row: bits of 64 neurons a word
///   digits       ones += , twos += , fours += , eights +=         what is carried beyond goes to the ints
/// ```
///
/// Sets of targets are added up 64 neurons at a time: four `long`s hold 64 counts in binary, one
/// digit each, and a full adder of some fifteen logical operations, which the JIT turns into
/// vectors, adds three rows to them. This way, an event costs 0.4 ns, against 1 ns for a list
/// (`DeliveryBenchmark`).
///
/// A [Drive] adds what a stimulator sends at the moment when a block's input is gathered: currents
/// and Poisson spikes are pure functions of the step, so stimulators send nothing through rings.
/// [SpikeOutbox] takes the spikes of one part, [SpikeBatch] sorts those of all parts by step and
/// sender.
///
/// A block asks its [Input] for what arrives in a step. Where that is nothing but spikes of one
/// weight on each channel, it may take their numbers as they are and multiply them in its own loop,
/// which saves an array for each channel that is written and read. Where little arrives or nothing,
/// it may have that added to its state itself ([Input#isSparse]).
///
/// What is summed for a neuron is summed in an order that does not depend on who shares its block:
/// rings in order of their weights' first use, then drives by source, delay and time of connection.
///
/// A ring belongs to one part and is used by the worker of that part only.
package myelin.engine.input;
