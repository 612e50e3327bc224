/// Ids of nodes: which model a node is of, which part owns it, and its index there.
///
/// Ids count from 1. A **part** is what one worker owns: its neurons' state, the rings of input to
/// them, and the tables of synapses onto them. The nodes of one create call are divided among the
/// parts in contiguous runs ([Nodes]). Ids are added between runs, by the calling thread, and read
/// by all.
package myelin.engine.nodes;
