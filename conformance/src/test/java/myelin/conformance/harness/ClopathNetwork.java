package myelin.conformance.harness;

import static myelin.Names.clopath_synapse;
import static myelin.Names.fixed_indegree;
import static myelin.Names.hh_psc_alpha_clopath;
import static myelin.Names.ms;
import static myelin.Names.poisson_generator;
import static myelin.Names.static_synapse;
import static myelin.Names.uniform;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import myelin.Builder;
import myelin.Simulator;
import myelin.connect.Connections;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;

/// A recurrent network whose synapses hear the potentials of their targets, with delays, neurons
/// and synapses that differ.
public final class ClopathNetwork {

  private static final int NEURONS = 24;

  private ClopathNetwork() {}

  /// @param slice longest slice in steps, or 0
  public static Simulator of(int threads, int slice) {
    return of(b -> b.threads(threads).slice(slice));
  }

  private static Simulator of(UnaryOperator<Builder> settings) {
    Simulator sim = settings.apply(Simulator.builder().seed(3)).build();
    NodeCollection neurons = sim.create(hh_psc_alpha_clopath.with("u_bar_plus", -65.0), NEURONS);
    neurons.first(10).set("A_LTD_const", false);
    neurons.last(7).set("delay_u_bars", 2.2);
    NodeCollection noise = sim.create(poisson_generator.with("rate", 12_000.0));
    sim.connect(noise, neurons, static_synapse.with("weight", 90.0).with("delay", 1.3));
    Synapse synapse =
        clopath_synapse
            .with("weight", 30)
            .with("Wmax", 80)
            .with("delay", uniform(ms(1.3), ms(4)))
            .with("tau_x", uniform(ms(10), ms(20)));
    sim.connect(neurons, neurons, fixed_indegree(6), synapse);
    Synapse same = synapse.with("tau_x", 15.0).named("same").with("x_bar", 0.1);
    sim.connect(neurons.first(6), neurons.last(9), same);
    return sim;
  }

  /// Hash of the states of synapses and neurons.
  public static String hash(Simulator sim) {
    NodeCollection neurons = sim.nodes(IntStream.rangeClosed(1, NEURONS).toArray());
    return "weights %08x, traces %08x, potentials %08x %08x"
        .formatted(
            Arrays.hashCode(Whole.column(sim, sim.connections(), Connections::weight)),
            Arrays.hashCode(Whole.column(sim, sim.connections(), c -> c.get("x_bar"))),
            Arrays.hashCode(Whole.get(sim, neurons, "V_m")),
            Arrays.hashCode(Whole.get(sim, neurons, "u_bar_bar")));
  }

  /// Hash after `duration` (ms).
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

  /// Prints the hash; the argument is the duration (ms).
  public static void main(String[] arguments) {
    IO.println(run(2, 0, Double.parseDouble(arguments[0])));
  }
}
