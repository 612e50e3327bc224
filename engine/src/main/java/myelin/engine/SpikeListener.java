package myelin.engine;

/// Is told of the spikes of a population's neurons, and keeps of them what synapses onto these
/// neurons need. Neurons are counted as in the population. Methods are called by the worker of the
/// population's part only.
interface SpikeListener {

  /// Makes room for `n` neurons.
  void reserve(int n);

  /// Sets the time constants of the traces of neuron `n` (ms).
  void decay(int n, double tauMinus, double tauMinusTriplet);

  /// Neuron `n` fired; the spike has the stamp `step`.
  void fired(int n, long step);

  /// Number of spikes of neuron `n` that are kept.
  int size(int n);

  /// The trace with `tau_minus` of neuron `n` at `step`, all spikes up to then included.
  double trace(int n, long step);
}
