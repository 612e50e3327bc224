package myelin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import myelin.engine.BadInput;
import myelin.engine.Ids;
import myelin.engine.Nearest;
import myelin.engine.Recipe;
import org.jspecify.annotations.Nullable;

/// Which sources project to which targets; an immutable value, made by [Names].
///
/// Autapses (a node to itself) and multapses (a pair more than once) are allowed unless forbidden.
public final class ConnectionRule {

  /// The rules, named as in NEST.
  enum Kind {
    ALL_TO_ALL,
    ONE_TO_ONE,
    FIXED_INDEGREE,
    FIXED_OUTDEGREE,
    FIXED_TOTAL_NUMBER,
    PAIRWISE_BERNOULLI;

    String nestName() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean random() {
      return this != ALL_TO_ALL && this != ONE_TO_ONE;
    }
  }

  private final Kind kind;
  private final double number;
  private final boolean autapses;
  private final boolean multapses;
  private final boolean symmetric;
  private final @Nullable Long seed;

  ConnectionRule(Kind kind, double number) {
    this(kind, number, true, true, false, null);
    if (kind == Kind.PAIRWISE_BERNOULLI) {
      if (!(number >= 0 && number <= 1)) {
        throw new BadInput(
            BadInput.Kind.VALUE, "%s: p = %s must be between 0 and 1".formatted(name(), number));
      }
    } else if (!(number >= 0 && number <= most(kind))) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s: %s must be between 0 and %.0f".formatted(name(), number, most(kind)));
    }
  }

  private ConnectionRule(
      Kind kind,
      double number,
      boolean autapses,
      boolean multapses,
      boolean symmetric,
      @Nullable Long seed) {
    this.kind = kind;
    this.number = number;
    this.autapses = autapses;
    this.multapses = multapses;
    this.symmetric = symmetric;
    this.seed = seed;
  }

  private static double most(Kind kind) {
    return kind == Kind.FIXED_TOTAL_NUMBER ? 0x1p63 : Integer.MAX_VALUE;
  }

  /// The rule of that NEST name with its number: indegree, outdegree, N or p; ignored by rules
  /// without one.
  ///
  /// @throws BadInput with the nearest names if there is none
  public static ConnectionRule named(String name, double number) {
    for (Kind kind : Kind.values()) {
      if (!kind.nestName().equals(name)) continue;
      boolean whole = kind.random() && kind != Kind.PAIRWISE_BERNOULLI;
      if (whole && number != Math.rint(number)) {
        throw new BadInput(
            BadInput.Kind.UNIT, "%s: %s is not a whole number".formatted(name, number));
      }
      return new ConnectionRule(kind, number);
    }
    throw new BadInput(
        BadInput.Kind.UNKNOWN_RULE,
        "unknown connection rule '%s'%s".formatted(name, Nearest.hint(name, names())));
  }

  /// The names of all rules.
  public static List<String> names() {
    return Arrays.stream(Kind.values()).map(Kind::nestName).toList();
  }

  /// This rule without synapses from a node to itself.
  public ConnectionRule withoutAutapses() {
    return new ConnectionRule(kind, number, false, multapses, symmetric, seed);
  }

  /// This rule without several synapses between the same two nodes.
  public ConnectionRule withoutMultapses() {
    return new ConnectionRule(kind, number, autapses, false, symmetric, seed);
  }

  /// This rule in both directions, with the same weight and delay; NEST's `make_symmetric`.
  ///
  /// @throws BadInput unless it is `one_to_one` or `all_to_all`
  public ConnectionRule symmetric() {
    if (kind.random()) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s cannot be symmetric; only one_to_one and all_to_all can".formatted(name()));
    }
    return new ConnectionRule(kind, number, autapses, multapses, true, seed);
  }

  boolean isSymmetric() {
    return symmetric;
  }

  /// This rule with a seed of its own: pairs, weights and delays that are drawn in a connect call
  /// depend on it alone, and not on the network's seed or on what was created and connected before.
  /// Calls with the same seed draw the same numbers, so give each its own.
  public ConnectionRule seed(long ownSeed) {
    return new ConnectionRule(kind, number, autapses, multapses, symmetric, ownSeed);
  }

  /// The rule's NEST name.
  public String name() {
    return kind.nestName();
  }

  Kind kind() {
    return kind;
  }

  boolean autapses() {
    return autapses;
  }

  boolean multapses() {
    return multapses;
  }

  int degree() {
    return (int) number;
  }

  long total() {
    return (long) number;
  }

  double probability() {
    return number;
  }

  /// About how many synapses it makes; exact but for `pairwise_bernoulli` and for forbidden
  /// autapses.
  double expected(Ids sources, Ids targets) {
    double pairs = (double) sources.size() * targets.size();
    return switch (kind) {
      case ALL_TO_ALL -> pairs;
      case ONE_TO_ONE -> targets.size();
      case FIXED_INDEGREE -> number * targets.size();
      case FIXED_OUTDEGREE -> number * sources.size();
      case FIXED_TOTAL_NUMBER -> number;
      case PAIRWISE_BERNOULLI -> number * pairs;
    };
  }

  /// Number of elements that an array of weights or delays must have, in the order of [#layout]; a
  /// negative number if the rule takes no arrays.
  long elements(Ids sources, Ids targets) {
    return switch (kind) {
      case PAIRWISE_BERNOULLI -> -1;
      case ALL_TO_ALL -> (long) sources.size() * targets.size();
      case FIXED_INDEGREE -> total() * targets.size();
      case FIXED_OUTDEGREE -> total() * sources.size();
      case ONE_TO_ONE, FIXED_TOTAL_NUMBER -> (long) expected(sources, targets);
    };
  }

  /// How an array of weights or delays is laid out, in words.
  String layout() {
    return switch (kind) {
      case PAIRWISE_BERNOULLI -> "no arrays, since the number of synapses is drawn";
      case ALL_TO_ALL -> "target by target, a weight for each source";
      case FIXED_INDEGREE -> "target by target, a weight for each of its inputs";
      case FIXED_OUTDEGREE -> "source by source, a weight for each of its outputs";
      case ONE_TO_ONE -> "one for each pair";
      case FIXED_TOTAL_NUMBER -> "one for each synapse";
    };
  }

  /// What call number `call` of a network draws.
  Draws draws(long networkSeed, int call) {
    return seed == null ? Draws.of(networkSeed, call) : Draws.own(seed);
  }

  /// The way to draw the pairs.
  ///
  /// @throws BadInput if the rule cannot be fulfilled with these nodes
  Recipe recipe(Ids sources, Ids targets, Draws draws) {
    var nodes = new Recipes.Nodes(sources, targets, draws, autapses);
    return switch (kind) {
      case ALL_TO_ALL -> Recipes.allToAll(nodes);
      case ONE_TO_ONE -> Recipes.oneToOne(nodes);
      case FIXED_INDEGREE -> Recipes.fixedIndegree(nodes, degree(), multapses);
      case FIXED_OUTDEGREE -> Recipes.fixedOutdegree(nodes, degree(), multapses);
      case FIXED_TOTAL_NUMBER -> Recipes.fixedTotalNumber(nodes, total(), multapses);
      case PAIRWISE_BERNOULLI -> Recipes.pairwiseBernoulli(nodes, number);
    };
  }

  @Override
  public String toString() {
    String argument =
        !kind.random()
            ? ""
            : kind == Kind.PAIRWISE_BERNOULLI ? Double.toString(number) : Long.toString(total());
    return name()
        + "("
        + argument
        + ")"
        + (autapses ? "" : ".withoutAutapses()")
        + (multapses ? "" : ".withoutMultapses()")
        + (seed == null ? "" : ".seed(" + seed + ")");
  }
}
