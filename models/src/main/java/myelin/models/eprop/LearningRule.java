package myelin.models.eprop;

import static myelin.models.synapse.Synapses.parameters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.past.DenseHistory;
import myelin.engine.plastic.Plasticity;
import myelin.engine.plastic.SourceTrace;
import myelin.engine.plastic.SynapseColumn;

/// Synapses whose weights descend a gradient: the optimizer, and what neurons have left to them.
abstract class LearningRule extends Plasticity {

  /// What the optimizers do, in words.
  static final String OPTIMIZERS =
      """
      The optimizer sums the gradient g over batch_size updates. With this sum divided by batch_size
      as g,

        gradient_descent:  w -= eta * g
        adam:              m = beta_1 * m + (1 - beta_1) * g     v = beta_2 * v + (1 - beta_2) * g^2
                           w -= eta * sqrt(1 - beta_2^k) / (1 - beta_1^k) * m / (sqrt(v) + epsilon)

      in update k, and w is kept between Wmin and Wmax (Kingma and Ba 2015). An update of a synapse
      also makes up for those that it has missed, with g = 0 in all but the first of them.
      """;

  private static final List<String> TYPES = List.of("gradient_descent", "adam");
  private static final int GRADIENT_DESCENT = 0;

  /// The names of what the optimizer keeps for each synapse.
  private static final String SUM = "gradient";

  private static final String STEP = "update";
  private static final String FIRST = "moment 1";
  private static final String SECOND = "moment 2";

  private SynapseColumn optimizer = new SynapseColumn();
  private SynapseColumn batch_size = new SynapseColumn();
  private SynapseColumn eta = new SynapseColumn();
  private SynapseColumn Wmin = new SynapseColumn();
  private SynapseColumn Wmax = new SynapseColumn();
  private SynapseColumn beta_1 = new SynapseColumn();
  private SynapseColumn beta_2 = new SynapseColumn();
  private SynapseColumn epsilon = new SynapseColumn();
  private double[] sum = {};
  private double[] step = {};
  private double[] first = {};
  private double[] second = {};

  /// The parameters of a model: weight and delay, those of the optimizer, and its own.
  static List<ParameterSpec> declare(ParameterSpec... own) {
    Condition part = new Condition("from 0 to below 1", b -> b >= 0 && b < 1);
    Condition whole = new Condition(">= 1 and below 2^31", n -> n >= 1 && n < 0x1p31);
    List<ParameterSpec> all = new ArrayList<>(List.of(own));
    all.add(ParameterSpec.choice("optimizer", TYPES, "how weights follow the gradient"));
    all.add(ParameterSpec.whole("batch_size", 1, "updates whose gradients are summed", whole));
    all.add(ParameterSpec.number("eta", Unit.NONE, 1e-4, "learning rate", Condition.NOT_NEGATIVE));
    all.add(
        ParameterSpec.number(
            "Wmin", Unit.WEIGHT, -100, "lower limit of the weight", Condition.FINITE));
    all.add(
        ParameterSpec.number(
            "Wmax", Unit.WEIGHT, 100, "upper limit of the weight", Condition.FINITE));
    all.add(
        ParameterSpec.number(
            "beta_1", Unit.NONE, 0.9, "adam: part of the first moment that is kept", part));
    all.add(
        ParameterSpec.number(
            "beta_2", Unit.NONE, 0.999, "adam: part of the second moment that is kept", part));
    all.add(
        ParameterSpec.number(
            "epsilon",
            Unit.NONE,
            1e-7,
            "adam: added to the root of the second moment",
            Condition.NOT_NEGATIVE));
    return parameters(1, all.toArray(ParameterSpec[]::new));
  }

  static ParameterSpec flag(String name, boolean initial, String meaning) {
    return new ParameterSpec(
        name,
        Unit.NONE,
        ParameterSpec.Kind.FLAG,
        initial,
        meaning,
        Condition.TRUE_OR_FALSE,
        ParameterSpec.Role.CONSTANT);
  }

  /// The names of what the optimizer and the rule keep for synapses.
  static String[] kept(String... own) {
    return Stream.concat(Stream.of(SUM, STEP, FIRST, SECOND), Arrays.stream(own))
        .toArray(String[]::new);
  }

  @Override
  protected final SourceTrace[] open() {
    optimizer = parameter("optimizer");
    batch_size = parameter("batch_size");
    eta = parameter("eta");
    Wmin = parameter("Wmin");
    Wmax = parameter("Wmax");
    beta_1 = parameter("beta_1");
    beta_2 = parameter("beta_2");
    epsilon = parameter("epsilon");
    refresh();
    return sources();
  }

  /// Looks up the rule's own parameters, and returns what it keeps for sources.
  abstract SourceTrace[] sources();

  @Override
  protected void refresh() {
    sum = variable(SUM);
    step = variable(STEP);
    first = variable(FIRST);
    second = variable(SECOND);
  }

  @Override
  protected final boolean hearsPairs() {
    return false;
  }

  /// Changes the weight of synapse `i` by the optimizer.
  ///
  /// @param index number of the update, counted from 0
  final void optimize(int i, long index, double gradient) {
    sum[i] += gradient;
    double due = 1 + Math.floorDiv(index, (long) batch_size.at(i));
    double done = Math.max(1, step[i]);
    if (done >= due) {
      step[i] = done;
      return;
    }
    double w = weight[i];
    double g = sum[i] / batch_size.at(i);
    if (optimizer.at(i) == GRADIENT_DESCENT) {
      w -= eta.at(i) * g;
    } else {
      for (double k = done; k < due; k++, g = 0) w -= adam(i, k, g);
    }
    weight[i] = Math.max(Wmin.at(i), Math.min(w, Wmax.at(i)));
    sum[i] = 0;
    step[i] = due;
  }

  /// By how much adam lowers the weight in update `k`.
  private double adam(int i, double k, double g) {
    double b1 = beta_1.at(i);
    double b2 = beta_2.at(i);
    double alpha = eta.at(i) * Math.sqrt(1 - StrictMath.pow(b2, k)) / (1 - StrictMath.pow(b1, k));
    first[i] = b1 * first[i] + (1 - b1) * g;
    second[i] = b2 * second[i] + (1 - b2) * g * g;
    double root = Math.sqrt(second[i]) + epsilon.at(i);
    return root == 0 ? 0 : alpha * first[i] / root;
  }

  /// The neuron that synapse `i` ends on, as one of its block.
  final Learner learner(int i) {
    return (Learner) block(i);
  }

  /// The numbers that a neuron leaves in every step, from some step on.
  static final class Course {

    private double[] values = {};
    private int width;
    private long place;
    private int end;

    /// Goes to the number of `lane` with this stamp.
    void seek(DenseHistory history, int lane, long stamp) {
      values = history.rows();
      width = history.width();
      end = lane < width ? history.end() : 0;
      place = end == 0 ? 0 : history.place(stamp) + lane;
    }

    /// The number, or zero if there is none; goes to the next one.
    double next() {
      long k = place;
      place += width;
      return k >= 0 && k < end ? values[(int) k] : 0;
    }
  }
}
