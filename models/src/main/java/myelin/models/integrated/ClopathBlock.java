package myelin.models.integrated;

import java.util.Arrays;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.past.History;
import myelin.nestml.run.Delayed;

/// Neurons that leave to `clopath_synapse` the changes of weights that follow from their potential
/// and its low-pass filtered copies (Clopath et al. 2010, doi:10.1038/nn.2479).
///
/// In each step, with the filtered potentials as they were `delay_u_bars` ago,
///
/// ```
///   potentiation = A_LTP (V_m - theta_plus) (u_bar_plus - theta_minus) h    if both are above zero
///   depression   = A_LTD (u_bar_minus - theta_minus) [u_bar_bar^2 / u_ref_squared]
/// ```
///
/// where the factor in brackets is left out if `A_LTD_const`.
abstract class ClopathBlock extends Block {

  /// The names under which synapses ask for what is left.
  static final String POTENTIATION = "potentiation";

  static final String DEPRESSION = "depression";

  private final Coefficient A_LTP = parameter("A_LTP");
  private final Coefficient A_LTD = parameter("A_LTD");
  private final Coefficient theta_plus = parameter("theta_plus");
  private final Coefficient theta_minus = parameter("theta_minus");
  private final Coefficient u_ref_squared = parameter("u_ref_squared");
  private final Coefficient A_LTD_const = parameter("A_LTD_const");

  /// In steps, rounded to the nearest, as in NEST.
  private final Coefficient delay =
      coefficient(p -> Math.floor(p.get("delay_u_bars") / p.h() + 0.5));

  /// `u_bar_plus` and `u_bar_minus`, which were zero before the simulation began, as in NEST.
  private final Delayed plus = new Delayed(0);

  private final Delayed minus = new Delayed(0);
  private final double[] plusThen = new double[LANES];
  private final double[] minusThen = new double[LANES];

  /// Declares filtered potentials, parameters and what is left.
  ///
  /// @param tau_plus default of `tau_u_bar_plus` (ms)
  /// @param u_bar default of the filtered potentials (mV)
  static NeuronModel.Builder declare(NeuronModel.Builder model, double tau_plus, double u_bar) {
    Condition time = Condition.POSITIVE;
    return model
        .state("u_bar_plus", Unit.MV, u_bar, "potential, filtered", Condition.FINITE)
        .state("u_bar_minus", Unit.MV, u_bar, "potential, filtered", Condition.FINITE)
        .state("u_bar_bar", Unit.MV, u_bar, "u_bar_minus, filtered again", Condition.FINITE)
        .parameter("A_LTP", Unit.NONE, 8e-5, "amplitude of potentiation", Condition.FINITE)
        .parameter("A_LTD", Unit.NONE, 14e-5, "amplitude of depression", Condition.FINITE)
        .parameter("theta_plus", Unit.MV, -45.3, "threshold of V_m", Condition.FINITE)
        .parameter("theta_minus", Unit.MV, -70.6, "threshold of u_bar_x", Condition.FINITE)
        .flag("A_LTD_const", true, "whether A_LTD does not depend on u_bar_bar")
        .parameter(
            "u_ref_squared", Unit.NONE, 60, "reference for u_bar_bar (mV^2)", Condition.POSITIVE)
        .parameter("tau_u_bar_plus", Unit.MS, tau_plus, "time constant of u_bar_plus", time)
        .parameter("tau_u_bar_minus", Unit.MS, 10, "time constant of u_bar_minus", time)
        .parameter("tau_u_bar_bar", Unit.MS, 500, "time constant of u_bar_bar", time)
        .parameter("delay_u_bars", Unit.MS, 5, "delay of u_bar_x", Condition.DURATION)
        .leaves(POTENTIATION, History.Keep.UNTIL_HEARD)
        .leaves(DEPRESSION, History.Keep.UNDER_WAY);
  }

  @Override
  protected void begin(int i) {
    plus.begin(i);
    minus.begin(i);
  }

  @Override
  protected void derive(Derivation d) {
    plus.delays(delay.each());
    minus.delays(delay.each());
  }

  /// The variables, then the filtered potentials of the past in turn, the newest first.
  @Override
  public final double[][] state() {
    double[][] own = super.state();
    double[][] pluses = plus.byAge();
    double[][] minuses = minus.byAge();
    double[][] all = Arrays.copyOf(own, own.length + 2 * pluses.length);
    for (int age = 0; age < pluses.length; age++) {
      all[own.length + 2 * age] = pluses[age];
      all[own.length + 2 * age + 1] = minuses[age];
    }
    return all;
  }

  @Override
  public final void reserve(int arrays) {
    int ages = (arrays - super.state().length) / 2;
    plus.reserve(ages);
    minus.reserve(ages);
  }

  /// Leaves to synapses what follows from the potentials at the end of the step before `stamp`.
  final void leave(long stamp, double[] V, double[] u_plus, double[] u_minus, double[] u_bar) {
    plus.pass(u_plus, plusThen);
    minus.pass(u_minus, minusThen);
    if (!isHeard()) return;
    for (int i = 0, n = size(); i < n; i++) {
      if (isHeard(i)) leave(i, stamp, V[i] - theta_plus.of(i), u_bar[i]);
    }
  }

  private void leave(int i, long stamp, double over, double u_bar) {
    double high = plusThen[i] - theta_minus.of(i);
    double low = minusThen[i] - theta_minus.of(i);
    if (over > 0 && high > 0) leave(0, i, stamp, A_LTP.of(i) * over * high * h());
    if (low > 0) {
      double factor = A_LTD_const.of(i) == 0 ? u_bar * u_bar / u_ref_squared.of(i) : 1;
      leave(1, i, stamp, A_LTD.of(i) * low * factor);
    }
  }
}
