package myelin.conformance.harness;

import static myelin.Names.ms;
import static myelin.Names.number;
import static myelin.Names.poisson_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import myelin.Builder;
import myelin.Events;
import myelin.Simulator;
import myelin.connect.Connections;
import myelin.connect.Synapse;
import myelin.growth.GrowingSynapse;
import myelin.growth.StructuralPlasticity;
import myelin.growth.SynapticElement;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;

/// Excitatory and inhibitory neurons that begin without synapses among them, and grow them until
/// they fire at the rates that they like: NEST's example of structural plasticity, but smaller, as
/// in `ask_growth.py`.
public final class GrowingNetwork implements AutoCloseable {

  private static final int EXCITATORY = 160;
  private static final int INHIBITORY = 40;

  /// The network.
  public final Simulator sim;

  private final int recorder;

  /// A network with a growth curve.
  ///
  /// @param slice longest slice in steps, or 0
  public GrowingNetwork(String curve, long seed, int threads, int slice) {
    this(curve, b -> b.seed(seed).threads(threads).slice(slice));
  }

  private GrowingNetwork(String curve, UnaryOperator<Builder> settings) {
    sim = settings.apply(Simulator.builder()).build();
    Synapse excitatory = static_synapse.with("weight", 300.0).named("excitatory");
    Synapse inhibitory = static_synapse.with("weight", -300.0).named("inhibitory");
    grow(
        500,
        Map.of(
            "ex", new GrowingSynapse(excitatory.elements("Axon_ex", "Den_ex")),
            "in", new GrowingSynapse(inhibitory.elements("Axon_in", "Den_in"))));
    NodeModel cell =
        NodeModel.named("iaf_psc_alpha")
            .with("tau_m", 10.0)
            .with("tau_syn_ex", 0.5)
            .with("tau_syn_in", 0.5)
            .with("t_ref", 2.0)
            .with("E_L", -65.0)
            .with("V_m", -65.0)
            .with("V_th", -50.0)
            .with("C_m", 250.0)
            .with("V_reset", -65.0);
    NodeCollection e = sim.create(cell, EXCITATORY);
    NodeCollection i = sim.create(cell, INHIBITORY);
    put(e, curve, 0.001, 0.05, "Den_ex", "Den_in", "Axon_ex");
    put(i, curve, 0.002, 0.1, "Den_ex", "Den_in", "Axon_in");
    NodeCollection noise = sim.create(poisson_generator.with("rate", 10_000.0));
    sim.connect(noise, e.and(i), static_synapse.with("weight", 24.0));
    NodeCollection spikes = sim.create(spike_recorder);
    sim.connect(e.and(i), spikes);
    recorder = spikes.id(0);
  }

  /// The network of [#GrowingNetwork], with some synapses that learn and more frequent updates, so
  /// that all that can happen does so within seconds.
  public static GrowingNetwork quick(int threads, int slice) {
    return quick(b -> b.threads(threads).slice(slice));
  }

  /// The same with other settings.
  public static GrowingNetwork quick(UnaryOperator<Builder> settings) {
    GrowingNetwork network = new GrowingNetwork("gaussian", b -> settings.apply(b.seed(3)));
    Synapse excitatory = static_synapse.with("weight", 300.0).named("excitatory");
    Synapse learning = Synapse.model("stdp_synapse").with("weight", 40.0).named("learning");
    Synapse slow = static_synapse.with("weight", -200.0).with("delay", 1.7).named("slow");
    network.grow(
        20,
        Map.of(
            "ex", new GrowingSynapse(excitatory.elements("Axon_ex", "Den_ex")).withoutAutapses(),
            "in", new GrowingSynapse(slow.elements("Axon_in", "Den_in")),
            "plastic", new GrowingSynapse(learning.elements("Axon_ex", "Den_in"))));
    NodeCollection all = network.sim.nodes().first(EXCITATORY + INHIBITORY);
    all.set("tau_Ca", ms(100));
    all.set("beta_Ca", number(0.05));
    network.put(all.first(EXCITATORY), "gaussian", 0.2, 0.12, "Den_ex", "Axon_ex");
    network.put(all.last(INHIBITORY), "sigmoid", 0.1, 0.1, "Den_ex", "Den_in", "Axon_in");
    return network;
  }

  private void grow(double interval, Map<String, GrowingSynapse> synapses) {
    StructuralPlasticity growth = sim.structuralPlasticity();
    growth.synapses(synapses);
    growth.updateInterval(ms(interval));
    growth.enable();
  }

  private void put(NodeCollection nodes, String curve, double rate, double eps, String... names) {
    SynapticElement one =
        SynapticElement.linear().growth_curve(curve).growth_rate(rate).eps(eps).eta(0).psi(0.05);
    Map<String, SynapticElement> all = new TreeMap<>();
    for (String name : names) all.put(name, one);
    sim.structuralPlasticity().put(nodes, all);
  }

  /// How many synapses there are, excitatory and inhibitory.
  public long[] synapses() {
    Map<String, Long> all = sim.synapses();
    return new long[] {
      all.getOrDefault("excitatory", 0L), all.getOrDefault("inhibitory", 0L),
    };
  }

  /// A number for all that has happened: spikes, synapses, weights, elements.
  public String hash(Simulator in) {
    Events events = in.gatherEvents(in.nodes(recorder));
    int hash = Arrays.hashCode(events.senders()) + 31 * Arrays.hashCode(events.times());
    var all = in.connections();
    hash = 31 * hash + Arrays.hashCode(Whole.column(in, all, c -> reals(c.source())));
    hash = 31 * hash + Arrays.hashCode(Whole.column(in, all, c -> reals(c.target())));
    hash = 31 * hash + Arrays.hashCode(Whole.column(in, all, Connections::weight));
    NodeCollection neurons = in.nodes().first(EXCITATORY + INHIBITORY);
    for (int elements :
        Whole.each(in, neurons, n -> in.structuralPlasticity().elements(n.id(0)).hashCode())) {
      hash = 31 * hash + elements;
    }
    Map<String, Long> synapses = new TreeMap<>();
    in.synapses().forEach((name, n) -> synapses.put(name, in.ranks().sum(n)));
    return "%d spikes, %d synapses %s, %08x"
        .formatted(events.size(), in.ranks().sum(all.size()), synapses, hash);
  }

  private static double[] reals(int[] ids) {
    return Arrays.stream(ids).asDoubleStream().toArray();
  }

  /// Simulates a quick network for a time (ms) in one go, and returns its hash.
  public static String run(int threads, int slice, double ms) {
    return run(b -> b.threads(threads).slice(slice), ms);
  }

  /// The same with other settings.
  public static String run(UnaryOperator<Builder> settings, double ms) {
    try (GrowingNetwork network = quick(settings)) {
      network.sim.simulate(ms);
      return network.hash(network.sim);
    }
  }

  @Override
  public void close() {
    sim.close();
  }
}
