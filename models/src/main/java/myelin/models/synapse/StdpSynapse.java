package myelin.models.synapse;

import static myelin.models.synapse.Synapses.parameters;
import static myelin.models.synapse.Synapses.state;

import java.util.List;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.math.Power;
import myelin.engine.plastic.Plasticity;
import myelin.engine.plastic.SourceTrace;
import myelin.engine.plastic.SpikePairs;
import myelin.engine.plastic.SynapseColumn;
import myelin.engine.plastic.SynapseModel;
import myelin.models.loops.StdpLoop;
import myelin.models.loops.StdpLoop.Pairing;
import myelin.models.loops.VectorLoop;

/// Spike-timing dependent plasticity, all pairs of spikes; see [#MODEL].
public final class StdpSynapse extends Plasticity {

  private static final int SIGN = Long.SIZE - 1;

  /// The number of spikes for which a target's record is certainly complete.
  private static final int CERTAIN = SpikePairs.MARKS - 1;

  /// The loop on vectors, for synapses whose targets have short ids.
  public static final VectorLoop<StdpLoop> VECTORS =
      new VectorLoop<>(StdpLoop.class, 1, StdpLoop::warmUp);

  private static final String EQUATIONS =
      """
        post after pre:  w += lambda * Wmax * (1 - w / Wmax)^mu_plus * exp(-|dt| / tau_plus)
        pre after post:  w -= alpha * lambda * Wmax * (w / Wmax)^mu_minus * exp(-|dt| / tau_minus)

      over all pairs of spikes, with w kept between 0 and Wmax; tau_minus is the target's. The whole
      delay is dendritic. mu = 0 is additive, mu = 1 multiplicative. Guetig et al. 2003
      (doi:10.1523/JNEUROSCI.23-09-03697.2003); Morrison et al. 2008 (doi:10.1007/s00422-008-0233-1).
      """;

  private static final List<ParameterSpec> PARAMETERS =
      parameters(
          1,
          ParameterSpec.number(
              "tau_plus", Unit.MS, 20, "time constant of facilitation", Condition.POSITIVE),
          ParameterSpec.number("lambda", Unit.NONE, 0.01, "step size", Condition.FINITE),
          ParameterSpec.number(
              "alpha", Unit.NONE, 1, "depression relative to facilitation", Condition.FINITE),
          ParameterSpec.number(
              "mu_plus", Unit.NONE, 1, "exponent of facilitation", Condition.NOT_NEGATIVE),
          ParameterSpec.number(
              "mu_minus", Unit.NONE, 1, "exponent of depression", Condition.NOT_NEGATIVE),
          ParameterSpec.number(
              "Wmax",
              Unit.WEIGHT,
              100,
              "limit of the weight, with the same sign as the weight",
              Condition.NOT_ZERO),
          state("Kplus", "trace of the source's spikes"));

  /// The model with parameters for each synapse.
  public static final SynapseModel MODEL =
      new SynapseModel(
              new Model.Words(
                  "stdp_synapse",
                  "spike-timing dependent plasticity, all pairs of spikes",
                  EQUATIONS),
              PARAMETERS,
              false,
              StdpSynapse::new)
          .fastLoop(VECTORS);

  /// The model with the same parameters for all synapses.
  public static final SynapseModel ALIKE =
      new SynapseModel(
              new Model.Words(
                  "stdp_synapse_hom",
                  "spike-timing dependent plasticity, one set of parameters for all",
                  EQUATIONS),
              PARAMETERS,
              true,
              StdpSynapse::new)
          .fastLoop(VECTORS);

  private SynapseColumn lambda = new SynapseColumn();
  private SynapseColumn alpha = new SynapseColumn();
  private SynapseColumn mu_plus = new SynapseColumn();
  private SynapseColumn mu_minus = new SynapseColumn();
  private SynapseColumn Wmax = new SynapseColumn();

  /// Whether [#changeQuickly] is possible.
  private boolean quick;

  /// Synapses that the loop on vectors has left to be changed one by one.
  private int[] left = {};

  private StdpSynapse() {}

  @Override
  protected SourceTrace[] open() {
    lambda = parameter("lambda");
    alpha = parameter("alpha");
    mu_plus = parameter("mu_plus");
    mu_minus = parameter("mu_minus");
    Wmax = parameter("Wmax");
    refresh();
    return new SourceTrace[] {trace("Kplus", "tau_plus")};
  }

  @Override
  protected void refresh() {
    quick =
        lambda.uniform()
            && alpha.uniform()
            && isPlain(mu_plus)
            && isPlain(mu_minus)
            && Wmax.uniform()
            && Wmax.at(0) > 0;
  }

  private static boolean isPlain(SynapseColumn mu) {
    return mu.uniform() && (mu.at(0) == 0 || mu.at(0) == 1);
  }

  @Override
  protected void spike(int from, int to, int row, long since, long until) {
    SpikePairs heard = hear(since, until);
    if (!quick || !heard.isStraight()) {
      change(heard, from, to, row);
      return;
    }
    Pairing shared = pairing(heard, from, row);
    StdpLoop vectors = targets().length > 0 ? VECTORS.loop() : null;
    if (vectors == null) {
      for (int i = from; i < to; i++) {
        i = changeQuickly(heard.record(), i, to, shared);
        if (i < to && !changeQuickly(heard.record(), i, shared)) changeOne(heard, i, row);
      }
      return;
    }
    if (left.length < to - from) left = new int[2 * (to - from)];
    int n = vectors.change(weight, targets(), from, to, heard.record(), shared, left);
    for (int k = 0; k < n; k++) {
      if (!changeQuickly(heard.record(), left[k], shared)) changeOne(heard, left[k], row);
    }
  }

