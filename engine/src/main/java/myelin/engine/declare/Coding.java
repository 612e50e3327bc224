package myelin.engine.declare;

/// What spikes mean to a node that sends or receives them.
public enum Coding {
  /// A spike is an event.
  SPIKES,
  /// Two coincident spikes say that a binary neuron is on now, a single one that it is off.
  TRANSITIONS,
  /// Any of these: for nodes that repeat, replay or record spikes.
  ANY;

  /// Whether a node that receives with the coding `receiver` understands spikes sent with this one.
  public boolean suits(Coding receiver) {
    return this == receiver || this == ANY || receiver == ANY;
  }
}
