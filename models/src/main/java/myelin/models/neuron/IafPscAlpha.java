package myelin.models.neuron;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import myelin.models.loops.AlphaLoop;
import myelin.models.loops.VectorLoop;

/// Leaky integrate-and-fire neuron with alpha-shaped synaptic currents; see [#MODEL].
public final class IafPscAlpha extends LeakyNeurons {

  private static final int EX = 0;
  private static final int IN = 1;
  private static final int CURRENT = 2;

  private static final VectorLoop<AlphaLoop> VECTORS =
      new VectorLoop<>(AlphaLoop.class, 1, AlphaLoop::warmUp);

  /// The model.
  public static final NeuronModel MODEL =
      declare(
              NeuronModel.named("iaf_psc_alpha")
                  .words(
                      "leaky integrate-and-fire neuron with alpha-shaped synaptic currents",
                      """
                        dV_m/dt = -(V_m - E_L) / tau_m + (I_syn_ex + I_syn_in + I_e + I_stim) / C_m
                        I_syn_x(t) = sum over spikes of  w * e / tau_syn_x * (t - s) * exp(-(t - s) / tau_syn_x)
                        V_m >= V_th: spike; V_m is then held at V_reset for t_ref

                      A spike of weight w causes a current that peaks at w, tau_syn after its arrival. Spikes
                      of weight < 0 go to I_syn_in. Steps are exact (Rotter and Diesmann 1999,
                      doi:10.1007/s004220050570).
                      """),
              Double.NEGATIVE_INFINITY)
          .parameter("tau_syn_ex", Unit.MS, 2, "rise time, excitatory", Condition.POSITIVE)
          .parameter("tau_syn_in", Unit.MS, 2, "rise time, inhibitory", Condition.POSITIVE)
          .recordable("I_syn_ex", Unit.PA, "excitatory synaptic current")
          .recordable("I_syn_in", Unit.PA, "inhibitory synaptic current")
          .clock(false)
          .archive()
          .channel("excitatory spikes", Content.WEIGHTS, Unit.PA)
          .channel("inhibitory spikes", Content.WEIGHTS, Unit.PA)
          .channel("current", Content.CURRENT, Unit.NONE)
          .receptor(0, "default", EX, IN, CURRENT)
          .fastLoop(VECTORS)
          .block(IafPscAlpha::new);

  // An alpha-shaped current I with slope dI is kept in units of the current that the first step
  // after a spike of weight 1 would cause if it did not decay: I = unit * x, dI = unit / h * dx.
  private final double[] x_ex = hiddenDecaying();
  private final double[] dx_ex = hiddenDecaying();
  private final double[] x_in = hiddenDecaying();
  private final double[] dx_in = hiddenDecaying();

  private double[] unit_ex = {};
  private double[] P11_ex = {};
  private double[] P31_ex = {};
  private double[] P32_ex = {};
  private double[] unit_in = {};
  private double[] P11_in = {};
  private double[] P31_in = {};
  private double[] P32_in = {};
  private double[] P33 = {};
  private double[] P30 = {};
  private double[] P30_I_e = {};

  private AlphaLoop.Alpha ex = new AlphaLoop.Alpha(x_ex, dx_ex, P11_ex, P31_ex, P32_ex);
  private AlphaLoop.Alpha in = new AlphaLoop.Alpha(x_in, dx_in, P11_in, P31_in, P32_in);

  private IafPscAlpha() {}

  @Override
  protected void derive(Derivation d) {
    super.derive(d);
    deriveBound(d);
    double h = d.h();
    unit_ex = unit(d, "tau_syn_ex", unit_ex, x_ex, dx_ex);
    P11_ex = d.column(p -> StrictMath.exp(-h / p.get("tau_syn_ex")));
    P31_ex = d.column(p -> alpha(p, "tau_syn_ex"));
    P32_ex = d.column(p -> exponential(p, "tau_syn_ex"));
    unit_in = unit(d, "tau_syn_in", unit_in, x_in, dx_in);
    P11_in = d.column(p -> StrictMath.exp(-h / p.get("tau_syn_in")));
    P31_in = d.column(p -> alpha(p, "tau_syn_in"));
    P32_in = d.column(p -> exponential(p, "tau_syn_in"));
    ex = new AlphaLoop.Alpha(x_ex, dx_ex, P11_ex, P31_ex, P32_ex);
    in = new AlphaLoop.Alpha(x_in, dx_in, P11_in, P31_in, P32_in);
    P33 = d.column(p -> StrictMath.exp(-h / p.get("tau_m")));
    P30 = d.column(p -> Propagator.constant(p.get("tau_m"), p.get("C_m"), h));
    P30_I_e = d.column(p -> Propagator.constant(p.get("tau_m"), p.get("C_m"), h) * p.get("I_e"));
  }

