package myelin.conformance.harness;

import static myelin.Names.all_to_all;
import static myelin.Names.fixed_indegree;
import static myelin.Names.fixed_outdegree;
import static myelin.Names.fixed_total_number;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.nS;
import static myelin.Names.normal;
import static myelin.Names.one_to_one;
import static myelin.Names.pA;
import static myelin.Names.pairwise_bernoulli;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;
import static myelin.Names.uniform;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import myelin.Builder;
import myelin.Events;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;

/// A network of many neuron models with many generators, weights and delays drawn at random, such
/// that any difference in order of summation or in a random number shows in its potentials. Run as
/// a program, it prints a hash of all that happens.
public final class MixedNetwork implements AutoCloseable {

  /// The network.
  public final Simulator sim;

  private final NodeCollection neurons;
  private final NodeCollection recorder;
  private final NodeCollection meter;

  /// The network as another simulator has it, with the same ids.
  private MixedNetwork(Simulator other, MixedNetwork same) {
    sim = other;
    neurons = other.nodes(same.neurons.toArray());
    recorder = other.nodes(same.recorder.toArray());
    meter = other.nodes(same.meter.toArray());
  }

  /// The same network in another simulator.
  public MixedNetwork in(Simulator other) {
    return new MixedNetwork(other, this);
  }

  /// @param slice longest slice in steps, or 0
  public MixedNetwork(int threads, int slice) {
    this(b -> b.threads(threads).slice(slice));
  }

  /// The network with other settings of the simulator.
  public MixedNetwork(UnaryOperator<Builder> settings) {
    sim = settings.apply(Simulator.builder().seed(2026)).build();
    NodeCollection exp =
        sim.create(start("iaf_psc_exp").with("tau_syn_ex", uniform(ms(1), ms(4))), 300);
    NodeCollection alpha = sim.create(start("iaf_psc_alpha").with("t_ref", 1.3), 200);
    NodeCollection delta = sim.create(start("iaf_psc_delta").with("refractory_input", true), 200);
    NodeCollection parrots = sim.create(NodeModel.named("parrot_neuron"), 50);
    NodeCollection soft =
        sim.create(start("iaf_psc_exp").with("delta", 2.0).with("rho", 100.0), 50);
    NodeCollection cond = sim.create(start("iaf_cond_exp").with("tau_syn_ex", 0.9), 150);
    recorder = sim.create(spike_recorder);
    meter =
        sim.create(NodeModel.named("multimeter").with("record_from", "V_m").with("interval", 0.7));
    NodeCollection currents = exp.and(alpha).and(soft);
    neurons = currents.and(delta).and(cond);
    drive(currents, delta, parrots);
    project(currents, delta, parrots);
    conduct(currents, cond);
    sim.connect(meter, neurons);
    sim.connect(neurons.and(parrots), recorder);
  }

  private static NodeModel start(String model) {
    return NodeModel.named(model).with("V_m", normal(mV(-62), mV(4)).redraw(mV(-75), mV(-55)));
  }

  private NodeCollection device(String model, Object... parameters) {
    NodeModel device = NodeModel.named(model);
    for (int i = 0; i < parameters.length; i += 2) {
      device = device.with((String) parameters[i], parameters[i + 1]);
    }
    return sim.create(device);
  }

  private void drive(NodeCollection currents, NodeCollection delta, NodeCollection parrots) {
    NodeCollection poisson = device("poisson_generator", "rate", 9000.0);
    Synapse delayed = static_synapse.with("delay", 1.1);
    Synapse drawn = delayed.with("weight", normal(pA(60), pA(15)));
    sim.connect(poisson, currents, drawn);
    sim.connect(poisson, delta, delayed.with("weight", normal(mV(0.3), mV(0.1))));
    sim.connect(poisson, parrots.first(20), delayed);
    sim.connect(poisson, recorder);
    NodeCollection train =
        device(
            "spike_generator",
            "spike_times",
            new double[] {1, 2.5, 2.5, 7.1, 12.3, 17},
            "spike_weights",
            new double[] {1, -0.3, 0.7, 1.1, 2.3, 0.9},
            "spike_multiplicities",
            new double[] {1, 2, 1, 3, 1, 2});
    sim.connect(train, currents, delayed.with("weight", uniform(pA(10), pA(90))));
    sim.connect(train, parrots, all_to_all(), delayed.with("delay", 1.0));
    sim.connect(device("dc_generator", "amplitude", 40.0, "start", 3.0), currents);
    sim.connect(device("ac_generator", "amplitude", 70.0, "frequency", 40.0), delta);
    sim.connect(device("noise_generator", "std", 90.0, "dt", 0.3), currents);
    sim.connect(
        device(
            "step_current_generator",
            "amplitude_times",
            new double[] {2, 9},
            "amplitude_values",
            new double[] {-20, 33}),
        delta);
  }

