package myelin.engine.declare;

/// What spikes mean to who sends or receives them.
public enum Coding {
  /// A spike is an event.
  SPIKES,
  /// Two coincident spikes say that a binary neuron is on now, a single one that it is off.
  TRANSITIONS,
  /// Whatever they mean to others: of nodes that repeat, replay or record spikes.
  ANY;

  /// Whether what is sent so is understood by who receives so.
  public boolean suits(Coding receiver) {
    return this == receiver || this == ANY || receiver == ANY;
  }
}
