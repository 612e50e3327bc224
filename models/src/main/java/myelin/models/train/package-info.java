/// Stimulators whose spike trains are drawn at random. Nothing is sent: what arrives at a target is
/// drawn where its input is summed, as a function of seed, generator and target, by whichever
/// worker owns the target.
///
/// Where the spikes of a step depend on those of no other step, they are a function of the step,
/// too ([CountSource]). Else the generator keeps a [Train] for each target ([TrainSource]), which
/// draws step by step, remembers what it sent in the last of them, since that may be under way over
/// a longer delay, and is written to checkpoints.
///
/// A Poisson number of a `poisson_generator` takes 16 random bits and one look-up in a table of
/// 4096 bytes; where that does not decide it, once in 300 draws, all 16 bits are compared with the
/// distribution, and once in 5000 more digits are drawn. The result is exact to the precision of
/// doubles. Numbers are drawn for eight steps at once and kept, 16 bits each.
package myelin.models.train;
