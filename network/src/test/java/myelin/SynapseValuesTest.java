package myelin;

import static myelin.Names.V_m;
import static myelin.Names.all_to_all;
import static myelin.Names.delay;
import static myelin.Names.exponential;
import static myelin.Names.fixed_indegree;
import static myelin.Names.fixed_outdegree;
import static myelin.Names.fixed_total_number;
import static myelin.Names.interval;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.normal;
import static myelin.Names.number;
import static myelin.Names.one_to_one;
import static myelin.Names.pairwise_bernoulli;
import static myelin.Names.static_synapse;
import static myelin.Names.uniform;
import static myelin.Names.voltmeter;
import static myelin.Names.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import myelin.connect.ConnectionRule;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import org.apache.commons.numbers.gamma.Erfc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SynapseValuesTest {

  private static final int S = 3;
  private static final int T = 4;

  /// Weight `k` is the `k`-th power of two, so a sum of weights tells which were added.
  private static Synapse powers(int n) {
    double[] powers = IntStream.range(0, n).mapToDouble(k -> Math.scalb(1.0, k)).toArray();
    return static_synapse.with(weight, mV(powers));
  }

  private static double bits(int from, int count) {
    return Math.scalb((double) ((1 << count) - 1), from);
  }

  @Test
  void anArrayForAllToAllIsTargetByTargetAWeightForEachSource() {
    for (int i = 0; i < S; i++) {
      double[] sums = Jumps.onto(S, T, all_to_all(), powers(S * T), i);
      for (int j = 0; j < T; j++) assertThat(sums[j]).isEqualTo(bits(j * S + i, 1));
    }
  }

  @Test
  void anArrayForOneToOneHasAWeightForEachPair() {
    for (int i = 0; i < S; i++) {
      double[] sums = Jumps.onto(S, S, one_to_one(), powers(S), i);
      for (int j = 0; j < S; j++) assertThat(sums[j]).isEqualTo(i == j ? bits(j, 1) : 0);
    }
  }

  @Test
  void anArrayForFixedIndegreeIsTargetByTarget() {
    double[] sums = Jumps.onto(S, T, fixed_indegree(5), powers(T * 5), -1);
    for (int j = 0; j < T; j++) assertThat(sums[j]).isEqualTo(bits(5 * j, 5));
  }

  @Test
  void anArrayForFixedOutdegreeIsSourceBySource() {
    for (int i = 0; i < S; i++) {
      double[] sums = Jumps.onto(S, T, fixed_outdegree(5), powers(S * 5), i);
      assertThat(Arrays.stream(sums).sum()).isEqualTo(bits(5 * i, 5));
    }
  }

  @Test
  void anArrayForATotalNumberHasAWeightForEachSynapse() {
    double[] sums = Jumps.onto(S, T, fixed_total_number(17), powers(17), -1);
    assertThat(Arrays.stream(sums).sum()).isEqualTo(bits(0, 17));
  }

  @Test
  void arraysOfAnotherLengthAreRefusedWithTheLayout() {
    requireRefused(all_to_all(), 11, "weight is an array of 11", "12, target by target");
    requireRefused(one_to_one(), 12, "weight is an array of 12", "4, one for each pair");
    requireRefused(fixed_indegree(5), 15, "weight is an array of 15", "20, target by target");
    requireRefused(fixed_outdegree(5), 20, "weight is an array of 20", "15, source by source");
    requireRefused(fixed_total_number(17), 16, "array of 16", "17, one for each synapse");
    requireRefused(pairwise_bernoulli(0.5), 12, "weight is an array of 12", "no arrays");
    requireRefused(all_to_all(), 0, "weight is an array of 0", "12, target by target");
  }

  private static void requireRefused(ConnectionRule rule, int n, String... words) {
    assertThatThrownBy(() -> Jumps.onto(S, T, rule, powers(n), -1))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll(rule.name(), words[0], words[1]);
  }

  @Test
  void delaysOfAnArrayComeTrueOneByOne() {
    var sim = Simulator.builder().threads(2).build();
    var source = sim.create(Jumps.SPIKE);
    var targets = sim.create(Jumps.ADDER, 400);
    var meter = sim.create(voltmeter.with(interval, ms(0.1)));
    SplittableRandom random = new SplittableRandom(1);
    double[] delays = random.ints(400, 1, 200).mapToDouble(d -> d / 10.0).toArray();
    sim.connect(source, targets, static_synapse.with(weight, mV(2)).with(delay, ms(delays)));
    sim.connect(meter, targets);
    sim.simulate(ms(25));
    Events events = sim.events(meter);
    int[] senders = events.senders();
    long[] steps = events.steps();
    double[] V = events.values(V_m);
    for (int e = 0; e < V.length; e++) {
      int j = targets.indexOf(senders[e]);
      double expected = steps[e] >= 10 + Math.round(10 * delays[j]) ? 2 : 0;
      if (V[e] != expected) throw new AssertionError("target " + j + " at step " + steps[e]);
    }
    assertThat(sim.min_delay()).isEqualTo(Arrays.stream(delays).min().orElseThrow());
    assertThat(sim.max_delay()).isEqualTo(Arrays.stream(delays).max().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void drawnWeightsHaveTheirDistribution(long seed) {
    Synapse gaussian = static_synapse.with(weight, normal(mV(2), mV(0.5)));
    double[] sums = Jumps.onto(1, 3000, all_to_all(), gaussian, -1, 2, seed);
    Chance.requireFrom(x -> 0.5 * Erfc.value((2 - x) / 0.5 / Math.sqrt(2)), sums);
    Synapse decaying = static_synapse.with(weight, exponential(mV(3)));
    sums = Jumps.onto(3000, 3000, one_to_one(), decaying, -1, 2, seed);
    Chance.requireFrom(x -> x < 0 ? 0 : -Math.expm1(-x / 3), sums);
  }

  /// Delays from 1 to 2 ms: a draw goes to the nearest step, so the two ends are half as likely.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void drawnDelaysGoToTheNearestStep(long seed) {
    var sim = Simulator.builder().threads(2).seed(seed).build();
    var source = sim.create(Jumps.SPIKE);
    var targets = sim.create(Jumps.ADDER, 3000);
    sim.connect(
        source, targets, static_synapse.with(weight, mV(1)).with(delay, uniform(ms(1), ms(2))));
    long[] counts = new long[11];
    double before = 0;
    sim.simulate(ms(1.9));
    for (int k = 0; k < counts.length; k++) {
      sim.simulate(ms(0.1));
      double arrived = Arrays.stream(targets.get(V_m)).sum();
      counts[k] = (long) (arrived - before);
      before = arrived;
    }
    assertThat(before).isEqualTo(3000);
    Chance.requireShares(counts, k -> k == 0 || k == 10 ? 0.05 : 0.1);
  }

  @Test
  void drawsAreAFunctionOfTheSeedAndOfNoNumberOfThreads() {
    Synapse synapse = static_synapse.with(weight, normal(mV(2), mV(0.5)));
    for (ConnectionRule rule :
        new ConnectionRule[] {
          all_to_all(),
          fixed_indegree(7),
          fixed_outdegree(7),
          fixed_total_number(333),
          pairwise_bernoulli(0.3)
        }) {
      double[] one = Jumps.onto(20, 30, rule, synapse, -1, 1, 5);
      assertThat(Jumps.onto(20, 30, rule, synapse, -1, 2, 5)).isEqualTo(one);
      assertThat(Jumps.onto(20, 30, rule, synapse, -1, 3, 5)).isEqualTo(one);
      assertThat(Jumps.onto(20, 30, rule, synapse, -1, 3, 6)).isNotEqualTo(one);
    }
  }

  @Test
  void impossibleDrawsAndElementsAreRefused() {
    assertRefused(static_synapse.with(delay, normal(ms(1), ms(1))), "delay", "redraw(min, max)");
    assertRefused(
        static_synapse.with(delay, normal(ms(1), ms(1)).redraw(ms(50), ms(51))), "1000 draws");
    double[] delays = new double[20];
    Arrays.fill(delays, 1);
    delays[13] = 1.05;
    assertRefused(static_synapse.with(delay, ms(delays)), "delay = 1.05 ms", "0.1 ms");
    assertRefused(static_synapse.with(weight, normal(mV(1), mV(Double.MAX_VALUE))), "weight");
    assertRefused(
        static_synapse.with(weight, mV(1).times(normal(number(1e300), number(1)))), "finite");
  }

  @Test
  void aDelayOffTheGridTooShortOrTooLongIsRefused() {
    assertRefused(static_synapse.with(delay, ms(0.05)), "delay = 0.05 ms", "resolution, 0.1 ms");
    assertRefused(static_synapse.with(delay, ms(1.25)), "delay = 1.25 ms", "1.2 and 1.3 ms");
    assertRefused(static_synapse.with(delay, ms(6553.6)), "delay = 6553.6 ms", "6553.5 ms");
    for (double bad : new double[] {0, -1, 1e300, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> static_synapse.with(delay, ms(bad)))
          .isInstanceOf(BadInput.class)
          .hasMessageContainingAll("static_synapse", "delay", "> 0");
    }
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> static_synapse.with(weight, mV(bad)))
          .isInstanceOf(BadInput.class)
          .hasMessageContainingAll("static_synapse", "weight", "finite");
    }
  }

  @Test
  void aReceptorBeyondAllWholeNumbersIsRefused() {
    assertThatThrownBy(() -> static_synapse.with("receptor_type", 1e16))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("receptor_type", "2^31");
  }

  /// As in NEST: the default of 1 ms becomes 1.05 ms at 0.15 ms, and 2 ms at 2 ms.
  @ParameterizedTest
  @CsvSource({"0.1, 1", "0.15, 1.05", "2, 2", "1, 1"})
  void theDefaultDelayGivesWayToTheResolution(double h, double expected) {
    var sim = Simulator.builder().resolution(ms(h)).build();
    var nodes = sim.create(Jumps.ADDER, 2);
    sim.connect(nodes, nodes);
    assertThat(sim.min_delay()).isEqualTo(expected);
    assertThat(sim.max_delay()).isEqualTo(expected);
  }

  private static void assertRefused(Synapse synapse, String... words) {
    assertThatThrownBy(() -> Jumps.onto(2, 10, all_to_all(), synapse, -1))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll(words);
  }
}
