package myelin.conformance.rule;

import static myelin.Names.conditional;
import static myelin.Names.deg;
import static myelin.Names.delay;
import static myelin.Names.distance;
import static myelin.Names.exponential;
import static myelin.Names.fixed_indegree;
import static myelin.Names.fixed_outdegree;
import static myelin.Names.gabor;
import static myelin.Names.gamma;
import static myelin.Names.gaussian;
import static myelin.Names.gaussian2D;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.less;
import static myelin.Names.ms;
import static myelin.Names.number;
import static myelin.Names.pairwise_bernoulli;
import static myelin.Names.pairwise_poisson;
import static myelin.Names.source_pos;
import static myelin.Names.static_synapse;
import static myelin.Names.target_pos;
import static myelin.Names.um;
import static myelin.Names.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import myelin.Simulator;
import myelin.connect.ConnectionRule;
import myelin.connect.Connections;
import myelin.engine.base.BadInput;
import myelin.engine.random.RandomStream;
import myelin.node.NodeCollection;
import myelin.space.Mask;
import myelin.space.Neighborhood;
import myelin.space.Positions;
import myelin.value.Dimension.Length;
import myelin.value.Dimension.Scalar;
import myelin.value.Place;
import myelin.value.Quantity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Pairs that are drawn by places are distributed as if each pair had been looked at, which the
/// obvious version here does; the same pairs come for any number of threads.
class SpatialDistributionTest {

  private static final int N = 300;
  private static final int SEEDS = 1;

  /// The statistic of Kolmogorov and Smirnov, times the root of the number of synapses, is above
  /// this once in 20 000 times. That of discrete distances is less often.
  private static final double MOST = 2.3;

  private static final List<String> RULES =
      List.of(
          "pairwise_bernoulli",
          "pairwise_poisson",
          "fixed_indegree",
          "fixed_outdegree",
          "fixed_indegree once");

  private static Quantity<Length> way(int axis) {
    return target_pos(axis).minus(source_pos(axis));
  }

  private static Map<String, Quantity<Scalar>> kernels() {
    Map<String, Quantity<Scalar>> all = new LinkedHashMap<>();
    all.put("constant", number(0.3));
    all.put("exponential", exponential(distance(), um(0.2)));
    all.put("gaussian", gaussian(distance(), um(0), um(0.2)).times(0.8));
    all.put("ring", gaussian(distance(), um(0.4), um(0.1)));
    all.put("gamma", gamma(distance(), 3, um(0.1)).times(0.2));
    all.put("gaussian2D", gaussian2D(way(0), way(1), um(0.1), um(0), um(0.3), um(0.2), -0.5));
    all.put("gabor", gabor(way(0), way(1), deg(30), 0.7, um(0.3), um(0.5), deg(20)));
    all.put("linear", number(1.2).minus(distance().per(um(0.5))));
    all.put("source", source_pos(0).per(um(1)).plus(number(0.5)));
    all.put("axis", exponential(distance(1), um(0.1)));
    all.put("drawn", exponential(distance(), um(0.2)).times(uniform(0.2, 0.8)));
    all.put("conditional", conditional(less(distance(), um(0.3)), number(0.05), number(0.4)));
    return all;
  }

  private static Positions places(int dimensions, boolean wrapped, long seed) {
    Quantity<Length> side = uniform(um(-0.5), um(0.5));
    Positions free =
        dimensions == 2
            ? Positions.random(N, seed, side, side).extent(new double[] {1, 1})
            : Positions.random(N, seed, side, side, side).extent(new double[] {1, 1, 1});
    return wrapped ? free.wrapped() : free;
  }

  private record Case(
      String name,
      String rule,
      Quantity<Scalar> kernel,
      int dimensions,
      boolean wrapped,
      @Nullable Mask mask) {

    ConnectionRule made() {
      ConnectionRule made =
          switch (rule) {
            case "pairwise_bernoulli" -> pairwise_bernoulli(kernel);
            case "pairwise_poisson" -> pairwise_poisson(kernel);
            case "fixed_indegree" -> fixed_indegree(20).kernel(kernel);
            case "fixed_indegree once" -> fixed_indegree(4).withoutMultapses().kernel(kernel);
            default -> fixed_outdegree(20).kernel(kernel);
          };
      return mask == null ? made : made.mask(mask);
    }

    boolean isOfPairs() {
      return rule.startsWith("pairwise");
    }

    boolean isOut() {
      return rule.equals("fixed_outdegree");
    }
  }

