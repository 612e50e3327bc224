/// Random numbers that are functions of (seed, purpose, id, step or ordinal) by Philox4x32-10.
///
/// No stream is shared and no order matters, so the same numbers are drawn on any number of
/// threads. Any package above may draw; a stream object belongs to one thread.
///
/// [RandomStream] draws integers, uniform, exponential and other numbers one after the other or
/// many at a time; the bulk loops are written so that the JIT turns them into vectors, and they
/// give the same numbers as drawing one by one. [Normal] inverts the normal distribution function,
/// [NormalPairs] makes normal numbers for a batch.
///
/// Source: J. K. Salmon et al. (2011), Parallel random numbers: as easy as 1, 2, 3,
/// [doi:10.1145/2063384.2063405](https://doi.org/10.1145/2063384.2063405).
package myelin.engine.random;
