package myelin.conformance.text;

import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.normal;
import static myelin.Names.pA;
import static myelin.Names.pairwise_bernoulli;
import static myelin.Names.static_synapse;
import static myelin.Names.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import myelin.Events;
import myelin.Nestml;
import myelin.Simulator;
import myelin.conformance.harness.Close;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Synapses whose models are texts, in networks: bits that depend on neither threads nor slices,
/// the rules of Myelin's own synapses, what is refused.
class SynapseTextsTest {

  private static final Path TEXTS = Path.of("..", "models", "src", "main", "nestml");

  static final String NOISY =
      """
      # A synapse that draws at each spike.
      model noisy_synapse:
        state:
          w real = 30
          x real = 0
          v real = 0
        parameters:
          d ms = 1 ms
          p real = 0.7
          tau ms = 20 ms
        equations:
          x' = -x / tau
          v' = (x - v**3) / tau
        input:
          pre_spikes <- spike
          post_spikes <- spike
        output:
          spike
        onReceive(post_spikes):
          x += random_normal(1, 0.1)
        onReceive(pre_spikes):
          if random_uniform(0, 1) < p:
            emit_spike(w * (1 + 0.01 * v + 0.01 * random_poisson(3)))
        update:
          integrate_odes()
      """;

  private static final String VOLTAGE =
      """
      # A synapse that follows the potential of its target.
      model voltage_synapse:
        state:
          w real = 30
          u[2] real = 0
        parameters:
          tau[2] ms = [10 ms, 30 ms]
          eta real = 1e-3
        equations:
          u' = (V / mV - u) / tau
        input:
          pre_spikes <- spike
          V mV <- continuous @myelin::target("V_m")
        output:
          spike
        onReceive(pre_spikes):
          w = max(0, w + eta * (u[0] - u[1]) * V / mV)
          emit_spike(w)
        update:
          integrate_odes()
      """;

  @TempDir private Path folder;

  /// Installs a text of Myelin's under another name.
  private Synapse own(Simulator sim, String model) throws IOException {
    String text = Files.readString(TEXTS.resolve(model + ".nestml"));
    Path file = folder.resolve("own_" + model + ".nestml");
    Files.writeString(file, text.replace("model " + model, "model own_" + model));
    sim.install(file);
    return sim.synapse("own_" + model);
  }

  private Synapse of(Simulator sim, String model) throws IOException {
    return switch (model) {
      case "noisy" -> installed(sim, "noisy_synapse", NOISY);
      case "voltage" -> installed(sim, "voltage_synapse", VOLTAGE);
      default -> own(sim, model);
    };
  }

  private Synapse installed(Simulator sim, String model, String text) throws IOException {
    sim.install(Files.writeString(folder.resolve(model + ".nestml"), text));
    return sim.synapse(model);
  }

  /// Neurons that are driven at random, connected at random.
  private static NodeCollection network(Simulator sim, Synapse synapse) {
    NodeCollection cells = sim.create(NodeModel.named("iaf_psc_exp").with("V_m", mV(-60)), 60);
    NodeCollection noise = sim.create(NodeModel.named("poisson_generator").with("rate", 9000.0));
    sim.connect(noise, cells, static_synapse.with("weight", 60).with("delay", 1.0));
    NodeCollection weights = sim.create(NodeModel.named("weight_recorder"));
    NodeCollection spikes = sim.create(NodeModel.named("spike_recorder"));
    sim.connect(cells, spikes);
    Synapse drawn =
        synapse
            .with("weight", normal(pA(30), pA(3)))
            .with("delay", uniform(ms(0.5), ms(3)).redraw(ms(0.5), ms(3)))
            .recordedBy(weights);
    sim.connect(cells, cells, pairwise_bernoulli(0.2), drawn);
    return weights;
  }

  private static String hash(Simulator sim, int weights) {
    Events w = sim.events(sim.nodes(weights));
    double[] now = sim.connections().weight();
    return "%d weights %08x %08x, %d spikes %08x, %08x"
        .formatted(
            w.size(),
            Arrays.hashCode(w.values("weights")),
            Arrays.hashCode(w.values("targets")),
            sim.spikeCount(),
            Arrays.hashCode(sim.nodes().slice(0, 60).get("V_m")),
            Arrays.hashCode(now));
  }

