package myelin.connect;

import static myelin.Names.fixed_indegree;
import static myelin.Names.fixed_outdegree;
import static myelin.Names.fixed_total_number;
import static myelin.Names.pairwise_bernoulli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import myelin.Chance;
import myelin.engine.base.Ids;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The random part of the rules, by their exact distributions.
class RuleStatisticsTest {

  private static final int CALLS = 2500;

  private record Case(ConnectionRule rule, Ids sources, Ids targets) {}

  static Stream<Case> evenCases() {
    Ids some = Ids.range(1, 12);
    Ids others = Ids.list(new int[] {20, 21, 30, 40, 41, 42, 50});
    List<Case> cases = new ArrayList<>();
    for (ConnectionRule rule :
        List.of(
            fixed_indegree(3),
            fixed_outdegree(3),
            fixed_total_number(20),
            pairwise_bernoulli(0.15),
            pairwise_bernoulli(0.6))) {
      cases.add(new Case(rule, some, others));
      cases.add(new Case(rule, some, some));
      cases.add(new Case(rule.withoutMultapses(), others, some));
      cases.add(new Case(rule.withoutAutapses(), some, some));
      cases.add(new Case(rule.withoutAutapses().withoutMultapses(), some, some));
    }
    cases.add(new Case(fixed_indegree(9).withoutMultapses(), some, others));
    cases.add(new Case(fixed_outdegree(9).withoutAutapses().withoutMultapses(), some, some));
    cases.add(new Case(fixed_total_number(60).withoutMultapses(), some, others));
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("evenCases")
  void allAllowedPairsAreEquallyLikely(Case c) {
    for (long seed : new long[] {1, 99}) {
      List<List<Integer>> pairs = pairs(c);
      long[] counts = new long[pairs.size()];
      for (int call = 0; call < CALLS / 4; call++) {
        for (Edge e : Edge.of(c.rule(), c.sources(), c.targets(), seed, call)) {
          counts[pairs.indexOf(List.of(e.source(), e.target()))]++;
        }
      }
      Chance.requireEqualShares(counts);
    }
  }

  /// Two synapses among three pairs: the outcome is one of six multisets, or one of three sets.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aTotalNumberIsDrawnAsIfPairByPair(long seed) {
    Case c = new Case(fixed_total_number(2).withoutAutapses(), Ids.range(1, 2), targets(1, 5));
    List<List<Integer>> pairs = pairs(c);
    ToIntFunction<List<Edge>> outcome =
        edges -> {
          List<Integer> drawn = new ArrayList<>();
          for (Edge e : edges) drawn.add(pairs.indexOf(List.of(e.source(), e.target())));
          Collections.sort(drawn);
          return drawn.get(0) * 3 + drawn.get(1);
        };
    Chance.requireShares(
        outcomes(c, seed, 9, outcome), k -> k / 3 == k % 3 ? 1.0 / 9 : k / 3 < k % 3 ? 2.0 / 9 : 0);
    Case once = new Case(c.rule().withoutMultapses(), c.sources(), c.targets());
    Chance.requireShares(outcomes(once, seed, 9, outcome), k -> k / 3 < k % 3 ? 1.0 / 3 : 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void indegreesOfATotalNumberAreBinomialOrHypergeometric(long seed) {
    Ids sources = Ids.range(1, 15);
    Ids targets = Ids.range(30, 8);
    for (int place : new int[] {0, 3, 7}) {
      int target = targets.at(place);
      ToIntFunction<List<Edge>> indegree =
          edges -> (int) edges.stream().filter(e -> e.target() == target).count();
      Case c = new Case(fixed_total_number(40), sources, targets);
      Chance.requireShares(outcomes(c, seed, 41, indegree), k -> Chance.binomial(40, 1.0 / 8, k));
      Case once = new Case(c.rule().withoutMultapses(), sources, targets);
      Chance.requireShares(
          outcomes(once, seed, 41, indegree), k -> Chance.hypergeometric(120, 15, 40, k));
    }
  }

  /// The joint distribution of the four pairs between two nodes and themselves.
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.3, 0.9})
  void bernoulliPairsAreIndependent(double p) {
    Case c = new Case(pairwise_bernoulli(p), Ids.range(7, 2), Ids.range(7, 2));
    List<List<Integer>> pairs = pairs(c);
    for (long seed = 1; seed <= 3; seed++) {
      long[] counts =
          outcomes(
              c,
              seed,
              16,
              edges -> {
                int bits = 0;
                for (Edge e : edges) bits |= 1 << pairs.indexOf(List.of(e.source(), e.target()));
                return bits;
              });
      Chance.requireShares(
          counts, k -> Math.pow(p, Integer.bitCount(k)) * Math.pow(1 - p, 4 - Integer.bitCount(k)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theNumberOfBernoulliSynapsesIsBinomial(long seed) {
    Case all = new Case(pairwise_bernoulli(0.1), Ids.range(1, 20), Ids.range(1, 10));
    Chance.requireShares(outcomes(all, seed, 201, List::size), k -> Chance.binomial(200, 0.1, k));
    Case others = new Case(all.rule().withoutAutapses(), all.sources(), all.targets());
    Chance.requireShares(
        outcomes(others, seed, 201, List::size), k -> Chance.binomial(190, 0.1, k));
  }

  /// Pairs of sources of one target, of few and of nearly all: each set is equally likely.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void setsOfDifferentSourcesAreEquallyLikely(long seed) {
    Ids sources = Ids.range(1, 6);
    ToIntFunction<List<Edge>> set =
        edges -> {
          int bits = 0;
          for (Edge e : edges) bits |= 1 << (e.source() - 1);
          return bits;
        };
    for (int k : new int[] {2, 3, 4}) {
      Case c = new Case(fixed_indegree(k).withoutMultapses(), sources, Ids.range(9, 1));
      double sets = k == 3 ? 20 : 15;
      Chance.requireShares(
          outcomes(c, seed, 64, set), b -> Integer.bitCount(b) == k ? 1 / sets : 0);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void drawsWithRepetitionAreIndependent(long seed) {
    Case c = new Case(fixed_indegree(2), Ids.range(1, 6), Ids.range(9, 1));
    long[] counts = outcomes(c, seed, 36, e -> (e.get(0).source() - 1) * 6 + e.get(1).source() - 1);
    Chance.requireEqualShares(counts);
  }

  private static long[] outcomes(Case c, long seed, int most, ToIntFunction<List<Edge>> outcome) {
    long[] counts = new long[most];
    for (int call = 0; call < CALLS; call++) {
      counts[outcome.applyAsInt(Edge.of(c.rule(), c.sources(), c.targets(), seed, call))]++;
    }
    return counts;
  }

  private static Ids targets(int... ids) {
    return Ids.list(ids);
  }

  private static List<List<Integer>> pairs(Case c) {
    List<List<Integer>> pairs = new ArrayList<>();
    for (int s : c.sources().array()) {
      for (int t : c.targets().array()) {
        if (c.rule().autapses() || s != t) pairs.add(List.of(s, t));
      }
    }
    return pairs;
  }
}