  @TestFactory
  Stream<DynamicTest> distancesAreDistributedAsIfAllPairsHadBeenLookedAt() {
    List<Case> cases = new ArrayList<>();
    int i = 0;
    for (Map.Entry<String, Quantity<Scalar>> k : kernels().entrySet()) {
      for (int d = 2; d <= 3; d++) {
        for (boolean wrapped : new boolean[] {false, true}) {
          Mask ball = d == 2 ? Mask.circular(um(0.4)) : Mask.spherical(um(0.45));
          Mask aside = ball.anchor(d == 2 ? new double[] {0.1, 0} : new double[] {0.1, 0, 0.05});
          for (String rule : RULES) {
            Mask mask = i % 3 == 0 ? null : i % 3 == 1 ? ball : aside;
            i++;
            if (k.getKey().equals("drawn") && rule.startsWith("fixed")) continue;
            cases.add(new Case(k.getKey(), rule, k.getValue(), d, wrapped, mask));
          }
        }
      }
    }
    return cases.stream()
        .map(c ->
            DynamicTest.dynamicTest(
                "%s %s %dD %s %s".formatted(c.rule, c.name, c.dimensions, c.wrapped, c.mask),
                () -> require(c)));
  }

  private static void require(Case c) {
    int least = N * N;
    double worst = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      Positions places = places(c.dimensions, c.wrapped, seed);
      int[][] made = connect(c.made(), places, seed, 2);
      double[] length = new double[N * N];
      double[] expected = expected(c, places, length);
      worst = Math.max(worst, deviation(length, expected, made));
      least = Math.min(least, made[0].length);
      if (c.isOfPairs()) {
        double sum = Arrays.stream(expected).sum();
        assertThat(made[0].length)
            .isBetween((int) (sum - 5 * Math.sqrt(sum)), (int) (sum + 5 * Math.sqrt(sum)) + 1);
      }
    }
    assertThat(least).isPositive();
    assertThat(worst).isLessThan(MOST);
  }

  private static int[][] connect(ConnectionRule rule, Positions places, long seed, int threads) {
    try (Simulator sim = Simulator.builder().seed(seed).threads(threads).build()) {
      NodeCollection nodes = sim.create(iaf_psc_alpha, places);
      sim.connect(nodes, nodes, rule);
      Connections all = sim.connections();
      int[] from = Arrays.stream(all.source()).map(nodes::indexOf).toArray();
      int[] to = Arrays.stream(all.target()).map(nodes::indexOf).toArray();
      return new int[][] {from, to};
    }
  }

  /// The expected number of synapses of each pair, in the order of sources, and their distances.
  private static double[] expected(Case c, Positions places, double[] length) {
    double[] p = new double[N * N];
    boolean mirrored = c.isOfPairs();
    Neighborhood near = new Neighborhood(c.mask, mirrored, places);
    RandomStream random = new RandomStream(7);
    Place place = new Place();
    double[] way = new double[3];
    for (int s = 0; s < N; s++) {
      for (int t = 0; t < N; t++) {
        for (int k = 0; k < c.dimensions; k++) {
          double a = places.at(k, s);
          double b = places.at(k, t);
          place.source(k, a);
          place.target(k, b);
          place.away(k, Math.abs(places.displacement(k, a, b)));
          way[k] =
              mirrored || !c.isOut() ? places.displacement(k, b, a) : places.displacement(k, a, b);
        }
        length[s * N + t] = place.distance();
        if (!near.contains(way[0], way[1], way[2])) continue;
        double x = 0;
        int draws = c.kernel.isDrawn() ? 200 : 1;
        for (int i = 0; i < draws; i++) x += c.kernel.draw(random, 0, place) / draws;
        p[s * N + t] = Math.max(0, c.rule.equals("pairwise_bernoulli") ? Math.min(1, x) : x);
      }
    }
    if (!c.isOfPairs()) normalize(c, p);
    return p;
  }

  private static void normalize(Case c, double[] p) {
    for (int driver = 0; driver < N; driver++) {
      int at = driver;
      IntStream row = IntStream.range(0, N).map(i -> c.isOut() ? at * N + i : i * N + at);
      int[] cells = row.toArray();
      double sum = Arrays.stream(cells).mapToDouble(i -> p[i]).sum();
      for (int i : cells) p[i] /= sum;
    }
  }

  /// The largest difference of two distributions of distances, in units of its spread.
  private static double deviation(double[] length, double[] expected, int[][] made) {
    int[] number = new int[N * N];
    for (int e = 0; e < made[0].length; e++) number[made[0][e] * N + made[1][e]]++;
    int[] order =
        IntStream.range(0, N * N)
            .boxed()
            .sorted((a, b) -> Double.compare(length[a], length[b]))
            .mapToInt(i -> i)
            .toArray();
    double all = Arrays.stream(expected).sum();
    double n = made[0].length;
    double sum = 0;
    double found = 0;
    double worst = 0;
    for (int i : order) {
      sum += expected[i] / all;
      found += number[i] / n;
      worst = Math.max(worst, Math.abs(sum - found));
    }
    return worst * Math.sqrt(n);
  }

  @Test
  void distancesOnASheetThatIsWrappedAreThoseOfTheory() {
    Positions places = places(2, true, 9);
    int[][] made =
        connect(
            pairwise_bernoulli(exponential(distance(), um(0.1))).mask(Mask.circular(um(0.5))),
            places,
            4,
            2);
    double[] length = new double[made[0].length];
    for (int e = 0; e < length.length; e++) {
      double x = places.displacement(0, places.at(0, made[0][e]), places.at(0, made[1][e]));
      double y = places.displacement(1, places.at(1, made[0][e]), places.at(1, made[1][e]));
      length[e] = Math.hypot(x, y);
    }
    double[] others = Arrays.stream(length).filter(r -> r > 0).sorted().toArray();
    double worst = 0;
    for (int i = 0; i < others.length; i++) {
      double theory = sheet(others[i]) / sheet(0.5);
      worst = Math.max(worst, Math.abs(theory - (i + 0.5) / others.length));
    }
    assertThat(worst * Math.sqrt(others.length)).isLessThan(MOST);
  }

  /// The integral of `r exp (-r / 0.1)` up to `r`, divided by 0.01.
  private static double sheet(double r) {
    return 1 - (1 + r / 0.1) * Math.exp(-r / 0.1);
  }

  @Test
  void pairsAreTheSameForAnyNumberOfThreads() {
    for (String rule :
        List.of("pairwise_bernoulli", "pairwise_poisson", "fixed_indegree", "fixed_outdegree")) {
      for (Map.Entry<String, Quantity<Scalar>> k : kernels().entrySet()) {
        Case c = new Case(k.getKey(), rule, k.getValue(), 2, true, Mask.circular(um(0.4)));
        Positions places = places(2, true, 3);
        List<List<Integer>> one = sorted(connect(c.made(), places, 5, 1));
        assertThat(sorted(connect(c.made(), places, 5, 3))).as("%s", c).isEqualTo(one);
      }
    }
  }

  private static List<List<Integer>> sorted(int[][] made) {
    return IntStream.range(0, made[0].length)
        .mapToObj(e -> List.of(made[0][e], made[1][e]))
        .sorted((a, b) ->
            Arrays.compare(new int[] {a.get(0), a.get(1)}, new int[] {b.get(0), b.get(1)}))
        .toList();
  }

  @Test
  void nobodyIsTakenTwiceWithoutMultapsesNorHimselfWithoutAutapses() {
    Positions places = places(2, true, 3);
    ConnectionRule rule =
        fixed_indegree(60)
            .withoutMultapses()
            .withoutAutapses()
            .kernel(gaussian(distance(), um(0), um(0.1)))
            .mask(Mask.circular(um(0.3)));
    int[][] made = connect(rule, places, 1, 2);
    assertThat(made[0]).hasSize(60 * N);
    assertThat(sorted(made)).doesNotHaveDuplicates();
    for (int e = 0; e < made[0].length; e++) assertThat(made[0][e]).isNotEqualTo(made[1][e]);
  }

  /// The kernel falls off within a 300th of the extent, much less than tables of distances resolve.
  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void narrowKernelsInBoxesAreDrawnAsOftenAsTheySay() {
    int n = 10_000;
    Quantity<Length> side = uniform(um(-750), um(750));
    Positions places = Positions.random(n, 3, side, side).extent(new double[] {1500, 1500});
    Mask box = Mask.box(new double[] {-60, -40}, new double[] {50, 70});
    int[][] made =
        connect(pairwise_bernoulli(exponential(distance(), um(5))).mask(box), places, 1, 2);
    double mean = 0;
    double variance = 0;
    for (int s = 0; s < n; s++) {
      for (int t = 0; t < n; t++) {
        double x = places.at(0, t) - places.at(0, s);
        double y = places.at(1, t) - places.at(1, s);
        if (x < -60 || x > 50 || y < -40 || y > 70) continue;
        double p = Math.exp(-Math.hypot(x, y) / 5);
        mean += p;
        variance += p * (1 - p);
      }
    }
    assertThat(mean).isGreaterThan(15_000);
    assertThat((double) made[0].length).isCloseTo(mean, within(5 * Math.sqrt(variance)));
  }

  @Test
  void delaysAndWeightsDependOnDistance() {
    try (Simulator sim = Simulator.builder().threads(2).build()) {
      Positions places = Positions.grid(10, 10).extent(new double[] {10, 10}).wrapped();
      NodeCollection nodes = sim.create(iaf_psc_alpha, places);
      sim.connect(
          nodes,
          nodes,
          pairwise_bernoulli(exponential(distance(), um(2))).withoutAutapses(),
          static_synapse.with(delay, ms(0.5).times(distance().per(um(1)))));
      Connections all = sim.connections();
      double[] found = all.get(delay);
      double[] length = sim.distances(all.source(), all.target());
      for (int e = 0; e < found.length; e++) {
        assertThat(found[e]).as("%s um", length[e]).isCloseTo(length[e] / 2, within(0.0506));
      }
      assertThat(sim.min_delay()).isEqualTo(0.5);
    }
  }

  @Test
  void checkpointsKeepPlaces(@TempDir Path folder) {
    Path file = folder.resolve("network");
    Positions grid = Positions.grid(3, 4).extent(new double[] {3, 2}).wrapped();
    Positions free = places(3, false, 1);
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      sim.create(iaf_psc_alpha, 2);
      sim.create(iaf_psc_alpha, grid);
      sim.create(iaf_psc_alpha, free);
      sim.save(file);
    }
    try (Simulator sim = Simulator.load(file)) {
      assertThat(sim.nodes(1, 2).positions()).isEmpty();
      assertThat(sim.nodes().slice(2, 14).positions()).hasValue(grid);
      assertThat(sim.nodes().slice(14, 14 + N).positions()).hasValue(free);
      int[] some = {1, 5};
      assertThat(sim.nodes(4, 8).positions()).hasValue(grid.at(some));
    }
  }

  @Test
  void whatCannotBeIsRefusedAndNothingIsMade() {
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      NodeCollection placeless = sim.create(iaf_psc_alpha, 3);
      NodeCollection here = sim.create(iaf_psc_alpha, Positions.grid(3, 3).wrapped());
      Mask disc = Mask.circular(um(0.2));
      refused(sim, placeless, here, pairwise_bernoulli(1).mask(disc), "the sources have no places");
      refused(sim, here, placeless, pairwise_bernoulli(1).mask(disc), "the targets have no places");
      refused(
          sim,
          here,
          here,
          pairwise_bernoulli(1).mask(Mask.spherical(um(1))),
          "incompatible with layer");
      refused(
          sim,
          here,
          here,
          pairwise_bernoulli(1).mask(Mask.circular(um(1))),
          "allow_oversized_mask");
      refused(sim, here, here, pairwise_bernoulli(distance(2).per(um(1))), "needs 3 dimensions");
      refused(
          sim, here, here, fixed_indegree(2).withoutMultapses().mask(disc), "Not enough sources");
      refused(
          sim, here, here, fixed_outdegree(1).withoutAutapses().mask(disc), "Not enough targets");
      refused(sim, here, here, fixed_indegree(1).kernel(number(-1)), "Not enough sources");
      assertThat(sim.connections().size()).isZero();
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> myelin.Names.all_to_all().mask(disc))
          .withMessageContaining("all_to_all takes no mask");
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> fixed_indegree(1).use_on_source())
          .withMessageContaining("'use_on_source' can only be set");
    }
  }

  private static void refused(
      Simulator sim, NodeCollection from, NodeCollection to, ConnectionRule rule, String why) {
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> sim.connect(from, to, rule))
        .withMessageContaining(why);
  }
}
