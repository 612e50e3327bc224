package myelin;

import static myelin.Names.E_L;
import static myelin.Names.V_m;
import static myelin.Names.all_to_all;
import static myelin.Names.amplitude;
import static myelin.Names.dc_generator;
import static myelin.Names.delay;
import static myelin.Names.fixed_indegree;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.iaf_psc_exp;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.normal;
import static myelin.Names.one_to_one;
import static myelin.Names.pA;
import static myelin.Names.pairwise_bernoulli;
import static myelin.Names.poisson_generator;
import static myelin.Names.rate;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_times;
import static myelin.Names.static_synapse;
import static myelin.Names.stdp_synapse;
import static myelin.Names.stdp_synapse_hom;
import static myelin.Names.tau_m;
import static myelin.Names.uniform;
import static myelin.Names.voltmeter;
import static myelin.Names.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// A call that is refused leaves the network as it was.
class AtomicityTest {

  private final Simulator sim = Simulator.builder().threads(2).seed(3).build();

  @Test
  void ofSeveralListsOfPairsNoneIsConnectedIfOneIsImpossible() {
    NodeCollection cells = sim.create(iaf_psc_alpha, 3);
    NodeCollection noise = sim.create(poisson_generator);
    var driven = new Synapse.Pairs(new int[] {4}, new int[] {1}, static_synapse, "noise");
    Synapse own = static_synapse.named("own").with(weight, pA(1, 2));
    var good = new Synapse.Pairs(new int[] {1, 2}, new int[] {2, 3}, own, "edges A");
    var weights = new Synapse.Pairs(new int[] {1}, new int[] {3}, own, "edges B");
    var uneven = new Synapse.Pairs(new int[] {1, 2}, new int[] {3}, static_synapse, "edges C");
    var receptor = new Synapse.Pairs(new int[] {1}, new int[] {3}, static_synapse.receptor(7), "D");
    requireRefused(() -> sim.connect(List.of(driven, good, weights)), "edges B", "2");
    requireRefused(
        () -> sim.connect(List.of(driven, good, uneven)), "edges C", "2 sources and 1 targets");
    requireRefused(() -> sim.connect(List.of(driven, good, receptor)), "D: ", "eceptor", "7");
    assertThat(sim.connections().size()).isZero();
    assertThat(sim.deviceConnections(noise, cells, "").size()).isZero();
    sim.connect(List.of(driven, good, good));
    assertThat(sim.deviceConnections(noise, cells, "").size()).isEqualTo(1);
    assertThat(sim.connections().weight()).containsExactlyInAnyOrder(1, 2, 1, 2);
  }

  @Test
  void aBadValueForOneOfManyNodesChangesNone() {
    var nodes = sim.create(iaf_psc_alpha, 100);
    double[] taus = new double[100];
    Arrays.fill(taus, 5);
    taus[73] = -1;
    requireRefused(() -> nodes.set(tau_m, ms(taus)), "iaf_psc_alpha", "tau_m", "-1");
    double[] rest = new double[100];
    Arrays.fill(rest, -80);
    Map<String, Object> two = new LinkedHashMap<>();
    two.put("E_L", rest);
    two.put("C_m", 0.0);
    requireRefused(() -> nodes.set(two), "iaf_psc_alpha", "C_m", "0");
    requireRefused(() -> nodes.set(tau_m, normal(ms(1), ms(1))), "iaf_psc_alpha", "tau_m");
    assertThat(nodes.get(tau_m)).containsOnly(10);
    assertThat(nodes.get(E_L)).containsOnly(-70);
    assertThat(nodes.get("C_m")).containsOnly(250);
  }

  @Test
  void valuesThatDoNotGoTogetherChangeNothing() {
    var nodes = sim.create(iaf_psc_alpha, 3);
    requireRefused(() -> nodes.set("V_th", new double[] {-50, -71, -50}), "node 2", "V_reset");
    requireRefused(
        () -> nodes.set(Map.of("V_reset", -50, "V_m", -60)), "V_reset = -50", "V_th = -55");
    assertThat(nodes.get("V_th")).containsOnly(-55);
    assertThat(nodes.get(V_m)).containsOnly(-70);
    nodes.set(Map.of("V_reset", -50, "V_th", -40));
    assertThat(nodes.get("V_reset")).containsOnly(-50);
  }

