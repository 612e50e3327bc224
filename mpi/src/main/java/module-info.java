/// Several processes that share a network, by the MPI library of the machine, which Java calls
/// itself: there is no native code here. Without this module everything works on one process.
module myelin.mpi {
  requires myelin.engine;

  provides myelin.engine.base.RanksProvider with
      myelin.mpi.Mpi;
}
