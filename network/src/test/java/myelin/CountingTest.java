package myelin;

import static myelin.Names.V_m;
import static myelin.Names.all_to_all;
import static myelin.Names.delay;
import static myelin.Names.fixed_indegree;
import static myelin.Names.iaf_psc_delta;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.static_synapse;
import static myelin.Names.weight;
import static org.assertj.core.api.Assertions.assertThat;

import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Synapses of one weight are counted in 16 bits; none must be lost where there are more.
class CountingTest {

  private static final double WEIGHT = 1.0 / 1024;

  private final Simulator sim = Simulator.builder().threads(2).build();

  /// Neurons that fire all at once in the first step.
  private NodeCollection volley(int n) {
    return sim.create(iaf_psc_delta.with(V_m, mV(-50)), n);
  }

  @ParameterizedTest
  @ValueSource(ints = {32_767, 32_768, 70_000})
  void aVolleyOfOneCallArrivesWhole(int indegree) {
    var sources = volley(100);
    var target = sim.create(Jumps.ADDER);
    sim.connect(sources, target, fixed_indegree(indegree), static_synapse.with(weight, mV(WEIGHT)));
    sim.simulate(ms(2));
    assertThat(target.get(V_m)).containsExactly(indegree * WEIGHT);
  }

  @Test
  void aVolleyOfSeveralCallsArrivesWhole() {
    var sources = volley(20_000);
    var target = sim.create(Jumps.ADDER);
    for (int call = 0; call < 4; call++) {
      sim.connect(sources, target, all_to_all(), static_synapse.with(weight, mV(WEIGHT)));
    }
    sim.simulate(ms(2));
    assertThat(target.get(V_m)).containsExactly(80_000 * WEIGHT);
  }

  @Test
  void aVolleyOverSynapsesOfSeveralNamesArrivesWhole() {
    var sources = volley(20_000);
    var target = sim.create(Jumps.ADDER);
    for (String name : new String[] {"a", "b", "c", "d"}) {
      sim.connect(
          sources, target, all_to_all(), static_synapse.with(weight, mV(WEIGHT)).named(name));
    }
    sim.simulate(ms(2));
    assertThat(target.get(V_m)).containsExactly(80_000 * WEIGHT);
  }

  @Test
  void synapsesMadeBetweenSimulationsDoNotLoseTheVolleyUnderWay() {
    var sources = volley(20_000);
    var target = sim.create(Jumps.ADDER);
    Synapse synapse = static_synapse.with(weight, mV(WEIGHT));
    sim.connect(sources, target, all_to_all(), synapse);
    sim.connect(sim.create(iaf_psc_delta), target, static_synapse.with(delay, ms(0.5)));
    sim.simulate(ms(0.6)); // the slice of 0.5 ms in which the volley was fired is over
    sim.connect(sources, target, all_to_all(), synapse);
    sim.connect(sources, target, all_to_all(), synapse.with(weight, mV(3)).named("other"));
    sim.simulate(ms(2));
    assertThat(target.get(V_m)).containsExactly(20_000 * WEIGHT);
  }

  @Test
  void neuronsAndGeneratorsOfOneWeightBothArrive() {
    var sources = volley(50);
    var spike = sim.create(Jumps.SPIKE, 3);
    var target = sim.create(Jumps.ADDER);
    Synapse synapse = static_synapse.with(weight, mV(WEIGHT));
    sim.connect(sources, target, synapse);
    sim.connect(spike, target, synapse);
    sim.connect(spike.and(sources), target, synapse);
    sim.simulate(ms(3));
    assertThat(target.get(V_m)).containsExactly((100 + 6) * WEIGHT);
  }
}
