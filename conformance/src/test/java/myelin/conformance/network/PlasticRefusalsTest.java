package myelin.conformance.network;

import static myelin.Names.normal;
import static myelin.Names.pA;
import static myelin.Names.parrot_neuron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What cannot be plastic is refused by a message that says so, and leaves nothing behind.
class PlasticRefusalsTest {

  private static final List<String> MODELS =
      List.of(
          "stdp_synapse",
          "stdp_synapse_hom",
          "stdp_pl_synapse_hom",
          "stdp_triplet_synapse",
          "stdp_dopamine_synapse",
          "vogels_sprekeler_synapse");

  /// Runs a call that must fail in a network that has synapses already, which must stay as it was.
  private static void refused(Consumer<Simulator> call, String... words) {
    try (Simulator sim = Simulator.builder().threads(2).build()) {
      NodeCollection parrots = sim.create(parrot_neuron, 6);
      sim.connect(parrots.first(2), parrots.last(2), Synapse.model("stdp_synapse").named("kept"));
      var before = sim.synapses();
      assertThat(before.values().stream().mapToLong(n -> n).sum()).isEqualTo(4);
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> call.accept(sim))
          .satisfies(e -> assertThat(e.getMessage()).contains(words));
      assertThat(sim.synapses()).isEqualTo(before);
      sim.simulate(3);
      assertThat(sim.synapses()).isEqualTo(before);
    }
  }

  @TestFactory
  Stream<DynamicTest> devicesHaveNoPlasticSynapses() {
    return MODELS.stream()
        .flatMap(m ->
            Stream.of("spike_generator", "poisson_generator", "dc_generator", "multimeter")
                .map(d ->
                    DynamicTest.dynamicTest(
                        d + " through " + m,
                        () ->
                            refused(
                                sim ->
                                    sim.connect(
                                        sim.create(NodeModel.named(d)),
                                        sim.nodes(1, 2),
                                        Synapse.model(m)),
                                d,
                                m))));
  }

  @TestFactory
  Stream<DynamicTest> recordersHaveNoPlasticSynapses() {
    return MODELS.stream()
        .flatMap(m ->
            Stream.of("spike_recorder", "weight_recorder", "spike_generator")
                .map(d ->
                    DynamicTest.dynamicTest(
                        m + " onto " + d,
                        () ->
                            refused(
                                sim ->
                                    sim.connect(
                                        sim.nodes(1, 2),
                                        sim.create(NodeModel.named(d)),
                                        Synapse.model(m)),
                                d,
                                m))));
  }

  @Test
  void oneDeviceAmongNeuronsIsEnough() {
    refused(
        sim -> {
          NodeCollection train = sim.create(NodeModel.named("spike_generator"));
          sim.connect(sim.nodes(1, 2).and(train), sim.nodes(3), Synapse.model("stdp_synapse"));
        },
        "spike_generator",
        "parrot_neuron between");
    refused(
        sim -> {
          NodeCollection train = sim.create(NodeModel.named("spike_generator"));
          int[] sources = {1, train.id(0)};
          sim.connect(sources, 3, Synapse.model("stdp_synapse"));
        },
        "spike_generator");
  }

  @TestFactory
  Stream<DynamicTest> weightAndLimitHaveOneSign() {
    return Stream.of(
            "stdp_synapse", "stdp_synapse_hom", "stdp_triplet_synapse", "vogels_sprekeler_synapse")
        .map(m -> DynamicTest.dynamicTest(m, () -> requireOneSign(Synapse.model(m))));
  }

  private static void requireOneSign(Synapse synapse) {
    Synapse up = synapse.with("Wmax", 4);
    Synapse down = synapse.with("Wmax", -4);
    double[] mixed = {1, 1, 1, -1};
    Synapse[] wrong = {
      up.with("weight", -1),
      down.with("weight", 1),
      up.with("weight", mixed),
      down.with("weight", new double[] {-1, -1, 1, -1}),
    };
    for (Synapse s : List.of(up, down)) {
      Synapse drawn = s.with("weight", normal(pA(0), pA(5)));
      refused(sim -> sim.connect(sim.nodes(), sim.nodes(), drawn), "Wmax", "sign");
    }
    for (Synapse s : wrong) {
      refused(sim -> sim.connect(sim.nodes(1, 2), sim.nodes(3, 4), s), "Wmax", "sign", s.name());
    }
    if (!synapse.model().alike()) {
      Synapse limits = synapse.with("weight", 1).with("Wmax", new double[] {4, 4, -4, 4});
      refused(sim -> sim.connect(sim.nodes(1, 2), sim.nodes(3, 4), limits), "Wmax", "sign");
      int[] ids = {1, 2, 3, 4};
      refused(sim -> sim.connect(ids, ids, limits), "Wmax", "sign");
    }
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection parrots = sim.create(parrot_neuron, 2);
      sim.connect(parrots, parrots, down.with("weight", -1));
      sim.connect(parrots, parrots, down.with("weight", 0));
      sim.connect(parrots, parrots, up.with("weight", 0));
      assertThat(sim.synapses(synapse)).isEqualTo(12);
    }
  }

  @Test
  void parametersOfAllSynapsesAreOneNumber() {
    for (String model : List.of("stdp_synapse_hom", "stdp_pl_synapse_hom")) {
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> Synapse.model(model).with("lambda", new double[] {1, 2}))
          .withMessageContaining(model)
          .withMessageContaining("lambda")
          .withMessageContaining("one number");
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> Synapse.model(model).with("tau_plus", normal(pA(20), pA(1)).times(1)));
    }
    Synapse.model("stdp_synapse_hom").with("weight", new double[] {1, 2});
    Synapse.model("stdp_synapse").with("lambda", new double[] {1, 2});
  }

  private record Bad(String model, String parameter, double... values) {
    DynamicTest test() {
      return DynamicTest.dynamicTest(
          model + " " + parameter,
          () -> {
            for (double v : values) {
              assertThatExceptionOfType(BadInput.class)
                  .as("%s = %s", parameter, v)
                  .isThrownBy(() -> Synapse.model(model).with(parameter, v))
                  .withMessageContaining(model)
                  .withMessageContaining(parameter);
              if (Synapse.model(model).model().alike()) continue;
              double[] some = {
                Synapse.model(model).model().requireParameter(parameter).initialNumber(), v
              };
              assertThatExceptionOfType(BadInput.class)
                  .isThrownBy(() -> Synapse.model(model).with(parameter, some));
            }
          });
    }
  }

  @TestFactory
  Stream<DynamicTest> valuesThatMakeNoSenseAreRefused() {
    double nan = Double.NaN;
    double inf = Double.POSITIVE_INFINITY;
    Stream<Bad> all =
        MODELS.stream()
            .flatMap(m ->
                Stream.of(
                    new Bad(m, "weight", nan, inf, -inf),
                    new Bad(m, "delay", nan, 0, -1),
                    new Bad(m, "Kplus", nan, -1, inf),
                    new Bad(m, m.startsWith("v") ? "tau" : "tau_plus", nan, 0, -3, inf)));
    Stream<Bad> own =
        Stream.of(
            new Bad("stdp_synapse", "lambda", nan, inf),
            new Bad("stdp_synapse", "alpha", nan, -inf),
            new Bad("stdp_synapse", "mu_plus", nan, -1, inf),
            new Bad("stdp_synapse", "mu_minus", nan, -0.1, inf),
            new Bad("stdp_synapse", "Wmax", nan, 0, inf),
            new Bad("stdp_pl_synapse_hom", "lambda", nan, inf),
            new Bad("stdp_pl_synapse_hom", "mu", nan, inf),
            new Bad("stdp_triplet_synapse", "tau_plus_triplet", nan, 0, -1, inf),
            new Bad("stdp_triplet_synapse", "Aplus", nan, inf),
            new Bad("stdp_triplet_synapse", "Aplus_triplet", nan, inf),
            new Bad("stdp_triplet_synapse", "Aminus", nan, inf),
            new Bad("stdp_triplet_synapse", "Aminus_triplet", nan, inf),
            new Bad("stdp_triplet_synapse", "Kplus_triplet", nan, -1, inf),
            new Bad("stdp_triplet_synapse", "Wmax", nan, 0, inf),
            new Bad("stdp_dopamine_synapse", "tau_c", nan, 0, -1, inf),
            new Bad("stdp_dopamine_synapse", "tau_n", nan, 0, -1, inf),
            new Bad("stdp_dopamine_synapse", "b", nan, inf),
            new Bad("stdp_dopamine_synapse", "Wmin", nan, -inf),
            new Bad("vogels_sprekeler_synapse", "eta", nan, inf),
            new Bad("vogels_sprekeler_synapse", "alpha", nan, inf),
            new Bad("vogels_sprekeler_synapse", "Wmax", nan, 0, inf));
    return Stream.concat(all, own).map(Bad::test);
  }

  @Test
  void anUnknownParameterNamesTheNearest() {
    String[][] misspelt = {
      {"stdp_synapse", "lamda", "lambda"},
      {"stdp_synapse", "tau_pluss", "tau_plus"},
      {"stdp_synapse", "wmax", "Wmax"},
      {"stdp_triplet_synapse", "A_plus", "Aplus"},
      {"vogels_sprekeler_synapse", "etta", "eta"},
      {"stdp_pl_synapse_hom", "mu_", "mu"},
    };
    for (String[] m : misspelt) {
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> Synapse.model(m[0]).with(m[1], 1))
          .withMessageContaining(m[0])
          .withMessageContaining("'" + m[1] + "'")
          .withMessageContaining(m[2]);
    }
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> Synapse.model("stdp_synapze"))
        .withMessageContaining("stdp_synapse");
  }

  @Test
  void arraysHaveOneNumberForEachSynapse() {
    Synapse three = Synapse.model("stdp_synapse").with("tau_plus", new double[] {20, 21, 22});
    refused(sim -> sim.connect(sim.nodes(1, 2), sim.nodes(3, 4), three), "tau_plus", "3");
    int[] ids = {1, 2, 3, 4};
    refused(sim -> sim.connect(ids, ids, three), "tau_plus", "3");
  }

  @Test
  void drawnParametersAreCheckedWhenTheyAreDrawn() {
    Synapse drawn = Synapse.model("stdp_synapse").with("tau_plus", myelin.Names.uniform(-10, 0));
    refused(sim -> sim.connect(sim.nodes(1, 2), sim.nodes(3, 4), drawn), "tau_plus");
  }
}
