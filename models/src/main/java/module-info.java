/// The models: one small file each, and the list of them.
module myelin.models {
  requires transitive myelin.engine;
  requires myelin.nestml;
  requires static org.jspecify;

  exports myelin.models;
  exports myelin.models.loops;

  uses myelin.models.loops.VectorLoops;
}