  @Test
  void aBadValueForOneModelOrDeviceChangesNoOther() {
    var alpha = sim.create(iaf_psc_alpha, 2);
    var direct = sim.create(dc_generator.with(amplitude, pA(7)), 2);
    var mixed = alpha.and(direct);
    requireRefused(() -> mixed.set("amplitude", 3), "iaf_psc_alpha has no parameter");
    requireRefused(
        () -> direct.set("amplitude", new double[] {1, Double.NaN}), "dc_generator", "NaN");
    requireRefused(
        () -> direct.set(Map.of("amplitude", 1, "start", new double[] {1, 0.05})), "start");
    assertThat(direct.get(amplitude)).containsOnly(7);
    assertThat(direct.get("start")).containsOnly(0);
  }

  @Test
  void aBadCreateLeavesNoNodes() {
    requireRefused(() -> sim.create(iaf_psc_alpha.with(tau_m, ms(1, 2, 3)), 4), "3 numbers", "4");
    requireRefused(() -> sim.create(iaf_psc_alpha.with(tau_m, normal(ms(0), ms(1))), 9), "tau_m");
    requireRefused(() -> sim.create(iaf_psc_alpha.with("V_th", -90), 4), "V_th", "V_reset");
    requireRefused(() -> sim.create(iaf_psc_alpha, 0), "iaf_psc_alpha", "0");
    requireRefused(() -> sim.create(iaf_psc_alpha, -5), "iaf_psc_alpha", "-5");
    requireRefused(
        () -> sim.create(poisson_generator.with(rate, Names.Hz(1, 2, 3)), 2), "rate", "3", "2");
    requireRefused(
        () -> sim.create(poisson_generator.with(rate, uniform(Names.Hz(-9), Names.Hz(-8))), 3),
        "poisson_generator",
        "rate");
    requireRefused(
        () -> sim.create(spike_generator.with(spike_times, ms(2, 1)), 3), "must not decrease");
    requireRefused(() -> sim.create(dc_generator.with("start", 0.15)), "start = 0.15 ms");
    assertThat(sim.size()).isZero();
    assertThat(sim.create(iaf_psc_alpha).id(0)).isEqualTo(1);
  }

  /// What a block derives from its parameters is checked before nodes are made, too.
  @Test
  void aTimeBeyondAllStepsIsRefusedBeforeNodesAreMade() {
    requireRefused(() -> sim.create(iaf_psc_exp.with("t_ref", 1e16).with("V_m", -60), 3), "t_ref");
    assertThat(sim.size()).isZero();
    var node = sim.create(iaf_psc_exp);
    requireRefused(() -> node.set("t_ref", 1e16), "t_ref");
    sim.simulate(ms(1));
  }

  @Test
  void aBadConnectLeavesNumberOfSynapsesAndResults() {
    double[] before = run(false);
    double[] after = run(true);
    assertThat(after).isEqualTo(before);
  }

  private static double[] run(boolean withRefused) {
    var sim = Simulator.builder().threads(2).seed(3).build();
    var noise = sim.create(poisson_generator.with(rate, Names.Hz(20_000)));
    var nodes = sim.create(iaf_psc_alpha, 60);
    var meter = sim.create(voltmeter);
    Synapse strong = static_synapse.with(weight, pA(20));
    if (withRefused) refused(sim, noise, nodes, meter);
    sim.connect(noise, nodes, strong);
    sim.connect(nodes, nodes, fixed_indegree(5), strong);
    if (withRefused) refused(sim, noise, nodes, meter);
    sim.connect(nodes, nodes, pairwise_bernoulli(0.1), strong);
    sim.simulate(ms(20));
    if (withRefused) refused(sim, noise, nodes, meter);
    sim.connect(nodes, nodes, fixed_indegree(5), strong);
    sim.simulate(ms(20));
    assertThat(sim.spikeCount()).isPositive();
    double[] result = Arrays.copyOf(nodes.get(V_m), 63);
    result[60] = sim.synapses(static_synapse);
    result[61] = sim.min_delay();
    result[62] = sim.events(meter).size();
    return result;
  }

