package myelin.models.eprop;

import java.util.Arrays;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.neuron.Block;
import myelin.engine.past.DenseHistory;
import myelin.engine.plastic.SourceTrace;
import myelin.engine.plastic.SynapseColumn;
import myelin.engine.plastic.SynapseModel;

/// Eligibility propagation interval by interval; see [#MODEL].
public final class EpropSynapseBsshslm2020 extends LearningRule {

  private static final String Z_BAR = "z_bar";
  private static final String E_BAR = "e_bar";
  private static final String E_SUM = "sum of e";
  private static final String EPSILON = "adaptation";
  private static final String G_SUM = "sum of gradients";
  private static final String NEXT = "next update";
  private static final String REACHED = "steps gone through";
  private static final String PENDING = "spikes not filtered yet";
  private static final String DONE = "stamp up to which gradients are complete";

  /// Steps from a gradient to the learning signal that belongs to it, and from a spike to the
  /// error.
  private static final int LATE = 3;

  private static final int LATE_ERROR = 1;

  /// Number of the newest steps of which not everything is known yet.
  private static final int UNKNOWN = 2;

  /// How long after the end of an interval all is known that its gradients need.
  private static final int SETTLED = 8;

  /// From this number on, synapses of a source go through steps together.
  private static final int MANY = 32;

  /// The model.
  public static final SynapseModel MODEL =
      new SynapseModel(
              new Model.Words(
                  "eprop_synapse_bsshslm_2020",
                  "eligibility propagation, interval by interval",
                  """
                    z_bar   -> P * z_bar + P_z at a spike of the source
                    e        = psi * (z_bar - adapt_beta * epsilon)
                    epsilon -> psi * z_bar + (rho - psi * adapt_beta) * epsilon
                    e_bar   -> kappa * e_bar + (1 - kappa) * e,   kappa = exp(-h / tau_m_readout)
                    gradient = sum of L * e_bar + regularization * sum of e

                  over the steps of an eprop_update_interval of a recurrent target with surrogate
                  gradient psi and learning signal L; P, P_z and rho are those of the target. With a
                  readout neuron as target, the gradient is the sum of its error times z_bar. With
                  average_gradient it is divided by eprop_learning_window in steps. The sums begin
                  anew with the source's first spike in an interval. That is also when the weight
                  changes, by the gradient of the last interval in which the source fired. Spikes
                  that reach a recurrent neuron in the first step of an interval are dropped, as in
                  NEST.

                  """
                      + OPTIMIZERS
                      + """

                      The delay is one step. Bellec et al. 2020 (doi:10.1038/s41467-020-17236-y).
                      """),
              declare(
                  ParameterSpec.number(
                      "tau_m_readout",
                      Unit.MS,
                      10,
                      "time constant of filtered eligibility",
                      Condition.POSITIVE),
                  flag("average_gradient", false, "divide by the learning window"),
                  flag("optimize_each_step", true, "has no effect, as in NEST")),
              false,
              EpropSynapseBsshslm2020::new)
          .hearing(Learner.BY_INTERVAL.toArray(String[]::new))
          .keeping(kept(Z_BAR, E_BAR, E_SUM, EPSILON, G_SUM, NEXT, REACHED, PENDING, DONE))
          .ofOneStep();

  private SynapseColumn tau_m_readout = new SynapseColumn();
  private SynapseColumn average = new SynapseColumn();
  private SourceTrace next = noTrace();
  private SourceTrace reached = noTrace();
  private SourceTrace pending = noTrace();
  private SourceTrace done = noTrace();
  private double[] z_bar = {};
  private double[] e_bar = {};
  private double[] e_sum = {};
  private double[] epsilon = {};
  private double[] g_sum = {};
  private long interval;
  private double window;

  /// The part of filtered eligibility that a step leaves, where it is the same for all.
  private double shared;

  /// Where intervals begin, and whether the targets are recurrent; either all are or none.
  private int shift;

  private boolean recurrent;

  private final Course psi = new Course();
  private final Course signal = new Course();

  private final Eligibilities together = new Eligibilities();

  private EpropSynapseBsshslm2020() {}

