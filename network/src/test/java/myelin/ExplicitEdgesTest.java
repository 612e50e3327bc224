package myelin;

import static myelin.Names.V_m;
import static myelin.Names.delay;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.static_synapse;
import static myelin.Names.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.DoubleBuffer;
import java.util.SplittableRandom;
import myelin.connect.Connections;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.engine.base.Unit;
import myelin.node.NodeCollection;
import myelin.value.Numbers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplicitEdgesTest {

  private static final int S = 20;
  private static final int T = 700;

  private Simulator sim = Simulator.builder().build();
  private NodeCollection targets = sim.nodes();

  @BeforeEach
  void create() {
    create(2);
  }

  private void create(int threads) {
    sim = Simulator.builder().threads(threads).build();
    sim.create(Jumps.SPIKE, S);
    targets = sim.create(Jumps.ADDER, T);
  }

  @ParameterizedTest
  @CsvSource({"1, -100, 100", "2, -100, 100", "3, -100, 100", "2, 1, 100", "2, -100, 0"})
  void synapsesOfAListAreMadeAsItSays(int threads, int least, int most) {
    create(threads);
    SplittableRandom random = new SplittableRandom(1);
    int n = 10_000;
    int[] from = random.ints(n, 1, S + 1).toArray();
    int[] to = random.ints(n, S + 1, S + T + 1).toArray();
    double[] weights = random.ints(n, least, most).mapToDouble(w -> w / 4.0).toArray();
    double[] delays = random.ints(n, 1, 40).mapToDouble(d -> d / 10.0).toArray();
    sim.connect(from, to, static_synapse.with(weight, mV(weights)).with(delay, ms(delays)));
    assertThat(sim.synapses(static_synapse)).isEqualTo(n);
    for (double end : new double[] {1, 1.1, 2, 3.3, 5}) {
      sim.simulate(end - sim.time());
      double[] expected = new double[T];
      for (int e = 0; e < n; e++) {
        if (1 + delays[e] <= end + 1e-9) expected[to[e] - S - 1] += weights[e];
      }
      assertThat(targets.get(V_m)).isEqualTo(expected);
    }
  }

  /// Parallel synapses stay in the order of the list, whatever their delays and signs.
  @Test
  void plasticSynapsesOfAListHaveTheirOwnParameters() {
    var neurons = sim.create(Names.iaf_psc_alpha, 3);
    int a = neurons.id(0);
    int b = neurons.id(1);
    Synapse own =
        Names.stdp_synapse
            .with("weight", new double[] {3, 0, 2, 5})
            .with("delay", new double[] {1.5, 1, 1, 1.5})
            .with("Wmax", new double[] {30, 40, 50, 60})
            .with("tau_plus", 12);
    sim.connect(new int[] {a, a, b, a}, new int[] {b, b, b, b}, own);
    Connections made = sim.connections();
    assertThat(made.source()).containsExactly(a, a, a, b);
    assertThat(made.weight()).containsExactlyInAnyOrder(3, 0, 5, 2);
    for (int e = 0; e < 4; e++) {
      double w = made.weight()[e];
      assertThat(made.get("Wmax")[e]).isEqualTo(w == 3 ? 30 : w == 0 ? 40 : w == 2 ? 50 : 60);
      assertThat(made.delay()[e]).isEqualTo(w == 0 || w == 2 ? 1 : 1.5);
    }
    assertThat(made.get("tau_plus")).containsOnly(12);
  }

  @Test
  void anErrorNamesTheSynapse() {
    int[] from = {1, 2, 3};
    int[] to = {S + 1, S + 2, S + 3};
    requireRefused(from, to, static_synapse.with("weight", new double[] {1, 2, 1e50}), "synapse 2");
    requireRefused(from, to, static_synapse.with("delay", new double[] {1, 0.25, 3}), "synapse 1");
    requireRefused(
        from, to, Names.stdp_synapse.with("weight", new double[] {1, 2, -3}), "synapse 2");
  }

  @Test
  void numbersBecomeAQuantityOnce() {
    Numbers numbers = new Numbers(3);
    numbers.put(0, DoubleBuffer.wrap(new double[] {1, 2, 3, 4}));
    numbers.put(1, 5);
    assertThat(numbers.quantity(Unit.MV).numbers()).containsExactly(1, 5, 3);
    assertThatThrownBy(() -> numbers.put(0, 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aNumberServesAllSynapsesAndTheArraysAreCopied() {
    int[] from = {1, 1, 2};
    int[] to = {S + 1, S + 1, S + 3};
    sim.connect(from, to, static_synapse.with(weight, mV(0.5)));
    from[0] = 5;
    to[2] = S + 2;
    sim.simulate(ms(2));
    assertThat(targets.first(3).get(V_m)).containsExactly(1, 0, 0.5);
  }

  @Test
  void oneTargetMayBeGivenForAllSources() {
    sim.connect(
        new int[] {1, 2, 3}, S + 4, static_synapse.with(weight, mV(new double[] {1, 2, 4})));
    sim.simulate(ms(2));
    assertThat(targets.at(3).get(V_m)).containsExactly(7);
  }

  @Test
  void listsThatCannotBeAreRefused() {
    int[] one = {1};
    requireRefused(new int[] {1, 2}, new int[] {S + 1}, "2 sources and 1 targets");
    requireRefused(new int[0], new int[0], "empty");
    requireRefused(new int[] {0}, new int[] {S + 1}, "there is no node 0");
    requireRefused(new int[] {-3}, new int[] {S + 1}, "there is no node -3");
    requireRefused(one, new int[] {S + T + 1}, "there is no node " + (S + T + 1));
    requireRefused(one, new int[] {S + T + 1}, "ids run from 1 to " + (S + T));
    assertThatThrownBy(
            () -> sim.connect(one, new int[] {S + 1}, static_synapse.with(weight, mV(1, 2))))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("weight", "array of 2", "one for each synapse");
    assertThat(sim.synapses(static_synapse)).isZero();
  }

  private void requireRefused(int[] from, int[] to, String words) {
    requireRefused(from, to, static_synapse, words);
  }

  private void requireRefused(int[] from, int[] to, Synapse synapse, String words) {
    assertThatThrownBy(() -> sim.connect(from, to, synapse))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(words);
  }
}
