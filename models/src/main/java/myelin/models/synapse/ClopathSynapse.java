package myelin.models.synapse;

import static myelin.models.synapse.Synapses.parameters;
import static myelin.models.synapse.Synapses.state;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.past.SparseHistory;
import myelin.engine.plastic.Plasticity;
import myelin.engine.plastic.SourceTrace;
import myelin.engine.plastic.SynapseColumn;
import myelin.engine.plastic.SynapseModel;

/// Plasticity by the potential of the target; see [#MODEL].
public final class ClopathSynapse extends Plasticity {

  private static final int POTENTIATION = 0;
  private static final int DEPRESSION = 1;

  /// So many synapses are potentiated together.
  private static final int FOUR = 4;

  /// For more steps, the decays of a source's trace are not kept.
  private static final int MOST_STEPS = 1 << 15;

  /// The model.
  public static final SynapseModel MODEL =
      new SynapseModel(
              new Model.Words(
                  "clopath_synapse",
                  "plasticity by the potential of the target",
                  """
                    at each step:         w += x_bar * potentiation, but not above Wmax
                    at a pre spike:       w -= depression, but not below Wmin;  x_bar += 1 / tau_x
                    dx_bar/dt = -x_bar / tau_x

                  where potentiation and depression follow in each step from the target's potential
                  and low-pass filtered copies of it; targets are hh_psc_alpha_clopath and
                  aeif_psc_delta_clopath. The whole delay is dendritic. Clopath, Büsing, Vasilaki
                  and Gerstner 2010 (doi:10.1038/nn.2479).
                  """),
              parameters(
                  1,
                  ParameterSpec.number(
                      "tau_x", Unit.MS, 15, "time constant of x_bar", Condition.POSITIVE),
                  ParameterSpec.number(
                      "Wmin", Unit.WEIGHT, 0, "lower limit of the weight", Condition.FINITE),
                  ParameterSpec.number(
                      "Wmax", Unit.WEIGHT, 100, "upper limit of the weight", Condition.FINITE),
                  state("x_bar", "trace of the source's spikes, of area 1 (1/ms)")),
              false,
              ClopathSynapse::new)
          .hearing("potentiation", "depression");

  private SynapseColumn Wmin = new SynapseColumn();
  private SynapseColumn Wmax = new SynapseColumn();

  /// What is left of the trace of a source, by steps since its last spike.
  private double[] left = {};

  // Of four synapses: what their targets have left, from where and how many, and their weights.
  private final long[][] steps = new long[FOUR][];
  private final double[][] values = new double[FOUR][];
  private final int[] begin = new int[FOUR];
  private final int[] count = new int[FOUR];
  private final double[] sum = new double[FOUR];

  private ClopathSynapse() {}

  @Override
  protected SourceTrace[] open() {
    Wmin = parameter("Wmin");
    Wmax = parameter("Wmax");
    return new SourceTrace[] {trace("x_bar", "tau_x").ofAreaOne()};
  }

  @Override
  protected boolean hearsPairs() {
    return false;
  }

  @Override
  protected void spike(int from, int to, int row, long since, long until) {
    SourceTrace x_bar = traces[0];
    int i = from;
    if (until - since <= MOST_STEPS && x_bar.shared() && x_bar.at(from, row) >= 0) {
      if (to - from >= FOUR) note(x_bar, row, (int) (until - since));
      for (; i + FOUR <= to; i += FOUR)
        if (!four(i, since, until)) alone(i, i + FOUR, row, since, until);
    }
    alone(i, to, row, since, until);
    for (i = from; i < to; i++) {
      weight[i] = Math.max(Wmin.at(i), weight[i] - history(DEPRESSION, i).at(lane(i), until));
    }
  }

  /// Notes what is left of the trace `steps` steps after the source's last spike, and before.
  private void note(SourceTrace x_bar, int row, int steps) {
    if (left.length <= steps) left = new double[2 * steps + 1];
    double x = x_bar.at(0, row);
    for (int n = 0; n <= steps; n++) left[n] = x * x_bar.decay(0, n);
  }

  /// Potentiates the synapses `[from, to)`, one after another.
  private void alone(int from, int to, int row, long since, long until) {
    SourceTrace x_bar = traces[0];
    for (int i = from; i < to; i++) {
      int lane = lane(i);
      SparseHistory potentiation = history(POTENTIATION, i);
      double w = weight[i];
      double x = x_bar.at(i, row);
      double most = Wmax.at(i);
      int end = potentiation.after(lane, until);
      for (int k = potentiation.after(lane, since); k < end; k++) {
        double now = x * x_bar.decay(i, potentiation.step(lane, k) - since);
        w += potentiation.value(lane, k) * now;
        if (w > most) w = most; // foreseen, unlike the result of Math.min
      }
      weight[i] = w;
    }
  }

  /// Potentiates four synapses from `i` on, so that the processor has four sums to add to; returns
  /// false where that must be done one by one. Since no weight falls, it is enough to limit each at
  /// the end.
  private boolean four(int i, long since, long until) {
    int least = Integer.MAX_VALUE;
    for (int j = 0; j < FOUR; j++) {
      int lane = lane(i + j);
      SparseHistory potentiation = history(POTENTIATION, i + j);
      if (potentiation.mayBeNegative(lane)) return false;
      steps[j] = potentiation.keptSteps(lane);
      values[j] = potentiation.kept(lane);
      begin[j] = potentiation.after(lane, since);
      count[j] = potentiation.after(lane, until) - begin[j];
      least = Math.min(least, count[j]);
      sum[j] = weight[i + j];
    }
    addAll(least, since);
    for (int j = 0; j < FOUR; j++) {
      double w = addRest(j, least, since);
      double most = Wmax.at(i + j);
      weight[i + j] = count[j] > 0 && w > most ? most : w;
    }
    return true;
  }

  /// Adds the first `n` numbers of all four.
  private void addAll(int n, long since) {
    long[] s0 = steps[0];
    long[] s1 = steps[1];
    long[] s2 = steps[2];
    long[] s3 = steps[3];
    double[] v0 = values[0];
    double[] v1 = values[1];
    double[] v2 = values[2];
    double[] v3 = values[3];
    double w0 = sum[0];
    double w1 = sum[1];
    double w2 = sum[2];
    double w3 = sum[3];
    double[] x = left;
    int k0 = begin[0];
    int k1 = begin[1];
    int k2 = begin[2];
    int k3 = begin[3];
    for (int k = 0; k < n; k++) {
      w0 += v0[k0 + k] * x[(int) (s0[k0 + k] - since)];
      w1 += v1[k1 + k] * x[(int) (s1[k1 + k] - since)];
      w2 += v2[k2 + k] * x[(int) (s2[k2 + k] - since)];
      w3 += v3[k3 + k] * x[(int) (s3[k3 + k] - since)];
    }
    sum[0] = w0;
    sum[1] = w1;
    sum[2] = w2;
    sum[3] = w3;
  }

  /// Adds the numbers of synapse `j` of four that come after the first `n`.
  private double addRest(int j, int n, long since) {
    long[] s = steps[j];
    double[] v = values[j];
    double w = sum[j];
    int end = begin[j] + count[j];
    for (int k = begin[j] + n; k < end; k++) w += v[k] * left[(int) (s[k] - since)];
    return w;
  }
}
