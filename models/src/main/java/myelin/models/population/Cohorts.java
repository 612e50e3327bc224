package myelin.models.population;

import myelin.engine.math.Exponential;

/// The neurons of a population, grouped by their last spike: how many fired in each of the last
/// steps, and how many of these have not fired again. Older ones are alike and are counted
/// together.
///
/// ```
///   fired   step t - length | .. | t - refractory - 1 | .. t - 1       oldest first
///   kept    those that have not fired since                           (m in the paper)
///   spread  the variance of their number                              (v in the paper)
/// ```
///
/// Arrays are twice as long as needed; the part in use moves up by one element in each step, and
/// back when it has reached the end.
///
/// Source: Schwalger et al. 2017, doi:10.1371/journal.pcbi.1005507.
final class Cohorts {

  /// The properties of a population.
  ///
  /// @param N number of neurons
  /// @param Delta_V softness of the threshold (mV)
  /// @param lambda_0 hazard at threshold (1/ms)
  /// @param V_reset potential after a spike (mV)
  /// @param refractory steps for which a neuron cannot fire
  /// @param h length of a step (ms)
  record Neurons(
      double N, double Delta_V, double lambda_0, double V_reset, int refractory, double h) {}

  /// If the expected number of spikes of a neuron in a step is below this, that number is its
  /// probability of firing, as in NEST, except for neurons whose last spike is older than the last
  /// steps.
  private static final double RARE = 0.01;

  /// Keeps the exponential function finite.
  private static final double HIGHEST = 700;

  private static final int TOGETHER = 256;

  private final int length;
  private Neurons neurons;

  /// What a neuron's last spike adds to its threshold, by age, oldest first, and what each spike of
  /// the population adds on average to a neuron's threshold.
  private double[] own = {};

  private double[] others = {};

  private final double[] fired;
  private final double[] kept;
  private final double[] spread;
  private final double[] u;
  private final double[] hazard;
  private int first;

  /// Number of neurons whose last spike is older than the last steps, its variance, and their
  /// hazard.
  private double free;

  private double freeSpread;
  private double freeHazard;

  private final double[] exponent = new double[TOGETHER];
  private final double[] rate = new double[TOGETHER];
  private final double[] silence = new double[TOGETHER];

  /// The threshold while cohorts are visited: the free one, less what the oldest cohort adds, plus
  /// what those visited so far add.
  private double threshold;

  private double expected;
  private double known;
  private double uncertain;
  private double uncertainFiring;

  /// A population whose neurons all fired in the last step.
  Cohorts(int length, Neurons neurons) {
    this.length = length;
    this.neurons = neurons;
    fired = new double[2 * length];
    kept = new double[2 * length];
    spread = new double[2 * length];
    u = new double[2 * length];
    hazard = new double[2 * length];
    fired[length - 1] = neurons.N();
    kept[length - 1] = neurons.N();
    u[length - 1] = neurons.V_reset();
  }

  /// Number of steps that are remembered.
  int length() {
    return length;
  }

  /// Sets the properties of the population from now on.
  ///
  /// @param newOwn what a neuron's last spike adds to its threshold (mV), by age, oldest first
  void set(Neurons newNeurons, double[] newOwn) {
    neurons = newNeurons;
    own = newOwn;
    others = new double[length];
    for (int k = 0; k < length; k++) {
      others[k] = -neurons.Delta_V() * StrictMath.expm1(-own[k] / neurons.Delta_V()) / neurons.N();
    }
  }

  /// The properties of the population.
  Neurons neurons() {
    return neurons;
  }

  /// How many neurons fired in the oldest step that is remembered.
  double oldest() {
    return fired[first];
  }

