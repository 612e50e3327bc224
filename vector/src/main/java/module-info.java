/// Versions of the models' innermost loops on `jdk.incubator.vector`. Without this module
/// everything works and has the same results.
module myelin.vector {
  requires jdk.incubator.vector;
  requires myelin.engine;
  requires myelin.models;

  provides myelin.models.loops.VectorLoops with
      myelin.vector.Loops;
}
