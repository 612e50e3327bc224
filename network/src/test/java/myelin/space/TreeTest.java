package myelin.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 16, 17, 100, 513, 1000})
  void eachNodeKnowsTheBoxAroundItsPlaces(int n) {
    Random random = new Random(n);
    for (int d = 2; d <= 3; d++) {
      // Some coordinates are alike, as on a grid.
      double[][] all = new double[d][];
      for (int k = 0; k < d; k++) all[k] = random.doubles(n).map(x -> Math.rint(x * 20)).toArray();
      requireBoxes(all, Positions.free(all).tree(), n);
    }
  }

  private static void requireBoxes(double[][] all, Tree tree, int n) {
    assertThat(IntStream.range(0, n).map(tree::place).sorted().toArray())
        .isEqualTo(IntStream.range(0, n).toArray());
    for (int s = 0; s < n; s++) assertThat(tree.number(tree.place(s))).isEqualTo(s);
    assertThat(tree.nodes(tree.levels() - 1)).isEqualTo(1);
    for (int l = 0; l < tree.levels(); l++) {
      int next = 0;
      for (int i = 0; i < tree.nodes(l); i++) {
        assertThat(tree.from(l, i)).isEqualTo(next);
        next = tree.to(l, i);
        for (int k = 0; k < all.length; k++) {
          double[] x = all[k];
          int[] places = IntStream.range(tree.from(l, i), next).map(tree::place).toArray();
          double least = IntStream.of(places).mapToDouble(p -> x[p]).min().orElseThrow();
          double most = IntStream.of(places).mapToDouble(p -> x[p]).max().orElseThrow();
          assertThat(tree.least(k, tree.node(l, i))).isEqualTo(least);
          assertThat(tree.most(k, tree.node(l, i))).isEqualTo(most);
        }
      }
      assertThat(next).isEqualTo(n);
    }
  }
}
