package myelin.conformance.neuron;

import static myelin.Names.V_th;
import static myelin.Names.cm_default;
import static myelin.Names.compartments;
import static myelin.Names.dc_generator;
import static myelin.Names.mV;
import static myelin.Names.multimeter;
import static myelin.Names.nS;
import static myelin.Names.poisson_generator;
import static myelin.Names.receptors;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;
import static myelin.Names.stdp_synapse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import myelin.Simulator;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Neurons that are trees of compartments: lists of maps are taken, appended to, read and refused;
/// passive trees settle where Kirchhoff's laws say; neurons of different trees in one network do
/// not disturb each other. What NEST computes of them is in `NeuronScenariosTest`.
class CompartmentsTest {

  private static final Map<String, Object> ROOT = Map.of("parent_idx", -1);

  private static Map<String, Object> child(int parent, Map<String, Object> params) {
    return Map.of("parent_idx", parent, "params", params);
  }

  private static Map<String, Object> receptor(int compartment, String type) {
    return Map.of("comp_idx", compartment, "receptor_type", type);
  }

  @Test
  @SuppressWarnings("unchecked")
  void whatIsSetIsReadWithDefaultsBeside() {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection node =
          sim.create(cm_default.with(compartments, ROOT, child(0, Map.of("g_C", 0.5))));
      node.set(receptors, receptor(1, "AMPA_NMDA"));
      List<Map<String, Object>> read = (List<Map<String, Object>>) node.value("compartments");
      assertThat(read).extracting("parent_idx").containsExactly(-1L, 0L);
      assertThat((Map<String, Object>) read.get(1).get("params"))
          .containsEntry("g_C", 0.5)
          .containsEntry("C_m", 1.0)
          .containsEntry("v_comp", -70.0)
          .hasSize(9);
      node.set("compartments", read);
      assertThat(node.value("compartments")).isEqualTo(read);
      assertThat((List<Map<String, Object>>) node.value("receptors"))
          .singleElement()
          .satisfies(r -> assertThat(r).containsEntry("receptor_type", "AMPA_NMDA"));
      assertThat(node.recordables())
          .contains("v_comp0", "m_Na_1", "h_Na_0", "n_K_1", "g_r_AN_AMPA_0", "g_d_AN_NMDA_0")
          .hasSize(12);
    }
  }

  @Test
  void elementsAreAppendedToThoseOfEachNode() {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection nodes = sim.create(cm_default.with(compartments, ROOT), 3);
      nodes.at(1).append(compartments, child(0, Map.of("C_m", 0.3)));
      nodes.append(compartments, child(0, Map.of("v_comp", -60)));
      assertThat(nodes.at(0).recordables()).contains("v_comp1").doesNotContain("v_comp2");
      assertThat(nodes.at(1).recordables()).contains("v_comp2");
      assertThat(nodes.at(1).value("compartments").toString())
          .containsSubsequence("C_m=1.0", "C_m=0.3", "C_m=1.0", "v_comp=-60.0");
    }
  }

  private record Refused(String name, BadInput.Kind kind, Object given, String... words) {}

  @TestFactory
  Stream<DynamicTest> whatCannotBeIsRefusedAndChangesNothing() {
    BadInput.Kind tree = BadInput.Kind.UNKNOWN_COMPARTMENT;
    BadInput.Kind type = BadInput.Kind.UNIT;
    BadInput.Kind name = BadInput.Kind.UNKNOWN_PARAMETER;
    return Stream.of(
            new Refused("a root with a parent", tree, List.of(child(0, Map.of())), "[0]", "-1"),
            new Refused("two roots", tree, List.of(ROOT, ROOT), "[1].parent_idx = -1", "0 to 0"),
            new Refused(
                "a parent behind", tree, List.of(ROOT, child(2, Map.of()), ROOT), "[1]", "= 2"),
            new Refused("no parent", name, List.of(Map.of()), "compartments[0]", "parent_idx"),
            new Refused(
                "a name beside",
                name,
                List.of(Map.of("parent_idx", -1, "C_m", 1)),
                "[0]",
                "'C_m'",
                "params"),
            new Refused(
                "an unknown number", name, List.of(child(-1, Map.of("C_n", 1))), "'C_n'", "C_m"),
            new Refused(
                "a number out of range",
                BadInput.Kind.VALUE,
                List.of(child(-1, Map.of("C_m", 0))),
                "compartments[0].C_m = 0",
                "> 0"),
            new Refused(
                "a parent that is no whole number",
                type,
                List.of(Map.of("parent_idx", 0.5)),
                "0.5"),
            new Refused("a text for a number", type, List.of(child(-1, Map.of("e_L", "x"))), "e_L"),
            new Refused(
                "another unit", type, List.of(child(-1, Map.of("g_L", nS(10)))), "g_L", "nS"),
            new Refused(
                "several numbers",
                type,
                List.of(child(-1, Map.of("e_L", mV(-60, -70)))),
                "one number"),
            new Refused(
                "params that are no map",
                type,
                List.of(Map.of("parent_idx", -1, "params", 1)),
                "params"),
            new Refused("an element that is no map", type, List.of(1), "list of maps"),
            new Refused("no list", type, 1, "list of maps"))
        .map(r -> DynamicTest.dynamicTest(r.name, () -> refuse(r)));
  }

  private static void refuse(Refused r) {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection node = sim.create(cm_default.with(compartments, ROOT));
      Object before = node.value("compartments");
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> node.set(Map.of("V_th", -40, "compartments", r.given)))
          .withMessageContainingAll("cm_default")
          .withMessageContainingAll(r.words)
          .satisfies(e -> assertThat(e.kind()).isEqualTo(r.kind));
      assertThat(node.value("compartments")).isEqualTo(before);
      assertThat(node.get(V_th)).containsExactly(-55);
    }
  }

  @Test
  void receptorsNeedACompartmentATypeAndDifferentTimes() {
    NodeModel one = cm_default.with(compartments, ROOT);
    try (Simulator sim = Simulator.builder().build()) {
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.create(one.with(receptors, receptor(1, "AMPA"))))
          .withMessageContainingAll("receptors[0].comp_idx = 1", "no such compartment");
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> one.with(receptors, receptor(0, "AMPB")))
          .withMessageContainingAll("receptor_type", "AMPB", "AMPA");
      Map<String, Object> equal =
          Map.of("comp_idx", 0, "receptor_type", "GABA", "params", Map.of("tau_r_GABA", 10));
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.create(one.with(receptors, equal)))
          .withMessageContainingAll("tau_r_GABA = 10.0 ms", "must differ");
      assertThat(sim.size()).isZero();
    }
  }

  @Test
  void aNeuronWithoutCompartmentsCannotBeSimulatedOrConnected() {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection node = sim.create(cm_default);
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.simulate(1))
          .withMessageContainingAll("cm_default, node 1", "no compartments");
      NodeCollection current = sim.create(dc_generator);
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.connect(current, node))
          .withMessageContainingAll("Port with id 0", "cm_default", "[0, 0[");
      node.set(compartments, ROOT);
      sim.connect(current, node);
      sim.simulate(1);
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> node.append(compartments, child(0, Map.of())))
          .withMessageContainingAll("node 1", "has been simulated");
      assertThat(node.recordables()).hasSize(4);
    }
  }

  @Test
  void spikesAndCurrentsGoToReceptorsAndCompartmentsOfTheirOwn() {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection node =
          sim.create(
              cm_default
                  .with(compartments, ROOT, child(0, Map.of()), child(0, Map.of()))
                  .with(receptors, receptor(2, "AMPA")));
      NodeCollection train = sim.create(spike_generator);
      NodeCollection current = sim.create(dc_generator);
      sim.connect(current, node, static_synapse.receptor(2));
      sim.connect(train, node, static_synapse.receptor(0));
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.connect(train, node, static_synapse.receptor(1)))
          .withMessage(
              "Port with id 1 does not exist. Valid spike receptor ports for cm_default are in [0, 1[");
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.connect(current, node, static_synapse.receptor(3)))
          .withMessage(
              "Port with id 3 does not exist. Valid current receptor ports for cm_default are in [0, 3[");
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.connect(train, node, static_synapse.with("weight", -1)))
          .withMessageContaining("below 0");
    }
  }

  /// In the steady state the currents of each compartment add up to zero; the potentials are those
  /// that Gaussian elimination over all compartments gives.
  @Test
  void passiveTreesSettleWhereCurrentsCancel() {
    double[] g_L = {0.1, 0.05, 0.2, 0.02, 0.3};
    double[] g_C = {0, 0.4, 0.1, 0.7, 0.05};
    double[] e_L = {-70, -60, -75, -65, -80};
    int[] parent = {-1, 0, 0, 2, 3};
    double[] I = {0.3, 0, 0, -1.1, 2.5};
    int n = parent.length;
    List<Map<String, Object>> tree = new ArrayList<>();
    double[][] a = new double[n][n + 1];
    for (int k = 0; k < n; k++) {
      tree.add(child(parent[k], Map.of("g_L", g_L[k], "g_C", g_C[k], "e_L", e_L[k], "C_m", 0.2)));
      a[k][k] += g_L[k];
      a[k][n] = g_L[k] * e_L[k] + I[k];
      if (k == 0) continue;
      a[k][k] += g_C[k];
      a[parent[k]][parent[k]] += g_C[k];
      a[k][parent[k]] -= g_C[k];
      a[parent[k]][k] -= g_C[k];
    }
    double[] expected = solved(a);
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection node = sim.create(cm_default.with("compartments", tree).with(V_th, mV(1e3)));
      for (int k = 0; k < n; k++) {
        NodeCollection current = sim.create(dc_generator.with("amplitude", I[k]));
        sim.connect(current, node, static_synapse.receptor(k));
      }
      String[] v = IntStream.range(0, n).mapToObj(k -> "v_comp" + k).toArray(String[]::new);
      NodeCollection meter = sim.create(multimeter.with("record_from", v).with("interval", 500));
      sim.connect(meter, node);
      sim.simulate(500);
      for (int k = 0; k < n; k++) {
        assertThat(sim.events(meter).values(v[k]))
            .containsExactly(new double[] {expected[k]}, within(1e-9));
      }
    }
  }

  private static double[] solved(double[][] a) {
    int n = a.length;
    for (int p = 0; p < n; p++) {
      for (int k = 0; k < n; k++) {
        if (k == p) continue;
        double factor = a[k][p] / a[p][p];
        for (int c = p; c <= n; c++) a[k][c] -= factor * a[p][c];
      }
    }
    return IntStream.range(0, n).mapToDouble(k -> a[k][n] / a[k][k]).toArray();
  }

  private static final List<List<Map<String, Object>>> TREES =
      List.of(
          List.of(child(-1, Map.of("gbar_Na", 20, "gbar_K", 4))),
          List.of(child(-1, Map.of("gbar_K", 1)), child(0, Map.of("C_m", 0.1))),
          List.of(ROOT, child(0, Map.of("gbar_Na", 10)), child(1, Map.of("g_C", 0.2))));

  /// Neurons of several trees, some with plastic synapses; the potentials of their roots.
  private static double[] mixed(int threads, Path checkpoint, int... trees) {
    Simulator sim = Simulator.builder().threads(threads).seed(5).build();
    NodeCollection all = sim.create("parrot_neuron", 1);
    NodeCollection noise = sim.create(poisson_generator.with("rate", 800));
    sim.connect(noise, all);
    for (int tree : trees) {
      NodeModel model =
          cm_default.with("compartments", TREES.get(tree)).with(receptors, receptor(0, "AMPA"));
      all = all.and(sim.create(model, 3));
    }
    NodeCollection neurons = all.slice(1, all.size());
    sim.connect(all.first(1), neurons, stdp_synapse.with("weight", 0.05));
    NodeCollection meter =
        sim.create(multimeter.with("record_from", new String[] {"v_comp0", "h_Na_0"}));
    sim.connect(meter, neurons);
    NodeCollection recorder = sim.create(spike_recorder);
    sim.connect(neurons, recorder);
    sim.simulate(40);
    if (checkpoint.getNameCount() > 1) {
      sim.save(checkpoint);
      sim.close();
      sim = Simulator.load(checkpoint, threads);
    }
    sim.simulate(40);
    double[] v = sim.events(sim.nodes(meter.id(0))).values("v_comp0");
    sim.close();
    return v;
  }

  @Test
  void treesMixThreadsAndCheckpointsMakeNoDifference(@TempDir Path folder) {
    Path none = Path.of("none");
    double[] one = mixed(1, none, 0, 1, 2);
    assertThat(one).hasSize(9 * 80);
    assertThat(mixed(3, none, 0, 1, 2)).containsExactly(one);
    assertThat(mixed(2, folder.resolve("file"), 0, 1, 2)).containsExactly(one);
  }

  @Test
  void aNeuronDoesNotFeelOthersOfAnotherTree() {
    Path none = Path.of("none");
    double[] alone = mixed(1, none, 1);
    double[] among = mixed(1, none, 1, 0, 2);
    for (int t = 0; t < 80; t++) {
      for (int i = 0; i < 3; i++) {
        assertThat(among[9 * t + i]).isEqualTo(alone[3 * t + i]);
      }
    }
  }
}
