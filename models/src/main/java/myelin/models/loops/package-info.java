/// Inner loops of a few models on vectors, and what says when they are used.
///
/// There are versions of the loops of `iaf_psc_alpha`, `iaf_cond_exp`, `stdp_synapse` and the
/// Poisson drive, which the module `myelin.vector` implements on `jdk.incubator.vector`: five steps
/// of eight neurons after one another, with the state in registers instead of five arrays that are
/// read and written each step; of coefficients of neurons that are alike the first elements only,
/// so that the cache holds the state; the records of targets turned over into columns, for as many
/// synapses at a time as a vector holds `double`s; and thirty-two Poisson numbers compared with all
/// steps of their distribution at once, after the ten rounds of Philox that draw their bits.
/// Shorter vectors take fewer at a time. With two `double`s a vector (128 bits) the compiler makes
/// objects of comparisons on x86, so only the Poisson numbers have a vector loop there
/// ([VectorLoops#all]). The operations and their order are those of the plain loops, so the bits
/// are the same (`VectorTest`), and a run may change from one to the other.
///
/// It does so ([VectorLoop]) once its neurons times its steps are as much work as having vectors
/// compiled costs, a third to two thirds of a second, spent before the run, and only for what the
/// network has ([VectorUse]): done beside the run, on two cores, compiling holds the workers up for
/// as long or longer. That is the one thing that networks in a JVM share. Blocks whose neurons are
/// sampled or driven by currents go step by step as ever.
///
/// Most loops need no vector version: the JIT makes vectors of loops over arrays that have no exit
/// and no branch. So neurons at their threshold are looked for by joining the signs of all
/// distances (`Threshold`), and values that are not numbers by multiplying all with 0. Since such
/// loops run over one block a call, again and again, the JIT is told not to take over in the middle
/// of them (`jvm.options`): it had compiled each twice, which was a seventh of the first second of
/// a network.
///
/// **A further loop** is an interface here, with what warms it up ([AlphaLoop]); its implementation
/// with a line in `vector/.../Loops.java`; and in the model a [VectorLoop], which its declaration
/// names and its block asks.
package myelin.models.loops;
