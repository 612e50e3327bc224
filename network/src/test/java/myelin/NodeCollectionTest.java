package myelin;

import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.iaf_psc_exp;
import static myelin.Names.spike_recorder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NodeCollectionTest {

  private final Simulator sim = Simulator.builder().threads(2).build();
  private final NodeCollection alpha = sim.create(iaf_psc_alpha, 10);
  private final NodeCollection exp = sim.create(iaf_psc_exp, 5);
  private final NodeCollection recorder = sim.create(spike_recorder);

  @Test
  void idsCountFromOneInOrderOfCreation() {
    assertThat(alpha.toArray()).isEqualTo(IntStream.rangeClosed(1, 10).toArray());
    assertThat(exp.toArray()).containsExactly(11, 12, 13, 14, 15);
    assertThat(recorder.id(0)).isEqualTo(16);
    assertThat(sim.size()).isEqualTo(16);
    assertThat(sim.nodes().size()).isEqualTo(16);
    assertThat(exp.indexOf(13)).isEqualTo(2);
    assertThat(exp.indexOf(10)).isNegative();
    assertThat(exp.contains(15)).isTrue();
    assertThat(exp.contains(16)).isFalse();
  }

  @Test
  void partsAreTakenByPlace() {
    assertThat(alpha.first(3).toArray()).containsExactly(1, 2, 3);
    assertThat(alpha.last(2).toArray()).containsExactly(9, 10);
    assertThat(alpha.slice(2, 5).toArray()).containsExactly(3, 4, 5);
    assertThat(alpha.slice(1, 9, 3).toArray()).containsExactly(2, 5, 8);
    assertThat(alpha.slice(0, 10, 20).toArray()).containsExactly(1);
    assertThat(alpha.at(0, 4, 9).toArray()).containsExactly(1, 5, 10);
    assertThat(alpha.slice(4, 4).size()).isZero();
    assertThat(alpha.first(0).size()).isZero();
    assertThat(alpha.slice(1, 9, 3).slice(1, 3).toArray()).containsExactly(5, 8);
    assertThat(alpha.slice(1, 9, 3).first(2).last(1).toArray()).containsExactly(5);
  }

  @Test
  void aUnionIsInOrderOfIds() {
    assertThat(exp.and(alpha.first(2)).toArray()).containsExactly(1, 2, 11, 12, 13, 14, 15);
    assertThat(alpha.and(exp)).isEqualTo(sim.nodes().first(15)).isEqualTo(exp.and(alpha));
    assertThat(alpha.first(0).and(exp)).isEqualTo(exp);
    assertThat(exp.and(alpha.first(0))).isEqualTo(exp);
    assertThat(sim.nodes(1, 5, 16).toArray()).containsExactly(1, 5, 16);
    assertThat(sim.nodes(3, 4, 5))
        .isEqualTo(alpha.slice(2, 5))
        .hasSameHashCodeAs(sim.nodes(3, 4, 5));
  }

  @Test
  void overlappingCollectionsAreNotJoined() {
    requireRefused(() -> alpha.and(alpha.slice(4, 5)), "node 5 is in both");
    requireRefused(() -> sim.nodes().and(recorder), "node 16 is in both");
  }

  @Test
  void nodesThatDoNotExistAreRefused() {
    requireRefused(() -> sim.nodes(17), "there is no node 17", "from 1 to 16");
    requireRefused(() -> sim.nodes(0), "there is no node 0");
    requireRefused(() -> sim.nodes(-1), "there is no node -1");
    requireRefused(() -> sim.nodes(3, 3), "3 follows 3");
    requireRefused(() -> sim.nodes(3, 2), "2 follows 3");
    requireRefused(() -> alpha.id(10), "place 10 of 10");
    requireRefused(() -> alpha.id(-1), "place -1 of 10");
    requireRefused(() -> alpha.at(2, 10), "place 10 of 10");
    requireRefused(() -> alpha.at(2, 2), "2 follows 2");
    requireRefused(() -> alpha.slice(2, 11), "slice from 2 to 11 of 10");
    requireRefused(() -> alpha.slice(-1, 3), "slice from -1 to 3 of 10");
    requireRefused(() -> alpha.slice(3, 2), "slice from 3 to 2 of 10");
    requireRefused(() -> alpha.slice(0, 5, 0), "step = 0");
    requireRefused(() -> alpha.first(11), "11", "10");
    requireRefused(() -> alpha.first(-1), "-1");
    requireRefused(() -> alpha.last(11), "-1", "10");
  }

  @Test
  void nodesOfAnotherNetworkAreRefused() {
    NodeCollection foreign = Simulator.builder().build().create(iaf_psc_alpha, 2);
    requireRefused(() -> sim.connect(foreign, alpha), "another network");
    requireRefused(() -> sim.connect(alpha, foreign), "another network");
    requireRefused(() -> alpha.and(foreign), "another network");
    requireRefused(() -> sim.events(foreign), "another network");
  }

  @Test
  void anEmptyCollectionConnectsNothingAndSetsNothing() {
    NodeCollection empty = alpha.first(0);
    requireRefused(() -> sim.connect(empty, alpha), "sources are an empty collection");
    requireRefused(() -> sim.connect(alpha, empty), "targets are an empty collection");
    requireRefused(() -> empty.set("V_m", -65.0), "empty collection");
    assertThat(empty.get("V_m")).isEmpty();
    assertThat(empty).hasToString("NodeCollection()");
  }

  @Test
  void itSaysWhatItHolds() {
    assertThat(sim.nodes().toString())
        .contains("model=iaf_psc_alpha, size=10, first=1, last=10")
        .contains("model=iaf_psc_exp, size=5, first=11, last=15")
        .contains("model=spike_recorder, size=1, first=16, last=16");
  }

  private static void requireRefused(ThrowingCallable call, String... words) {
    assertThatThrownBy(call).isInstanceOf(BadInput.class).hasMessageContainingAll(words);
  }
}
