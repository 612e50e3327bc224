package myelin;

import static myelin.Names.all_to_all;
import static myelin.Names.fixed_indegree;
import static myelin.Names.fixed_outdegree;
import static myelin.Names.fixed_total_number;
import static myelin.Names.iaf_psc_exp;
import static myelin.Names.ms;
import static myelin.Names.normal;
import static myelin.Names.pA;
import static myelin.Names.pairwise_bernoulli;
import static myelin.Names.static_synapse;
import static myelin.Names.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import myelin.connect.ConnectionRule;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ranks;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A network that does not fit into the heap is refused before it is built.
@Timeout(20)
class HeapTest {

  static Stream<ConnectionRule> rules() {
    return Stream.of(
        all_to_all(),
        fixed_indegree(2_000_000_000),
        fixed_outdegree(2_000_000_000),
        fixed_total_number(1_000_000_000_000L),
        fixed_total_number(Long.MAX_VALUE),
        pairwise_bernoulli(0.9));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void synapsesThatDoNotFitAreRefusedWithTheHeapThatWouldDo(ConnectionRule rule) {
    var sim = Simulator.builder().threads(2).build();
    int n = rule.name().startsWith("fixed") ? 1000 : 200_000;
    var nodes = sim.create(iaf_psc_exp, n);
    requireRefused(() -> sim.connect(nodes, nodes, rule, static_synapse), rule.toString());
    requireRefused(
        () -> sim.connect(nodes, nodes, rule, static_synapse.with(weight, normal(pA(1), pA(1)))),
        rule.toString());
    assertThat(sim.synapses()).isEmpty();
    sim.simulate(ms(0.1));
  }

  /// One of several ranks, without the others, who would say what it says.
  private record OneOf(int size) implements Ranks {
    @Override
    public int rank() {
      return 0;
    }

    @Override
    public Gathered gather(long[] own, int n) {
      int[] from = IntStream.rangeClosed(0, size).map(r -> n * r).toArray();
      long[] all = new long[n * size];
      for (int k = 0; k < all.length; k++) all[k] = own[k % n];
      return new Gathered(all, from);
    }
  }

  @Test
  void aNetworkThatFitsOnlyOnManyRanksIsSharedByThem() {
    int ranks = 10_000;
    var sim = Simulator.builder().threads(1).ranks(new OneOf(ranks)).build();
    var nodes = sim.create(iaf_psc_exp, 1_000_000);
    sim.connect(nodes, nodes, fixed_indegree(100_000), static_synapse);
    assertThat(sim.footprint().synapses()).isEqualTo(100_000_000_000L);
    assertThat(sim.footprint().bytes()).isGreaterThan(1e11);
    requireRefused(
        () -> sim.connect(nodes, nodes, fixed_indegree(2_000_000_000), static_synapse),
        "2,000,000,000,000,000 synapses and those before on 10000 ranks");
  }

  @Test
  void nodesThatDoNotFitAreRefused() {
    var sim = Simulator.builder().threads(2).build();
    requireRefused(() -> sim.create(iaf_psc_exp, 2_000_000_000), "2,000,000,000 nodes");
    assertThatThrownBy(() -> sim.create(iaf_psc_exp, Integer.MAX_VALUE))
        .isInstanceOf(BadInput.class);
    assertThat(sim.size()).isZero();
    assertThat(sim.create(iaf_psc_exp, 2).id(1)).isEqualTo(2);
  }

  private static void requireRefused(ThrowingCallable call, String what) {
    assertThatThrownBy(call)
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll(what, "--heap", "GB")
        .extracting(e -> ((BadInput) e).kind())
        .isEqualTo(BadInput.Kind.MEMORY);
  }
}
