/// Connection tables: static synapses onto the neurons of one model in one part.
///
/// A [ConnectionTable] has columns sorted by source, then delay, then order of creation; one table
/// for each part, target model, channel, synapse model and kind of weight ([TableKey]). It is made
/// of three things, each of which is one of a few kinds that have the loops over synapses:
///
/// ```
///   Targets       NarrowTargets | WideTargets | WeightedTargets | BitRows
///   TableDelays   OneDelay | ByteDelays | CharDelays | DelayRuns
///   Landing       Sums | Counts | BitCounts | Transitions | Carried | Numbers |
///                 Timed | TimedWeights | nowhere
/// ```
///
/// Nothing asks for each synapse, or for each spike, which kind it is: the landing is told once for
/// each run of synapses with one delay.
///
/// Targets take 16 bits where the part has at most 65 536 cells; there is no delay column where
/// there is one delay, and a delay takes 8 bits where that is enough. A weight that all have is in
/// the key. Where synapses have weights of their own, targets and weights stand side by side in one
/// array ([WeightedTargets]: two weights, then both targets), so that a run of synapses is one
/// stretch of memory; these weights are `float`s, rounded once (6e-8), and weights that shall not
/// be rounded are in tables of the package `plastic`. Before rows are delivered, a word of each of
/// their cache lines is read, four rows at a time, so that the misses overlap.
///
/// Where synapses have weights of their own, **spikes wait until they arrive** ([Arrivals]): a
/// spike on its way is a place in its row, and each step takes from every such row the run that is
/// due. All sums that a step writes are then one row of cells, which stays in the cache, while
/// delivery at once would write all over a ring as long as the longest delay (20 MB a part in the
/// cortical microcircuit). The delays of such tables are runs ([DelayRuns]), two bytes for each run
/// of synapses with one delay, found while rows are sorted ([RowSort]). Sums add up in the same
/// order either way, so the bits are the same; before synapses change, what is on its way is
/// delivered into the ring.
///
/// ```
///   row of sender 17   | d=3 3 3 | 5 5 5 5 | 6 | 8 8 ...
///                                  ^ place of its spike, next due at fired + 5
/// ```
///
/// Where synapses only count, have one delay, and a source reaches more than one in 24 of a part's
/// neurons, its row is a **set of bits** ([BitRows]) instead of a list: in Brunel's network, one in
/// ten, it takes 1.4 bytes a synapse instead of 2.
///
/// A [WeightLog][myelin.engine.device.WeightLog] keeps what weight recorders have to hear of.
///
/// A table belongs to one part: the worker of the part delivers through it. Only the package
/// `wiring` builds and changes tables, between runs.
package myelin.engine.table;
