package myelin.conformance.synapse;

import static myelin.Names.parrot_neuron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import myelin.Events;
import myelin.conformance.harness.Close;
import myelin.conformance.harness.Json;
import myelin.conformance.harness.PlasticPairs;
import myelin.conformance.harness.PlasticTrial;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What plastic synapses hear of their neurons' spikes, and what changes between runs.
class PlasticLaterTest {

  private static final double H = 0.1;
  private static final int[] PRE = {100, 300, 600, 900};
  private static final int[] POST = {150, 280, 495, 620, 800};
  private static final int[] THIRD = {120};

  private static Offset<Double> close() {
    return within(1e-12);
  }

  private static PlasticTrial trial(int[] pre, int[] post) {
    return PlasticTrial.of("stdp_synapse", "weight 50", 10, pre, post);
  }

  /// A synapse made after 50 ms beside another made at the start, between the nodes named: as in
  /// NEST, a neuron's spikes count from when it got its first plastic synapse, a source's from when
  /// the synapse was made.
  @TestFactory
  Stream<DynamicTest> laterSynapsesFollowNest() {
    return StreamSupport.stream(Json.resource("later.json").spliterator(), false)
        .map(s -> DynamicTest.dynamicTest(s.get("name").stringValue(), () -> later(s)));
  }

