package myelin.engine.neuron;

/// Is told of the spikes of a population's neurons, and keeps of them what synapses onto these
/// neurons need. Neurons are counted as in the population. Methods are called by the worker of the
/// population's part only.
public interface SpikeListener {

  /// Makes room for `n` neurons.
  public void reserve(int n);

  /// Sets the time constants of the traces of neuron `n` (ms).
  public void decay(int n, double tauMinus, double tauMinusTriplet);

  /// Neuron `n` fired; the spike has the stamp `step`.
  public void fired(int n, long step);

  /// Whether synapses hear neuron `n`.
  public boolean hears(int n);

  /// The step up to which all synapses have heard what there was, at step `now`.
  public long needed(long now);

  /// The step up to which no synapse onto neuron `n` looks back any more.
  public long heardUntil(int n);

  /// The step up to which no spike that is under way to a synapse at step `now` looks back.
  public long underWay(long now);

  /// Number of spikes of neuron `n` that are kept.
  public int size(int n);

  /// The trace with `tau_minus` of neuron `n` at `step`, all spikes up to then included.
  public double trace(int n, long step);
}
