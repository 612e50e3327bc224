package myelin.node;

import myelin.engine.base.BadInput;
import myelin.space.Positions;
import myelin.value.Quantity;

/// Values of parameters that depend on the places of nodes.
final class Placed {

  private Placed() {}

  /// A value for nodes at these places.
  static Object value(Object value, Positions positions) {
    if (value instanceof Quantity<?> q && q.isSpatial()) return q.at(positions.toArray());
    return value;
  }

  /// A value for nodes at the places that they have.
  ///
  /// @throws BadInput if it depends on places and there are none
  static Object value(Object value, NodeCollection nodes) {
    if (!(value instanceof Quantity<?> q) || !q.isSpatial()) return value;
    Positions positions =
        nodes
            .positions()
            .orElseThrow(() ->
                new BadInput(
                    BadInput.Kind.VALUE,
                    "%s depends on places, and these nodes have none, or were not created together: %s"
                        .formatted(q, nodes)));
    return value(q, positions);
  }
}