  /// The number of neurons that are expected to fire in this step.
  ///
  /// @param V potential of neurons that fired long ago (mV)
  /// @param P22 the part of a potential that a step leaves
  /// @param input what a step adds to potentials (mV)
  /// @param freeThreshold threshold of neurons that fired long ago (mV)
  double expected(double V, double P22, double input, double freeThreshold) {
    visitFree(V - freeThreshold);
    threshold = freeThreshold - fired[first] * others[0];
    int active = Math.max(0, length - neurons.refractory());
    for (int from = 0; from < active; from += TOGETHER) {
      visit(from, Math.min(TOGETHER, active - from), P22, input);
    }
    for (int k = active; k < length; k++) known += kept[first + k];
    free += kept[first];
    freeSpread += spread[first];
    double firing = uncertain > 0 ? uncertainFiring / uncertain : 0;
    return expected + firing * (neurons.N() - known);
  }

  private void visitFree(double above) {
    double now = hazard(above);
    double p = 1 - Exponential.exp(-0.5 * neurons.h() * (freeHazard + now));
    freeHazard = now;
    expected = p * free;
    known = free;
    uncertain = freeSpread;
    uncertainFiring = p * freeSpread;
    freeSpread = (1 - p) * (1 - p) * freeSpread + p * free;
    free *= 1 - p;
  }

  private double hazard(double above) {
    double x = Math.min(above / neurons.Delta_V(), HIGHEST);
    return neurons.lambda_0() * Exponential.exp(x);
  }

  /// Visits `n` cohorts, from number `from` on.
  private void visit(int from, int n, double P22, double input) {
    int at = first + from;
    for (int k = 0; k < n; k++) {
      u[at + k] = u[at + k] * P22 + input;
      double above = u[at + k] - own[from + k] - threshold;
      exponent[k] = Math.min(above / neurons.Delta_V(), HIGHEST);
      threshold += others[from + k] * fired[at + k];
    }
    Exponential.exp(exponent, rate, n);
    for (int k = 0; k < n; k++) {
      double now = neurons.lambda_0() * rate[k];
      rate[k] = 0.5 * neurons.h() * (hazard[at + k] + now);
      hazard[at + k] = now;
      exponent[k] = -rate[k];
    }
    Exponential.exp(exponent, silence, n);
    for (int k = 0; k < n; k++) {
      double p = rate[k] > RARE ? 1 - silence[k] : rate[k];
      double m = kept[at + k];
      double v = spread[at + k];
      expected += p * m;
      known += m;
      uncertain += v;
      uncertainFiring += p * v;
      spread[at + k] = (1 - p) * (1 - p) * v + p * m;
      kept[at + k] = (1 - p) * m;
    }
  }

  /// Notes that `n` neurons have fired in this step. From now on, the oldest cohort is counted with
  /// those before it.
  void fire(int n) {
    if (++first == length) {
      for (double[] x : arrays()) System.arraycopy(x, length, x, 0, length);
      first = 0;
    }
    int newest = first + length - 1;
    fired[newest] = n;
    kept[newest] = n;
    spread[newest] = 0;
    u[newest] = neurons.V_reset();
    hazard[newest] = 0;
  }

  private double[][] arrays() {
    return new double[][] {fired, kept, spread, u, hazard};
  }

  /// How many numbers [#save] writes.
  int size() {
    return 5 * length + 3;
  }

  /// Writes all that is remembered to `columns[0 .. size() - 1][lane]`.
  void save(double[][] columns, int lane) {
    int c = 0;
    for (double[] x : arrays()) for (int k = 0; k < length; k++) columns[c++][lane] = x[first + k];
    columns[c++][lane] = free;
    columns[c++][lane] = freeSpread;
    columns[c][lane] = freeHazard;
  }

  /// Restores what [#save] has written.
  void load(double[][] columns, int lane) {
    int c = 0;
    first = 0;
    for (double[] x : arrays()) for (int k = 0; k < length; k++) x[k] = columns[c++][lane];
    free = columns[c++][lane];
    freeSpread = columns[c++][lane];
    freeHazard = columns[c][lane];
  }
}
