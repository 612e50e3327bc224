package myelin;

import static myelin.Names.C_m;
import static myelin.Names.E_L;
import static myelin.Names.I_e;
import static myelin.Names.V_m;
import static myelin.Names.V_reset;
import static myelin.Names.V_th;
import static myelin.Names.beta_Ca;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.iaf_psc_delta;
import static myelin.Names.iaf_psc_exp;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.normal;
import static myelin.Names.number;
import static myelin.Names.pA;
import static myelin.Names.pF;
import static myelin.Names.poisson_generator;
import static myelin.Names.rate;
import static myelin.Names.refractory_input;
import static myelin.Names.spike_generator;
import static myelin.Names.t_spike;
import static myelin.Names.tau_Ca;
import static myelin.Names.tau_m;
import static myelin.Names.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.apache.commons.numbers.gamma.Erfc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

  private static final int N = 600;

  private final Simulator sim = Simulator.builder().threads(2).build();

  @Test
  void aNumberIsForAllNodesAndAnArrayOneForEach() {
    double[] currents = IntStream.range(0, N).mapToDouble(i -> i / 8.0).toArray();
    var nodes = sim.create(iaf_psc_alpha.with(tau_m, ms(20)).with(I_e, pA(currents)), N);
    assertThat(nodes.get(tau_m)).hasSize(N).containsOnly(20);
    assertThat(nodes.get(I_e)).isEqualTo(currents);
    assertThat(nodes.get(C_m)).containsOnly(250);

    nodes.slice(100, 200).set(C_m, pF(300));
    nodes.set("I_e", currents.clone());
    double[] capacitances = nodes.get(C_m);
    for (int i = 0; i < N; i++) {
      assertThat(capacitances[i]).isEqualTo(i >= 100 && i < 200 ? 300 : 250);
    }
  }

  @Test
  void everyOtherNodeCanBeSet() {
    var nodes = sim.create(iaf_psc_alpha, N);
    nodes.slice(0, N, 2).set(V_m, mV(-60));
    double[] V = nodes.get(V_m);
    for (int i = 0; i < N; i++) assertThat(V[i]).isEqualTo(i % 2 == 0 ? -60 : -70);
  }

  /// Without input the potential decays exponentially to rest, from wherever it was put.
  @Test
  void potentialsOfAnArrayAreWhereNeuronsStartBeforeAndBetweenSimulations() {
    double[] initial = IntStream.range(0, N).mapToDouble(i -> -70 + i / 50.0).toArray();
    var nodes = sim.create(iaf_psc_alpha.with(V_m, mV(initial)), N);
    assertThat(nodes.get(V_m)).isEqualTo(initial);
    sim.simulate(ms(3));
    requireDecayed(nodes, initial);
    nodes.set(V_m, mV(initial));
    assertThat(nodes.get(V_m)).isEqualTo(initial);
    sim.simulate(ms(3));
    requireDecayed(nodes, initial);
    assertThat(sim.spikeCount()).isZero();
  }

  private static void requireDecayed(NodeCollection nodes, double[] initial) {
    double[] V = nodes.get(V_m);
    for (int i = 0; i < N; i++) {
      double exact = -70 + (initial[i] + 70) * Math.exp(-0.3);
      assertThat(V[i]).isCloseTo(exact, within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"iaf_psc_alpha", "iaf_psc_exp", "iaf_psc_delta"})
  void aChangeOfTheRestingPotentialLeavesTheOtherPotentials(String model) {
    var nodes = sim.create(NodeModel.named(model).with(V_m, mV(-62)), 3);
    nodes.at(1).set(E_L, mV(-65));
    assertThat(nodes.get(V_m)).containsExactly(-62, -62, -62);
    assertThat(nodes.get(V_th)).containsOnly(-55);
    assertThat(nodes.get(V_reset)).containsOnly(-70);
    assertThat(nodes.get(E_L)).containsExactly(-70, -65, -70);
    sim.simulate(ms(2));
    double[] V = nodes.get(V_m);
    assertThat(V[0]).isCloseTo(-70 + 8 * Math.exp(-0.2), within(1e-12));
    assertThat(V[1]).isCloseTo(-65 + 3 * Math.exp(-0.2), within(1e-12));
    nodes.at(1).set(E_L, mV(-70));
    assertThat(nodes.get(V_m)[1]).isCloseTo(V[1], within(1e-12));
  }

  @Test
  void restingPotentialAndPotentialMayBeSetTogetherInAnyOrder() {
    var first = sim.create(iaf_psc_alpha.with(E_L, mV(0)).with(V_m, mV(5)).with(V_th, mV(20)));
    var second = sim.create(iaf_psc_alpha.with(V_m, mV(5)).with(V_th, mV(20)).with(E_L, mV(0)));
    var third = sim.create(iaf_psc_alpha.with(V_th, mV(20)));
    third.set(Map.of("E_L", 0.0, "V_m", 5));
    sim.simulate(ms(1));
    for (NodeCollection node : new NodeCollection[] {first, second, third}) {
      assertThat(node.get(V_m)[0]).isCloseTo(5 * Math.exp(-0.1), within(1e-13));
    }
  }

  @Test
  void aNewTimeConstantActsFromTheNextStep() {
    var node = sim.create(iaf_psc_exp.with(V_m, mV(-60)));
    sim.simulate(ms(1));
    node.set(tau_m, ms(20));
    sim.simulate(ms(1));
    assertThat(node.get(V_m)[0]).isCloseTo(-70 + 10 * Math.exp(-0.15), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void drawnParametersHaveTheirDistribution(long seed) {
    var net = Simulator.builder().seed(seed).threads(2).build();
    var nodes = net.create(iaf_psc_alpha.with(V_m, uniform(mV(-70), mV(-55))), 4000);
    Chance.requireFrom(x -> Math.clamp((x + 70) / 15, 0, 1), nodes.get(V_m));
    nodes.set(tau_m, normal(ms(10), ms(0.5)));
    Chance.requireFrom(x -> 0.5 * Erfc.value((10 - x) / 0.5 / Math.sqrt(2)), nodes.get(tau_m));
    double[] V = nodes.get(V_m);
    double[] tau = nodes.get(tau_m);
    double product = 0;
    for (int i = 0; i < V.length; i++) product += (V[i] + 62.5) * (tau[i] - 10);
    double deviation = 15 / Math.sqrt(12) * 0.5 * Math.sqrt(V.length);
    assertThat(product).as("two draws are independent").isBetween(-6 * deviation, 6 * deviation);
  }

  @Test
  void drawsAreAFunctionOfTheSeedAndOfNoNumberOfThreads() {
    assertThat(drawn(1, 3)).isEqualTo(drawn(1, 1)).isNotEqualTo(drawn(2, 1));
  }

  private static double[] drawn(long seed, int threads) {
    var net = Simulator.builder().seed(seed).threads(threads).build();
    net.create(iaf_psc_exp.with(V_m, uniform(mV(-70), mV(-55))), 50);
    net.create(iaf_psc_exp, 50).set(V_m, normal(mV(-70), mV(1)));
    net.create(poisson_generator.with(rate, uniform(Names.Hz(1), Names.Hz(2))), 5);
    double[] V = net.nodes().first(100).get(V_m);
    double[] rates = net.nodes().last(5).get(rate);
    assertThat(Arrays.stream(rates).distinct().count()).isEqualTo(5);
    double[] all = Arrays.copyOf(V, 105);
    System.arraycopy(rates, 0, all, 100, 5);
    return all;
  }

  @Test
  void nodesOfSeveralModelsTakeWhatTheyShare() {
    var alpha = sim.create(iaf_psc_alpha, 3);
    sim.create(poisson_generator);
    var delta = sim.create(iaf_psc_delta, 3);
    var both = alpha.and(delta);
    both.set(tau_m, ms(1, 2, 3, 4, 5, 6));
    assertThat(alpha.get(tau_m)).containsExactly(1, 2, 3);
    assertThat(delta.get(tau_m)).containsExactly(4, 5, 6);
    assertThat(both.get(tau_m)).containsExactly(1, 2, 3, 4, 5, 6);
    assertThatThrownBy(() -> both.set(refractory_input, true))
        .hasMessageContaining("iaf_psc_alpha has no parameter 'refractory_input'");
    assertThat(delta.get("refractory_input")).containsOnly(0);
    delta.set(refractory_input, true);
    assertThat(delta.get("refractory_input")).containsOnly(1);
    assertThat(delta.at(0).value("refractory_input")).isEqualTo(true);
  }

  @Test
  void valuesOfOneNodeComeInTheirType() {
    var node = sim.create(iaf_psc_alpha);
    var generator = sim.create(spike_generator.with("spike_times", new double[] {1, 2}));
    assertThat(node.value("V_th")).isEqualTo(-55.0);
    assertThat(node.value("ignore_and_spike")).isEqualTo(false);
    assertThat((double[]) generator.value("spike_times")).containsExactly(1, 2);
    assertThat(generator.value("label")).isEqualTo("");
    assertThat(generator.value("precise_times")).isEqualTo(false);
    assertThatThrownBy(() -> sim.nodes().value("label")).hasMessageContaining("not 2");
    assertThatThrownBy(() -> generator.get("spike_times")).hasMessageContaining("value(...)");
  }

  @Test
  void whatTheDynamicsKeepIsRead() {
    var node = sim.create(iaf_psc_alpha.with(I_e, pA(1000)).with(beta_Ca, number(0.5)), 2);
    assertThat(node.get(t_spike)).containsOnly(-1);
    sim.simulate(ms(5));
    assertThat(node.get(t_spike)).as("the first spike of NEST's table").containsOnly(4.8);
    assertThat(node.get("Ca")[0]).isCloseTo(0.5 * Math.exp(-0.2 / 10_000), within(1e-12));
    assertThatThrownBy(() -> node.set(t_spike, ms(1))).hasMessageContaining("can only be read");
  }

  @Test
  void calciumHasDecayedByTheTimeConstantOfThatTime() {
    var node = sim.create(iaf_psc_alpha.with(I_e, pA(1000)).with(beta_Ca, number(0.5)));
    sim.simulate(ms(6)); // the spike is at 4.8 ms
    node.set(tau_Ca, ms(100));
    node.set(I_e, pA(0));
    sim.simulate(ms(4));
    assertThat(node.get("Ca")[0])
        .isCloseTo(0.5 * Math.exp(-1.2 / 10_000) * Math.exp(-4.0 / 100), within(1e-12));
  }

  @Test
  void modelsWithValuesAreImmutable() {
    NodeModel plain = iaf_psc_alpha;
    NodeModel fast = plain.with(tau_m, ms(5));
    NodeModel named = fast.named("fast", Map.of("C_m", 100));
    assertThat(sim.create(plain).get(tau_m)).containsOnly(10);
    assertThat(sim.create(fast).get(tau_m)).containsOnly(5);
    assertThat(sim.create(fast).get(C_m)).containsOnly(250);
    assertThat(sim.create(named).get(C_m)).containsOnly(100);
    assertThat(named.name()).isEqualTo("fast");
  }
}
