package myelin.engine.kernel;

import myelin.engine.base.Ranks;

/// The nodes of which a file of a checkpoint holds the state: those of the rank that wrote it. The
/// first file also holds what all ranks have in common.
///
/// @param rank number of that rank
/// @param ranks how many there were
record Share(int rank, int ranks) {

  /// Those of this process.
  static Share of(Ranks ranks) {
    return new Share(ranks.rank(), ranks.size());
  }

  /// Whether a file holds the state of a node.
  boolean has(int id) {
    return id % ranks == rank;
  }

  /// Whether a file also holds what all ranks have in common.
  boolean isFirst() {
    return rank == 0;
  }
}
