package myelin.connect;

import static myelin.Names.all_to_all;
import static myelin.Names.fixed_indegree;
import static myelin.Names.fixed_outdegree;
import static myelin.Names.fixed_total_number;
import static myelin.Names.one_to_one;
import static myelin.Names.pairwise_bernoulli;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What each rule promises, over sources and targets of all shapes.
class RecipesTest {

  /// Sources and targets, and how they overlap.
  private record Shape(String name, Ids sources, Ids targets) {

    static final Shape APART = new Shape("apart", Ids.range(1, 30), Ids.range(31, 20));
    static final Shape MANY = new Shape("many", Ids.range(100, 300), Ids.range(350, 150));

    static final List<Shape> ALL =
        List.of(
            APART,
            MANY,
            new Shape("same", Ids.range(1, 25), Ids.range(1, 25)),
            new Shape("overlapping", Ids.range(1, 20), Ids.range(11, 30)),
            new Shape(
                "gaps",
                Ids.list(new int[] {2, 3, 5, 9, 17, 33, 65, 129}),
                Ids.list(new int[] {1, 2, 9, 10, 65})),
            new Shape("one source", Ids.range(4, 1), Ids.range(3, 5)),
            new Shape("one target", Ids.range(3, 5), Ids.range(4, 1)),
            new Shape("itself", Ids.range(4, 1), Ids.range(4, 1)));

    /// Pairs that a rule may connect.
    Set<List<Integer>> pairs(ConnectionRule rule) {
      Set<List<Integer>> pairs = new HashSet<>();
      for (int s : sources.array()) {
        for (int t : targets.array()) if (rule.autapses() || s != t) pairs.add(List.of(s, t));
      }
      return pairs;
    }

    int sourcesOf(int target, ConnectionRule rule) {
      return sources.size() - (!rule.autapses() && sources.indexOf(target) >= 0 ? 1 : 0);
    }

    int targetsOf(int source, ConnectionRule rule) {
      return targets.size() - (!rule.autapses() && targets.indexOf(source) >= 0 ? 1 : 0);
    }
  }

  private record Case(Shape shape, ConnectionRule rule) {
    @Override
    public String toString() {
      return shape.name + ": " + rule;
    }

    List<Edge> draw() {
      return Edge.of(rule, shape.sources, shape.targets, 77, 5);
    }
  }

  private static Stream<Case> cases(ConnectionRule... rules) {
    List<Case> cases = new ArrayList<>();
    for (Shape shape : Shape.ALL) {
      for (ConnectionRule rule : rules) {
        cases.add(new Case(shape, rule));
        cases.add(new Case(shape, rule.withoutAutapses()));
        cases.add(new Case(shape, rule.withoutMultapses()));
        cases.add(new Case(shape, rule.withoutAutapses().withoutMultapses()));
      }
    }
    return cases.stream();
  }

  static Stream<Case> complete() {
    return cases(all_to_all(), pairwise_bernoulli(1));
  }

