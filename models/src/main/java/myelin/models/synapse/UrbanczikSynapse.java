package myelin.models.synapse;

import static myelin.models.synapse.Synapses.parameters;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.past.SparseHistory;
import myelin.engine.plastic.Decay;
import myelin.engine.plastic.Plasticity;
import myelin.engine.plastic.SourceTrace;
import myelin.engine.plastic.SynapseColumn;
import myelin.engine.plastic.SynapseModel;

/// Plasticity by which a dendrite learns to predict the soma; see [#MODEL].
public final class UrbanczikSynapse extends Plasticity {

  private static final String BEGUN = "begun";
  private static final String BEGIN = "weight at first";
  private static final String SLOW = "trace of the leak";
  private static final String FAST = "trace of the input";
  private static final String SUM = "sum";
  private static final String FILTERED = "sum, filtered";

  private static final String C_M = "dendritic.C_m";
  private static final String G_L = "dendritic.g_L";
  private static final String TAU_EX = "dendritic.tau_syn_ex";
  private static final String TAU_IN = "dendritic.tau_syn_in";

  /// The factor of the rule in NEST, which comes once more in what the target leaves.
  private static final double FACTOR = 15;

  /// Where time constants are equal, one is taken for shorter by this part of it.
  private static final double APART = 1e-7;

  /// Without a leak, time constants are so long (ms).
  private static final double LONGEST = 1e9;

  /// The model.
  public static final SynapseModel MODEL =
      new SynapseModel(
              new Model.Words(
                  "urbanczik_synapse",
                  "plasticity by which a dendrite learns to predict the soma",
                  """
                    w = w_0 + 15 * eta * tau_L * tau_s / (tau_L - tau_s) * (S - S_f),   from Wmin to Wmax
                    in each step:    S += (x_L - x_s) * error,   tau_Delta dS_f/dt = S - S_f
                    at a pre spike:  x_L += 1,  x_s += 1
                    dx_L/dt = -x_L / tau_L,   dx_s/dt = -x_s / tau_s

                  where tau_L = C_m / g_L and tau_s, which is tau_syn_ex while w > 0 and else tau_syn_in, are the
                  dendrite's, and w_0 is the weight as it was given or last set. With the potential V* that the
                  soma would have by the dendrite alone, the target says in each step

                    error = (n - phi(V*) * h) * 15 * beta / (1 + exp(beta * (V* - theta)) / rate_slope)

                  with its n spikes in that step of length h and its firing rate phi;
                  pp_cond_exp_mc_urbanczik does. The whole delay is dendritic.
                  Urbanczik and Senn 2014 (doi:10.1016/j.neuron.2013.11.030).
                  """),
              parameters(
                  1,
                  ParameterSpec.number("eta", Unit.NONE, 0.07, "learning rate", Condition.FINITE),
                  ParameterSpec.number(
                      "tau_Delta", Unit.MS, 100, "time constant of the filter", Condition.POSITIVE),
                  ParameterSpec.number(
                      "Wmin", Unit.WEIGHT, 0, "lower limit of the weight", Condition.FINITE),
                  ParameterSpec.number(
                      "Wmax", Unit.WEIGHT, 100, "upper limit of the weight", Condition.FINITE)),
              false,
              UrbanczikSynapse::new)
          .hearing("dendritic_error")
          .withAnySign()
          .keeping(BEGUN, BEGIN, SLOW, FAST, SUM, FILTERED);

  private SynapseColumn eta = new SynapseColumn();
  private SynapseColumn tau_Delta = new SynapseColumn();
  private SynapseColumn Wmin = new SynapseColumn();
  private SynapseColumn Wmax = new SynapseColumn();
  private double[] begun = {};
  private double[] begin = {};
  private double[] slow = {};
  private double[] fast = {};
  private double[] sum = {};
  private double[] filtered = {};
  private IntToDoubleFunction C_m = n -> 1;
  private IntToDoubleFunction g_L = n -> 1;
  private IntToDoubleFunction tauEx = n -> 1;
  private IntToDoubleFunction tauIn = n -> 1;

