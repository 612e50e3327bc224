package myelin.engine.base;

import java.util.Optional;

/// What lets a process share a network with others: a service, such as that of the module for MPI.
public interface RanksProvider {

  /// The processes that were started together with this one; empty if it was started alone.
  ///
  /// @throws BadInput if they cannot be joined
  Optional<Ranks> join();
}
