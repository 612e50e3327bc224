package myelin.conformance.device;

import static myelin.Names.Hz;
import static myelin.Names.iaf_psc_delta;
import static myelin.Names.ms;
import static myelin.Names.multimeter;
import static myelin.Names.poisson_generator;
import static myelin.Names.rate;
import static myelin.Names.static_synapse;

import java.util.Arrays;
import myelin.Simulator;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;

/// How many spikes Poisson generators send to each of many targets in each step. The targets do not
/// leak, so that each step's growth of the potential is the sum of the weights that arrived.
final class PoissonCounts {

  static final NodeModel ADDER =
      iaf_psc_delta.with("tau_m", 1e20).with("V_th", 1e15).with("E_L", 0).with("V_m", 0);

  private static final double H = 0.1;

  /// A second weight, by which two counts below it can be told apart in a sum.
  static final int SECOND = 10_000;

  int targets = 200;
  int steps = 1000;
  int threads = 1;
  int slice;
  long seed = 4711;
  double delay = 0.1;
  double[] pieces = {};

  /// The rate at which a target receives `mean` spikes a step.
  static NodeModel generator(double mean) {
    return poisson_generator.with(rate, Hz(mean / H * 1e3));
  }

  Simulator network() {
    return Simulator.builder().resolution(ms(H)).seed(seed).threads(threads).slice(slice).build();
  }

  /// Counts by target and step, of one generator.
  int[][] of(double mean) {
    return of(generator(mean));
  }

  /// The same of a generator of any model.
  int[][] of(NodeModel model) {
    try (Simulator sim = network()) {
      NodeCollection source = sim.create(model);
      NodeCollection neurons = sim.create(ADDER, targets);
      sim.connect(source, neurons, static_synapse.with("delay", delay));
      return run(sim, neurons);
    }
  }

  /// Simulates, and returns what arrived by target and step.
  int[][] run(Simulator sim, NodeCollection neurons) {
    NodeCollection meter = sim.create(multimeter.with("record_from", "V_m").with("interval", H));
    sim.connect(meter, neurons);
    int silent = 1 + (int) Math.round(delay / H);
    double left = (silent + steps) * H;
    for (double piece : pieces) {
      sim.simulate(piece);
      left -= piece;
    }
    sim.simulate(Math.rint(left * 10) / 10);
    double[] V = sim.events(meter).values("V_m");
    int n = neurons.size();
    int[][] counts = new int[n][steps];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < steps; k++) {
        double growth = V[(k + silent) * n + i] - V[(k + silent - 1) * n + i];
        counts[i][k] = (int) Math.round(growth);
      }
    }
    return counts;
  }

  /// The covariance of two series divided by `variance`: a standard normal number over the root of
  /// the number of pairs, if they are independent.
  static double correlation(int[] a, int[] b, int lag, double mean) {
    double sum = 0;
    for (int k = lag; k < a.length; k++) sum += (a[k] - mean) * (b[k - lag] - mean);
    return sum / mean;
  }

  static int[] flat(int[][] counts) {
    return Arrays.stream(counts).flatMapToInt(Arrays::stream).toArray();
  }
}