  @ParameterizedTest
  @MethodSource("complete")
  void aCompleteRuleMakesEachAllowedPairOnceInOrderOfTargetsThenSources(Case c) {
    List<Edge> expected = new ArrayList<>();
    int S = c.shape().sources.size();
    for (int j = 0; j < c.shape().targets.size(); j++) {
      for (int i = 0; i < S; i++) {
        Edge e = new Edge(c.shape().sources.at(i), c.shape().targets.at(j), (long) j * S + i);
        if (c.rule().autapses() || e.source() != e.target()) expected.add(e);
      }
    }
    assertThat(c.draw()).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("oneToOne")
  void oneToOneJoinsNodesOfTheSamePlace(Case c) {
    Shape shape = c.shape();
    if (shape.sources.size() != shape.targets.size()) {
      assertThatThrownBy(c::draw)
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("one_to_one")
          .hasMessageContaining(shape.sources.size() + " sources and " + shape.targets.size());
      return;
    }
    List<Edge> expected = new ArrayList<>();
    for (int i = 0; i < shape.sources.size(); i++) {
      Edge e = new Edge(shape.sources.at(i), shape.targets.at(i), i);
      if (c.rule().autapses() || e.source() != e.target()) expected.add(e);
    }
    assertThat(c.draw()).isEqualTo(expected);
  }

  static Stream<Case> oneToOne() {
    return cases(one_to_one());
  }

  static Stream<Case> indegrees() {
    return IntStream.of(0, 1, 4, 5, 13, 24, 25).boxed().flatMap(k -> cases(fixed_indegree(k)));
  }

  @ParameterizedTest
  @MethodSource("indegrees")
  void everyTargetHasItsIndegreeOrTheRuleIsRefused(Case c) {
    int k = c.rule().degree();
    boolean possible =
        IntStream.of(c.shape().targets.array())
            .allMatch(t -> enough(c.shape().sourcesOf(t, c.rule()), k, c.rule()));
    if (!possible) {
      requireRefused(c, "fixed_indegree(" + k + ")");
      return;
    }
    List<Edge> edges = c.draw();
    requireDegrees(edges, Edge::target, c.shape().targets, k);
    requireAllowed(c, edges);
    assertThat(edges).allMatch(e -> e.ordinal() / k == c.shape().targets.indexOf(e.target()));
  }

  static Stream<Case> outdegrees() {
    return IntStream.of(0, 1, 4, 5, 13, 24, 25).boxed().flatMap(k -> cases(fixed_outdegree(k)));
  }

  @ParameterizedTest
  @MethodSource("outdegrees")
  void everySourceHasItsOutdegreeOrTheRuleIsRefused(Case c) {
    int k = c.rule().degree();
    boolean possible =
        IntStream.of(c.shape().sources.array())
            .allMatch(s -> enough(c.shape().targetsOf(s, c.rule()), k, c.rule()));
    if (!possible) {
      requireRefused(c, "fixed_outdegree(" + k + ")");
      return;
    }
    List<Edge> edges = c.draw();
    requireDegrees(edges, Edge::source, c.shape().sources, k);
    requireAllowed(c, edges);
    assertThat(edges).allMatch(e -> e.ordinal() / k == c.shape().sources.indexOf(e.source()));
  }

  static Stream<Case> totals() {
    return LongStream.of(0, 1, 5, 40, 600, 1000).boxed().flatMap(n -> cases(fixed_total_number(n)));
  }

  @ParameterizedTest
  @MethodSource("totals")
  void theTotalNumberIsExactOrTheRuleIsRefused(Case c) {
    long total = c.rule().total();
    int pairs = c.shape().pairs(c.rule()).size();
    if ((total > 0 && pairs == 0) || (!c.rule().multapses() && total > pairs)) {
      requireRefused(c, "fixed_total_number(" + total + ")");
      return;
    }
    List<Edge> edges = c.draw();
    assertThat(edges).hasSize((int) total);
    requireAllowed(c, edges);
  }

  static Stream<Case> probabilities() {
    return cases(pairwise_bernoulli(0), pairwise_bernoulli(0.03), pairwise_bernoulli(0.97));
  }

  @ParameterizedTest
  @MethodSource("probabilities")
  void bernoulliConnectsNoPairTwice(Case c) {
    List<Edge> edges = c.draw();
    if (c.rule().probability() == 0) assertThat(edges).isEmpty();
    Set<List<Integer>> pairs = c.shape().pairs(c.rule());
    assertThat(edges).allMatch(e -> pairs.remove(List.of(e.source(), e.target())));
    assertThat(edges)
        .allMatch(e ->
            e.ordinal()
                == (long) c.shape().targets.indexOf(e.target()) * c.shape().sources.size()
                    + c.shape().sources.indexOf(e.source()));
  }

  static Stream<Case> owned() {
    return Stream.of(
            cases(all_to_all(), fixed_indegree(7), fixed_outdegree(6), fixed_total_number(3000)),
            cases(pairwise_bernoulli(0.2)))
        .flatMap(s -> s)
        .filter(c -> c.shape() == Shape.MANY || c.shape() == Shape.APART)
        .filter(c -> c.rule().multapses() || c.shape() == Shape.MANY);
  }

  /// Owners are parts; their number is the number of threads.
  @ParameterizedTest
  @MethodSource("owned")
  void theSameSynapsesAreDrawnWhoeverOwnsTheirTargets(Case c) {
    List<Edge> whole = c.draw();
    for (int parts = 2; parts <= 3; parts++) {
      var recipe = c.rule().recipe(c.shape().sources, c.shape().targets, c.rule().draws(77, 5));
      for (int part = 0; part < parts; part++) {
        int owner = part;
        int n = parts;
        assertThat(Edge.of(recipe, id -> id % n == owner))
            .isEqualTo(whole.stream().filter(e -> e.target() % n == owner).toList());
      }
    }
  }

  @Test
  void drawsDependOnSeedAndCall() {
    Ids nodes = Ids.range(1, 100);
    for (ConnectionRule rule :
        List.of(
            fixed_indegree(5),
            fixed_outdegree(5),
            fixed_total_number(500),
            pairwise_bernoulli(0.05))) {
      Set<List<Edge>> drawn = new HashSet<>();
      for (long seed : new long[] {1, 2, 1L << 32}) {
        for (int call = 0; call < 3; call++) drawn.add(Edge.of(rule, nodes, nodes, seed, call));
      }
      assertThat(drawn).hasSize(9);
      assertThat(Edge.of(rule, nodes, nodes, 1, 0)).isEqualTo(Edge.of(rule, nodes, nodes, 1, 0));
    }
  }

  private static boolean enough(int room, int k, ConnectionRule rule) {
    return k == 0 || (rule.multapses() ? room > 0 : room >= k);
  }

  private static void requireRefused(Case c, String words) {
    assertThatThrownBy(c::draw).isInstanceOf(BadInput.class).hasMessageContaining(words);
  }

  private static void requireDegrees(
      List<Edge> edges, Function<Edge, Integer> end, Ids nodes, int degree) {
    Map<Integer, Long> degrees =
        edges.stream().collect(Collectors.groupingBy(end, Collectors.counting()));
    assertThat(IntStream.of(nodes.array()).allMatch(id -> degrees.getOrDefault(id, 0L) == degree))
        .isTrue();
    assertThat(edges).hasSize(nodes.size() * degree);
  }

  /// No forbidden pair, no forbidden repetition, and each ordinal once.
  private static void requireAllowed(Case c, List<Edge> edges) {
    Set<List<Integer>> allowed = c.shape().pairs(c.rule());
    Set<List<Integer>> seen = new HashSet<>();
    Set<Long> ordinals = new HashSet<>();
    for (Edge e : edges) {
      List<Integer> pair = List.of(e.source(), e.target());
      if (!allowed.contains(pair)) throw new AssertionError("forbidden: " + e);
      boolean again = !seen.add(pair);
      if (again && !c.rule().multapses()) throw new AssertionError("repeated: " + e);
      ordinals.add(e.ordinal());
    }
    assertThat(ordinals).hasSize(edges.size()).allMatch(o -> o >= 0 && o < edges.size());
  }
}
