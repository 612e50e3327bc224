package myelin.models.neuron;

import java.util.Arrays;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.Receptor;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;

/// Leaky integrate-and-fire neuron that is deaf while it is refractory; see [#MODEL].
public final class IafShiu2024 extends Block {

  private static final int SPIKES = 0;
  private static final int JUMPS = 1;

  /// Places among the recordables.
  private static final int V_M = 0;

  private static final int REFR_T = 3;

  /// The model.
  public static final NeuronModel MODEL =
      NeuronModel.named("iaf_shiu_2024")
          .words(
              "leaky integrate-and-fire neuron of a fly's brain, deaf while it is refractory",
              """
                dV_m/dt = (E_L - V_m + g) / tau_m
                dg/dt   = -g / tau_syn,  and + w at a spike of weight w (mV)
                V_m > V_th: spike; V_m = V_reset, g = 0

              Both stay as they are until t_ref after the spike, and spikes that arrive before are
              lost. Spikes at receptor 2 move V_m itself, at the beginning of the next step. With the
              same input it fires in the steps in which that of Shiu et al. (2024,
              doi:10.1038/s41586-024-07763-9) does in Brian 2. Steps are exact.
              """)
          .state("V_m", Unit.MV, -52, "membrane potential", Condition.FINITE)
          .state("g", Unit.MV, 0, "synaptic input", Condition.FINITE)
          .state("kick", Unit.MV, 0, "what moves V_m in the next step", Condition.FINITE)
          .state("refr_t", Unit.MS, 0, "what is left of the refractory time", Condition.DURATION)
          .parameter("E_L", Unit.MV, -52, "resting potential", Condition.FINITE)
          .parameter("tau_m", Unit.MS, 20, "membrane time constant", Condition.POSITIVE)
          .parameter("tau_syn", Unit.MS, 5, "decay time of g", Condition.POSITIVE)
          .parameter("t_ref", Unit.MS, 2.2, "refractory period", Condition.DURATION)
          .parameter("V_th", Unit.MV, -45, "spike threshold", Threshold.ALLOWED)
          .parameter("V_reset", Unit.MV, -52, "reset potential", Condition.FINITE)
          .check(Threshold::requireAboveReset)
          .clock(false)
          .archive()
          .channel("spikes", Content.WEIGHTS, Unit.MV)
          .channel("jumps", Content.WEIGHTS, Unit.MV)
          .receptor(1, "spikes", SPIKES, SPIKES, Receptor.REFUSED)
          .receptor(2, "jumps", JUMPS, JUMPS, Receptor.REFUSED)
          .fastLoop(Threshold.VECTORS)
          .block(IafShiu2024::new);

  /// Membrane potential relative to `E_L` (mV).
  private final double[] V = hiddenDecaying();

  private final double[] g = decaying("g");
  private final double[] kick = variable("kick");

  /// Steps that are left of the refractory time.
  private final double[] left = hidden();

  private double[] E_L = new double[LANES];
  private final Coefficient P11 = coefficient(p -> StrictMath.exp(-p.h() / p.get("tau_syn")));
  private final Coefficient P22 = coefficient(p -> StrictMath.exp(-p.h() / p.get("tau_m")));
  private final Coefficient P21 =
      coefficient(
          p -> Propagator.exponential(p.get("tau_syn"), p.get("tau_m"), p.get("tau_m"), p.h()));
  private final Coefficient V_th = coefficient(p -> p.get("V_th") - p.get("E_L"));
  private final Coefficient V_reset = coefficient(p -> p.get("V_reset") - p.get("E_L"));
  private final Coefficient refractorySteps = coefficient(p -> p.steps("t_ref"));
  private boolean alike;
  private boolean sameThreshold;

  /// Whether [#kick] may hold something but zeros.
  private boolean kicked = true;

  /// The refractory neurons, unless that is to be found out anew.
  private final int[] deaf = new int[LANES];

  private int deafs;
  private boolean known;
  private final double[] keptV = new double[LANES];
  private final double[] keptG = new double[LANES];
  private final double[] keptKick = new double[LANES];

  private IafShiu2024() {}

  @Override
  protected void derive(Derivation d) {
    double[] newE_L = d.column(p -> p.get("E_L"));
    for (int i = 0; i < size(); i++) V[i] += E_L[i] - newE_L[i];
    E_L = newE_L;
    alike = true;
    sameThreshold = true;
    for (int i = 1; i < size(); i++) {
      sameThreshold &= V_th.of(i) == V_th.of(0);
      alike &= P11.of(i) == P11.of(0) && P22.of(i) == P22.of(0) && P21.of(i) == P21.of(0);
    }
  }

