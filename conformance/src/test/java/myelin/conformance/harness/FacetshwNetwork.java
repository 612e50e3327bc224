package myelin.conformance.harness;

import static myelin.Names.fixed_indegree;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.iaf_psc_exp;
import static myelin.Names.poisson_generator;
import static myelin.Names.static_synapse;
import static myelin.Names.stdp_facetshw_synapse_hom;
import static myelin.Names.uniform;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import myelin.Builder;
import myelin.Simulator;
import myelin.connect.Connections;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;

/// A recurrent network of two models of neurons whose synapses are of the FACETS hardware, some of
/// them made after others have passed spikes.
public final class FacetshwNetwork {

  private static final int NEURONS = 40;

  private FacetshwNetwork() {}

  /// @param slice longest slice in steps, or 0
  public static Simulator of(int threads, int slice) {
    return of(b -> b.threads(threads).slice(slice));
  }

  private static Simulator of(UnaryOperator<Builder> settings) {
    Simulator sim = settings.apply(Simulator.builder().seed(3)).build();
    NodeCollection neurons = sim.create(iaf_psc_alpha, 20).and(sim.create(iaf_psc_exp, 20));
    NodeCollection noise = sim.create(poisson_generator.with("rate", 9_000.0));
    sim.connect(noise, neurons, static_synapse.with("weight", 90.0).with("delay", 1.3));
    sim.connect(neurons, neurons, fixed_indegree(6), synapse(1.3));
    sim.simulate(30.2);
    sim.connect(neurons, neurons, fixed_indegree(3), synapse(1.7));
    return sim;
  }

  private static Synapse synapse(double delay) {
    return stdp_facetshw_synapse_hom
        .with("Wmax", 60)
        .with("weight", uniform(0, 60))
        .with("delay", delay)
        .with("synapses_per_driver", 4)
        .with("driver_readout_time", 0.7)
        .with("a_thresh_th", 0.2)
        .with("a_thresh_tl", 0.1);
  }

  /// All synapses between neurons.
  public static Connections synapses(Simulator sim) {
    NodeCollection neurons = sim.nodes(IntStream.rangeClosed(1, NEURONS).toArray());
    return sim.connections(neurons, neurons);
  }

  /// Hash of the state of all synapses.
  public static String hash(Simulator sim) {
    Connections found = synapses(sim);
    return Stream.of(
            "weight", "a_causal", "a_acausal", "synapse_id", "next_readout_time", "no_synapses")
        .map(name ->
            "%s %08x".formatted(name, Arrays.hashCode(Whole.column(sim, found, c -> c.get(name)))))
        .collect(Collectors.joining(", "));
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