  /// The decays that were last asked for: most synapses have the same.
  private final Decay[] decays = {new Decay(1, 1), new Decay(1, 1), new Decay(1, 1)};

  private final double[] tau = {0, 0, 0};

  private UrbanczikSynapse() {}

  @Override
  protected SourceTrace[] open() {
    eta = parameter("eta");
    tau_Delta = parameter("tau_Delta");
    Wmin = parameter("Wmin");
    Wmax = parameter("Wmax");
    C_m = ofTargets(C_M);
    g_L = ofTargets(G_L);
    tauEx = ofTargets(TAU_EX);
    tauIn = ofTargets(TAU_IN);
    refresh();
    return new SourceTrace[0];
  }

  @Override
  protected void refresh() {
    begun = variable(BEGUN);
    begin = variable(BEGIN);
    slow = variable(SLOW);
    fast = variable(FAST);
    sum = variable(SUM);
    filtered = variable(FILTERED);
  }

  @Override
  protected boolean hearsPairs() {
    return false;
  }

  @Override
  protected List<String> ofTargets() {
    return List.of(C_M, G_L, TAU_EX, TAU_IN);
  }

  @Override
  protected void changed(int i) {
    if (begun[i] != 0) begin[i] = weight[i];
  }

  @Override
  protected void spike(int from, int to, int row, long since, long until) {
    for (int i = from; i < to; i++) {
      if (begun[i] == 0) {
        begun[i] = 1;
        begin[i] = weight[i];
      }
      int n = target(i);
      double tau_L = leak(i, n);
      double tau_s = (weight[i] > 0 ? tauEx : tauIn).applyAsDouble(n);
      if (tau_s == tau_L) tau_s *= 1 - APART;
      learn(i, tau_L, tau_s, since, until);
      double w =
          begin[i] + (sum[i] - filtered[i]) * FACTOR * eta.at(i) * tau_L * tau_s / (tau_L - tau_s);
      weight[i] = w > Wmax.at(i) ? Wmax.at(i) : Math.max(Wmin.at(i), w);
      slow[i] = slow[i] * decay(0, tau_L).after(until - since) + 1;
      fast[i] = fast[i] * decay(1, tau_s).after(until - since) + 1;
    }
  }

  /// The time constant of the leak of neuron `n`, the target of synapse `i` (ms).
  private double leak(int i, int n) {
    double tau_L = C_m.applyAsDouble(n) / g_L.applyAsDouble(n);
    if (tau_L > 0) return Math.min(LONGEST, tau_L);
    throw new BadInput(
        BadInput.Kind.VALUE,
        "urbanczik_synapse: %s = %s of its target %d is not allowed; it must be >= 0"
            .formatted(G_L, g_L.applyAsDouble(n), targetId(i)));
  }

  /// Goes through the steps of the target in `(since, until]`.
  private void learn(int i, double tau_L, double tau_s, long since, long until) {
    Decay leak = decay(0, tau_L);
    Decay input = decay(1, tau_s);
    Decay filter = decay(2, tau_Delta.at(i));
    SparseHistory errors = history(0, i);
    int lane = lane(i);
    double more = 0;
    double moreFiltered = 0;
    int end = slow[i] == 0 && fast[i] == 0 ? 0 : errors.after(lane, until);
    for (int k = errors.after(lane, since); k < end; k++) {
      long step = errors.step(lane, k);
      double x = slow[i] * leak.after(step - since) - fast[i] * input.after(step - since);
      double part = x * errors.value(lane, k);
      more += part;
      moreFiltered += part * filter.after(until - step);
    }
    filtered[i] = filtered[i] * filter.after(until - since) + moreFiltered;
    sum[i] += more;
  }

  private Decay decay(int which, double wanted) {
    if (tau[which] != wanted) {
      tau[which] = wanted;
      decays[which] = new Decay(wanted, h());
    }
    return decays[which];
  }
}