  @Override
  protected boolean repeats() {
    return true;
  }

  @Override
  protected void step(long t, Input input, SpikeOutbox out) {
    if (!known) findDeaf();
    for (int k = 0; k < deafs; k++) {
      int i = deaf[k];
      left[i]--;
      keptV[k] = V[i];
      keptG[k] = g[i];
      keptKick[k] = kick[i];
    }
    if (alike && input.isSparse()) {
      advanceSparse(input);
    } else {
      if (alike) advanceAlike(input.sums(SPIKES), input.sums(JUMPS));
      else advanceEach(input.sums(SPIKES), input.sums(JUMPS));
      kicked = true;
    }
    hold();
    fireAboveThreshold(t, out);
  }

  /// Input that arrives in this step acts from the next step on.
  private void advanceAlike(double[] spikes, double[] jumps) {
    double decay = P11.of(0);
    double leak = P22.of(0);
    double pull = P21.of(0);
    for (int i = 0, n = lanes(); i < n; i++) {
      double x = g[i];
      V[i] = leak * (V[i] + kick[i]) + pull * x;
      g[i] = decay * x + spikes[i];
      kick[i] = jumps[i];
    }
  }

  /// The same where few spikes arrive or none.
  private void advanceSparse(Input input) {
    double decay = P11.of(0);
    double leak = P22.of(0);
    double pull = P21.of(0);
    if (kicked) {
      for (int i = 0, n = lanes(); i < n; i++) V[i] += kick[i];
      Arrays.fill(kick, 0);
    }
    for (int i = 0, n = lanes(); i < n; i++) {
      double x = g[i];
      V[i] = leak * (V[i] + 0.0) + pull * x; // as with a kick of nothing: not -0
      g[i] = decay * x + 0.0; // as with sums of nothing
    }
    input.addTo(SPIKES, g);
    kicked = input.addTo(JUMPS, kick);
  }

  private void advanceEach(double[] spikes, double[] jumps) {
    double[] decay = P11.each();
    double[] leak = P22.each();
    double[] pull = P21.each();
    for (int i = 0, n = lanes(); i < n; i++) {
      double x = g[i];
      V[i] = leak[i] * (V[i] + kick[i]) + pull[i] * x;
      g[i] = decay[i] * x + spikes[i];
      kick[i] = jumps[i];
    }
  }

  private void findDeaf() {
    deafs = 0;
    for (int i = 0; i < size(); i++) if (left[i] > 0) deaf[deafs++] = i;
    known = true;
  }

  /// Puts refractory neurons back to where they were, and lets go those whose time is over.
  private void hold() {
    int kept = 0;
    for (int k = 0; k < deafs; k++) {
      int i = deaf[k];
      if (left[i] <= 0) continue;
      V[i] = keptV[k];
      g[i] = keptG[k];
      kick[i] = keptKick[k];
      kicked |= keptKick[k] != 0;
      deaf[kept++] = i;
    }
    deafs = kept;
  }

  private void fireAboveThreshold(long t, SpikeOutbox out) {
    double[] most = V_th.each();
    for (int i = next(0); i < size(); i = next(i + 1)) {
      if (!(V[i] > most[i]) || left[i] > 0) continue;
      V[i] = V_reset.of(i);
      g[i] = 0;
      kick[i] = 0;
      left[i] = refractorySteps.of(i);
      if (left[i] > 0) deaf[deafs++] = i;
      fire(i, t, out);
    }
  }

  /// The first neuron from `from` on that may be above its threshold.
  private int next(int from) {
    return sameThreshold
        ? Threshold.next(V, V_th.of(0), from, size())
        : Threshold.next(V, V_th.each(), from, size());
  }

  @Override
  protected void still(int i) {
    kicked = true; // a frozen neuron keeps what it has
  }

  @Override
  public void restored() {
    known = false;
    kicked = true;
  }

  @Override
  protected double[] value() {
    return V;
  }

  @Override
  public double read(int recordable, int i) {
    if (recordable == V_M) return V[i] + E_L[i];
    return recordable == REFR_T ? left[i] * h() : super.read(recordable, i);
  }

  @Override
  protected void write(int recordable, int i, double value) {
    if (recordable == V_M) {
      V[i] = value - E_L[i];
    } else if (recordable == REFR_T) {
      left[i] = Math.ceil(value / h() - 1e-6);
      known = false;
    } else {
      super.write(recordable, i, value);
      kicked = true;
    }
  }
}
