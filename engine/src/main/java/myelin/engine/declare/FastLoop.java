package myelin.engine.declare;

/// A second form of a model's inner loop, with the same results to the bit, which is faster but
/// takes a while to get ready. A network that is about to do much work asks for it; see
/// [Model#fastLoop].
public interface FastLoop {

  /// How many steps of a leaky neuron with an exact solution are as much work as one step of this.
  int effort();

  /// Gets ready, unless it is ready already or cannot be on this machine. May take half a second.
  void prepare();
}