  @Override
  SourceTrace[] sources() {
    tau_m_readout = parameter("tau_m_readout");
    average = parameter("average_gradient");
    next = ofSource(NEXT);
    reached = ofSource(REACHED);
    pending = ofSource(PENDING);
    done = ofSource(DONE);
    interval = learning().update(grid());
    window = learning().window(grid());
    recurrent = size() > 0 && learner(0).isRecurrent();
    shift = size() > 0 ? learner(0).shift() : 0;
    return new SourceTrace[] {next, reached, pending, done};
  }

  @Override
  protected void refresh() {
    super.refresh();
    if (size() > 0 && parameter("tau_m_readout").uniform()) {
      tau_m_readout = parameter("tau_m_readout");
      shared = kappa(0);
    }
    z_bar = variable(Z_BAR);
    e_bar = variable(E_BAR);
    e_sum = variable(E_SUM);
    epsilon = variable(EPSILON);
    g_sum = variable(G_SUM);
  }

  @Override
  protected boolean passes(long stamp) {
    return !recurrent || (stamp - shift) % interval != 0;
  }

  @Override
  protected int reach() {
    return UNKNOWN + 1;
  }

  /// Some steps after the end of an interval, the gradients of sources that have not fired since
  /// are completed, so that what neurons have left need not be kept until they fire again.
  @Override
  protected void advance(long stamp) {
    if (size() == 0 || (stamp - shift - SETTLED) % interval != 0) return;
    for (int row = 0; row < next.values().length; row++) {
      long end = (long) next.values()[row] + shift;
      if (end == shift || end + SETTLED > stamp) continue;
      boolean isDone = done.values()[row] != 0;
      done.values()[row] = (double) stamp;
      if (isDone) continue;
      int from = rowBegin(row);
      int to = rowEnd(row);
      filter(from, to, (long) reached.values()[row], end, (int) pending.values()[row]);
      if (recurrent) for (int i = from; i < to; i++) regularize(i, end);
    }
  }

  @Override
  protected long needsSince(int row, long last) {
    return Math.max(last, (long) done.values()[row]);
  }

  @Override
  protected void spike(int from, int to, int row, long since, long until) {
    long t = now();
    boolean first = next.values()[row] == 0;
    long end = (first ? interval : (long) next.values()[row]) + shift;
    long begin = first ? t : (long) reached.values()[row];
    int spikes = (int) pending.values()[row];
    boolean updates = t > end;
    long known = Math.min(end, updates ? end : Math.max(begin, t - UNKNOWN));
    long update = (t - shift) / interval;
    if (done.values()[row] == 0) {
      filter(from, to, begin, known, spikes);
      if (updates && recurrent) for (int i = from; i < to; i++) regularize(i, end);
    }
    if (updates) for (int i = from; i < to; i++) update(i, update);
    if (to < rowEnd(row)) return;
    if (first) next.values()[row] = interval;
    if (updates) next.values()[row] = (update + 1) * interval;
    if (updates) done.values()[row] = 0;
    long upTo = updates ? t : Math.max(begin, known);
    reached.values()[row] = upTo;
    long passed = upTo - begin;
    long left = updates || passed >= Integer.SIZE ? 0 : spikes >> passed;
    pending.values()[row] = left | (1L << (t - upTo));
  }

  /// Takes the synapses `[from, to)` of a source through the steps `[begin, end)`, in which it
  /// fired where bits of `spikes` are set.
  private void filter(int from, int to, long begin, long end, int spikes) {
    if (begin >= end) return;
    int steps = (int) (end - begin);
    for (int i = from, next; i < to; i = next) {
      next = endOfBlock(i, to);
      if (recurrent && next - i >= MANY && filterTogether(i, next, begin, steps, spikes)) continue;
      for (int j = i; j < next; j++) filter(j, begin, end, spikes);
    }
  }

  /// Takes synapse `i` through the steps `[begin, end)`, in which the source fired where bits of
  /// `spikes` are set.
  private void filter(int i, long begin, long end, int spikes) {
    Learner target = learner(i);
    int lane = lane(i);
    double P = target.P_v_m.of(lane);
    double P_z = target.P_z_in(lane);
    int early = recurrent ? 0 : LATE_ERROR;
    psi.seek(denseHistory(Learner.GRADIENT, i), lane, begin + 1 + early);
    if (recurrent) {
      signal.seek(denseHistory(Learner.SIGNAL, i), lane, begin + 1 + LATE);
      filter(i, target, lane, begin, end, spikes);
      return;
    }
    double z = z_bar[i];
    double g = g_sum[i];
    for (long k = begin; k < end; k++) {
      z = P * z + (isSet(spikes, k - begin) ? P_z : 0);
      g += psi.next() * z;
    }
    z_bar[i] = z;
    g_sum[i] = g;
  }

