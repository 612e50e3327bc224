package myelin;

import static myelin.Names.delay;
import static myelin.Names.fixed_indegree;
import static myelin.Names.iaf_psc_exp;
import static myelin.Names.max;
import static myelin.Names.min;
import static myelin.Names.ms;
import static myelin.Names.normal;
import static myelin.Names.pA;
import static myelin.Names.static_synapse;
import static myelin.Names.stdp_synapse;
import static myelin.Names.weight;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import myelin.connect.Connections;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.value.Dimension;
import myelin.value.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Normal weights and delays are drawn a batch at a time where a synapse model has nothing else
/// that differs. A distribution times one has the same numbers but is drawn one by one.
class NormalSynapsesTest {

  private static final Quantity<Dimension.Current> ANY = normal(pA(3), pA(5));
  private static final Quantity<Dimension.Current> UP = normal(pA(5), pA(4)).redraw(pA(0), pA(30));
  private static final Quantity<Dimension.Current> DOWN =
      normal(pA(-5), pA(4)).redraw(pA(-9), pA(0));
  private static final Quantity<Dimension.Current> NARROW =
      normal(pA(5), pA(4)).redraw(pA(3), pA(4));
  private static final Quantity<Dimension.Time> LATE =
      normal(ms(1.5), ms(0.75)).redraw(ms(0.05), ms(1000));
  private static final Quantity<Dimension.Time> LONG = normal(ms(60), ms(7));

  static Stream<Synapse[]> synapses() {
    Synapse s = static_synapse;
    return Stream.of(
        pair(s, UP, LATE),
        pair(s, DOWN, LATE),
        pair(s, ANY, LONG),
        pair(s, NARROW, LATE),
        pair(stdp_synapse, UP, LATE),
        pair(s, max(ANY, pA(0)), LATE),
        pair(s, min(ANY, pA(0)), LATE),
        pair(s, min(max(ANY, pA(-1)), pA(4)), LATE),
        pair(s, max(min(ANY, pA(4)), pA(5)), LATE),
        pair(s, max(ANY, pA(1)).redraw(pA(2), pA(9)), LATE),
        pair(s, max(UP, pA(6)), LATE),
        pair(s, UP, max(LONG, ms(62))),
        new Synapse[] {s.with(weight, UP), s.with(weight, UP.times(1))},
        new Synapse[] {s.with(delay, LATE), s.with(delay, LATE.times(1))},
        new Synapse[] {
          s.with(weight, pA(-2)).with(delay, LONG),
          s.with(weight, pA(-2)).with(delay, LONG.times(1))
        });
  }

  private static Synapse[] pair(
      Synapse s, Quantity<Dimension.Current> w, Quantity<Dimension.Time> d) {
    return new Synapse[] {
      s.with(weight, w).with(delay, d), s.with(weight, w.times(1)).with(delay, d.times(1))
    };
  }

  @ParameterizedTest
  @MethodSource("synapses")
  void aBatchHasTheNumbersDrawnOneByOne(Synapse together, Synapse apart) {
    for (int threads : new int[] {1, 3}) {
      Connections a = connections(together, threads);
      Connections b = connections(apart, 1);
      assertThat(a.size()).isEqualTo(400 * 31);
      assertThat(a.source()).isEqualTo(b.source());
      assertThat(a.target()).isEqualTo(b.target());
      assertThat(a.weight()).isEqualTo(b.weight());
      assertThat(a.delay()).isEqualTo(b.delay());
    }
  }

  /// Targets whose places do not fit into 16 bits; the second call joins what the first has built.
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void targetsMayBeMany(int threads) {
    Connections a = manyTargets(pair(static_synapse, UP, LATE)[0], threads);
    Connections b = manyTargets(pair(static_synapse, UP, LATE)[1], 1);
    assertThat(a.size()).isEqualTo(2 * 70_000 * 4);
    assertThat(a.source()).isEqualTo(b.source());
    assertThat(a.target()).isEqualTo(b.target());
    assertThat(a.weight()).isEqualTo(b.weight());
    assertThat(a.delay()).isEqualTo(b.delay());
  }

  private static Connections manyTargets(Synapse synapse, int threads) {
    Simulator sim = Simulator.builder().seed(5).threads(threads).build();
    NodeCollection neurons = sim.create(iaf_psc_exp, 70_000);
    for (int call = 0; call < 2; call++) {
      sim.connect(neurons.first(50), neurons, fixed_indegree(4), synapse);
      sim.build();
    }
    return sim.connections();
  }

  /// A weight of zero has no sign, however its delays are drawn.
  @Test
  void zeroIsNotNegative() {
    Connections c = connections(static_synapse.with(weight, pA(0)).with(delay, LATE), 1);
    assertThat(c.weight()).containsOnly(0.0);
  }

  private static Connections connections(Synapse synapse, int threads) {
    Simulator sim = Simulator.builder().seed(5).threads(threads).build();
    NodeCollection neurons = sim.create(iaf_psc_exp, 400);
    sim.connect(neurons, neurons, fixed_indegree(31), synapse);
    return sim.connections();
  }
}