  /// The unit of current for a time constant; a current that flows keeps its value.
  private double[] unit(Derivation d, String tau_syn, double[] old, double[] x, double[] dx) {
    double[] unit = d.column(p -> unit(p, tau_syn));
    for (int i = 0; i < size() && old.length > 0; i++) {
      if (old[i] == unit[i]) continue;
      x[i] *= old[i] / unit[i];
      dx[i] *= old[i] / unit[i];
    }
    return unit;
  }

  private static double unit(Derivation p, String tau_syn) {
    return Math.E * p.h() / p.get(tau_syn);
  }

  private static double alpha(Derivation p, String tau_syn) {
    double P31 = Propagator.alpha(p.get(tau_syn), p.get("tau_m"), p.get("C_m"), p.h());
    return P31 * unit(p, tau_syn) / p.h();
  }

  private static double exponential(Derivation p, String tau_syn) {
    double P32 = Propagator.exponential(p.get(tau_syn), p.get("tau_m"), p.get("C_m"), p.h());
    return P32 * unit(p, tau_syn);
  }

  @Override
  protected void step(long t, Input input, SpikeOutbox out) {
    if (alike()) advanceAlike(input.sums(EX), input.sums(IN));
    else advanceEach(input.sums(EX), input.sums(IN));
    double[] I_stim = input.current(CURRENT);
    if (I_stim != null) drift(I_stim);
    bound();
    hold();
    fireAtThreshold(t, out);
  }

  @Override
  protected int steps(long t, int most, Input input, SpikeOutbox out) {
    AlphaLoop vectors = VECTORS.loop();
    if (vectors == null || !crossesOnly() || input.current(CURRENT) != null) {
      return super.steps(t, most, input, out);
    }
    double[][] spikes_ex = input.sums(EX, most);
    double[][] spikes_in = input.sums(IN, most);
    int n = vectors.advance(most, spikes_ex, spikes_in, leaky(), P33, P30_I_e, ex, in, fired);
    post(t, most, n, out);
    return most;
  }

  /// Currents of the last step move the potential; input that arrives in this step acts from the
  /// next step on.
  private void advanceEach(double[] spikes_ex, double[] spikes_in) {
    for (int i = 0, n = lanes(); i < n; i++) {
      V[i] =
          P33[i] * V[i]
              + (P31_ex[i] * dx_ex[i] + P32_ex[i] * x_ex[i])
              + (P31_in[i] * dx_in[i] + P32_in[i] * x_in[i])
              + P30_I_e[i];
    }
    receive(x_ex, dx_ex, P11_ex, spikes_ex);
    receive(x_in, dx_in, P11_in, spikes_in);
  }

  private void receive(double[] x, double[] dx, double[] P11, double[] spikes) {
    for (int i = 0, n = lanes(); i < n; i++) {
      x[i] = P11[i] * (x[i] + dx[i]);
      dx[i] = P11[i] * dx[i] + spikes[i];
    }
  }

  /// The same for neurons that are all alike: with coefficients in registers, one pass over the
  /// state takes half the time of three passes over state and coefficients.
  private void advanceAlike(double[] spikes_ex, double[] spikes_in) {
    double P11_ex = this.P11_ex[0];
    double P31_ex = this.P31_ex[0];
    double P32_ex = this.P32_ex[0];
    double P11_in = this.P11_in[0];
    double P31_in = this.P31_in[0];
    double P32_in = this.P32_in[0];
    double P33 = this.P33[0];
    double P30_I_e = this.P30_I_e[0];
    for (int i = 0, n = lanes(); i < n; i++) {
      double x = x_ex[i];
      double dx = dx_ex[i];
      double y = x_in[i];
      double dy = dx_in[i];
      V[i] = P33 * V[i] + (P31_ex * dx + P32_ex * x) + (P31_in * dy + P32_in * y) + P30_I_e;
      x_ex[i] = P11_ex * (x + dx);
      dx_ex[i] = P11_ex * dx + spikes_ex[i];
      x_in[i] = P11_in * (y + dy);
      dx_in[i] = P11_in * dy + spikes_in[i];
    }
  }

  private void drift(double[] I_stim) {
    for (int i = 0, n = lanes(); i < n; i++) V[i] += P30[i] * I_stim[i];
  }

  @Override
  public double read(int recordable, int i) {
    return switch (recordable) {
      case V_M -> super.read(V_M, i);
      case 1 -> unit_ex[i] * x_ex[i];
      default -> unit_in[i] * x_in[i];
    };
  }
}
