package myelin.connect;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import myelin.connect.recipe.CallRandom;
import myelin.connect.recipe.ListedValues;
import myelin.engine.base.BadInput;
import myelin.engine.base.Unit;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.kernel.Kernel;
import myelin.engine.plastic.SumLimit;
import myelin.engine.plastic.SynapseModel;
import myelin.engine.random.RandomStream;
import myelin.engine.wiring.ConnectCall;
import myelin.engine.wiring.EdgeBatch;
import myelin.parameter.ParameterInput;
import myelin.space.Layers;
import myelin.value.Bounds;
import myelin.value.Place;
import myelin.value.Quantity;
import org.jspecify.annotations.Nullable;

/// Weight, delay and parameters of every synapse of a call: numbers, elements of arrays, or draws
/// that depend on nothing but the synapse's place in the call.
final class Synapses implements ConnectCall.Values {

  /// Stands for a delay that is not the same for all synapses.
  static final int VARIED = -1;

  private static final int[] NONE = {};
  private static final Place NOWHERE = new Place();
  private static final double[] NO_NUMBERS = {};
  private static final Quantity<?> NO_LIMIT = Quantity.of(0, Unit.NONE);

  /// Of so many delays in a row that are told apart steps are known, and need not be computed.
  private static final int KNOWN = 256;

  /// Spreads numbers with few digits over those places.
  private static final double KNOWN_SPREAD = Math.PI;

  /// A delay this close to a multiple of the step counts as that multiple (steps).
  private static final double NEAR = 1e-9;

  private final Synapse synapse;
  private final Kernel kernel;
  private final CallRandom draws;
  private final RandomStream random;
  private final ParameterSpec[] specs;
  private final Quantity<?>[] own;

  /// The numbers of the parameters that differ between synapses.
  private final int[] varying;

  /// The number of the parameter that limits the weight, or -1.
  private final int limit;

  /// The number of the parameter below which the weight does not fall, or -1 where that is zero.
  private final int lower;

  /// What limits a sum of parameters.
  private final Optional<SumLimit> sum;

  /// The upper limit, where it is the same for all.
  private final double uniformLimit;

  /// A zero of the sign that drawn weights have.
  private final double sign;

  /// Draws the values where weights, or delays, or both are normal and nothing else differs.
  private final @Nullable NormalSynapses normals;

  /// Finds the places of pairs, where values depend on them.
  private final Layers.@Nullable Pairs pairs;

  /// The place of the parameter that says by how much a delay is shorter than its steps, or -1
  /// where delays are multiples of the resolution.
  private final int early;

  private char[] listedSteps = {};

  Synapses(Synapse synapse, Kernel kernel, CallRandom draws) {
    this.synapse = synapse;
    this.kernel = kernel;
    this.draws = draws;
    random = draws.stream();
    pairs = synapse.pairs();
    specs = synapse.model().own().toArray(ParameterSpec[]::new);
    own = new Quantity<?>[specs.length];
    Arrays.setAll(own, c -> synapse.value(specs[c].name()));
    boolean fine = synapse.model().hasFineDelays() && !synapse.defaultDelay();
    early = fine && !synapse.delay().isRandom() ? own.length - 1 : -1;
    if (early >= 0) own[early] = early();
    varying =
        own.length == 0
            ? NONE
            : IntStream.range(0, own.length).filter(c -> !own[c].isOne()).toArray();
    Bounds weights = synapse.weight().bounds();
    sign = weights.least() < 0 && weights.most() <= 0 ? -0.0 : 0.0;
    sum = synapse.model().sum();
    limit = own.length == 0 ? -1 : indexOf("Wmax");
    lower = own.length == 0 ? -1 : indexOf("Wmin");
    uniformLimit = limit >= 0 && own[limit].isOne() ? own[limit].at(0) : 0;
    normals =
        varying.length == 0 && range().isPresent()
            ? NormalSynapses.of(synapse, kernel.grid(), draws.seed())
            : null;
  }

  /// By how much delays are shorter than their steps (ms).
  private Quantity<?> early() {
    double[] ms = synapse.delay().numbers();
    double[] less = Arrays.stream(ms).map(d -> early(kernel, d)).toArray();
    return synapse.delay().isOne() ? Quantity.of(less[0], Unit.MS) : Quantity.of(less, 1, Unit.MS);
  }

  private int indexOf(String parameter) {
    return Arrays.asList(specs).indexOf(synapse.model().parameter(parameter).orElse(null));
  }

  @Override
  public boolean areExact() {
    return isExact(synapse.weight());
  }

  /// Whether weights need double precision: those that a user gave, unless single precision has
  /// them as they are. Those that are drawn do not.
  static boolean isExact(Quantity<?> weight) {
    return !weight.isRandom() && !weight.isSingle();
  }

