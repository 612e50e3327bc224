package myelin.models.eprop;

import myelin.engine.declare.Model;
import myelin.engine.plastic.SourceTrace;
import myelin.engine.plastic.SynapseColumn;
import myelin.engine.plastic.SynapseModel;

/// Eligibility propagation step by step; see [#MODEL].
public final class EpropSynapse extends LearningRule {

  private static final String Z_BAR = "z_bar";
  private static final String E_BAR = "e_bar";
  private static final String E_BAR_REG = "e_bar_reg";
  private static final String EPSILON = "adaptation";
  private static final String WAITING = "spike not filtered yet";
  private static final String FIRED = "source has fired";

  /// Steps from a gradient to the learning signal that belongs to it.
  private static final int LATE = 2;

  /// The model.
  public static final SynapseModel MODEL =
      new SynapseModel(
              new Model.Words(
                  "eprop_synapse",
                  "eligibility propagation, step by step",
                  """
                    z_bar   -> P * z_bar + 1 at a spike of the source
                    e        = psi * (z_bar - adapt_beta * epsilon)
                    epsilon -> psi * z_bar + (rho - psi * adapt_beta) * epsilon
                    e_bar   -> kappa * e_bar + e,   e_reg -> kappa_reg * e_reg + (1 - kappa_reg) * e
                    gradient = L * e_bar + c_reg * (f - f_target) * e_reg

                  in each step of a recurrent target with surrogate gradient psi, learning signal L
                  and filtered firing rate f; P and rho are the parts of its potential and its
                  adaptation that a step leaves. With a readout neuron as target, the gradient is
                  its error times z_bar. At a spike of the source the synapse goes through the steps
                  since the last one, but for no longer than the target's eprop_isi_trace_cutoff; in
                  the rest, what is filtered only decays. Each step is an update, or with
                  optimize_each_step = false the sum over all of them is one.

                  """
                      + OPTIMIZERS
                      + """

                      The delay is one step. Korcsak-Gorzo et al. 2025, after Bellec et al. 2020
                      (doi:10.1038/s41467-020-17236-y).
                      """),
              declare(flag("optimize_each_step", true, "whether each step is an update")),
              false,
              EpropSynapse::new)
          .hearing(Learner.BY_STEP.toArray(String[]::new))
          .keeping(kept(Z_BAR, E_BAR, E_BAR_REG, EPSILON, WAITING, FIRED))
          .ofOneStep();

  private SynapseColumn each = new SynapseColumn();
  private SourceTrace fired = noTrace();
  private double[] z_bar = {};
  private double[] e_bar = {};
  private double[] e_bar_reg = {};
  private double[] epsilon = {};
  private double[] waiting = {};

  private final Course psi = new Course();
  private final Course signal = new Course();
  private final Course rate = new Course();

  private EpropSynapse() {}

  @Override
  SourceTrace[] sources() {
    each = parameter("optimize_each_step");
    fired = ofSource(FIRED);
    return new SourceTrace[] {fired};
  }

  @Override
  protected void refresh() {
    super.refresh();
    z_bar = variable(Z_BAR);
    e_bar = variable(E_BAR);
    e_bar_reg = variable(E_BAR_REG);
    epsilon = variable(EPSILON);
    waiting = variable(WAITING);
  }

  @Override
  protected int reach() {
    return LATE;
  }

  @Override
  protected void spike(int from, int to, int row, long since, long until) {
    long last = since + (now() - until);
    boolean before = fired.values()[row] != 0;
    if (before) for (int i = from; i < to; i++) learn(i, last, now());
    if (to == rowEnd(row)) fired.values()[row] = 1;
  }

  /// Takes synapse `i` through the steps from its source's last spike to the one at `t`.
  private void learn(int i, long last, long t) {
    Learner target = learner(i);
    int lane = lane(i);
    long end = (long) Math.min((double) t, last + target.cutoff(lane));
    psi.seek(denseHistory(Learner.GRADIENT, i), lane, last);
    double gradient;
    if (target.isRecurrent()) {
      signal.seek(denseHistory(Learner.SIGNAL, i), lane, last + LATE);
      rate.seek(denseHistory(Learner.REGULARIZATION, i), lane, last);
      gradient = recurrent(i, target, lane, last, end);
    } else {
      gradient = readout(i, target, lane, last, end);
    }
    if (each.at(i) == 0) optimize(i, t - 1, gradient);
    if (end < t) rest(i, target, lane, t - end);
  }

  private double recurrent(int i, Learner target, int lane, long last, long end) {
    double P = target.P_v_m.of(lane);
    double kappa = target.kappa(lane);
    double kappaReg = target.kappaReg(lane);
    double beta = target.adaptBeta(lane);
    double rho = target.adaptDecay(lane);
    double left = 1 - kappaReg;
    boolean one = each.at(i) != 0;
    double sum = 0;
    // in local variables, as the arrays might be one and the same for all that HotSpot knows
    double z = z_bar[i];
    double a = epsilon[i];
    double filtered = e_bar[i];
    double filteredReg = e_bar_reg[i];
    double wait = waiting[i];
    for (long k = last; k < end; k++) {
      z = P * z + wait;
      wait = k == last ? 1 : 0;
      double surrogate = psi.next();
      double e = surrogate * (z - beta * a);
      a = surrogate * z + (rho - surrogate * beta) * a;
      filtered = kappa * filtered + e;
      filteredReg = kappaReg * filteredReg + left * e;
      double gradient = signal.next() * filtered + rate.next() * filteredReg;
      if (one) optimize(i, k, gradient);
      sum += gradient;
    }
    z_bar[i] = z;
    epsilon[i] = a;
    e_bar[i] = filtered;
    e_bar_reg[i] = filteredReg;
    waiting[i] = wait;
    return sum;
  }

  private double readout(int i, Learner target, int lane, long last, long end) {
    double P = target.P_v_m.of(lane);
    boolean one = each.at(i) != 0;
    double sum = 0;
    for (long k = last; k < end; k++) {
      filter(i, P, k == last);
      double gradient = psi.next() * z_bar[i];
      if (one) optimize(i, k, gradient);
      sum += gradient;
    }
    return sum;
  }

  /// Takes the filtered spikes through a step; a spike counts from the step after its own on.
  private void filter(int i, double P, boolean isSpike) {
    z_bar[i] = P * z_bar[i] + waiting[i];
    waiting[i] = isSpike ? 1 : 0;
  }

  /// Lets what is filtered decay over the steps that are left out.
  private void rest(int i, Learner target, int lane, long steps) {
    z_bar[i] *= StrictMath.pow(target.P_v_m.of(lane), (double) steps);
    e_bar[i] *= StrictMath.pow(target.kappa(lane), (double) steps);
    e_bar_reg[i] *= StrictMath.pow(target.kappaReg(lane), (double) steps);
    epsilon[i] *= StrictMath.pow(target.adaptDecay(lane), (double) steps);
  }
}
