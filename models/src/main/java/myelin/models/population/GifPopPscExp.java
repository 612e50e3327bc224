package myelin.models.population;

import java.util.Arrays;
import java.util.stream.Stream;
import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.neuron.Shape;
import myelin.engine.random.RandomStream;
import myelin.models.neuron.Propagator;

/// A population of generalised integrate-and-fire neurons as one node; see [#MODEL].
public final class GifPopPscExp extends Block {

  private static final int EX = 0;
  private static final int IN = 1;
  private static final int CURRENT = 2;

  /// The largest number of steps that are remembered.
  private static final int LONGEST = 1_000_000;

  /// The longest memory that is tried for a `len_kernel` of -1 (ms).
  private static final double TRIED = 20_000;

  private static final Condition SIZE =
      new Condition("1 to 10000000", x -> x >= 1 && x <= 10_000_000);
  private static final Condition LENGTH =
      new Condition("-1, or 1 to 1000000", x -> x == -1 || (x >= 1 && x <= LONGEST));
  private static final Condition REFRACTORY =
      new Condition(">= 0 and at most 10000", x -> x >= 0 && x <= 10_000);

  /// The model.
  public static final NeuronModel MODEL =
      NeuronModel.named("gif_pop_psc_exp")
          .words(
              "population of N generalised integrate-and-fire neurons, as one node",
              """
                dV/dt       = -(V - E_L) / tau_m + (I_syn_ex + I_syn_in + I_e + I_stim) / C_m
                lambda(V)   = lambda_0 * exp((V - theta) / Delta_V)
                theta       = V_T_star + sum over spikes of the neuron and over k of
                              q_sfa_k * exp(-age / tau_sfa_k)

              V becomes V_reset at a spike and stays there for t_ref. Neurons are not simulated one
              by one. Instead, for each of the last len_kernel steps (-1: as many as matter), the
              number of neurons is computed that fired last in this step, and from these numbers the
              expected number of spikes, `mean`, with a correction for the finite number of neurons.
              The number that fires, `n_events`, is drawn from a binomial distribution, or with
              BinoRand false from a Poisson distribution up to N; as many spikes are sent. V_m is
              the potential of neurons that fired long ago, E_sfa their threshold. Spikes that
              arrive raise synaptic currents evenly over the step. At the beginning, and after a
              change of N or of the number of steps, all neurons have just fired. Schwalger et al.
              2017 (doi:10.1371/journal.pcbi.1005507).
              """)
          .state("V_m", Unit.MV, 0, "potential without spikes", Condition.FINITE)
          .state("I_syn_ex", Unit.PA, 0, "excitatory synaptic current", Condition.FINITE)
          .state("I_syn_in", Unit.PA, 0, "inhibitory synaptic current", Condition.FINITE)
          .integer("N", 100, "number of neurons", SIZE)
          .parameter("C_m", Unit.PF, 250, "membrane capacitance", Condition.POSITIVE)
          .parameter("tau_m", Unit.MS, 20, "membrane time constant", Condition.POSITIVE)
          .parameter("t_ref", Unit.MS, 4, "refractory period", REFRACTORY)
          .parameter("E_L", Unit.MV, 0, "resting potential", Condition.FINITE)
          .parameter("V_reset", Unit.MV, 0, "potential after a spike", Condition.FINITE)
          .parameter("V_T_star", Unit.MV, 15, "threshold without adaptation", Condition.FINITE)
          .parameter("Delta_V", Unit.MV, 2, "softness of the threshold", Condition.POSITIVE)
          .parameter("lambda_0", Unit.HZ, 10, "firing rate at threshold", Condition.NOT_NEGATIVE)
          .parameter("I_e", Unit.PA, 0, "constant input current", Condition.FINITE)
          .parameter("tau_syn_ex", Unit.MS, 3, "decay time, excitatory", Condition.POSITIVE)
          .parameter("tau_syn_in", Unit.MS, 6, "decay time, inhibitory", Condition.POSITIVE)
          .list(
              "tau_sfa",
              Unit.MS,
              new double[] {300},
              "time constants of adaptation",
              Condition.POSITIVE)
          .list("q_sfa", Unit.MV, new double[] {0.5}, "jumps of the threshold", Condition.FINITE)
          .integer("len_kernel", -1, "steps that are remembered, or -1", LENGTH)
          .flag("BinoRand", true, "draw from a binomial distribution")
          .shown("E_sfa", Unit.MV, ParameterSpec.Kind.REAL, 0.0, "threshold, with adaptation")
          .shown("mean", Unit.NONE, ParameterSpec.Kind.REAL, 0.0, "expected number of spikes")
          .shown("n_events", Unit.NONE, ParameterSpec.Kind.INTEGER, 0L, "number of spikes")
          .channel("excitatory spikes", Content.WEIGHTS, Unit.PA)
          .channel("inhibitory spikes", Content.WEIGHTS, Unit.PA)
          .channel("current", Content.CURRENT, Unit.NONE)
          .receptor(0, "default", EX, IN, CURRENT)
          .severalSpikesPerStep()
          .shaped((model, shape) -> requireSameLength(shape))
          .block(shape -> new GifPopPscExp(shape.length("tau_sfa")));

