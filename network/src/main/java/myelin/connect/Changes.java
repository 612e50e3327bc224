package myelin.connect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ranks;
import myelin.engine.base.Unit;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.kernel.Kernel;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.plastic.SynapseModel;
import myelin.engine.random.RandomStream;
import myelin.engine.wiring.Selection;
import myelin.parameter.ParameterInput;
import myelin.value.Quantity;

/// Sets weights, delays and parameters of synapses that exist. All values are drawn and checked
/// before any is written.
final class Changes {

  private static final String LIMIT = "Wmax";
  private static final String LOWER = "Wmin";
  private static final double[] NONE = {};

  private final Kernel kernel;
  private final Selection selection;
  private int call;

  /// Number of synapses on all ranks.
  private final long total;

  /// Whether delays of all of them may be fractions of a step.
  private final boolean fine;

  /// The number of each synapse among those of all ranks; empty if it is its place here.
  private final int[] number;

  /// Changes of some synapses, and of those that other ranks have selected with them; all ranks
  /// make this at the same time.
  ///
  /// @param ranks those that make it
  /// @param call how many calls have set something before this one
  /// @param draws whether any values are drawn
  Changes(Kernel kernel, Ranks ranks, Selection selection, int call, boolean draws) {
    this.kernel = kernel;
    this.selection = selection;
    this.call = call;
    total = ranks.sum(selection.size());
    fine = ranks.any(hasFineDelays(selection) ? 0 : 1)[0] == 0;
    number =
        draws ? numbers(ranks, selection.size(), selection::source, selection::target) : new int[0];
  }

  /// Number of synapses on all ranks.
  long total() {
    return total;
  }

  /// The number of each of some connections among those of all ranks, in the order in which one
  /// process has them: by source, then target. Empty if there is one process.
  static int[] numbers(Ranks ranks, int n, IntUnaryOperator source, IntUnaryOperator target) {
    if (ranks.isAlone()) return new int[0];
    long[] pairs = new long[n];
    Arrays.setAll(pairs, e -> ((long) source.applyAsInt(e) << 32) | target.applyAsInt(e));
    Ranks.Gathered all = ranks.gather(pairs, pairs.length);
    long[] sorted = Arrays.copyOf(all.words(), all.from()[ranks.size()]);
    Arrays.sort(sorted);
    int[] number = new int[pairs.length];
    for (int e = 0; e < number.length; e++) {
      boolean again = e > 0 && pairs[e] == pairs[e - 1];
      number[e] = again ? number[e - 1] + 1 : first(sorted, pairs[e]);
    }
    return number;
  }

  private static int first(long[] sorted, long x) {
    int k = Arrays.binarySearch(sorted, x);
    while (k > 0 && sorted[k - 1] == x) k--;
    return k;
  }

  /// The number of a parameter among those of its rule, by kind of synapse.
  static int[] own(Selection selection, String parameter) {
    int[] samples = selection.samples();
    int[] own = new int[Arrays.stream(samples).map(selection::kind).max().orElse(0) + 1];
    for (int e : samples) {
      SynapseModel model = selection.model(e);
      own[selection.kind(e)] = model.own().indexOf(requireNumber(model, parameter));
    }
    return own;
  }

  private static ParameterSpec requireNumber(SynapseModel model, String parameter) {
    ParameterSpec p = model.requireParameter(parameter);
    if (!p.isList()) return p;
    throw new BadInput(
        BadInput.Kind.UNKNOWN_PARAMETER,
        "%s: %s is one list for all synapses of the model; it cannot be read for each synapse"
            .formatted(model.name(), parameter));
  }

  /// Checks new values by name of the parameter, all together, and returns what sets them.
  Runnable check(Map<String, ?> values) {
    selection.requirePresent();
    if (total == 0) {
      throw new BadInput(
          BadInput.Kind.LENGTH,
          "no synapses were found, so there is no %s to set"
              .formatted(String.join(", ", values.keySet())));
    }
    Map<String, double[]> numbers = new LinkedHashMap<>();
    for (Map.Entry<String, ?> value : values.entrySet()) {
      numbers.put(value.getKey(), numbers(value.getKey(), value.getValue()));
      call++;
    }
    List<Runnable> writes = new ArrayList<>();
    values.forEach((name, given) -> writes.add(check(name, given, numbers)));
    return () -> writes.forEach(Runnable::run);
  }

