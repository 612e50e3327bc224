/// Inner loops of a few models on vectors, and what decides when they are used.
///
/// There are versions of the loops of `iaf_psc_alpha`, `iaf_cond_exp`, `stdp_synapse`, the search
/// for neurons at their threshold, and the Poisson drive, which the module `myelin.vector`
/// implements on `jdk.incubator.vector`. They take five steps of eight neurons at a time, with the
/// state in registers instead of five arrays that are read and written in each step. Of the
/// coefficients of neurons that are alike they read the first elements only, so that the state fits
/// into the cache. They transpose the records of targets into columns, for as many synapses at a
/// time as a vector holds `double`s. And they compare thirty-two Poisson numbers at once with all
/// steps of their distribution, after the ten rounds of Philox that draw their bits. Shorter
/// vectors take fewer at a time. With two `double`s per vector (128 bits), the compiler makes
/// objects of comparisons on x86, so only the Poisson numbers have a vector loop there
/// ([VectorLoops#all]). The operations and their order are those of the plain loops, so the bits
/// are the same (`VectorTest`), and a run may change from one version to the other.
///
/// It does so ([VectorLoop]) once its neurons times its steps are as much work as compiling the
/// vector loops, which takes a third to two thirds of a second before the run, and only for models
/// that the network has ([VectorUse]). Done during the run, on two cores, compiling would hold up
/// the workers for as long or longer. The compiled loops are the only thing that networks in a JVM
/// share. Blocks whose neurons are sampled or driven by currents still go step by step.
///
/// Most loops need no vector version: the JIT turns loops over arrays into vector code if they have
/// no exit and no branch. So the plain search for neurons at their threshold combines the signs of
/// all differences (`Threshold`), and NaN is found by multiplying all values by 0. Since such loops
/// run over one block per call, again and again, the JIT is told not to replace them while they run
/// (`jvm.options`): it used to compile each twice, which took a seventh of the first second of a
/// network.
///
/// **A further loop** needs an interface here, with a run that warms it up ([AlphaLoop]), an
/// implementation with a line in `vector/.../Loops.java`, and in the model a [VectorLoop], which
/// the model's declaration names and its block asks for the loop.
package myelin.models.loops;
