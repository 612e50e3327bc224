/// MPI, called through Java's foreign functions.
///
/// [Mpi][myelin.mpi.Mpi] finds the library of the MPI that has started this process
/// ([Library][myelin.mpi.Library]), and which of the three binary interfaces it has
/// ([Interface][myelin.mpi.Interface]); [MpiRanks][myelin.mpi.MpiRanks] exchanges words, in blocks
/// that [BlockExchange][myelin.mpi.BlockExchange] passes round.
package myelin.mpi;