  /// Bytes that one of different weights takes.
  static int bytesOfWeight(Quantity<?> weight) {
    return isExact(weight) ? Double.BYTES : Float.BYTES;
  }

  @Override
  public void fill(EdgeBatch batch) {
    boolean one = synapse.delay().isNumber();
    int steps = one ? steps(synapse.delay().number()) : VARIED;
    if (normals != null) {
      int left = normals.fill(batch, draws, steps);
      for (int k = 0; k < left; k++) fill(batch, normals.left(k), steps);
      return;
    }
    batch.parameters(own.length);
    for (int e = 0; e < batch.size(); e++) fill(batch, e, steps);
  }

  private void fill(EdgeBatch batch, int e, int oneDelay) {
    long ordinal = batch.ordinal(e);
    draws.values(random, ordinal);
    Place place = pairs == null ? NOWHERE : pairs.at(batch.source(e), batch.target(e));
    double weight = requireWeight(synapse.weight().draw(random, ordinal, place));
    int steps = oneDelay;
    if (oneDelay == VARIED) {
      double ms = synapse.delay().draw(random, ordinal, place);
      steps = synapse.delay().isRandom() ? drawn(ms) : steps(ms);
    }
    double most = uniformLimit;
    double[] all = sum.isPresent() ? parameters() : NO_NUMBERS;
    double least = lower >= 0 && own[lower].isOne() ? own[lower].at(0) : 0;
    for (int c : varying) {
      double value = own[c].draw(random, ordinal, place);
      if (own[c].isRandom()) ParameterInput.requireNumber(synapse.model(), specs[c], value);
      if (c == limit) most = value;
      if (c == lower) least = value;
      if (sum.isPresent()) all[c] = value;
      batch.put(e, c, value);
    }
    sum.ifPresent(s -> s.require(synapse.name(), name -> all[indexOf(name)]));
    batch.put(e, signed(weight, most), steps);
    if (limit >= 0) requireLimits(weight, least, most);
  }

  private void requireLimits(double weight, double least, double most) {
    if (takesBothSigns(synapse.model())) {
      requireBetween(synapse.name(), least, weight, most);
      return;
    }
    requireSign(weight, most);
    if (!synapse.model().hasAnySign()) requireLimits(synapse.name(), least, most);
  }

  /// Whether weights of a model may change their sign between limits.
  static boolean takesBothSigns(SynapseModel model) {
    return model.parameter("Wmin").filter(p -> p.initialNumber() < 0).isPresent();
  }

  static void requireBetween(String name, double least, double weight, double most) {
    if (least <= weight && weight <= most) return;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s: weight = %s must be from Wmin = %s to Wmax = %s".formatted(name, weight, least, most));
  }

  /// A zero has the sign of its limit, or of the other weights: that decides which input of the
  /// target it acts on.
  private double signed(double weight, double most) {
    if (weight != 0) return weight;
    if (limit >= 0) return most < 0 ? -0.0 : weight;
    return sign;
  }

  /// The weight that all synapses share.
  double weight() {
    double weight = synapse.weight().at(0);
    return limit >= 0 && weight == 0 && own[limit].at(0) < 0 ? -0.0 : weight;
  }

  /// What is known of all weights and delays; empty if they have to be looked at one by one.
  Optional<ConnectCall.Range> range() {
    Bounds weights = synapse.weight().bounds();
    Bounds delays = synapse.delay().bounds();
    for (Quantity<?> v : synapse.values().values()) {
      if (!isPredictable(v)) return Optional.empty();
    }
    if (Arrays.stream(varying).anyMatch(c -> own[c].isRandom())) return Optional.empty();
    if (synapse.delay().isSpatial()) return Optional.empty(); // the shortest is not that at 0 um
    if (!weights.isFinite() || !delays.isFinite()) return Optional.empty();
    boolean negative = weights.least() < 0;
    boolean mixed = negative && weights.most() > 0;
    if (mixed && (limit >= 0 || synapse.weight().length() < 0)) return Optional.empty();
    if (Math.max(-weights.least(), weights.most()) > Float.MAX_VALUE) return Optional.empty();
    if (limit >= 0 && own[limit].number() < 0 != negative) return Optional.empty();
    try {
      boolean drawn = synapse.delay().isRandom();
      int min = drawn ? drawn(delays.least()) : steps(delays.least());
      int max = drawn ? drawn(delays.most()) : steps(delays.most());
      return Optional.of(new ConnectCall.Range(negative, mixed, min, max));
    } catch (BadInput e) {
      return Optional.empty(); // some may be too short, or too long
    }
  }

