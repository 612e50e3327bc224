package myelin.models.eprop;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Signal;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;

/// Neurons that fire and learn: the threshold, fixed or adaptive, the surrogate gradient of spikes,
/// and the learning signals that arrive.
abstract class Recurrent extends Learner {

  /// What the words of adaptive models say about adaptation.
  static final String ADAPTIVE =
      """
      where the threshold is V_th + adapt_beta A, with dA/dt = -A / adapt_tau and + 1 after a spike.
      """;

  /// What the words of all models say about the surrogate gradient.
  static final String SURROGATE =
      """
      The surrogate gradient of spikes is, with x = |V_m - threshold| / surrogate_gradient_width (mV)
      and 0 in the refractory period,

        surrogate_gradient_height  max(0, 1 - x)  piecewise_linear
                                   exp(-x)        exponential
                                   1 / (1 + x)^2  fast_sigmoid_derivative
                                   1 / (1 + x^2)  arctan_derivative
      """;

  private static final List<String> FUNCTIONS =
      List.of("piecewise_linear", "exponential", "fast_sigmoid_derivative", "arctan_derivative");

  // Places among the recordables.
  private static final int DURATION = 1;
  private static final int V_TH_ADAPT = 2;
  private static final int DURATION_OF_ADAPTIVE = 3;

  private static final int EXPONENTIAL = 1;
  private static final int FAST_SIGMOID = 2;
  private static final int ARCTAN = 3;

  private final boolean adaptive;
  final double[] surrogate_gradient;
  private final double[] learning_signal;

  /// For how many steps neurons are still refractory.
  final double[] refractory = hidden();

  /// Whether neurons fired in the step before: 0 or 1.
  final double[] fired = hidden();

  private final double[] adaptation;

  /// The thresholds in this step, relative to `E_L` (mV).
  final double[] threshold = new double[LANES];

  final Coefficient V_th = coefficient(p -> p.get("V_th") - p.get("E_L"));
  final Coefficient refractorySteps = coefficient(p -> p.steps("t_ref"));
  final Coefficient c_reg = parameter("c_reg");

  /// The firing rate that is aimed at (1/ms).
  final Coefficient f_target = coefficient(p -> p.get("f_target") / 1000);

  private final Coefficient functions = parameter("surrogate_gradient_function");
  private final Coefficient height = parameter("surrogate_gradient_height");
  private final Coefficient width = parameter("surrogate_gradient_width");
  private final Coefficient beta;
  private final Coefficient decay;
  private final Coefficient ignoring = parameter("ignore_and_spike");
  private final Coefficient clock =
      coefficient(p -> Math.max(1, p.steps("ignore_and_spike_interval")));
  private final Coefficient first = coefficient(p -> p.steps("ignore_and_spike_offset"));

  /// The form of the surrogate gradient, if all neurons have the same.
  private OptionalInt function = OptionalInt.empty();

  /// Whether any neuron fires by a clock.
  private boolean ignores;

  /// Who fires in this step.
  private final int[] firing = new int[LANES + 1];

  Recurrent(boolean adaptive) {
    this.adaptive = adaptive;
    adaptation = adaptive ? variable("adaptation") : new double[LANES];
    learning_signal = variable("learning_signal");
    surrogate_gradient = variable("surrogate_gradient");
    beta = adaptive ? parameter("adapt_beta") : coefficient(p -> 0);
    decay =
        adaptive
            ? coefficient(p -> StrictMath.exp(-p.h() / p.get("adapt_tau")))
            : coefficient(p -> 0);
  }