  private final double[] V = variable("V_m");
  private final double[] I_ex = decaying("I_syn_ex");
  private final double[] I_in = decaying("I_syn_in");
  private final double[] threshold = variable("E_sfa");
  private final double[] mean = variable("mean");
  private final double[] events = variable("n_events");

  /// Rates of spikes that are no longer remembered, filtered with each time constant of adaptation
  /// (1/ms).
  private final double[][] g;

  private final Coefficient[] Q30;
  private final double[][] Q30K;
  private final int adaptations;

  private final Coefficient P11_ex = coefficient(p -> left(p, "tau_syn_ex"));
  private final Coefficient P11_in = coefficient(p -> left(p, "tau_syn_in"));
  private final Coefficient P21_ex = coefficient(p -> passed(p, "tau_syn_ex"));
  private final Coefficient P21_in = coefficient(p -> passed(p, "tau_syn_in"));
  private final Coefficient P22 = coefficient(p -> left(p, "tau_m"));
  private final Coefficient P20 = coefficient(GifPopPscExp::held);
  private final Coefficient rest =
      coefficient(
          p -> -StrictMath.expm1(-p.h() / p.get("tau_m")) * p.get("E_L") + held(p) * p.get("I_e"));

  /// The current and the potential that a spike of weight 1, arriving evenly over a step, leaves
  /// behind.
  private final Coefficient raised_ex = coefficient(p -> raised(p, "tau_syn_ex"));

  private final Coefficient raised_in = coefficient(p -> raised(p, "tau_syn_in"));
  private final Coefficient pushed_ex = coefficient(p -> pushed(p, "tau_syn_ex"));
  private final Coefficient pushed_in = coefficient(p -> pushed(p, "tau_syn_in"));
  private final Coefficient length;
  private final Coefficient refractory = coefficient(p -> p.steps("t_ref"));
  private final Coefficient N = parameter("N");
  private final Coefficient Delta_V = parameter("Delta_V");
  private final Coefficient lambda_0 = coefficient(p -> p.get("lambda_0") / 1000);
  private final Coefficient V_T_star = parameter("V_T_star");
  private final Coefficient V_reset = parameter("V_reset");
  private final Coefficient binomial = parameter("BinoRand");
  private final Coefficient[] tau_sfa;
  private final Coefficient[] q_sfa;

  private final Cohorts[] cohorts = new Cohorts[LANES];

  /// All that cohorts remember, one array per number; the whole state; and whether both are up to
  /// date.
  private double[][] columns = {};

  private double[][] all = {};
  private boolean written;
  private RandomStream random = new RandomStream(0);

  private GifPopPscExp(int adaptations) {
    this.adaptations = adaptations;
    g = new double[adaptations][];
    Q30 = new Coefficient[adaptations];
    Q30K = new double[adaptations][LANES];
    tau_sfa = new Coefficient[adaptations];
    q_sfa = new Coefficient[adaptations];
    length = coefficient(p -> length(p, adaptations));
    for (int j = 0; j < adaptations; j++) {
      int k = j;
      g[k] = hiddenDecaying();
      tau_sfa[k] = coefficient(p -> p.get("tau_sfa", k));
      q_sfa[k] = coefficient(p -> p.get("q_sfa", k));
      Q30[k] = coefficient(p -> StrictMath.exp(-p.h() / p.get("tau_sfa", k)));
    }
  }