  /// A zero of an array may have either sign where there is a limit.
  private boolean isPredictable(Quantity<?> value) {
    if (value.length() >= 0) return limit < 0 && !value.isRandom();
    return value.isNumber() || value.bounds().sure();
  }

  /// Checks all elements of arrays.
  void requireArrays() {
    Quantity<?> weight = synapse.weight();
    Bounds all = weight.bounds();
    boolean fit = Math.max(-all.least(), all.most()) <= Float.MAX_VALUE;
    for (int e = 0; e < count(weight) && !fit; e++) {
      double w = weight.at(e);
      if (!(Math.abs(w) <= Float.MAX_VALUE)) named(e, () -> requireWeight(w));
    }
    listedSteps();
    sum.ifPresent(s -> requireSums(synapse, s));
    if (limit < 0) return;
    Quantity<?> most = own[limit];
    Quantity<?> least = lower < 0 ? NO_LIMIT : own[lower];
    int n = Math.max(count(weight), Math.max(count(most), count(least)));
    for (int e = 0; e < n; e++) {
      double w = weight.at(e);
      double from = least.at(e);
      double to = most.at(e);
      named(e, () -> requireLimits(w, from, to));
    }
  }

  /// Names the element of an array that a check refuses.
  private void named(int e, Runnable check) {
    try {
      check.run();
    } catch (BadInput refused) {
      if (synapse.values().values().stream().allMatch(v -> v.length() < 0)) throw refused;
      throw new BadInput(refused.kind(), "%s (synapse %d)".formatted(refused.getMessage(), e));
    }
  }

  /// Number of elements of an array; 1 for one number.
  private static int count(Quantity<?> v) {
    return v.length() < 0 ? 1 : v.length();
  }

  /// The delay of each synapse, or the one of all (steps).
  private char[] listedSteps() {
    if (listedSteps.length > 0) return listedSteps;
    Quantity<?> delay = synapse.delay();
    char[] all = new char[count(delay)];
    int room = all.length < KNOWN ? 1 : KNOWN;
    double[] known = new double[room];
    char[] those = new char[room];
    for (int e = 0; e < all.length; e++) {
      double ms = delay.at(e);
      int at = Double.hashCode(ms * KNOWN_SPREAD) & room - 1;
      if (those[at] == 0 || known[at] != ms) {
        named(e, () -> those[at] = (char) steps(ms));
        known[at] = ms;
      }
      all[e] = those[at];
    }
    listedSteps = all;
    return all;
  }

  /// What writes weight, delay and parameters of every synapse; a new one for every pass where
  /// something is drawn.
  Supplier<ConnectCall.Values> values() {
    if (isRandom()) return () -> new Synapses(synapse, kernel, draws);
    Quantity<?> limits = limit < 0 ? null : own[limit];
    ListedValues listed =
        new ListedValues(synapse.weight(), areExact(), sign, limits, listedSteps(), own, varying);
    return () -> listed;
  }

  /// Refuses numbers, or elements of arrays, whose sum is above a limit.
  static void requireSums(Synapse synapse, SumLimit limit) {
    List<Quantity<?>> values = limit.names().stream().<Quantity<?>>map(synapse::value).toList();
    if (values.stream().anyMatch(Quantity::isRandom)) return;
    int n = values.stream().mapToInt(v -> Math.max(1, v.length())).max().orElse(0);
    for (int e = 0; e < n; e++) {
      int at = e;
      limit.require(
          synapse.name(),
          name -> {
            Quantity<?> value = synapse.value(name);
            return value.at(Math.min(at, Math.max(1, value.length()) - 1));
          });
    }
  }

  /// Whether all synapses are alike.
  boolean isOne() {
    return isOne(synapse);
  }

  /// Whether all synapses have the same values.
  static boolean isOne(Synapse synapse) {
    return synapse.values().values().stream().allMatch(Quantity::isOne);
  }

  /// Whether anything is drawn.
  boolean isRandom() {
    return synapse.values().values().stream().anyMatch(Quantity::isRandom);
  }

  /// The rule's parameters, NaN where they differ.
  double[] parameters() {
    return Arrays.stream(own).mapToDouble(v -> v.isOne() ? v.at(0) : Double.NaN).toArray();
  }

  /// Refuses a weight that has not the sign of `Wmax`, since it moves between 0 and `Wmax`.
  private void requireSign(double weight, double most) {
    requireSign(synapse.name(), weight, most);
  }

  static void requireSign(String name, double weight, double most) {
    if (weight == 0 || weight > 0 == most > 0) return;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s: weight = %s and Wmax = %s must have the same sign".formatted(name, weight, most));
  }