  private Runnable check(String parameter, Object given, Map<String, double[]> all) {
    double[] numbers = Objects.requireNonNull(all.get(parameter));
    return switch (parameter) {
      case "weight" -> {
        for (int e = 0; e < numbers.length; e++) {
          Synapses.requireWeight(selection.model(e).name(), numbers[e]);
        }
        if (given instanceof Quantity<?> v && v.isRandom()) round(numbers);
        requireBetween(numbers, all.getOrDefault(LOWER, NONE), all.getOrDefault(LIMIT, NONE));
        requireSigns(numbers, all.getOrDefault(LIMIT, NONE));
        selection.requireWeights(numbers);
        yield () -> selection.weights(numbers);
      }
      case "delay" -> {
        boolean drawn = given instanceof Quantity<?> v && v.isRandom();
        int[] steps = new int[numbers.length];
        double[] early = new double[numbers.length];
        boolean fractions = !drawn && fine;
        for (int e = 0; e < steps.length; e++) {
          steps[e] =
              fractions
                  ? Synapses.fineSteps(kernel, selection.model(e).name(), numbers[e])
                  : steps(e, numbers[e], drawn);
          if (fractions) early[e] = Synapses.early(kernel, numbers[e]);
        }
        for (int e = 0; e < steps.length; e++) {
          Synapses.requireOneStep(kernel, selection.model(e), steps[e]);
        }
        selection.requireDelays(steps, kernel.now());
        yield () -> {
          if (fine) selection.early(early, steps);
          selection.delays(steps);
        };
      }
      default -> {
        requireAllowed(parameter, numbers);
        if (parameter.equals(LIMIT)) requireSigns(all.getOrDefault("weight", NONE), numbers);
        if (parameter.equals(LIMIT) || parameter.equals(LOWER)) {
          requireBetween(
              all.getOrDefault("weight", NONE),
              all.getOrDefault(LOWER, NONE),
              all.getOrDefault(LIMIT, NONE));
          requireLimits(all.getOrDefault(LOWER, NONE), all.getOrDefault(LIMIT, NONE));
        }
        requireSums(parameter, all);
        yield () -> selection.parameters(own(selection, parameter), numbers);
      }
    };
  }

  /// Rounds drawn weights of synapses that do not change to the precision that such weights have.
  private void round(double[] weights) {
    for (int e = 0; e < weights.length; e++) {
      if (!selection.model(e).keepsColumns()) weights[e] = (float) weights[e];
    }
  }

  private static boolean hasFineDelays(Selection selection) {
    return Arrays.stream(selection.samples()).allMatch(e -> selection.model(e).hasFineDelays());
  }

  private int steps(int e, double ms, boolean drawn) {
    return Synapses.steps(kernel, selection.model(e).name(), ms, drawn, drawn);
  }

  private void requireAllowed(String parameter, double[] numbers) {
    for (int e = 0; e < numbers.length; e++) {
      SynapseModel model = selection.model(e);
      ParameterInput.requireNumber(model, model.requireParameter(parameter), numbers[e]);
    }
  }

  /// The numbers to set: one for all, or one each.
  private double[] numbers(String parameter, Object given) {
    Quantity<?> value = Quantity.of(0, Unit.NONE);
    for (int e : selection.samples()) {
      SynapseModel model = selection.model(e);
      value = requireSettable(model, parameter, given);
      if (parameter.equals("weight")) requireUnit(e, value);
    }
    int n = selection.size();
    if (n == 0) return new double[0];
    if (value.length() >= 0 && value.length() != n) {
      throw new BadInput(
          BadInput.Kind.LENGTH,
          "%s is an array of %d numbers for %d synapses; give one number, or one for each"
              .formatted(parameter, value.length(), n));
    }
    if (value.isOne()) return new double[] {value.numbers()[0]};
    RandomStream random = new RandomStream(kernel.seed());
    double[] numbers = new double[n];
    for (int e = 0; e < n; e++) {
      int k = number.length == 0 ? e : number[e];
      if (value.isRandom()) random.at(RandomStream.Purpose.SETTING, call, k);
      numbers[e] = value.draw(random, e);
    }
    return numbers;
  }

