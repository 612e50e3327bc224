package myelin.value;

/// Which places a value depends on.
///
/// @param node on that of a node
/// @param radius on the distance of source and target
/// @param pair on other things of the places of source and target
/// @param dimensions how many dimensions places must have at least
record Needs(boolean node, boolean radius, boolean pair, int dimensions) {

  static final Needs NONE = new Needs(false, false, false, 0);
  static final Needs DISTANCE = new Needs(false, true, false, 0);

  static Needs ofNode(int k) {
    return new Needs(true, false, false, k + 1);
  }

  static Needs ofPair(int k) {
    return new Needs(false, false, true, k + 1);
  }

  Needs and(Needs other) {
    if (other == NONE) return this;
    if (this == NONE) return other;
    return new Needs(
        node || other.node,
        radius || other.radius,
        pair || other.pair,
        Math.max(dimensions, other.dimensions));
  }
}