  private static void refused(
      Simulator sim, NodeCollection noise, NodeCollection nodes, NodeCollection meter) {
    requireRefused(() -> sim.connect(nodes, nodes.first(3), one_to_one()), "one_to_one");
    requireRefused(
        () ->
            sim.connect(
                nodes,
                nodes,
                all_to_all(),
                static_synapse.named("other").with(delay, normal(ms(1), ms(2)))),
        "delay");
    requireRefused(
        () -> sim.connect(nodes, nodes, static_synapse.with(delay, ms(0.15))), "delay = 0.15 ms");
    requireRefused(
        () -> sim.connect(noise, nodes, static_synapse.with(weight, pA(1, 2))), "array of 2");
    requireRefused(() -> sim.connect(nodes, nodes, static_synapse.with(weight, mV(1))), "pA", "mV");
    requireRefused(() -> sim.connect(nodes, meter), "voltmeter");
    requireRefused(() -> sim.connect(meter.and(nodes), nodes, fixed_indegree(1)), "recorders");
    requireRefused(
        () -> sim.connect(meter.and(noise), nodes, static_synapse.receptor(4)), "Receptor type 4");
  }

  @Test
  void aRefusedConnectLeavesNoNameOfASynapseModel() {
    var nodes = sim.create(iaf_psc_exp, 5);
    requireRefused(
        () ->
            sim.connect(
                nodes, nodes, static_synapse.named("mine").with(delay, normal(ms(0.1), ms(9)))),
        "delay");
    assertThat(sim.synapses()).isEmpty();
  }

  @Test
  void severalSynapsesOfACallAreMadeAllOrNone() {
    var nodes = sim.create(iaf_psc_exp, 5);
    var meter = sim.create(voltmeter);
    Synapse one = static_synapse.named("one");
    Synapse wrong = static_synapse.named("two").receptor(7);
    requireRefused(() -> sim.connect(nodes, nodes, all_to_all(), one, wrong), "Receptor type 7");
    requireRefused(() -> sim.connect(meter, nodes, all_to_all(), one, one), "voltmeter 6", "once");
    assertThat(sim.synapses()).isEmpty();
    assertThat(sim.footprint().synapses()).isZero();
    sim.connect(nodes, nodes, all_to_all(), one, static_synapse.named("two"));
    assertThat(sim.synapses()).isEqualTo(Map.of("one", 25L, "two", 25L));
  }

  @Test
  void aNameIsThatOfOneSynapseModel() {
    var nodes = sim.create(iaf_psc_exp, 3);
    sim.connect(nodes, nodes, stdp_synapse.named("mine"));
    requireRefused(
        () -> sim.connect(nodes, nodes, stdp_synapse_hom.named("mine")),
        "'mine' is the name of synapses of stdp_synapse",
        "stdp_synapse_hom");
    assertThat(sim.synapses()).isEqualTo(Map.of("mine", 9L));
  }

  @Test
  void aRefusedSimulationDoesNotMoveTime() {
    var node = sim.create(iaf_psc_exp.with(V_m, mV(-60)));
    sim.simulate(ms(1));
    double[] V = node.get(V_m);
    requireRefused(() -> sim.simulate(0.05), "0.05");
    requireRefused(() -> sim.simulate(-1), "-1");
    assertThat(sim.time()).isEqualTo(1);
    assertThat(node.get(V_m)).isEqualTo(V);
  }

  private static void requireRefused(ThrowingCallable call, String... words) {
    assertThatThrownBy(call).isInstanceOf(BadInput.class).hasMessageContainingAll(words);
  }
}
