package myelin;

import static myelin.Names.V_m;
import static myelin.Names.delay;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.static_synapse;
import static myelin.Names.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  @ValueSource(ints = {1, 2, 3})
  void synapsesOfAListAreMadeAsItSays(int threads) {
    create(threads);
    SplittableRandom random = new SplittableRandom(1);
    int n = 10_000;
    int[] from = random.ints(n, 1, S + 1).toArray();
    int[] to = random.ints(n, S + 1, S + T + 1).toArray();
    double[] weights = random.ints(n, -100, 100).mapToDouble(w -> w / 4.0).toArray();
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
    assertThatThrownBy(() -> sim.connect(from, to, static_synapse))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(words);
  }
}