  /// Declares what all recurrent neurons have.
  ///
  /// @param histories the names of what is left to synapses
  static NeuronModel.Builder declare(
      NeuronModel.Builder model, boolean adaptive, List<String> histories) {
    Learner.declare(model, -70, histories)
        .parameter("V_th", Unit.MV, -55, "spike threshold", Condition.FINITE)
        .parameter("t_ref", Unit.MS, 2, "refractory period", Condition.DURATION)
        .parameter("c_reg", Unit.NONE, 0, "strength of regularization", Condition.NOT_NEGATIVE)
        .parameter("f_target", Unit.HZ, 10, "firing rate aimed at", Condition.NOT_NEGATIVE)
        .parameter(
            "flush_event_send_interval",
            Unit.MS,
            Double.POSITIVE_INFINITY,
            "silence after which weights change; always inf",
            new Condition(
                "inf, as weights here change when the source fires",
                ms -> ms == Double.POSITIVE_INFINITY))
        .choice("surrogate_gradient_function", FUNCTIONS, "form of the surrogate gradient")
        .parameter(
            "surrogate_gradient_height",
            Unit.NONE,
            0.3,
            "largest value of that gradient",
            Condition.POSITIVE)
        .parameter(
            "surrogate_gradient_width", Unit.MV, 1, "width of that gradient", Condition.POSITIVE);
    if (adaptive) {
      model
          .state("adaptation", Unit.NONE, 0, "adaptation of the threshold", Condition.FINITE)
          .shown("V_th_adapt", Unit.MV, ParameterSpec.Kind.REAL, -55.0, "present threshold")
          .parameter(
              "adapt_beta",
              Unit.MV,
              1,
              "by how much adaptation lifts the threshold",
              Condition.NOT_NEGATIVE)
          .parameter("adapt_tau", Unit.MS, 10, "time constant of adaptation", Condition.POSITIVE);
    }
    return model
        .recordable(
            "eprop_history_duration", Unit.MS, "length of the past that synapses still need")
        .shown(
            "learning_signal",
            Unit.NONE,
            ParameterSpec.Kind.REAL,
            0.0,
            "learning signal that arrives")
        .shown(
            "surrogate_gradient",
            Unit.NONE,
            ParameterSpec.Kind.REAL,
            0.0,
            "surrogate gradient of spikes")
        .clock(true)
        .channel("spikes", Content.WEIGHTS, Unit.MV)
        .channel("current", Content.CURRENT, Unit.NONE)
        .receptor(0, "default", SPIKES, SPIKES, CURRENT)
        .takes(Signal.LEARNING, List.of())
        .check(Recurrent::requireBoundBelowThreshold);
  }

