package myelin.conformance.harness;

import static myelin.Names.ms;
import static myelin.Names.pairwise_bernoulli;
import static myelin.Names.parrot_neuron;
import static myelin.Names.poisson_generator;
import static myelin.Names.pp_cond_exp_mc_urbanczik;
import static myelin.Names.static_synapse;
import static myelin.Names.uniform;
import static myelin.Names.urbanczik_synapse;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import myelin.Builder;
import myelin.Simulator;
import myelin.connect.Connections;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;

/// Dendrites that learn to predict their somas, from sources that fire at random; delays, neurons
/// and synapses differ.
public final class UrbanczikNetwork {

  private static final int NEURONS = 12;

  private UrbanczikNetwork() {}

  /// @param slice longest slice in steps, or 0
  public static Simulator of(int threads, int slice) {
    return of(b -> b.threads(threads).slice(slice));
  }

  private static Simulator of(UnaryOperator<Builder> settings) {
    Simulator sim = settings.apply(Simulator.builder().seed(5)).build();
    NodeCollection neurons = sim.create(pp_cond_exp_mc_urbanczik, NEURONS);
    neurons.first(5).set("dendritic.tau_syn_ex", 2.2);
    neurons.last(4).set("dendritic.g_L", 22.0);
    NodeCollection parrots = sim.create(parrot_neuron, 30);
    sim.connect(sim.create(poisson_generator.with("rate", 40.0)), parrots);
    Synapse teacher = static_synapse.with("weight", 30.0).with("delay", 1.3).receptor("soma_exc");
    sim.connect(sim.create(poisson_generator.with("rate", 600.0)), neurons, teacher);
    Synapse synapse =
        urbanczik_synapse
            .with("weight", uniform(20, 80))
            .with("delay", uniform(ms(1.3), ms(4)))
            .with("eta", 0.5)
            .with("tau_Delta", uniform(ms(50), ms(120)));
    sim.connect(parrots, neurons, pairwise_bernoulli(0.5), synapse.receptor("dendritic_exc"));
    sim.connect(
        neurons, neurons, pairwise_bernoulli(0.3), synapse.named("back").receptor("dendritic_inh"));
    return sim;
  }

  /// Hash of the state of synapses and neurons.
  public static String hash(Simulator sim) {
    NodeCollection neurons = sim.nodes(IntStream.rangeClosed(1, NEURONS).toArray());
    NodeCollection all = sim.nodes(IntStream.rangeClosed(1, NEURONS + 30).toArray());
    return "weights %08x, potentials %08x %08x"
        .formatted(
            Arrays.hashCode(Whole.column(sim, sim.connections(all, neurons), Connections::weight)),
            Arrays.hashCode(Whole.get(sim, neurons, "soma.V_m")),
            Arrays.hashCode(Whole.get(sim, neurons, "dendritic.V_m")));
  }

  /// Hash after `duration` with that number of threads.
  public static String run(int threads, int slice, double duration) {
    return run(b -> b.threads(threads).slice(slice), duration);
  }

  /// The same with other settings.
  public static String run(UnaryOperator<Builder> settings, double duration) {
    try (Simulator sim = of(settings)) {
      sim.simulate(duration);
      return hash(sim);
    }
  }
}
