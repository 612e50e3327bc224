package myelin.cli;

import static myelin.Names.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import myelin.NodeCollection;
import myelin.NodeModel;
import myelin.Result;
import myelin.Simulator;
import myelin.Synapse;
import myelin.analysis.Statistics;
import org.jspecify.annotations.Nullable;

/// Brunel's network of `4 order` excitatory and `order` inhibitory neurons with alpha-shaped
/// synaptic currents, in the state of asynchronous irregular firing (g = 5, eta = 2).
///
/// Source: Brunel (2000), Dynamics of sparsely connected networks of excitatory and inhibitory
/// spiking neurons, doi:10.1023/A:1008925309027; parameters as in NEST's example
/// `brunel_alpha_numpy`.
final class BrunelBench {

  private static final int SMALLEST = 10;

  private static final double TAU_M = 20; // ms
  private static final double TAU_SYN = 0.5; // ms
  private static final double C = 250; // pF
  private static final double THETA = 20; // mV
  private static final double J = 0.1; // mV
  private static final double G = 5;
  private static final double ETA = 2;
  private static final double DELAY = 1.5; // ms

  private final int order;
  private final int threads;
  private final double simtime;
  private final long seed;

  BrunelBench(int order, int threads, double simtime, long seed) {
    Arguments.require(
        order >= SMALLEST && order <= Integer.MAX_VALUE / 8,
        "--order = %d: it must be at least %d, so that neurons have inputs"
            .formatted(order, SMALLEST));
    Arguments.require(
        simtime > 0 && Double.isFinite(simtime),
        "--simtime = %s: it must be a time > 0, in ms".formatted(simtime));
    Arguments.require(threads >= 1, "--threads = %d: it must be at least 1".formatted(threads));
    this.order = order;
    this.threads = threads;
    this.simtime = simtime;
    this.seed = seed;
  }

  /// Builds and simulates the network once; the result is what it took, by name.
  Map<String, Object> measure() {
    try (Simulator sim =
        Simulator.builder().resolution(ms(0.1)).seed(seed).threads(threads).build()) {
      return measure(sim);
    }
  }

  private Map<String, Object> measure(Simulator sim) {
    int N_ex = 4 * order;
    int C_ex = N_ex / 10;
    int C_in = order / 10;
    double J_ex = J / peak();
    double nu_th = THETA * C / (J_ex * C_ex * Math.E * TAU_M * TAU_SYN); // 1/ms
    NodeModel neuron =
        iaf_psc_alpha
            .with(C_m, pF(C))
            .with(tau_m, ms(TAU_M))
            .with(tau_syn_ex, ms(TAU_SYN))
            .with(tau_syn_in, ms(TAU_SYN))
            .with(t_ref, ms(2))
            .with(E_L, mV(0))
            .with(V_reset, mV(0))
            .with(V_m, mV(0))
            .with(V_th, mV(THETA));
    Synapse excitatory =
        static_synapse.named("excitatory").with(weight, pA(J_ex)).with(delay, ms(DELAY));
    Synapse inhibitory = excitatory.named("inhibitory").with(weight, pA(-G * J_ex));

    long begin = System.nanoTime();
    NodeCollection ex = sim.create(neuron, N_ex);
    NodeCollection in = sim.create(neuron, order);
    NodeCollection all = ex.and(in);
    NodeCollection noise = sim.create(poisson_generator.with(rate, Hz(1000 * ETA * nu_th * C_ex)));
    NodeCollection spikes_ex = sim.create(spike_recorder);
    NodeCollection spikes_in = sim.create(spike_recorder);
    sim.connect(noise, all, excitatory);
    sim.connect(ex, spikes_ex);
    sim.connect(in, spikes_in);
    sim.connect(ex, all, fixed_indegree(C_ex), excitatory);
    sim.connect(in, all, fixed_indegree(C_in), inhibitory);
    sim.build();
    double build = since(begin);

    begin = System.nanoTime();
    Result result = sim.simulate(simtime);
    double simulate = since(begin);

    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("network", "brunel_alpha");
    figures.put("threads", threads);
    figures.put("neurons", all.size());
    figures.put("synapses", sim.synapses(excitatory) + sim.synapses(inhibitory));
    figures.put("build_s", round(build));
    figures.put("simulate_s", round(simulate));
    figures.put("simulated_s", simtime / 1000);
    figures.put("rtf", round(1000 * simulate / simtime));
    figures.put("rate_ex", round(result.rate(spikes_ex)));
    figures.put("rate_in", round(result.rate(spikes_in)));
    figures.put("cv_isi", cv(result, spikes_ex, ex));
    figures.put("peak_rss_mb", peakMemory());
    return figures;
  }

  /// Mean coefficient of variation of the intervals between spikes, over the neurons that have one.
  private @Nullable Double cv(Result result, NodeCollection recorder, NodeCollection neurons) {
    double[] cvs =
        Statistics.of(result.spikes(recorder), neurons.toArray(), result.from(), result.to()).cvs();
    double mean = Arrays.stream(cvs).filter(Double::isFinite).average().orElse(Double.NaN);
    return Double.isNaN(mean) ? null : round(mean);
  }

  /// The maximum of the postsynaptic potential to a current of amplitude 1 pA [mV].
  private static double peak() {
    double b = 1 / TAU_SYN - 1 / TAU_M;
    // The slope vanishes at t where, with y = -(b t + tau_syn / tau_m), y exp(y) = x. Newton's
    // iteration for log(-y) + y = log(-x) on the branch y < -1 gains digits from any start there.
    double log = -TAU_SYN / TAU_M + Math.log(TAU_SYN / TAU_M);
    double y = log - 1;
    for (int i = 0; i < 20; i++) y -= (Math.log(-y) + y - log) / (1 / y + 1);
    double t = (-y - TAU_SYN / TAU_M) / b;
    return Math.E
        / (TAU_SYN * C * b)
        * ((Math.exp(-t / TAU_M) - Math.exp(-t / TAU_SYN)) / b - t * Math.exp(-t / TAU_SYN));
  }

  /// The most memory that the process has held so far [MB]; only Linux tells.
  private static @Nullable Long peakMemory() {
    try {
      List<String> lines = Files.readAllLines(Path.of("/proc/self/status"));
      for (String line : lines) {
        if (line.startsWith("VmHWM:")) {
          return Math.round(Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6);
        }
      }
    } catch (IOException e) {
      return null;
    }
    return null;
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) * 1e-9;
  }

  private static double round(double x) {
    return Math.rint(x * 1e4) / 1e4;
  }
}
