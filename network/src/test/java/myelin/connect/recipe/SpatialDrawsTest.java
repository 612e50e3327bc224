package myelin.connect.recipe;

import static myelin.Names.distance;
import static myelin.Names.exponential;
import static myelin.Names.gaussian;
import static myelin.Names.um;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import myelin.engine.base.Ids;
import myelin.engine.random.RandomStream;
import myelin.engine.wiring.EdgeBatch;
import myelin.engine.wiring.Recipe;
import myelin.space.Mask;
import myelin.space.Positions;
import myelin.value.Quantity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpatialDrawsTest {

  private static final int N = 2000;

  private static Space space(Quantity<?> kernel, @Nullable Mask mask, boolean towards) {
    Random random = new Random(1);
    double[][] all = {random.doubles(N).toArray(), random.doubles(N).toArray()};
    Positions places = Positions.free(all).extent(new double[] {1, 1}).wrapped();
    return new Space(places, places, mask, false, kernel, towards);
  }

  private static Recipes.Nodes nodes() {
    Ids all = Ids.range(1, N);
    return new Recipes.Nodes(all, all, CallRandom.of(7, 0), false);
  }

  private static List<List<Object>> batches(Recipe.Cursor pass) {
    List<List<Object>> all = new ArrayList<>();
    EdgeBatch batch = new EdgeBatch();
    while (pass.next(batch)) {
      List<Object> one = new ArrayList<>();
      for (int e = 0; e < batch.size(); e++) {
        one.add(List.of(batch.source(e), batch.target(e), batch.ordinal(e)));
      }
      all.add(one);
      batch.clear();
    }
    return all;
  }

  @Test
  void secondPassesGiveTheSameBatches() {
    Quantity<?> kernel = gaussian(distance(), um(0), um(0.1)).times(0.9);
    Mask mask = Mask.circular(um(0.3));
    Space in = space(kernel, mask, true);
    Space out = space(kernel, mask, false);
    for (Recipe recipe :
        List.of(
            SpatialRecipes.pairwiseBernoulli(nodes(), in),
            SpatialRecipes.pairwisePoisson(nodes(), in, (mean, random) -> 0),
            SpatialRecipes.fixedIndegree(nodes(), in, true, random -> 20),
            SpatialRecipes.fixedIndegree(nodes(), in, false, random -> 20),
            SpatialRecipes.fixedOutdegree(nodes(), out, true, random -> 20))) {
      for (int part = 0; part < 2; part++) {
        int own = part;
        Recipe.Cursor first = recipe.openTwice(id -> id % 2 == own);
        List<List<Object>> drawn = batches(first);
        assertThat(drawn).hasSizeGreaterThan(1);
        assertThat(first.kept()).isPositive();
        Recipe.Cursor again = first.again();
        assertThat(again).isNotNull();
        if (again != null) assertThat(batches(again)).isEqualTo(drawn);
        assertThat(batches(recipe.open(id -> id % 2 == own))).isEqualTo(drawn);
      }
    }
  }

  @Test
  void tapesForWhichThereIsNoRoomAreDroppedWhileTheyGrow() {
    Space in = space(gaussian(distance(), um(0), um(0.5)), null, true);
    Recipe recipe = SpatialRecipes.pairwiseBernoulli(nodes(), in);
    assertThat(recipe).isInstanceOf(SpatialPass.Rule.class);
    SpatialPass.Rule rule = (SpatialPass.Rule) recipe;
    List<Double> asked = new ArrayList<>();
    double left = 5e6;
    SpatialPass.Rule little =
        new SpatialPass.Rule(
            rule.nodes(),
            rule.space(),
            rule.rule(),
            rule.turned(),
            rule.ascending(),
            bytes -> {
              asked.add(bytes);
              return bytes < left;
            });
    Recipe.Cursor pass = little.openTwice(id -> true);
    EdgeBatch batch = new EdgeBatch();
    long most = 0;
    for (; pass.next(batch); batch.clear()) most = Math.max(most, pass.kept());
    assertThat(pass.kept()).isZero();
    assertThat(pass.again()).isNull();
    assertThat(most).isBetween(1L << 20, (long) left / 2);
    assertThat(asked).hasSizeBetween(2, 10);
    assertThat(asked.getLast()).isGreaterThanOrEqualTo(left);
    assertThat(asked.subList(0, asked.size() - 1)).allMatch(bytes -> bytes < left);
  }

  @Test
  void randomNumbersOfCandidatesAreRefinedByTheirOwnGrain() {
    Space in = space(gaussian(distance(), um(0), um(0.1)), null, true);
    Recipes.Nodes nodes = nodes();
    Candidates candidates =
        new Candidates(in, nodes.targets(), nodes.sources(), Candidates.Purpose.WEIGHTS);
    RandomStream random = nodes.draws().stream();
    nodes.draws().pairs(random, 0, 1);
    candidates.group(0);
    int driver = in.driverTree.place(0);
    candidates.to(driver);
    int near = in.poolTree.number(driver); // its value is 1
    DrawnList drawn = new DrawnList();
    drawn.room(1000);
    drawn.n = 1000;
    drawn.grain = 0.5;
    Arrays.fill(drawn.s, 0, drawn.n, near);
    Arrays.fill(drawn.most, 0, drawn.n, 1);
    Arrays.fill(drawn.unit, 0, drawn.n, 0.999);
    Arrays.fill(drawn.fine, 0, drawn.n, 1e-6);
    int[] out = new int[drawn.n + 1];
    assertThat(candidates.take(drawn, -1, random, out, 0)).isEqualTo(1000);
  }

  @Test
  void numbersOfSynapsesAreExpectedAsTheyAreDrawn() {
    // Means by integration over the circle; those of long-tailed numbers are their own.
    Mask mask = Mask.circular(um(0.3));
    double gauss = 0.9 * 2 * Math.PI * 0.01 * (1 - Math.exp(-4.5));
    requireExpected(gaussian(distance(), um(0), um(0.1)).times(0.9), mask, gauss);
    requireExpected(exponential(0.01), null, 0.01);
    requireExpected(exponential(0.01), mask, 0.01 * Math.PI * 0.09);
  }

  private static void requireExpected(Quantity<?> kernel, @Nullable Mask mask, double share) {
    double sum = SpatialRecipes.sum(nodes(), space(kernel, mask, true), p -> Math.min(1, p));
    assertThat(sum / N / (N - 1)).isCloseTo(share, within(0.1 * share));
  }

  @Test
  void candidatesOfLeavesAreTakenByTheirSevenBits() {
    Random random = new Random(3);
    int n = 200;
    long[] bits = random.longs(n).toArray();
    long[] chance = new long[n];
    int[] from = new int[n];
    int[] wanted = new int[8 * n];
    int many = 0;
    int end = 8 * n - 3;
    for (int e = 0; e < n; e++) {
      chance[e] = Leaves.chance(e == 0 ? 0 : e == 1 ? 1 : random.nextDouble());
      from[e] = 8 * e;
      for (int i = 0; i < 8; i++) {
        long u = (bits[e] >>> (8 * i)) & 127;
        boolean is = u + (chance[e] & 255) >= 128 && 8 * e + i < end;
        if (is) wanted[many++] = 8 * e + i;
      }
    }
    int[] out = new int[8 * n + 8];
    int taken = Leaves.take(bits.clone(), chance, from, n, end, out);
    assertThat(Arrays.copyOf(out, taken)).isEqualTo(Arrays.copyOf(wanted, many));
  }

  @Test
  void numbersAreDrawnByTheirWeights() {
    double[] weight = {3, 0.5, 7, 1, 0.25, 12, 4};
    double all = Arrays.stream(weight).sum();
    Alias alias = new Alias();
    alias.set(weight, weight.length, all);
    int draws = 1 << 20;
    double[] share = new double[weight.length];
    for (long k = 0; k < draws; k++) share[alias.draw((k << 12) | (1 << 11))] += 1.0 / draws;
    for (int i = 0; i < weight.length; i++) {
      assertThat(share[i]).isCloseTo(weight[i] / all, within(2e-5));
    }
  }

  @Test
  void tapesGiveBackWhatWasPut() {
    Random random = new Random(5);
    for (boolean ascending : new boolean[] {true, false}) {
      for (int end : new int[] {2, 200, 70_000, Integer.MAX_VALUE}) {
        Tape tape = new Tape(ascending, end);
        List<int[]> lists = new ArrayList<>();
        for (int k = 0; k < 300; k++) {
          int[] list = random.ints(random.nextInt(2000), 0, end).toArray();
          if (k % 3 != 0) Arrays.sort(list);
          lists.add(list);
          tape.put(list, list.length);
        }
        tape.rewind();
        for (int[] list : lists) {
          int n = tape.read();
          assertThat(Arrays.copyOf(tape.numbers(), n)).isEqualTo(list);
        }
      }
    }
  }
}
