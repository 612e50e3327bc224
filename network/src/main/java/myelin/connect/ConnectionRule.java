package myelin.connect;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import myelin.connect.recipe.CallRandom;
import myelin.connect.recipe.Recipes;
import myelin.connect.recipe.Where;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.base.Nearest;
import myelin.engine.base.Unit;
import myelin.engine.random.RandomStream;
import myelin.engine.wiring.Recipe;
import myelin.space.Layers;
import myelin.space.Mask;
import myelin.value.Bounds;
import myelin.value.Dimension;
import myelin.value.Quantity;
import org.jspecify.annotations.Nullable;

/// Which sources project to which targets; an immutable value, made by [myelin.Names].
///
/// Autapses (a node to itself) and multapses (a pair more than once) are allowed unless forbidden.
public final class ConnectionRule {

  /// The rules, named as in NEST.
  enum Kind {
    ALL_TO_ALL(""),
    ONE_TO_ONE(""),
    FIXED_INDEGREE("indegree"),
    FIXED_OUTDEGREE("outdegree"),
    FIXED_TOTAL_NUMBER("N"),
    PAIRWISE_BERNOULLI("p"),
    SYMMETRIC_PAIRWISE_BERNOULLI("p"),
    PAIRWISE_POISSON("pairwise_avg_num_conns");

    private final String argument;

    Kind(String argument) {
      this.argument = argument;
    }

    String nestName() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean random() {
      return this != ALL_TO_ALL && this != ONE_TO_ONE;
    }

    /// Whether the rule's number is a probability.
    boolean isProbability() {
      return this == PAIRWISE_BERNOULLI || this == SYMMETRIC_PAIRWISE_BERNOULLI;
    }

    /// Whether the rule's number is a number of synapses.
    boolean isWhole() {
      return random() && !isProbability() && this != PAIRWISE_POISSON;
    }

    /// Whether the rule's number can be drawn anew for each node or pair.
    boolean isDrawable() {
      return switch (this) {
        case FIXED_INDEGREE, FIXED_OUTDEGREE, PAIRWISE_BERNOULLI, PAIRWISE_POISSON -> true;
        default -> false;
      };
    }
  }

  private final Kind kind;
  private final double number;
  private final @Nullable Quantity<?> drawn;
  private final boolean autapses;
  private final boolean multapses;
  private final boolean symmetric;
  private final Where where;
  private final @Nullable Long seed;

  /// The rule in words, once it has been asked for.
  private @Nullable String text;

  ConnectionRule(Kind kind, double number) {
    this(
        kind,
        number,
        null,
        true,
        true,
        kind == Kind.SYMMETRIC_PAIRWISE_BERNOULLI,
        Where.ANYWHERE,
        null);
    requireNumber(number);
  }

  private ConnectionRule(
      Kind kind,
      double number,
      @Nullable Quantity<?> drawn,
      boolean autapses,
      boolean multapses,
      boolean symmetric,
      Where where,
      @Nullable Long seed) {
    this.kind = kind;
    this.number = number;
    this.drawn = drawn;
    this.autapses = autapses;
    this.multapses = multapses;
    this.symmetric = symmetric;
    this.where = where;
    this.seed = seed;
  }

  /// The rule whose indegree, outdegree, probability or mean number is drawn anew, for each target
  /// (for `fixed_outdegree` each source) or each pair.
  ///
  /// @throws BadInput unless the rule is `fixed_indegree`, `fixed_outdegree`, `pairwise_bernoulli`
  ///   or `pairwise_poisson`
  ConnectionRule drawn(Quantity<?> numbers) {
    if (!kind.isDrawable() || numbers.length() >= 0) {
      throw new BadInput(
          BadInput.Kind.VALUE, "%s cannot take %s; give one number".formatted(name(), numbers));
    }
    return new ConnectionRule(kind, number, numbers, autapses, multapses, symmetric, where, seed);
  }

