/// What the Python package of Myelin calls.
module myelin.pynest {
  requires transitive myelin;
  requires myelin.sonata;
  requires static org.jspecify;

  exports myelin.pynest;
}
