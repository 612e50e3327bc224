package myelin.conformance.harness;

import static myelin.Names.ms;
import static myelin.Names.multimeter;
import static myelin.Names.spike_recorder;

import myelin.Simulator;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;

/// A neuron, sampled in every step.
public final class Probe implements AutoCloseable {

  /// The network of the neuron.
  public final Simulator sim;

  /// The neuron.
  public final NodeCollection neuron;

  private final NodeCollection meter;
  private final NodeCollection recorder;
  private final double h;

  /// A neuron of that model with steps of `h` (ms), of which these quantities are sampled.
  public Probe(double h, NodeModel model, String... quantities) {
    this.h = h;
    sim = Simulator.builder().resolution(ms(h)).threads(1).build();
    neuron = sim.create(model);
    meter = sim.create(multimeter.with("record_from", quantities).with("interval", h));
    recorder = sim.create(spike_recorder);
    sim.connect(meter, neuron);
    sim.connect(neuron, recorder);
  }

  /// The samples of a quantity; number `k` is of the end of step `k + 1`.
  public double[] values(String quantity) {
    return sim.events(meter).values(quantity);
  }

  /// The sample at a time.
  public double at(String quantity, double t) {
    return values(quantity)[(int) Math.round(t / h) - 1];
  }

  /// When it fired.
  public double[] spikes() {
    return sim.spikes(recorder).times();
  }

  @Override
  public void close() {
    sim.close();
  }
}