  /// Refuses a number that the rule cannot have.
  final void requireNumber(double n) {
    if (kind.isProbability()) {
      if (n >= 0 && n <= 1) return;
      throw new BadInput(
          BadInput.Kind.VALUE, "%s: p = %s must be between 0 and 1".formatted(name(), n));
    }
    if (kind.isWhole() && n != Math.rint(n)) {
      throw new BadInput(BadInput.Kind.UNIT, "%s: %s is not a whole number".formatted(name(), n));
    }
    if (n >= 0 && n <= most(kind)) return;
    throw new BadInput(
        BadInput.Kind.VALUE, "%s: %s must be between 0 and %.0f".formatted(name(), n, most(kind)));
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
      return new ConnectionRule(kind, number);
    }
    throw new BadInput(
        BadInput.Kind.UNKNOWN_RULE,
        "unknown connection rule '%s'%s".formatted(name, Nearest.hint(name, names())));
  }

  /// The rule of that NEST name with a number that may be drawn.
  ///
  /// @throws BadInput if there is no such rule, or it cannot take a number that is drawn
  public static ConnectionRule named(String name, Quantity<?> number) {
    if (number.isNumber()) return named(name, number.number());
    return named(name, 0).drawn(number);
  }

  /// The names of all rules.
  public static List<String> names() {
    return Arrays.stream(Kind.values()).map(Kind::nestName).toList();
  }

  /// This rule without synapses from a node to itself.
  public ConnectionRule withoutAutapses() {
    return new ConnectionRule(kind, number, drawn, false, multapses, symmetric, where, seed);
  }

  /// This rule without several synapses between the same two nodes.
  public ConnectionRule withoutMultapses() {
    return new ConnectionRule(kind, number, drawn, autapses, false, symmetric, where, seed);
  }

  /// This rule in both directions, with the same weight and delay; NEST's `make_symmetric`.
  ///
  /// @throws BadInput unless it is `one_to_one` or `all_to_all`; `symmetric_pairwise_bernoulli` is
  ///   symmetric by itself
  public ConnectionRule symmetric() {
    if (!canBeSymmetric()) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s cannot be symmetric; only one_to_one and all_to_all can".formatted(name()));
    }
    return new ConnectionRule(kind, number, drawn, autapses, multapses, true, where, seed);
  }

  /// This rule with partners sought in a region around each node only: for `fixed_outdegree` around
  /// sources, for `fixed_indegree` around targets; for rules of pairs around sources unless
  /// [#use_on_source] says otherwise. All nodes must have places.
  ///
  /// @throws BadInput for rules other than these
  public ConnectionRule mask(Mask mask) {
    requireDrawable("a mask");
    return in(where.within(mask));
  }

  /// This rule of pairs with its mask around targets, so that sources are sought in it.
  ///
  /// @throws BadInput unless it is `pairwise_bernoulli` or `pairwise_poisson`
  public ConnectionRule use_on_source() {
    if (!kind.isDrawable() || kind.isWhole()) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s: 'use_on_source' can only be set when using pairwise_bernoulli or pairwise_poisson"
              .formatted(name()));
    }
    return in(where.aroundTargets());
  }

  /// This rule with a mask that may be larger than an extent with joined edges. Each pair is
  /// connected once all the same, by its shortest way.
  ///
  /// @throws BadInput for rules that take no mask
  public ConnectionRule allow_oversized_mask() {
    requireDrawable("a mask");
    return in(where.ofAnySize());
  }

  /// This rule of a fixed degree with partners that are as likely as a value, which may depend on
  /// places; less than 0 is never. All nodes must have places.
  ///
  /// @throws BadInput unless it is `fixed_indegree` or `fixed_outdegree`
  public ConnectionRule kernel(Quantity<Dimension.Scalar> weight) {
    requireDrawable("a kernel");
    if (!kind.isWhole()) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s takes no kernel; %s can depend on places itself".formatted(name(), argument()));
    }
    if (weight.length() >= 0) {
      throw new BadInput(
          BadInput.Kind.LENGTH,
          "%s: the kernel is %s; give one value, which may depend on places or be drawn"
              .formatted(name(), weight));
    }
    return in(where.by(weight));
  }

  private void requireDrawable(String what) {
    if (kind.isDrawable()) return;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s takes no %s; fixed_indegree, fixed_outdegree, pairwise_bernoulli and pairwise_poisson do"
            .formatted(name(), what.substring(2)));
  }

  private ConnectionRule in(Where newWhere) {
    return new ConnectionRule(kind, number, drawn, autapses, multapses, symmetric, newWhere, seed);
  }

  /// This rule for nodes at the places that they have, if it needs any.
  ///
  /// @throws BadInput if they have none, or mask and values do not fit them, or what concerns a
  ///   mask is set and there is none
  public ConnectionRule placed(Layers layers, Ids sources, Ids targets) {
    where.requireMask(name());
    if (!where.isSpatial(drawn)) return this;
    if (kind.isWhole() && drawn != null && drawn.isSpatial()) {
      throw new BadInput(
          BadInput.Kind.VALUE, "%s: %s cannot depend on places".formatted(name(), argument()));
    }
    return in(where.at(layers, sources, targets, drawn));
  }

  private Quantity<?> numbers() {
    return drawn == null ? Quantity.of(number, Unit.NONE) : drawn;
  }

  boolean isSymmetric() {
    return symmetric;
  }

  /// This rule with a seed of its own: pairs, weights and delays that are drawn in a connect call
  /// depend on it alone, and not on the network's seed or on what was created and connected before.
  /// Calls with the same seed draw the same numbers, so give each its own.
  public ConnectionRule seed(long ownSeed) {
    return new ConnectionRule(kind, number, drawn, autapses, multapses, symmetric, where, ownSeed);
  }

  /// The rule's NEST name.
  public String name() {
    return kind.nestName();
  }

  /// NEST's name of the rule's number; empty if it has none.
  public String argument() {
    return kind.argument;
  }

  /// Whether the rule's number is a number of synapses.
  public boolean takesWhole() {
    return kind.isWhole();
  }

  /// Whether the rule's number can be drawn anew for each node or pair.
  public boolean takesDrawn() {
    return kind.isDrawable();
  }

  /// Whether [#symmetric()] can make the rule act in both directions.
  public boolean canBeSymmetric() {
    return !kind.random() || kind == Kind.SYMMETRIC_PAIRWISE_BERNOULLI;
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

  /// About how many synapses it makes; exact unless their number is drawn or autapses are
  /// forbidden.
  double expected(Ids sources, Ids targets) {
    boolean counted = where.isSpatial(drawn) && !kind.isWhole();
    if (counted) {
      var nodes = new Recipes.Nodes(sources, targets, draws(0, 0), autapses);
      return where.expected(nodes, numbers(), kind.isProbability());
    }
    double pairs = (double) sources.size() * targets.size();
    double each = drawn == null ? number : about(drawn);
    return switch (kind) {
      case ALL_TO_ALL -> pairs;
      case ONE_TO_ONE -> targets.size();
      case FIXED_INDEGREE -> each * targets.size();
      case FIXED_OUTDEGREE -> each * sources.size();
      case FIXED_TOTAL_NUMBER -> number;
      case PAIRWISE_BERNOULLI, PAIRWISE_POISSON -> each * pairs;
      case SYMMETRIC_PAIRWISE_BERNOULLI -> 2 * number * pairs;
    };
  }

  /// About the mean of a number that is drawn, from a thousand draws.
  private double about(Quantity<?> drawn) {
    Bounds bounds = drawn.bounds();
    if (!drawn.isDrawn() || drawn.isSpatial() || !bounds.sure()) {
      return (bounds.least() + bounds.most()) / 2;
    }
    double most = kind.isProbability() ? 1 : Double.MAX_VALUE;
    RandomStream random = new RandomStream(0).at(RandomStream.Purpose.APART, 0, 0);
    double sum = 0;
    for (int k = 0; k < 1000; k++) sum += Math.clamp(drawn.draw(random, 0), 0, most);
    return sum / 1000;
  }

  /// Number of elements that an array of weights or delays must have, in the order of [#layout]; a
  /// negative number if the rule takes no arrays.
  long elements(Ids sources, Ids targets) {
    if (drawn != null || where.isSpatial(drawn)) return -1;
    return switch (kind) {
      case PAIRWISE_BERNOULLI, SYMMETRIC_PAIRWISE_BERNOULLI, PAIRWISE_POISSON -> -1;
      case ALL_TO_ALL -> (long) sources.size() * targets.size();
      case FIXED_INDEGREE -> total() * targets.size();
      case FIXED_OUTDEGREE -> total() * sources.size();
      case ONE_TO_ONE, FIXED_TOTAL_NUMBER -> (long) expected(sources, targets);
    };
  }

  /// How an array of weights or delays is laid out, in words.
  String layout() {
    String none = "no arrays, since the number of synapses is drawn";
    if (drawn != null) return none;
    if (where.isSpatial(drawn)) return "no arrays, since partners are sought by their places";
    return switch (kind) {
      case PAIRWISE_BERNOULLI, SYMMETRIC_PAIRWISE_BERNOULLI, PAIRWISE_POISSON -> none;
      case ALL_TO_ALL -> "target by target, a weight for each source";
      case FIXED_INDEGREE -> "target by target, a weight for each of its inputs";
      case FIXED_OUTDEGREE -> "source by source, a weight for each of its outputs";
      case ONE_TO_ONE -> "one for each pair";
      case FIXED_TOTAL_NUMBER -> "one for each synapse";
    };
  }

  /// What call number `call` of a network draws.
  CallRandom draws(long networkSeed, int call) {
    return seed == null ? CallRandom.of(networkSeed, call) : CallRandom.own(seed);
  }

  /// The way to draw the pairs.
  ///
  /// @throws BadInput if the rule cannot be fulfilled with these nodes
  Recipe recipe(Ids sources, Ids targets, CallRandom draws) {
    var nodes = new Recipes.Nodes(sources, targets, draws, autapses);
    if (where.isSpatial(drawn)) return spatialRecipe(nodes);
    if (drawn != null) return DrawnRecipes.of(this, drawn, nodes);
    return switch (kind) {
      case ALL_TO_ALL -> Recipes.allToAll(nodes);
      case ONE_TO_ONE -> Recipes.oneToOne(nodes);
      case FIXED_INDEGREE -> Recipes.fixedIndegree(nodes, degree(), multapses);
      case FIXED_OUTDEGREE -> Recipes.fixedOutdegree(nodes, degree(), multapses);
      case FIXED_TOTAL_NUMBER -> Recipes.fixedTotalNumber(nodes, total(), multapses);
      case PAIRWISE_BERNOULLI, SYMMETRIC_PAIRWISE_BERNOULLI ->
          Recipes.pairwiseBernoulli(nodes, number);
      case PAIRWISE_POISSON -> DrawnRecipes.pairwisePoisson(nodes, number);
    };
  }

  private Recipe spatialRecipe(Recipes.Nodes nodes) {
    Quantity<?> n = numbers();
    ToIntFunction<RandomStream> degree =
        random -> drawn == null ? degree() : DrawnRecipes.degree(this, n, random);
    return switch (kind) {
      case PAIRWISE_BERNOULLI -> where.bernoulli(nodes, n);
      case PAIRWISE_POISSON -> where.poisson(nodes, n, DrawnRecipes::poisson);
      case FIXED_INDEGREE -> where.indegree(nodes, multapses, degree);
      case FIXED_OUTDEGREE -> where.outdegree(nodes, multapses, degree);
      default -> throw new IllegalStateException(name());
    };
  }

  @Override
  public String toString() {
    String made = text;
    if (made == null) text = made = made();
    return made;
  }

  private String made() {
    String argument =
        !kind.random()
            ? ""
            : drawn != null
                ? drawn.toString()
                : kind.isWhole() ? Long.toString(total()) : Double.toString(number);
    return name()
        + "("
        + argument
        + ")"
        + (autapses ? "" : ".withoutAutapses()")
        + (multapses ? "" : ".withoutMultapses()")
        + where
        + (seed == null ? "" : ".seed(" + seed + ")");
  }
}
