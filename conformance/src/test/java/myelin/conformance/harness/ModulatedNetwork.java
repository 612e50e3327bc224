package myelin.conformance.harness;

import static myelin.Names.fixed_indegree;
import static myelin.Names.normal;
import static myelin.Names.pA;
import static myelin.Names.static_synapse;
import static myelin.Names.uniform;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import myelin.Builder;
import myelin.Events;
import myelin.Simulator;
import myelin.connect.Connections;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;

/// A recurrent network whose synapses hear one of two volume transmitters, each with an interval
/// and dopamine neurons of its own, with weights and delays that differ.
public final class ModulatedNetwork implements AutoCloseable {

  private static final int NEURONS = 80;

  /// The network.
  public final Simulator sim;

  private final NodeCollection neurons;
  private final NodeCollection weights;

  /// @param slice longest slice in steps, or 0
  public ModulatedNetwork(int threads, int slice) {
    this(b -> b.threads(threads).slice(slice));
  }

  private ModulatedNetwork(UnaryOperator<Builder> settings) {
    sim = settings.apply(Simulator.builder().seed(5)).build();
    neurons = sim.create(NodeModel.named("iaf_psc_exp").with("tau_minus", 25.0), NEURONS);
    NodeCollection poisson = sim.create(NodeModel.named("poisson_generator").with("rate", 8000.0));
    sim.connect(poisson, neurons, static_synapse.with("weight", 65).with("delay", 1.2));
    weights = sim.create(NodeModel.named("weight_recorder"));
    modulate("often", 1, neurons.first(20), 1.5);
    modulate("seldom", 4, neurons.last(10), 2.0);
  }

  private void modulate(String name, int interval, NodeCollection dopamine, double delay) {
    NodeCollection transmitter =
        sim.create(NodeModel.named("volume_transmitter").with("deliver_interval", interval));
    sim.connect(dopamine.first(5), transmitter, static_synapse.with("delay", delay));
    sim.connect(dopamine.last(5), transmitter, static_synapse.with("delay", delay + 3.3));
    Synapse synapse =
        Synapse.model("stdp_dopamine_synapse")
            .named(name)
            .modulatedBy(transmitter)
            .with("weight", normal(pA(50), pA(15)).redraw(pA(1), pA(190)))
            .with("delay", uniform(myelin.Names.ms(1.2), myelin.Names.ms(3)))
            .with("A_minus", 0.9)
            .with("tau_n", 30.0 * interval)
            .with("b", 0.02)
            .with("tau_c", 200.0);
    sim.connect(neurons, neurons, fixed_indegree(8), synapse.recordedBy(weights));
  }

  /// Hash of weights and all else that synapses have, and of the recorded weights.
  public String hash() {
    return hash(sim);
  }

  /// The same of a simulator with the same ids.
  public String hash(Simulator sim) {
    Connections found = sim.connections();
    Events w = sim.gatherEvents(sim.nodes(weights.toArray()));
    return "weights %08x, eligibility %08x, dopamine %08x, traces %08x, %d recorded %08x, potentials %08x"
        .formatted(
            Arrays.hashCode(Whole.column(sim, found, Connections::weight)),
            Arrays.hashCode(Whole.column(sim, found, c -> c.get("c"))),
            Arrays.hashCode(Whole.column(sim, found, c -> c.get("n"))),
            Arrays.hashCode(Whole.column(sim, found, c -> c.get("Kplus"))),
            w.size(),
            Arrays.hashCode(w.values("weights")),
            Arrays.hashCode(Whole.get(sim, sim.nodes(neurons.toArray()), "V_m")));
  }

  @Override
  public void close() {
    sim.close();
  }

  /// Hash after `duration` (ms).
  public static String run(int threads, int slice, double duration) {
    return run(b -> b.threads(threads).slice(slice), duration);
  }

  /// The same with other settings.
  public static String run(UnaryOperator<Builder> settings, double duration) {
    try (ModulatedNetwork network = new ModulatedNetwork(settings)) {
      network.sim.simulate(duration);
      return network.hash();
    }
  }

  /// Prints the hash; the argument is the duration (ms).
  public static void main(String[] arguments) {
    IO.println(run(2, 0, Double.parseDouble(arguments[0])));
  }
}
