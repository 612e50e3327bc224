/// What the Python package of Myelin calls.
module myelin.pynest {
  requires transitive myelin;
  requires static org.jspecify;

  exports myelin.pynest;
}