  private Pairing pairing(SpikePairs heard, int i, int row) {
    double most = Wmax.at(0);
    double part = mu_minus.at(0);
    return new Pairing(
        heard.sinceMark(),
        heard.beforeMark(),
        lambda.at(0) * traces[0].at(i, row) * heard.rise(),
        alpha.at(0) * lambda.at(0),
        heard.fall(),
        most,
        mu_plus.at(0),
        part,
        part == 1 ? 0 : most);
  }

  private void change(SpikePairs heard, int from, int to, int row) {
    heard.listen(from, to);
    for (int p = 0; p < heard.pairs(); p++) {
      int i = heard.synapse(p);
      double part = lambda.at(i) * traces[0].at(i, row) * heard.rise(p) * heard.mark(p);
      weight[i] = facilitated(weight[i], part, Wmax.at(i), mu_plus.at(i));
    }
    for (int i = from; i < to; i++) {
      double part = alpha.at(i) * lambda.at(i) * heard.trace(i);
      weight[i] = depressed(weight[i], part, Wmax.at(i), mu_minus.at(i));
    }
  }

  private static double facilitated(double w, double part, double most, double mu) {
    double room = most;
    if (mu == 1) room = most - w;
    else if (mu != 0) room = most * Power.pow(1 - w / most, mu);
    double more = w + part * room;
    return most > 0 ? atMost(most, more) : -atMost(-most, -more);
  }

  private static double depressed(double w, double part, double most, double mu) {
    double room = most;
    if (mu == 1) room = w;
    else if (mu != 0) room = most * Power.pow(w / most, mu);
    double less = w - part * room;
    return most > 0 ? notNegative(less) : -notNegative(-less);
  }

  /// The same as [#change], to the bit, for one synapse.
  private void changeOne(SpikePairs heard, int i, int row) {
    int n = target(i);
    int spikes = heard.spikes(n);
    if (spikes < 0) {
      change(heard, i, i + 1, row);
      return;
    }
    double w = weight[i];
    double most = Wmax.at(0);
    double up = lambda.at(0) * traces[0].at(i, row) * heard.rise();
    for (int age = spikes - 1; age >= 0; age--) {
      if (heard.isAhead(n, age)) continue;
      w = facilitated(w, up * heard.mark(n, age), most, mu_plus.at(0));
    }
    double part = alpha.at(0) * lambda.at(0) * heard.traceOf(n);
    weight[i] = depressed(w, part, most, mu_minus.at(0));
  }

  /// The same as [#change], to the bit, for synapses that have the same parameters and exponents of
  /// 0 or 1, and hear at most three spikes, which are among the newest. It needs no list and no
  /// branch: a spike that does not count facilitates by zero.
  ///
  /// @return the first synapse that hears more spikes, or is beyond its limit, or `to`
  private int changeQuickly(double[] record, int from, int to, Pairing shared) {
    double[] weight = this.weight;
    double since = shared.sinceMark();
    double before = shared.beforeMark();
    double most = shared.most();
    double up = shared.up();
    double down = shared.down();
    double fall = shared.fall();
    double less = shared.less();
    double part = shared.part();
    double rest = shared.rest();
    for (int i = from; i < to; i++) {
      int at = SpikePairs.RECORD * target(i);
      int mark = at + SpikePairs.MARK;
      double w = weight[i];
      if (record[mark + 3] < since || record[mark] < before || !(w <= most)) return i;
      w = atMost(most, w + up * below(record[mark + 2], since) * (most - less * w));
      w = atMost(most, w + up * below(record[mark + 1], since) * (most - less * w));
      w = atMost(most, w + up * below(record[mark], since) * (most - less * w));
      double K = record[at + SpikePairs.TRACE] * fall;
      weight[i] = notNegative(w - down * K * (rest + part * w));
    }
    return to;
  }

  /// The same for synapse `i`, which may hear up to [#CERTAIN] spikes.
  ///
  /// @return whether it could be changed in this way
  private boolean changeQuickly(double[] record, int i, Pairing shared) {
    int at = SpikePairs.RECORD * target(i);
    int mark = at + SpikePairs.MARK;
    double since = shared.sinceMark();
    double most = shared.most();
    double w = weight[i];
    if (record[mark + CERTAIN] < since || record[mark] < shared.beforeMark() || !(w <= most)) {
      return false;
    }
    for (int age = CERTAIN - 1; age >= 0; age--) {
      double part = shared.up() * below(record[mark + age], since);
      w = atMost(most, w + part * (most - shared.less() * w));
    }
    double K = record[at + SpikePairs.TRACE] * shared.fall();
    weight[i] = notNegative(w - shared.down() * K * (shared.rest() + shared.part() * w));
    return true;
  }

  /// `x` if it is below `limit`, else zero, without a branch; neither may be negative.
  private static double below(double x, double limit) {
    long bits = Double.doubleToRawLongBits(x);
    return Double.longBitsToDouble(bits & ((bits - Double.doubleToRawLongBits(limit)) >> SIGN));
  }
}
