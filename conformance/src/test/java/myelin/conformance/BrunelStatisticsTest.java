package myelin.conformance;

import static myelin.Names.fixed_indegree;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.iaf_psc_delta;
import static myelin.Names.poisson_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import myelin.NodeCollection;
import myelin.NodeModel;
import myelin.Simulator;
import myelin.Synapse;
import myelin.analysis.Spikes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Networks of excitatory and inhibitory neurons after Brunel (2000), doi:10.1023/A:1008925309027;
/// 2000 neurons each. Mean rates, irregularity and synchrony are those of NEST 3.10, whose means
/// and standard deviations over 20 seeds the resource `ask_brunel.py` has printed.
class BrunelStatisticsTest {

  private static final int ORDER = 400;
  private static final int NE = 4 * ORDER;
  private static final int NI = ORDER;
  private static final int CE = NE / 10;
  private static final int CI = NI / 10;
  private static final double WARM_UP = 100;
  private static final double DURATION = 600;
  private static final int BIN_STEPS = 50;
  private static final int SEEDS = 3;
  private static final int NEST_SEEDS = 20;

  private static final String[] STATISTICS = {
    "rate of excitatory neurons",
    "rate of inhibitory neurons",
    "coefficient of variation of intervals",
    "Fano factor of the number of spikes in 5 ms"
  };

  private static final NodeModel DELTA = small(iaf_psc_delta.with("C_m", 1));
  private static final NodeModel ALPHA =
      small(iaf_psc_alpha.with("C_m", 250).with("tau_syn_ex", 0.5).with("tau_syn_in", 0.5));

  private static NodeModel small(NodeModel model) {
    return model
        .with("tau_m", 20)
        .with("t_ref", 2)
        .with("E_L", 0)
        .with("V_m", 0)
        .with("V_reset", 0)
        .with("V_th", 20);
  }

  /// A network, and what NEST got.
  private record Case(
      String name, NodeModel model, double J, double g, double rate, double[] mean, double[] sd) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "delta, asynchronous irregular",
            DELTA,
            0.8,
            8,
            2500,
            new double[] {15.016, 15.227, 0.86494, 30.631},
            new double[] {0.58754, 0.28124, 0.019629, 4.568}),
        new Case(
            "delta, synchronous irregular",
            DELTA,
            0.8,
            4.5,
            1125,
            new double[] {17.912, 18.177, 0.59717, 228.78},
            new double[] {0.80368, 0.62158, 0.016297, 40.277}),
        new Case(
            "alpha, asynchronous irregular",
            ALPHA,
            147,
            8,
            2500,
            new double[] {13.553, 13.637, 0.74766, 18.875},
            new double[] {0.39755, 0.17179, 0.016353, 3.7464}));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void statisticsAreThoseOfNest(Case c) {
    double[] mean = new double[STATISTICS.length];
    for (int seed = 1; seed <= SEEDS; seed++) {
      double[] one = statistics(simulate(c, seed));
      for (int s = 0; s < mean.length; s++) mean[s] += one[s] / SEEDS;
    }
    for (int s = 0; s < mean.length; s++) {
      double error = c.sd()[s] * Math.sqrt(1.0 / SEEDS + 1.0 / NEST_SEEDS);
      double z = (mean[s] - c.mean()[s]) / error;
      assertThat(Math.abs(z))
          .as("%s: %s is %s, NEST's is %s", c.name(), STATISTICS[s], mean[s], c.mean()[s])
          .isLessThan(4.5);
    }
  }

  private static Spikes simulate(Case c, long seed) {
    try (Simulator sim = Simulator.builder().seed(seed).threads(2).build()) {
      NodeCollection ex = sim.create(c.model(), NE);
      NodeCollection in = sim.create(c.model(), NI);
      NodeCollection all = ex.and(in);
      NodeCollection noise = sim.create(poisson_generator.with("rate", c.rate()));
      NodeCollection recorder = sim.create(spike_recorder.with("start", WARM_UP));
      Synapse excite = static_synapse.with("weight", c.J()).with("delay", 1.5);
      Synapse inhibit = excite.with("weight", -c.g() * c.J());
      sim.connect(noise, all, excite);
      sim.connect(ex, all, fixed_indegree(CE), excite);
      sim.connect(in, all, fixed_indegree(CI), inhibit);
      sim.connect(all, recorder);
      sim.simulate(WARM_UP + DURATION);
      return sim.spikes(recorder);
    }
  }

  private static double[] statistics(Spikes spikes) {
    int excitatory = spikes.fromRange(1, NE).size();
    double seconds = DURATION * 1e-3;
    return new double[] {
      excitatory / (NE * seconds),
      (spikes.size() - excitatory) / (NI * seconds),
      irregularity(spikes),
      fano(spikes)
    };
  }

  /// Mean coefficient of variation of the intervals of neurons with at least three.
  private static double irregularity(Spikes spikes) {
    double[] last = new double[NE + NI + 1];
    int[] n = new int[NE + NI + 1];
    double[] sum = new double[NE + NI + 1];
    double[] squares = new double[NE + NI + 1];
    for (int s = 0; s < spikes.size(); s++) {
      int i = spikes.sender(s);
      double t = spikes.time(s);
      if (last[i] > 0) {
        n[i]++;
        sum[i] += t - last[i];
        squares[i] += (t - last[i]) * (t - last[i]);
      }
      last[i] = t;
    }
    double cv = 0;
    int neurons = 0;
    for (int i = 1; i < n.length; i++) {
      if (n[i] < 3) continue;
      double mean = sum[i] / n[i];
      cv += Math.sqrt(Math.max(0, squares[i] / n[i] - mean * mean)) / mean;
      neurons++;
    }
    return cv / neurons;
  }

  private static double fano(Spikes spikes) {
    double[] counts = new double[(int) Math.round(DURATION * 10) / BIN_STEPS];
    for (int s = 0; s < spikes.size(); s++) {
      int step = (int) Math.round((spikes.time(s) - WARM_UP) * 10) - 1;
      counts[step / BIN_STEPS]++;
    }
    double mean = (double) spikes.size() / counts.length;
    double variance = 0;
    for (double count : counts) variance += (count - mean) * (count - mean) / counts.length;
    return variance / mean;
  }
}
