/// The format of a checkpoint: numbers, texts and arrays in named sections.
///
/// [CheckpointWriter] and [CheckpointReader] know no class of the engine, and open no file: they
/// are handed an open channel. Each class that has something to save writes and reads its own part;
/// `Checkpoint` in the package `kernel` has the order of the whole. The reader checks every length,
/// order and range that it is told to, and refuses a damaged or forged file with a message instead
/// of failing later.
///
/// One thread reads or writes, while no run is on.
package myelin.engine.checkpoint;
