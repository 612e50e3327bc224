/// Stimulators whose spike trains are drawn at random. No spikes are sent: the worker that owns a
/// target draws what arrives at it while summing its input, as a function of seed, generator and
/// target.
///
/// If the spikes of a step do not depend on those of other steps, they are a function of the step,
/// too ([CountSource]). Otherwise the generator keeps a [Train] for each target ([TrainSource]),
/// which draws step by step and remembers what it sent in the last steps, because that may be under
/// way over a longer delay. Trains are written to checkpoints.
///
/// A Poisson number of a `poisson_generator` takes 16 random bits and one look-up in a table of
/// 4096 bytes; where that does not decide, about once in 300 draws, all 16 bits are compared with
/// the distribution, and about once in 5000 draws more digits are drawn. The result is exact to the
/// precision of doubles. Numbers are drawn for eight steps at once and kept, 16 bits each.
package myelin.models.train;