  private String run(String model, boolean each, int threads, int slice) throws IOException {
    try (Simulator sim = Simulator.builder().seed(5).threads(threads).slice(slice).build()) {
      Synapse synapse = of(sim, model);
      if (each) synapse = synapse.with("tau_plus", uniform(ms(10), ms(30)));
      NodeCollection weights = network(sim, synapse);
      sim.simulate(300);
      return hash(sim, weights.id(0));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "stdp_synapse, false",
    "stdp_synapse, true",
    "stdp_triplet_synapse, false",
    "stdp_nn_restr_synapse, false",
    "tsodyks_synapse, false",
    "noisy, false",
    "voltage, false"
  })
  void bitsDependOnNeitherThreadsNorSlices(String model, boolean each) throws IOException {
    String one = run(model, each, 1, 0);
    assertThat(one).doesNotContain("0 weights");
    assertThat(run(model, each, 2, 0)).isEqualTo(one);
    assertThat(run(model, each, 3, 2)).isEqualTo(one);
    assertThat(run(model, each, 1, 1)).isEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"stdp_synapse", "stdp_nn_restr_synapse", "tsodyks_synapse", "noisy", "voltage"})
  void aSavedNetworkGoesOn(String model) throws IOException {
    Path saved = folder.resolve("saved");
    String whole;
    int weights;
    try (Simulator sim = Simulator.builder().seed(5).threads(2).build()) {
      Synapse synapse = of(sim, model);
      weights = network(sim, synapse).id(0);
      sim.simulate(150);
      sim.save(saved);
      sim.simulate(150);
      whole = hash(sim, weights);
    }
    for (int threads = 1; threads <= 3; threads++) {
      try (Simulator sim = Simulator.load(saved, threads)) {
        sim.simulate(150);
        assertThat(hash(sim, weights)).isEqualTo(whole);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stdp_synapse",
        "stdp_triplet_synapse",
        "vogels_sprekeler_synapse",
        "tsodyks_synapse"
      })
  void aTextDoesWhatMyelinsOwnSynapseDoes(String model) throws IOException {
    double[][] weights = new double[2][];
    for (int k = 0; k < 2; k++) {
      try (Simulator sim = Simulator.builder().seed(5).threads(2).build()) {
        Synapse synapse = k == 0 ? Synapse.model(model) : own(sim, model);
        if (!model.equals("tsodyks_synapse")) synapse = synapse.with("Wmax", 100.0);
        int recorder = network(sim, synapse).id(0);
        sim.simulate(300);
        weights[k] = sim.events(sim.nodes(recorder)).values("weights");
      }
    }
    assertThat(weights[0].length).isGreaterThan(1000);
    assertThat(Arrays.stream(weights[0]).distinct().count()).isGreaterThan(500);
    Close.require(model, weights[1], weights[0], 1e-9);
  }

  /// What one synapse shows at 60 ms, with a delay of 1 ms, after a spike of its source at 10, 30
  /// and 50 ms and of its target at 9, 20 and 49 ms; the first and the last coincide.
  private double shown(String handlers, String variable) throws IOException {
    String text =
        """
        model small_synapse:
          state:
            w real = 1
            x real = 0
            y real = 0
          parameters:
            d ms = 1 ms
            tau ms = 20 ms
        HANDLERS
          input:
            pre_spikes <- spike
            post_spikes <- spike
          output:
            spike
        """
            .replace("HANDLERS", handlers.indent(2));
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      sim.install(Files.writeString(folder.resolve("small.nestml"), text));
      sim.create(NodeModel.named("parrot_neuron"), 2);
      double[][] times = {{9, 29, 49}, {8, 19, 48}};
      for (int k = 0; k < 2; k++) {
        NodeCollection train =
            sim.create(NodeModel.named("spike_generator").with("spike_times", times[k]));
        sim.connect(train, sim.nodes(k + 1), static_synapse.with("delay", 1.0));
      }
      sim.connect(sim.nodes(1), sim.nodes(2), sim.synapse("small_synapse").receptor(1));
      sim.simulate(60);
      return sim.connections(sim.nodes(1), sim.nodes(2)).get(variable)[0];
    }
  }

  private static double left(double ms) {
    return Math.exp(-ms / 20);
  }

  private static final Offset<Double> NEAR = within(1e-12);

  @Test
  void prioritiesDecideWhichOfTwoCoincidentSpikesIsFirst() throws IOException {
    String text =
        """
        onReceive(post_spikesFIRST):
          w += 10 * x
        onReceive(pre_spikesSECOND):
          x += 1
          emit_spike(w)
        """;
    String usual = text.replace("FIRST", "").replace("SECOND", "");
    assertThat(shown(usual, "w")).isEqualTo(1 + 0 + 10 * 1 + 10 * 2);
    String turned = text.replace("FIRST", ", priority=1").replace("SECOND", ", priority=2");
    assertThat(shown(turned, "w")).isEqualTo(1 + 10 * 1 + 10 * 1 + 10 * 3);
    String traced = turned + "equations:\n  x' = -x / tau\nupdate:\n  integrate_odes()\n";
    double second = left(20) + 1;
    double expected = 1 + 10 + 10 * left(11) + 10 * (second * left(20) + 1);
    assertThat(shown(traced, "w")).isCloseTo(expected, NEAR);
    assertThat(shown(traced.replace(" +=", "  +="), "x")).isCloseTo(second * left(20) + 1, NEAR);
  }

  /// NESTML keeps what follows from the target's spikes alone with the target, where a spike of the
  /// source finds it as it was before a coincident one.
  @Test
  void aSpikeOfTheSourceSeesTheTargetAsItWasJustBefore() throws IOException {
    String text =
        """
        onReceive(post_spikes):
          y = 2 * y + 1
        onReceive(pre_spikes):
          w = 100 * w + y
          emit_spike(w)
        """;
    assertThat(shown(text, "w")).isEqualTo(1_00_03_03.0); // y is 0, then 1, 3 and 7
    assertThat(shown(text, "y")).isEqualTo(7);
    String both = text.replace("100 * w + y", "100 * w + y\n  y = y");
    assertThat(shown(both, "w")).isEqualTo(1_01_03_07.0);
  }

  /// The same holds for a spike of the target, wherever the statements stand.
  @Test
  void aSpikeOfTheTargetSeesItsOwnVariablesAsTheyWereJustBefore() throws IOException {
    String text =
        """
        onReceive(post_spikes):
          y = 2 * y + 1
          if y > 2:
            w = 100 * w + y
          else:
            w = 10 * w
          z[1] += 1
          seen = z[k]
        onReceive(pre_spikes):
          k = 1
          emit_spike(w)
        state:
          k integer = 0
          z[2] real = 0
          seen real = 0
        """;
    assertThat(shown(text, "w")).isEqualTo(1_00_03.0); // y is 0, then 1, then 3
    assertThat(shown(text, "y")).isEqualTo(7);
    assertThat(shown(text, "z_1")).isEqualTo(3);
    assertThat(shown(text, "seen")).isEqualTo(2);
  }

  @Test
  void spikesInEquationsAndConvolutions() throws IOException {
    String text =
        """
        equations:
          kernel K = exp(-t / tau)
          inline trace real = convolve(K, pre_spikes)
          x' = -x / tau + pre_spikes
        update:
          integrate_odes()
        onReceive(post_spikes):
          y += trace
        onReceive(pre_spikes):
          w += trace
          emit_spike(w)
        """;
    double before = left(20);
    double last = (before + 1) * left(20);
    assertThat(shown(text, "w")).isCloseTo(1 + before + last, NEAR);
    assertThat(shown(text, "y")).isCloseTo(left(11) + last, NEAR);
    assertThat(shown(text, "x")).isCloseTo(last + 1, NEAR);
    assertThat(shown(text, "K__X__pre_spikes")).isCloseTo(last + 1, NEAR);
  }

  /// Locals that follow from the time alone, an exact and a numeric equation of the same solution.
  @Test
  void timePasses() throws IOException {
    String text =
        """
        equations:
          x' = (1 - x) / tau
          y' = POWER / tau
        update:
          h ms = timestep()
          P real = exp(-h / tau)
          w *= P
          integrate_odes()
        onReceive(post_spikes):
          w += 0
        onReceive(pre_spikes):
          emit_spike(w)
        """;
    String numeric = text.replace("POWER", "(1 - y) * (1 + 0 * y)");
    assertThat(shown(numeric, "w")).isCloseTo(left(50), NEAR);
    assertThat(shown(numeric, "x")).isCloseTo(1 - left(50), NEAR);
    assertThat(shown(numeric, "y")).isCloseTo(1 - left(50), within(1e-5));
  }

  @Test
  void weightAndDelayGoByTheNamesOfTheText() throws IOException {
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      Synapse synapse = own(sim, "stdp_synapse").with("w", 7.0).with("d", 2.5);
      NodeCollection cells = sim.create(NodeModel.named("iaf_psc_exp"), 2);
      sim.connect(cells, cells, synapse);
      assertThat(sim.connections().get("w")).containsOnly(7.0);
      assertThat(sim.connections().delay()).containsOnly(2.5);
      sim.connections().set("w", 8.0);
      assertThat(sim.connections().weight()).containsOnly(8.0);
      assertThat(sim.connections().get("Kplus")).containsOnly(0.0);
    }
  }

  /// A text has the variants that Myelin's own models have, and they are no texts of their own.
  @Test
  void synapsesOfTextsHaveLabels() throws IOException {
    Path saved = folder.resolve("saved");
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      own(sim, "ht_synapse");
      NodeCollection cells = sim.create(NodeModel.named("iaf_psc_exp"), 3);
      Synapse labelled = sim.synapse("own_ht_synapse_lbl").with("w", 4.0);
      sim.connect(cells, cells, labelled.with("synapse_label", 7));
      sim.connect(cells, cells, sim.synapse("own_ht_synapse_hpc"));
      sim.save(saved);
    }
    try (Simulator sim = Simulator.load(saved, 1)) {
      NodeCollection cells = sim.nodes().slice(0, 3);
      sim.connect(cells, cells, sim.synapse("own_ht_synapse_lbl").with("synapse_label", 2));
      double[] labels =
          sim.connections(cells, cells, sim.synapse("own_ht_synapse_lbl")).get("synapse_label");
      assertThat(labels).hasSize(18).containsOnly(7, 2);
      assertThat(sim.models().added()).hasSize(1);
    }
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> Synapse.of(Nestml.registry().named("own_ht_synapse_lbl")))
        .withMessageContaining("own_ht_synapse_lbl");
  }
}