  /// The end of the synapses from `from` on whose targets are in the same block, as many as it may
  /// have neurons at most.
  private int endOfBlock(int from, int to) {
    int most = Math.min(to, from + Block.LANES);
    int block = target(from) / Block.LANES;
    int end = from + 1;
    while (end < most && target(end) / Block.LANES == block) end++;
    return end;
  }

  /// Takes the synapses `[from, to)` of a source onto neurons of one block through these steps
  /// together, step by step; returns false, and does nothing, where they must be taken one by one.
  private boolean filterTogether(int from, int to, long begin, int steps, int spikes) {
    Learner target = learner(from);
    if (!target.isUniform() || !tau_m_readout.uniform()) return false;
    for (int i = from + 1; i < to; i++) if (z_bar[i] != z_bar[from]) return false;
    DenseHistory gradients = denseHistory(Learner.GRADIENT, from);
    DenseHistory signals = denseHistory(Learner.SIGNAL, from);
    long first = begin + 1;
    if (!gradients.has(first, steps) || !signals.has(first + LATE, steps)) return false;
    for (int i = from; i < to; i++) together.lane[i - from] = lane(i);
    together.load(from, to, e_sum, e_bar, g_sum, epsilon);
    double P = target.P_v_m.of(0);
    double P_z = target.P_z_in(0);
    together.adapt(target.adaptBeta(0), target.adaptDecay(0));
    double z = z_bar[from];
    for (int k = 0; k < steps; k++) {
      z = P * z + (isSet(spikes, k) ? P_z : 0);
      together.see(gradients, first + k, signals, first + LATE + k);
      together.step(z, shared);
    }
    together.store(from, e_sum, e_bar, g_sum, epsilon);
    Arrays.fill(z_bar, from, to, z);
    return true;
  }

  private void filter(int i, Learner target, int lane, long begin, long end, int spikes) {
    double P = target.P_v_m.of(lane);
    double P_z = target.P_z_in(lane);
    double beta = target.adaptBeta(lane);
    double rho = target.adaptDecay(lane);
    double kappa = tau_m_readout.uniform() ? shared : kappa(i);
    double left = 1 - kappa;
    // in local variables, as the arrays might be one and the same for all that HotSpot knows
    double z = z_bar[i];
    double a = epsilon[i];
    double filtered = e_bar[i];
    double sum = e_sum[i];
    double g = g_sum[i];
    for (long k = begin; k < end; k++) {
      z = P * z + (isSet(spikes, k - begin) ? P_z : 0);
      double surrogate = psi.next();
      double e = surrogate * (z - beta * a);
      a = surrogate * z + (rho - surrogate * beta) * a;
      sum += e;
      filtered = kappa * filtered + left * e;
      g += signal.next() * filtered;
    }
    z_bar[i] = z;
    epsilon[i] = a;
    e_bar[i] = filtered;
    e_sum[i] = sum;
    g_sum[i] = g;
  }

  private double kappa(int i) {
    return StrictMath.exp(-h() / tau_m_readout.at(i));
  }

  private static boolean isSet(int bits, long k) {
    return k < Integer.SIZE && ((bits >> k) & 1) != 0;
  }

  /// Completes the gradient of the interval that ended at `end`.
  private void regularize(int i, long end) {
    g_sum[i] += history(Learner.REGULARIZATION, i).at(lane(i), end) * e_sum[i];
  }

  /// Changes the weight of synapse `i` by the gradient of the last interval in which its source
  /// fired.
  private void update(int i, long index) {
    double gradient = g_sum[i];
    if (average.at(i) != 0) gradient /= window;
    optimize(i, index, gradient);
    z_bar[i] = 0;
    e_bar[i] = 0;
    e_sum[i] = 0;
    epsilon[i] = 0;
    g_sum[i] = 0;
  }
}