  private static void later(JsonNode s) {
    double[] expected = Json.numbers(s.get("weights"));
    for (int threads = 1; threads <= 3; threads++) {
      try (PlasticPairs pairs = new PlasticPairs(threads, H)) {
        NodeCollection a = pairs.parrot(PRE, null);
        NodeCollection b = pairs.parrot(POST, null);
        NodeCollection c = pairs.parrot(THIRD, null);
        Synapse other = Synapse.model("stdp_synapse").receptor(1).with("delay", 1.0);
        switch (s.get("first").stringValue()) {
          case "a to c" -> pairs.sim.connect(a, c, other);
          case "c to b" -> pairs.sim.connect(c, b, other);
          case "a to b" -> pairs.sim.connect(a, b, other);
          default -> {}
        }
        pairs.sim.simulate(50);
        if (s.has("tau_minus")) b.set("tau_minus", s.get("tau_minus").doubleValue());
        pairs.connect(a, b, trial(PRE, POST));
        pairs.sim.simulate(100);
        double[] weights = pairs.sim.events(pairs.recorder).values("weights");
        Close.require("weights, %d threads".formatted(threads), weights, expected, 1e-10);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theTraceOfATargetIsThatOfItsSpikes(int threads) {
    try (PlasticPairs pairs = new PlasticPairs(threads, H)) {
      PlasticTrial t = trial(PRE, POST);
      NodeCollection post = pairs.parrot(POST, t);
      NodeCollection free = pairs.parrot(POST, t);
      pairs.connect(pairs.parrot(PRE, null), post, t);
      assertThat(post.get("post_trace")).containsExactly(0);
      assertThat(post.get("archiver_length")).containsExactly(0);
      for (int end : new int[] {100, 200, 496, 700, 2000}) {
        pairs.sim.simulate(pairs.time(end - Math.round(pairs.sim.time() / H)));
        double sum =
            Arrays.stream(POST).filter(s -> s <= end).mapToDouble(s -> decay(end - s, 20)).sum();
        assertThat(post.get("post_trace")[0]).isCloseTo(sum, close());
        assertThat(free.get("post_trace")).as("without plastic synapses").containsExactly(0);
        assertThat(free.get("archiver_length")).containsExactly(0);
        int kept = (int) post.get("archiver_length")[0];
        int fired = (int) Arrays.stream(POST).filter(x -> x <= end).count();
        assertThat(kept).isBetween(Math.min(1, fired), fired);
      }
    }
  }

  private static double decay(int steps, double tau) {
    return Math.exp(-steps * H / tau);
  }

  @Test
  void aNewTimeConstantHoldsFromTheLastSpikeOn() {
    try (PlasticPairs pairs = new PlasticPairs(2, H)) {
      PlasticTrial t = trial(PRE, POST);
      NodeCollection post = pairs.parrot(POST, t);
      pairs.connect(pairs.parrot(PRE, null), post, t);
      pairs.sim.simulate(20);
      assertThat(post.get("post_trace")[0]).isCloseTo(decay(50, 20), close());
      post.set("tau_minus", 40);
      assertThat(post.get("tau_minus")).containsExactly(40);
      pairs.sim.simulate(8);
      assertThat(post.get("post_trace")[0]).isCloseTo(decay(130, 40) + 1, close());
    }
  }

  /// Where time constants and traces differ, the parts of a network may differ in which of their
  /// synapses are alike, and must not differ in what they compute.
  @ParameterizedTest
  @ValueSource(strings = {"tau_plus", "Kplus", "lambda", "mu_plus", "Wmax"})
  void partsWhoseSynapsesAreAlikeComputeTheSame(String parameter) {
    List<double[]> weights = new ArrayList<>();
    for (int threads = 1; threads <= 4; threads++) {
      try (PlasticPairs pairs = new PlasticPairs(threads, H)) {
        int[] steps = IntStream.range(0, 60).map(i -> 20 + i * i * 7 % 4001).sorted().toArray();
        int[] others = IntStream.range(0, 60).map(i -> 25 + i * i * 11 % 3989).sorted().toArray();
        NodeCollection source = pairs.parrot(steps, null);
        NodeCollection train = pairs.parrot(others, null);
        NodeCollection targets = pairs.sim.create(parrot_neuron);
        for (int i = 1; i < 6; i++) targets = targets.and(pairs.sim.create(parrot_neuron));
        pairs.sim.connect(train, targets, Synapse.model("static_synapse").with("delay", 0.1));
        Synapse stdp = Synapse.model("stdp_synapse").with("weight", 50).recordedBy(pairs.recorder);
        for (int i = 0; i < 6; i++) {
          NodeCollection target = pairs.sim.nodes(targets.id(i));
          double value = stdp.model().requireParameter(parameter).initialNumber();
          Synapse s = stdp.with(parameter, i % 4 == 0 ? value : value + 0.13 * i);
          pairs.sim.connect(source, target, s.receptor(1));
        }
        pairs.sim.simulate(420);
        weights.add(pairs.sim.events(pairs.recorder).values("weights"));
      }
    }
    for (double[] w : weights) assertThat(w).containsExactly(weights.getFirst());
  }

  /// A new synapse with a trace from the start hears the same whatever other synapses of its part
  /// have made the target forget.
  @Test
  void aLaterSynapseWithATraceDoesNotDependOnThreads() {
    List<double[]> weights = new ArrayList<>();
    for (int threads = 1; threads <= 4; threads++) {
      try (PlasticPairs pairs = new PlasticPairs(threads, H)) {
        int[] many = IntStream.range(0, 90).map(i -> 20 + 10 * i).toArray();
        NodeCollection often = pairs.parrot(many, null);
        NodeCollection once = pairs.parrot(new int[] {15}, null);
        NodeCollection late = pairs.parrot(new int[] {1200, 1300}, null);
        NodeCollection[] targets = new NodeCollection[6];
        Arrays.setAll(targets, i -> pairs.parrot(many, null));
        Synapse stdp = Synapse.model("stdp_synapse").receptor(1).with("weight", 50);
        for (int i = 0; i < 6; i++) pairs.sim.connect(i == 3 ? once : often, targets[i], stdp);
        pairs.sim.simulate(100);
        Synapse traced = stdp.with("Kplus", 5).recordedBy(pairs.recorder);
        for (NodeCollection target : targets) pairs.sim.connect(late, target, traced);
        pairs.sim.simulate(50);
        weights.add(pairs.sim.events(pairs.recorder).values("weights"));
      }
    }
    assertThat(weights.getFirst()).hasSize(12);
    for (double[] w : weights) assertThat(w).containsExactly(weights.getFirst());
  }

  /// Beyond its limit a weight comes back when the first spike of the target is heard, even if
  /// others have long forgotten it.
  @Test
  void weightsBeyondTheLimitDoNotDependOnThreads() {
    List<double[]> weights = new ArrayList<>();
    for (int threads = 1; threads <= 4; threads++) {
      try (PlasticPairs pairs = new PlasticPairs(threads, H)) {
        int[] many = IntStream.range(0, 90).map(i -> 20 + 10 * i).toArray();
        NodeCollection late = pairs.parrot(new int[] {12_000, 13_000}, null);
        NodeCollection once = pairs.parrot(new int[] {15}, null);
        PlasticTrial beyond = PlasticTrial.of("stdp_synapse", "weight 150", 10, many, many);
        for (int i = 0; i < 6; i++) {
          NodeCollection target = pairs.parrot(many, null);
          pairs.connect(late, target, beyond);
          if (i == 3) pairs.sim.connect(once, target, Synapse.model("stdp_synapse").receptor(1));
        }
        pairs.sim.simulate(1400);
        weights.add(pairs.sim.events(pairs.recorder).values("weights"));
      }
    }
    for (double[] w : weights) assertThat(w).containsExactly(weights.getFirst());
    assertThat(Arrays.stream(weights.getFirst())).allMatch(w -> w <= 100);
  }

  /// A weight that begins at zero with a negative limit is inhibitory, as in NEST.
  @Test
  void zeroWithANegativeLimitInhibits() {
    try (PlasticPairs pairs = new PlasticPairs(1, H)) {
      NodeCollection source = pairs.parrot(new int[] {20, 200}, null);
      NodeCollection kick = pairs.parrot(new int[] {30}, null);
      NodeCollection neuron =
          pairs.sim.create(
              NodeModel.named("iaf_psc_exp").with("tau_syn_ex", 1.0).with("tau_syn_in", 5.0));
      pairs.sim.connect(kick, neuron, Synapse.model("static_synapse").with("weight", 1e5));
      Synapse inhibitory =
          Synapse.model("vogels_sprekeler_synapse")
              .with("weight", 0)
              .with("Wmax", -1000)
              .with("eta", 100)
              .with("alpha", 0)
              .recordedBy(pairs.recorder);
      pairs.sim.connect(source, neuron, inhibitory);
      NodeCollection meter =
          pairs.sim.create(
              NodeModel.named("multimeter")
                  .with("record_from", new String[] {"I_syn_ex", "I_syn_in"}));
      pairs.sim.connect(meter, neuron);
      pairs.sim.simulate(30);
      Events currents = pairs.sim.events(meter);
      double[] weights = pairs.sim.events(pairs.recorder).values("weights");
      assertThat(weights[1]).isNegative();
      assertThat(Arrays.stream(currents.values("I_syn_ex"))).allMatch(i -> i >= 0);
      assertThat(currents.values("I_syn_in")[20]).isCloseTo(weights[1], within(1e-9));
    }
  }
}