  private static Quantity<?> requireSettable(SynapseModel model, String parameter, Object given) {
    ParameterSpec p = model.requireParameter(parameter);
    if (p.name().equals("receptor_type")) {
      throw new BadInput(
          BadInput.Kind.UNKNOWN_PARAMETER,
          "%s: receptor_type cannot be changed; connect to the other receptor"
              .formatted(model.name()));
    }
    if (model.shares(p)) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s: %s is one number for all synapses of the model; give it when you connect"
              .formatted(model.name(), parameter));
    }
    return ParameterInput.number(model, parameter, given);
  }

  private void requireUnit(int e, Quantity<?> weight) {
    NeuronModel target = (NeuronModel) kernel.model(selection.target(e));
    selection
        .channel(e)
        .ifPresent(
            c -> Receptors.requireUnit(target, c, selection.model(e).name(), "weight", weight));
  }

  /// Refuses weights outside their limits, for models whose weights may have both signs.
  private void requireBetween(double[] weights, double[] least, double[] most) {
    int[] lower = numbers(LOWER);
    int[] upper = numbers(LIMIT);
    for (int e = 0; e < selection.size(); e++) {
      int kind = selection.kind(e);
      if (!Synapses.takesBothSigns(selection.model(e))) continue;
      Synapses.requireBetween(
          selection.model(e).name(),
          least.length == 0 ? selection.parameter(lower[kind], e) : at(least, e),
          weights.length == 0 ? selection.weight(e) : at(weights, e),
          most.length == 0 ? selection.parameter(upper[kind], e) : at(most, e));
    }
  }

  /// Refuses weights whose limit has the opposite sign.
  ///
  /// @param weights new weights, empty if they stay
  /// @param limits new limits, likewise
  private void requireSigns(double[] weights, double[] limits) {
    int[] own = numbers(LIMIT);
    for (int e = 0; e < selection.size(); e++) {
      int c = own[selection.kind(e)];
      if (c < 0 || Synapses.takesBothSigns(selection.model(e))) continue;
      double weight = weights.length == 0 ? selection.weight(e) : at(weights, e);
      double limit = limits.length == 0 ? selection.parameter(c, e) : at(limits, e);
      Synapses.requireSign(selection.model(e).name(), weight, limit);
    }
  }

  /// Refuses limits of weights between which a weight would change its sign.
  ///
  /// @param least new lower limits, empty if they stay
  /// @param most new upper limits, likewise
  private void requireLimits(double[] least, double[] most) {
    int[] lower = numbers(LOWER);
    int[] upper = numbers(LIMIT);
    for (int e = 0; e < selection.size(); e++) {
      int c = lower[selection.kind(e)];
      SynapseModel model = selection.model(e);
      if (c < 0 || model.hasAnySign() || Synapses.takesBothSigns(model)) continue;
      int limit = upper[selection.kind(e)];
      Synapses.requireLimits(
          model.name(),
          least.length == 0 ? selection.parameter(c, e) : at(least, e),
          most.length == 0 ? selection.parameter(limit, e) : at(most, e));
    }
  }

  /// Refuses parameters whose sum is above a limit, where one of them is set.
  private void requireSums(String parameter, Map<String, double[]> all) {
    Map<String, int[]> own = new HashMap<>();
    for (int e = 0; e < selection.size(); e++) {
      int at = e;
      SynapseModel model = selection.model(e);
      model
          .sum()
          .filter(s -> s.names().contains(parameter))
          .ifPresent(s ->
              s.require(
                  model.name(),
                  name -> {
                    double[] given = all.getOrDefault(name, NONE);
                    if (given.length > 0) return at(given, at);
                    int[] number = own.computeIfAbsent(name, this::numbers);
                    return selection.parameter(number[selection.kind(at)], at);
                  }));
    }
  }

  /// The number of the parameter that limits the weight, by kind of synapse; -1 where there is
  /// none.
  private int[] numbers(String parameter) {
    int[] samples = selection.samples();
    int[] own = new int[Arrays.stream(samples).map(selection::kind).max().orElse(0) + 1];
    for (int e : samples) {
      SynapseModel model = selection.model(e);
      own[selection.kind(e)] =
          model.parameter(parameter).map(p -> model.own().indexOf(p)).orElse(-1);
    }
    return own;
  }

  private static double at(double[] numbers, int e) {
    return numbers[numbers.length == 1 ? 0 : e];
  }
}