  private static void requireBoundBelowThreshold(NeuronModel.Values p) {
    if (p.get("V_th") < p.get("V_min")) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "V_th = %s mV must not be below V_min = %s mV".formatted(p.get("V_th"), p.get("V_min")));
    }
  }

  @Override
  protected void derive(Derivation d) {
    super.derive(d);
    for (int i = 0; i < LANES; i++) threshold[i] = V_th.of(i) + beta.of(i) * adaptation[i];
    ignores = d.any(p -> p.get("ignore_and_spike") != 0);
    int form = (int) functions.of(0);
    boolean differ = d.any(p -> (int) p.get("surrogate_gradient_function") != form);
    function = differ ? OptionalInt.empty() : OptionalInt.of(form);
  }

  @Override
  public final void announce(long t, int i, double x) {
    if (isHeard(i)) leave(SIGNAL, i, t + 1, x);
  }

  /// Brings thresholds up to date at the beginning of a step.
  final void adapt() {
    int n = size();
    double[] V_th = this.V_th.each();
    if (!adaptive) {
      System.arraycopy(V_th, 0, threshold, 0, n);
      return;
    }
    double[] decay = this.decay.each();
    double[] beta = this.beta.each();
    for (int i = 0; i < n; i++) adaptation[i] = decay[i] * adaptation[i] + fired[i];
    for (int i = 0; i < n; i++) threshold[i] = V_th[i] + beta[i] * adaptation[i];
  }

  /// Resets all neurons, as if they had never fired.
  final void reset() {
    int n = size();
    Arrays.fill(V, 0, n, 0);
    Arrays.fill(refractory, 0, n, 0);
    Arrays.fill(fired, 0, n, 0);
    Arrays.fill(adaptation, 0, n, 0);
  }

  /// Sets the surrogate gradients, and decides who fires: the first of [#firing], in the order of
  /// lanes; returns how many.
  final int look(long t) {
    int n = size();
    surrogate(n);
    System.arraycopy(received(0, 0), 0, learning_signal, 0, n);
    leave(GRADIENT, t + 1, surrogate_gradient);
    int count = ignores ? ignore(t, n) : reach(n);
    Arrays.fill(fired, 0, n, 0);
    for (int k = 0; k < count; k++) {
      int i = firing[k];
      fired[i] = 1;
      refractory[i] = refractorySteps.of(i);
    }
    return count;
  }

  /// Those that are at the threshold and not refractory fire.
  private int reach(int n) {
    int count = 0;
    for (int i = 0; i < n; i++) {
      firing[count] = i;
      count += V[i] >= threshold[i] && refractory[i] <= 0 ? 1 : 0;
    }
    return count;
  }

  /// The same where some neurons fire by a clock.
  private int ignore(long t, int n) {
    int count = 0;
    for (int i = 0; i < n; i++) {
      boolean fires = V[i] >= threshold[i] && refractory[i] <= 0;
      if (ignoring.of(i) != 0) {
        long since = t + 1 - (long) first.of(i);
        fires = since >= 0 && since % (long) clock.of(i) == 0;
      }
      if (fires) firing[count++] = i;
    }
    return count;
  }

  /// The `k`-th neuron that fires in this step.
  final int firing(int k) {
    return firing[k];
  }

  /// Sends the spikes of the first `count` neurons of [#firing].
  final void fire(long t, int count, SpikeOutbox out) {
    for (int k = 0; k < count; k++) fire(firing[k], t, out);
  }

  /// Puts the surrogate gradients into [#surrogate_gradient].
  private void surrogate(int n) {
    double[] x = surrogate_gradient;
    double[] width = this.width.each();
    double[] height = this.height.each();
    for (int i = 0; i < n; i++) x[i] = Math.abs(V[i] - threshold[i]) / width[i];
    if (function.isEmpty()) for (int i = 0; i < n; i++) x[i] = form((int) functions.of(i), x[i]);
    else form(function.getAsInt(), x, n);
    for (int i = 0; i < n; i++) x[i] = height[i] * x[i];
    for (int i = 0; i < n; i++) x[i] *= 1 - Math.min(1, refractory[i]); // whole numbers
  }

  private static double form(int function, double x) {
    return switch (function) {
      case EXPONENTIAL -> StrictMath.exp(-x);
      case FAST_SIGMOID -> 1 / ((1 + x) * (1 + x));
      case ARCTAN -> 1 / (1 + x * x);
      default -> Math.max(0, 1 - x);
    };
  }

  /// The same for all neurons.
  private static void form(int function, double[] x, int n) {
    switch (function) {
      case EXPONENTIAL -> {
        for (int i = 0; i < n; i++) x[i] = StrictMath.exp(-x[i]);
      }
      case FAST_SIGMOID -> {
        for (int i = 0; i < n; i++) x[i] = 1 / ((1 + x[i]) * (1 + x[i]));
      }
      case ARCTAN -> {
        for (int i = 0; i < n; i++) x[i] = 1 / (1 + x[i] * x[i]);
      }
      default -> {
        for (int i = 0; i < n; i++) x[i] = Math.max(0, 1 - x[i]);
      }
    }
  }

  @Override
  public final double read(int recordable, int i) {
    if (adaptive && recordable == V_TH_ADAPT) {
      return V_th.of(i) + beta.of(i) * adaptation[i] + E_L()[i];
    }
    return recordable == (adaptive ? DURATION_OF_ADAPTIVE : DURATION)
        ? duration(i)
        : super.read(recordable, i);
  }

  @Override
  final boolean isRecurrent() {
    return true;
  }

  @Override
  final double adaptDecay(int i) {
    return decay.of(i);
  }

  @Override
  final double adaptBeta(int i) {
    return beta.of(i);
  }
}