  /// Refuses limits between which a weight would change its sign.
  static void requireLimits(String name, double least, double most) {
    if (least >= 0 || most <= 0) return;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s: Wmin = %s and Wmax = %s must have the same sign, or one must be 0: a plastic synapse keeps its sign"
            .formatted(name, least, most));
  }

  private double requireWeight(double weight) {
    return requireWeight(synapse.name(), weight);
  }

  static double requireWeight(String name, double weight) {
    if (Math.abs(weight) <= Float.MAX_VALUE) return weight;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s: weight = %s must be finite, at most 3.4e38 in size".formatted(name, weight));
  }

  /// A delay that the user gave, in steps; it must lie on the grid. The default gives way to the
  /// resolution: it is rounded up to the next step, as in NEST.
  int steps(double ms) {
    if (early >= 0) return fineSteps(kernel, synapse.name(), ms);
    if (!synapse.defaultDelay()) {
      return oneStep(steps(kernel, synapse.name(), ms, synapse.delay().isRandom(), false));
    }
    long steps = kernel.grid().defaultDelay(ms, synapse.name() + ": delay");
    return oneStep(steps(kernel, synapse.name(), kernel.grid().ms(steps), false, true));
  }

  private int drawn(double ms) {
    return oneStep(steps(kernel, synapse.name(), ms, true, true));
  }

  private int oneStep(int steps) {
    requireOneStep(kernel, synapse.model(), steps);
    return steps;
  }

  /// Refuses another delay than one step for a model whose synapses take no other.
  static void requireOneStep(Kernel kernel, SynapseModel model, int steps) {
    if (!model.isOfOneStep() || steps == 1) return;
    throw new BadInput(
        BadInput.Kind.CONNECTION,
        "%s: delay = %s ms must be one step of the simulation, %s ms"
            .formatted(model.name(), kernel.grid().ms(steps), kernel.grid().h_ms()));
  }

  /// A delay in steps.
  ///
  /// @param name of the synapse model, for the message
  /// @param drawn whether it comes from a distribution
  /// @param rounded whether it is rounded to the grid; if not, it must lie there
  static int steps(Kernel kernel, String name, double ms, boolean drawn, boolean rounded) {
    String what = name + ": delay";
    if (!rounded && ms < kernel.grid().h_ms()) throw refused(kernel, name, ms, drawn);
    long steps = rounded ? kernel.grid().nearest(ms, what) : kernel.grid().steps(ms, what);
    if (steps < kernel.delays().least() || steps > kernel.delays().most()) {
      throw refused(kernel, name, ms, drawn);
    }
    return (int) steps;
  }

  /// Refuses delays outside of a range (ms) from now on.
  ///
  /// @throws BadInput if it is below the resolution, or too long
  static void limitDelays(Kernel kernel, double least, double most) {
    kernel.requireWhole();
    long from = kernel.grid().nearest(least, "min_delay");
    long to = kernel.grid().nearest(most, "max_delay");
    if (from >= 1 && from <= to && to <= Character.MAX_VALUE) {
      kernel.delays().limit((int) from, (int) to);
      return;
    }
    throw new BadInput(
        BadInput.Kind.DELAY,
        "delays from %s ms to %s ms: they are at least the resolution, %s ms, and at most %s ms"
            .formatted(least, most, kernel.grid().h_ms(), kernel.grid().ms(Character.MAX_VALUE)));
  }

  /// A delay that need not be a multiple of the resolution, rounded up to whole steps.
  static int fineSteps(Kernel kernel, String name, double ms) {
    double h = kernel.grid().h_ms();
    boolean outside = !(ms >= h * (1 - NEAR)) || ms > kernel.grid().ms(kernel.delays().most());
    if (outside || Math.floor(ms / h + NEAR) < kernel.delays().least()) {
      throw refused(kernel, name, ms, false);
    }
    return (int) Math.ceil(ms / h - NEAR);
  }

  /// By how much such a delay is shorter than its whole steps (ms).
  static double early(Kernel kernel, double ms) {
    double steps = ms / kernel.grid().h_ms();
    if (Math.abs(steps - Math.rint(steps)) <= NEAR) return 0;
    return kernel.grid().ms((long) Math.ceil(steps)) - ms;
  }

  private static BadInput refused(Kernel kernel, String name, double ms, boolean drawn) {
    boolean resolution = kernel.delays().least() == 1;
    return new BadInput(
        BadInput.Kind.DELAY,
        "%s: delay = %s ms must be at least %s%s ms, and at most %s ms%s"
            .formatted(
                name,
                ms,
                resolution ? "the resolution, " : "",
                kernel.grid().ms(kernel.delays().least()),
                kernel.grid().ms(kernel.delays().most()),
                drawn ? "; bound it with redraw(min, max)" : ""));
  }
}
