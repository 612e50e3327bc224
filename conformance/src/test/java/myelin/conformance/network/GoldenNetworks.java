package myelin.conformance.network;

import static myelin.Names.multimeter;
import static myelin.Names.poisson_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import myelin.Builder;
import myelin.Events;
import myelin.Simulator;
import myelin.conformance.harness.ClopathNetwork;
import myelin.conformance.harness.ContDelayNetwork;
import myelin.conformance.harness.FacetshwNetwork;
import myelin.conformance.harness.MixedNetwork;
import myelin.conformance.harness.ModulatedNetwork;
import myelin.conformance.harness.PlasticNetwork;
import myelin.conformance.harness.Ready;
import myelin.conformance.harness.UrbanczikNetwork;
import myelin.conformance.harness.Whole;
import myelin.conformance.statistics.DescribedNetwork;
import myelin.connect.Connections;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.Coding;
import myelin.engine.declare.Receptor;
import myelin.engine.declare.Recordable;
import myelin.engine.neuron.NeuronModel;
import myelin.models.Models;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;

/// Small networks of many kinds, and hashes of what they do.
final class GoldenNetworks {

  private static final double DURATION = 100;

  private GoldenNetworks() {}

  /// Simulates a network and returns a hash of all it did.
  interface Run {
    /// @param settings threads and ranks
    String hash(UnaryOperator<Builder> settings);

    /// Its hash with two threads.
    default String hash() {
      return hash(b -> b.threads(2));
    }
  }

  /// Prints the hashes of all networks, each with its name, in a line.
  public static void main(String[] arguments) {
    System.out.println(hashes());
  }

  /// All networks by name.
  static Map<String, Run> all() {
    Map<String, Run> all = new LinkedHashMap<>(described());
    all.put("mixed", b -> MixedNetwork.run(b, 40));
    all.put("plastic", b -> PlasticNetwork.run(b, 400));
    all.put("modulated", b -> ModulatedNetwork.run(b, 400));
    all.put("clopath", b -> ClopathNetwork.run(b, 400));
    all.put("facetshw", b -> FacetshwNetwork.run(b, 400));
    all.put("urbanczik", b -> UrbanczikNetwork.run(b, 400));
    all.put("cont_delay", b -> ContDelayNetwork.run(b, 100));
    all.put("coupled", GoldenNetworks::coupled);
    for (NeuronModel model : neurons()) all.put("model." + model.name(), b -> single(model, b));
    return all;
  }

  private static Map<String, String> hashes() {
    Map<String, String> hashes = new TreeMap<>();
    all().forEach((name, run) -> hashes.put(name, run.hash()));
    return hashes;
  }

  /// All neuron models.
  static List<NeuronModel> neurons() {
    return Models.all().stream()
        .filter(NeuronModel.class::isInstance)
        .map(NeuronModel.class::cast)
        .toList();
  }

  /// Small forms of the networks that are compared with NEST's, and COBA.
  static Map<String, Run> described() {
    Map<String, Run> all = new LinkedHashMap<>();
    for (String name :
        List.of("brunel_alpha", "brunel_delta", "cuba_stdp", "coba", "microcircuit")) {
      all.put(name, b -> described(DescribedNetwork.named(name + "_small"), b));
    }
    return all;
  }

  private static String described(DescribedNetwork network, UnaryOperator<Builder> settings) {
    try (Simulator sim = settings.apply(Simulator.builder().seed(2026)).build()) {
      NodeCollection neurons =
          network.build(sim).values().stream().reduce(NodeCollection::and).orElseThrow();
      NodeCollection recorder = sim.create(spike_recorder);
      sim.connect(neurons, recorder);
      sim.simulate(network.measured());
      double[] weights =
          Whole.column(sim, sim.connections(neurons.first(100), neurons), Connections::weight);
      return "%s, potentials %s, weights %s"
          .formatted(spikes(sim, recorder), hash(Whole.get(sim, neurons, "V_m")), hash(weights));
    }
  }

  /// Gap junctions and rates, with plastic synapses between spiking neurons.
  static String coupled(UnaryOperator<Builder> settings) {
    List<double[]> all = CoupledDeterminismTest.run(CoupledDeterminismTest::mixed, settings, 8);
    double[] senders = all.getLast();
    return "%d spikes %s".formatted(senders.length, hash(all.toArray(double[][]::new)));
  }

  /// Neurons of a model, each receptor of which gets many weak and some strong spikes.
  static String single(NeuronModel usual, UnaryOperator<Builder> settings) {
    NeuronModel model = Ready.shaped(usual);
    try (Simulator sim = settings.apply(Simulator.builder().seed(11)).build()) {
      NodeCollection neurons = sim.create(Ready.node(usual), 20);
      for (Receptor receptor : model.receptors()) {
        if (receptor.spikes() < 0) continue;
        Content content = model.channels().get(receptor.spikes()).content();
        if (content == Content.CARRIED || content == Content.BY_SOURCE) {
          sim.connect(
              neurons, neurons, static_synapse.with("weight", 3).receptor(receptor.number()));
          continue;
        }
        for (double weight : new double[] {1, 50, 3000}) {
          NodeCollection noise = sim.create(poisson_generator.with("rate", 60_000 / weight));
          if (model.receives() == Coding.TRANSITIONS) noise = repeated(sim, noise);
          sim.connect(
              noise, neurons, static_synapse.with("weight", weight).receptor(receptor.number()));
        }
      }
      String[] quantities =
          model.recordables().stream().map(Recordable::name).toArray(String[]::new);
      NodeCollection recorder = sim.create(spike_recorder);
      if (model.spikes()) sim.connect(neurons, recorder);
      if (quantities.length == 0) {
        sim.simulate(DURATION);
        return spikes(sim, recorder);
      }
      NodeCollection meter =
          sim.create(multimeter.with("record_from", quantities).with("interval", 0.7));
      sim.connect(meter, neurons);
      sim.simulate(DURATION);
      Events samples = sim.gatherEvents(meter);
      double[][] columns =
          samples.quantities().stream().map(samples::values).toArray(double[][]::new);
      return "%s, states %s".formatted(spikes(sim, recorder), hash(columns));
    }
  }

  /// What parrots repeat of a generator, whose spikes may mean anything.
  private static NodeCollection repeated(Simulator sim, NodeCollection noise) {
    NodeCollection parrots = sim.create(NodeModel.named("parrot_neuron"), 3);
    sim.connect(noise, parrots);
    return parrots;
  }

  /// The number of spikes and a hash of their steps and senders, in this order.
  private static String spikes(Simulator sim, NodeCollection recorder) {
    Events events = sim.gatherEvents(recorder);
    double[] steps = Arrays.stream(events.steps()).asDoubleStream().toArray();
    double[] senders = Arrays.stream(events.senders()).asDoubleStream().toArray();
    return "%d spikes %s".formatted(steps.length, hash(steps, senders));
  }

  /// The first half of SHA-256 over all bits.
  private static String hash(double[]... columns) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (double[] column : columns) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * column.length);
        for (double x : column) bytes.putDouble(x);
        digest.update(bytes.array());
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
