package myelin.engine.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import myelin.engine.base.Ids;
import myelin.engine.base.Ranks;
import myelin.engine.base.TimeGrid;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.neuron.Population;
import myelin.engine.neuron.Still;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodesTest {

  private static final NeuronModel OTHER = Still.model("other", Still::new);

  private Nodes nodes = new Nodes(1, Ranks.ALONE);
  private Population[][] populations = {};

  private void open(int parts) {
    nodes = new Nodes(parts, Ranks.ALONE);
    populations = new Population[parts][];
    for (int p = 0; p < parts; p++) {
      populations[p] =
          new Population[] {
            new Population(Still.MODEL, new TimeGrid(0.1), 1),
            new Population(OTHER, new TimeGrid(0.1), 1)
          };
    }
    assertThat(nodes.indexOf(Still.MODEL)).isZero();
    assertThat(nodes.indexOf(OTHER)).isEqualTo(1);
    assertThat(nodes.indexOf(Still.MODEL)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void aThousandCallsForOneNeuronSpreadAsEvenlyAsOneCallForAThousand(int parts) {
    open(parts);
    for (int k = 0; k < 1000; k++) assertThat(nodes.add(0, 1, populations).size()).isEqualTo(1);
    nodes.add(1, 1000, populations);
    for (int p = 0; p < parts; p++) {
      assertThat(populations[p][0].size()).isBetween(1000 / parts, 1000 / parts + 1);
      assertThat(populations[p][1].size()).isBetween(1000 / parts, 1000 / parts + 1);
    }
  }

  @Test
  void oneCallIsDealtInContiguousRuns() {
    open(3);
    Ids ids = nodes.add(0, 100, populations);
    assertThat(ids).isEqualTo(Ids.range(1, 100));
    int changes = 0;
    for (int id = 2; id <= 100; id++) if (nodes.part(id) != nodes.part(id - 1)) changes++;
    assertThat(changes).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void everyNodeHasAPlaceOfItsOwnAndPartsStayBalanced(int parts) {
    open(parts);
    SplittableRandom random = new SplittableRandom(parts);
    int[] made = new int[2];
    int first = 1;
    for (int call = 0; call < 200; call++) {
      int m = random.nextInt(2);
      int n = random.nextInt(1, random.nextBoolean() ? 4 : 40);
      Ids ids = nodes.add(m, n, populations);
      assertThat(ids).isEqualTo(Ids.range(first, n));
      for (int i = 0; i < n; i++) assertThat(nodes.model(ids.at(i))).isEqualTo(m);
      first += n;
      made[m] += n;
    }
    boolean[][][] taken = new boolean[parts][2][first];
    for (int id = 1; id < first; id++) {
      boolean[] places = taken[nodes.part(id)][nodes.model(id)];
      assertThat(places[nodes.local(id)]).isFalse();
      places[nodes.local(id)] = true;
      assertThat(nodes.isNeuron(id)).isTrue();
    }
    int all = 0;
    for (Population[] part : populations) {
      for (int m = 0; m < 2; m++) {
        all += part[m].size();
        assertThat(part[m].cells()).isBetween(part[m].size(), part[m].size() + Block.LANES - 1);
      }
    }
    assertThat(all).isEqualTo(made[0] + made[1]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void whatAPartOwnsIsFoundWhetherItsNeuronsFollowEachOtherOrNot(int parts) {
    open(parts);
    requireOwned(parts);
    nodes.add(0, 100, populations);
    requireOwned(parts);
    nodes.add(1, 3, populations);
    requireOwned(parts);
    nodes.add(0, 50, populations);
    requireOwned(parts);
  }

  private void requireOwned(int parts) {
    for (int p = 0; p < parts; p++) {
      for (int id = 1; id <= nodes.size(); id++) {
        assertThat(nodes.owned(p).test(id)).isEqualTo(nodes.part(id) == p);
      }
    }
  }
}