  private static void requireSameLength(Shape shape) {
    int times = shape.length("tau_sfa");
    int jumps = shape.length("q_sfa");
    if (times == jumps) return;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "gif_pop_psc_exp: tau_sfa has %d elements and q_sfa %d; give the same number of both"
            .formatted(times, jumps));
  }

  private static double left(Derivation p, String tau) {
    return StrictMath.exp(-p.h() / p.get(tau));
  }

  private static double held(Derivation p) {
    return Propagator.constant(p.get("tau_m"), p.get("C_m"), p.h());
  }

  private static double passed(Derivation p, String tau) {
    return Propagator.exponential(p.get(tau), p.get("tau_m"), p.get("C_m"), p.h());
  }

  private static double raised(Derivation p, String tau) {
    return -StrictMath.expm1(-p.h() / p.get(tau)) * p.get(tau) / p.h();
  }

  private static double pushed(Derivation p, String tau) {
    return p.get(tau) / p.h() * (held(p) - passed(p, tau));
  }

  /// How many steps are remembered: until a spike adds less than a tenth of Delta_V to the
  /// threshold, but at least five membrane time constants, and longer than a neuron is refractory.
  private static double length(Derivation p, int adaptations) {
    double shortest = p.steps("t_ref") + 1;
    double given = p.get("len_kernel");
    if (given > 0) return Math.max(given, shortest);
    double[] q = new double[adaptations];
    double[] tau = new double[adaptations];
    Arrays.setAll(q, j -> p.get("q_sfa", j));
    Arrays.setAll(tau, j -> p.get("tau_sfa", j));
    double little = 0.1 * p.get("Delta_V");
    int most = (int) (TRIED / p.h());
    int least = (int) Math.min(most, 5 * p.get("tau_m") / p.h());
    int k = (int) Math.min(most, littleFrom(q, tau, little) / p.h());
    while (k > least && added(q, tau, k * p.h()) < little) k--;
    return Math.min(LONGEST, Math.max(Math.max(k, least), shortest));
  }

  /// An age (ms) from which on a spike certainly adds less than `little` (mV).
  private static double littleFrom(double[] q, double[] tau, double little) {
    double age = 0;
    for (int j = 0; j < q.length; j++) {
      double times = q.length * Math.abs(q[j]) / little;
      if (times > 1) age = Math.max(age, 1 + tau[j] * StrictMath.log(times));
    }
    return age;
  }

  private static double added(double[] q, double[] tau, double age) {
    double sum = 0;
    for (int j = 0; j < q.length; j++) sum += q[j] * StrictMath.exp(-age / tau[j]);
    return sum;
  }

  @Override
  protected void derive(Derivation d) {
    random = new RandomStream(seed());
    written = false;
    for (int i = 0; i < size(); i++) {
      Cohorts.Neurons neurons =
          new Cohorts.Neurons(
              N.of(i), Delta_V.of(i), lambda_0.of(i), V_reset.of(i), (int) refractory.of(i), h());
      int steps = (int) length.of(i);
      Cohorts mine = cohorts[i];
      if (mine == null || mine.length() != steps || mine.neurons().N() != neurons.N()) {
        cohorts[i] = new Cohorts(steps, neurons);
      }
      cohorts[i].set(neurons, kernel(i, steps));
      for (int k = 0; k < adaptations; k++) {
        double tau = tau_sfa[k].of(i);
        Q30K[k][i] = q_sfa[k].of(i) * tau * StrictMath.exp(-steps * h() / tau);
      }
    }
  }

  /// What a spike adds to the threshold of its neuron, oldest first.
  private double[] kernel(int i, int steps) {
    double[] q = new double[adaptations];
    double[] tau = new double[adaptations];
    Arrays.setAll(q, k -> q_sfa[k].of(i));
    Arrays.setAll(tau, k -> tau_sfa[k].of(i));
    double[] kernel = new double[steps];
    Arrays.setAll(kernel, a -> added(q, tau, (steps - a) * h()));
    return kernel;
  }

  @Override
  protected int effort() {
    return 1000;
  }

  @Override
  public double[][] state() {
    if (!written) write();
    return all;
  }

  private void write() {
    int most = 0;
    for (int i = 0; i < size(); i++) most = Math.max(most, cohorts[i].size());
    columns = new double[most][size()];
    for (int i = 0; i < size(); i++) cohorts[i].save(columns, i);
    all = Stream.of(super.state(), columns).flatMap(Arrays::stream).toArray(double[][]::new);
    written = true;
  }

  @Override
  public void restored() {
    for (int i = 0; i < size(); i++) cohorts[i].load(columns, i);
  }

  @Override
  protected void step(long t, Input input, SpikeOutbox out) {
    written = false;
    double[] ex = input.sums(EX);
    double[] in = input.sums(IN);
    double[] I_stim = input.current(CURRENT);
    for (int i = 0, n = size(); i < n; i++) {
      double added =
          rest.of(i)
              + P21_ex.of(i) * I_ex[i]
              + P21_in.of(i) * I_in[i]
              + pushed_ex.of(i) * ex[i]
              + pushed_in.of(i) * in[i];
      if (I_stim != null) added += P20.of(i) * I_stim[i];
      I_ex[i] = P11_ex.of(i) * I_ex[i] + raised_ex.of(i) * ex[i];
      I_in[i] = P11_in.of(i) * I_in[i] + raised_in.of(i) * in[i];
      V[i] = P22.of(i) * V[i] + added;
      threshold[i] = threshold(i);
      mean[i] = cohorts[i].expected(V[i], P22.of(i), added, threshold[i]);
      int drawn = draw(i, t);
      events[i] = drawn;
      cohorts[i].fire(drawn);
      for (int k = 0; k < drawn; k++) fire(i, t, out);
    }
  }

  private double threshold(int i) {
    double theta = V_T_star.of(i);
    double forgotten = cohorts[i].oldest() / (N.of(i) * h());
    for (int k = 0; k < adaptations; k++) {
      g[k][i] = Q30[k].of(i) * g[k][i] + (1 - Q30[k].of(i)) * forgotten;
      theta += Q30K[k][i] * g[k][i];
    }
    return theta;
  }

  private int draw(int i, long t) {
    if (!(mean[i] > 0)) return 0;
    int most = (int) N.of(i);
    random.at(RandomStream.Purpose.ESCAPE, id(i), t);
    return binomial.of(i) != 0
        ? Draw.binomial(random, most, Math.min(1, mean[i] / most))
        : Draw.poisson(random, mean[i], most);
  }
}
