package myelin;

import static myelin.Names.I_e;
import static myelin.Names.V_m;
import static myelin.Names.delay;
import static myelin.Names.fixed_indegree;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.ms;
import static myelin.Names.pA;
import static myelin.Names.static_synapse;
import static myelin.Names.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import myelin.connect.Connections;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Synapses that are changed one by one, where their tables have no place for what is new.
class SingleChangesTest {

  private static final int N = 80;
  private static final Synapse STATIC = static_synapse.with(weight, pA(3)).with(delay, ms(1.2));

  private static double[] states(int threads, Synapse synapse, Consumer<Connections> change) {
    var sim = Simulator.builder().threads(threads).seed(11).build();
    double[] current = new double[N];
    Arrays.setAll(current, i -> 400 + 7 * i);
    var all = sim.create(iaf_psc_alpha.with(I_e, pA(current)), N);
    sim.connect(all, all, fixed_indegree(30), synapse);
    Connections found = sim.connections();
    sim.simulate(ms(20));
    change.accept(found);
    sim.simulate(ms(20));
    change.accept(found);
    double[] weights = found.weight();
    double[] delays = found.delay();
    sim.simulate(ms(40));
    assertThat(found.weight()).isEqualTo(weights);
    assertThat(found.delay()).isEqualTo(delays);
    double[] states = Arrays.copyOf(all.get(V_m), N + 2 * weights.length);
    System.arraycopy(weights, 0, states, N, weights.length);
    System.arraycopy(delays, 0, states, N + weights.length, weights.length);
    return states;
  }

  /// A weight of either sign that sums without rounding, so that the order of sums does not matter.
  private static double weight(int e) {
    return (e * 7 % 173 - 60) / 4.0;
  }

  private static double delay(int e) {
    return (5 + e * 11 % 40) / 10.0;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aThousandSingleChangesActAsOneChangeOfAThousand(int threads) {
    double[] once =
        states(
            1,
            STATIC,
            c ->
                c.set(
                    "weight", IntStream.range(0, c.size()).mapToDouble(e -> weight(e)).toArray()));
    double[] each =
        states(
            threads,
            STATIC,
            c -> IntStream.range(0, c.size()).forEach(e -> c.at(e).set("weight", weight(e))));
    assertThat(each).isEqualTo(once);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void singleDelaysActAsOneChangeOfAll(int threads) {
    for (Synapse synapse :
        new Synapse[] {STATIC, STATIC.with(weight, Names.uniform(pA(1), pA(2)))}) {
      double[] once =
          states(
              1,
              synapse,
              c ->
                  c.set(
                      "delay", IntStream.range(0, c.size()).mapToDouble(e -> delay(e)).toArray()));
      double[] each =
          states(
              threads,
              synapse,
              c -> IntStream.range(0, c.size()).forEach(e -> c.at(e).set("delay", delay(e))));
      assertThat(each).isEqualTo(once);
    }
  }

  /// What has been changed and changed back is as it was.
  @Test
  void aChangeThatIsTakenBackLeavesNothing() {
    double[] untouched = states(2, STATIC, c -> {});
    double[] back =
        states(
            2,
            STATIC,
            c -> {
              for (int e = 0; e < c.size(); e += 3) {
                c.at(e).set("weight", -5.5).set("delay", 2.5).set("weight", 7);
                assertThat(c.at(e).weight()).containsExactly(7);
                assertThat(c.at(e).delay()).containsExactly(2.5);
                c.at(e).set("weight", 3).set("delay", 1.2);
              }
            });
    assertThat(back).isEqualTo(untouched);
  }

  /// Synapses between the same two nodes that are alike but for what is changed: each selection
  /// keeps meaning the same ones, also where lists of targets are sets of bits, few change or many,
  /// before the tables are built and after.
  @ParameterizedTest
  @ValueSource(ints = {40, 2000})
  void synapsesKeepTheirPlacesInWhatHasBeenLookedUp(int changed) {
    var sim = Simulator.builder().threads(2).build();
    var all = sim.create(iaf_psc_alpha, 40);
    for (int k = 0; k < 3; k++) sim.connect(all, all, STATIC);
    Connections found = sim.connections();
    Connections some = sim.connections(all.slice(0, 20), all);
    double[] wanted = new double[found.size()];
    Arrays.fill(wanted, 3);
    double[] delays = new double[found.size()];
    Arrays.fill(delays, 1.2);
    for (int round = 0; round < 4; round++) {
      int[] which = new int[changed];
      int from = round;
      Arrays.setAll(which, k -> (from + 2 * k) % wanted.length);
      double[] weights = new double[changed];
      Arrays.setAll(weights, k -> 0.5 * (k % 11) - 2 * from);
      found.at(which).set("weight", weights).set("delay", 1.5 + round);
      for (int k = 0; k < changed; k++) {
        wanted[which[k]] = weights[k];
        delays[which[k]] = 1.5 + round;
      }
      found.at(3 * round).set("weight", 100.25);
      wanted[3 * round] = 100.25;
      for (int again = 0; again < 2; again++) {
        assertThat(found.weight()).isEqualTo(wanted);
        assertThat(found.delay()).isEqualTo(delays);
        assertThat(some.weight()).isEqualTo(Arrays.copyOf(wanted, some.size()));
        assertThat(some.target()).isEqualTo(Arrays.copyOf(found.target(), some.size()));
        sim.simulate(ms(1));
      }
    }
  }

  @Test
  void whatCannotBeIsRefusedAtOnceAndChangesNothing() {
    var sim = Simulator.builder().build();
    var all = sim.create(iaf_psc_alpha, 4);
    sim.connect(all, all, STATIC);
    Connections found = sim.connections();
    found.at(2).set("weight", 4);
    assertThatThrownBy(() -> found.at(2).set("weight", Double.NaN)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> found.at(2).set("delay", 0)).isInstanceOf(BadInput.class);
    assertThat(found.at(2).weight()).containsExactly(4);
    assertThat(sim.connections().at(2).weight()).containsExactly(4);
    sim.simulate(ms(1));
    assertThat(found.at(1, 2).weight()).containsExactly(3, 4);
  }

  /// A synapse that is taken out while changes of it and others wait; the rest keeps its changes.
  @Test
  void changesThatWaitAreKeptWhenOthersAreTakenOutOrMade() {
    var sim = Simulator.builder().threads(2).build();
    var all = sim.create(iaf_psc_alpha, 4);
    sim.connect(all, all, STATIC);
    Connections found = sim.connections();
    for (int e = 0; e < 16; e++) found.at(e).set("weight", e + 0.5);
    found.at(5, 6).disconnect();
    Connections rest = sim.connections();
    for (int e = 0; e < 14; e++) {
      int was = (rest.source()[e] - 1) * 4 + rest.target()[e] - 1;
      assertThat(rest.weight()[e]).isEqualTo(was + 0.5);
    }
    rest.at(0).set("delay", 2);
    sim.connect(all, all, STATIC);
    assertThat(rest.isPresent()).isTrue();
    Connections more = sim.connections();
    assertThat(more.size()).isEqualTo(30);
    assertThat(Arrays.stream(more.delay()).filter(d -> d == 2)).hasSize(1);
    assertThat(rest.delay()[0]).isEqualTo(2);
    assertThat(rest.weight()[1]).isEqualTo(1.5);
  }
}