  private void project(NodeCollection currents, NodeCollection delta, NodeCollection parrots) {
    Synapse spread = static_synapse.with("delay", normal(ms(2), ms(0.7)).redraw(ms(1), ms(4.5)));
    Synapse excite = spread.with("weight", normal(pA(40), pA(20)));
    Synapse inhibit = spread.with("weight", normal(pA(-90), pA(30)));
    Synapse kick = spread.with("weight", normal(mV(0.2), mV(0.2)));
    sim.connect(currents, currents, fixed_indegree(20), excite);
    sim.connect(delta, currents, pairwise_bernoulli(0.03), inhibit);
    sim.connect(currents, delta, fixed_total_number(3000), kick);
    sim.connect(currents, parrots, fixed_outdegree(1), spread);
    sim.connect(parrots, delta.first(50), one_to_one(), kick);
    sim.connect(parrots, currents, pairwise_bernoulli(0.1), excite);
  }

  /// Conductances, some so strong that neurons need more than one step of the integrator.
  private void conduct(NodeCollection currents, NodeCollection cond) {
    Synapse spread = static_synapse.with("delay", uniform(ms(1), ms(3)));
    NodeCollection poisson = device("poisson_generator", "rate", 4000.0);
    sim.connect(poisson, cond, spread.with("weight", normal(nS(2.5), nS(1))));
    sim.connect(device("ac_generator", "amplitude", 90.0, "frequency", 70.0), cond.first(60));
    sim.connect(currents, cond, fixed_indegree(10), spread.with("weight", uniform(nS(1), nS(300))));
    sim.connect(cond, cond, fixed_indegree(10), spread.with("weight", normal(nS(-30), nS(40))));
    sim.connect(cond, currents, fixed_indegree(10), spread.with("weight", normal(pA(0), pA(30))));
  }

  /// Adds neurons and synapses, and changes parameters of some that are there.
  public void grow() {
    NodeCollection more =
        sim.create(start("iaf_psc_exp").with("tau_m", uniform(ms(8), ms(12))), 150);
    Synapse spread = static_synapse.with("delay", uniform(ms(1), ms(9)));
    sim.connect(neurons, more, fixed_indegree(30), spread.with("weight", normal(pA(50), pA(30))));
    sim.connect(more, neurons.first(500), pairwise_bernoulli(0.05), spread.with("weight", 35));
    sim.connect(device("poisson_generator", "rate", 7000.0), more, spread.with("weight", 60));
    sim.connect(more, recorder);
    neurons.first(100).set("tau_m", uniform(ms(7), ms(15)));
    neurons.last(100).set("V_m", normal(mV(-65), mV(2)));
  }

  /// The multimeter of all potentials.
  public NodeCollection meter() {
    return meter;
  }

  /// The recorder of all spikes.
  public NodeCollection recorder() {
    return recorder;
  }

  /// Hash of all spikes, and of all samples of the potential to the last bit.
  public String hash() {
    Events spikes = sim.gatherEvents(recorder);
    Events samples = sim.gatherEvents(meter);
    return "%d spikes %08x %08x, %d samples %08x %08x, potentials %08x"
        .formatted(
            spikes.size(),
            Arrays.hashCode(spikes.senders()),
            Arrays.hashCode(spikes.steps()),
            samples.size(),
            Arrays.hashCode(samples.senders()),
            Arrays.hashCode(samples.values("V_m")),
            Arrays.hashCode(Whole.get(sim, neurons, "V_m")));
  }

  @Override
  public void close() {
    sim.close();
  }

  /// Hash after `duration` (ms).
  public static String run(int threads, double duration) {
    return run(b -> b.threads(threads), duration);
  }

  /// The same with other settings.
  public static String run(UnaryOperator<Builder> settings, double duration) {
    try (MixedNetwork network = new MixedNetwork(settings)) {
      network.sim.simulate(duration);
      return network.hash();
    }
  }

  /// Prints the hash; the argument is the duration (ms).
  public static void main(String[] arguments) {
    IO.println(run(2, Double.parseDouble(arguments[0])));
  }
}
