package myelin.engine.declare;

/// A second form of a model's inner loop, with the same results to the bit, which is faster but
/// takes a while to get ready. A network that is about to do much work asks for it; see
/// [Model#fastLoop].
public interface FastLoop {

  /// A step of a neuron is as much work as so many of a leaky neuron with exact solutions.
  int effort();

  /// Gets ready, unless it is or cannot be on this machine. May take half a second.
  void prepare();
}
