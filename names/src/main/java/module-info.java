/// Writes `myelin.Names` from the models' declarations. The build of the network runs it; no
/// program needs it.
module myelin.names {
  requires java.compiler;
  requires myelin.models;
  requires static org.jspecify;
}
