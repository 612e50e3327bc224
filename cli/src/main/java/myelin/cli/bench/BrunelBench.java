package myelin.cli.bench;

import static myelin.Names.*;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import myelin.Result;
import myelin.Simulator;
import myelin.analysis.Spikes;
import myelin.analysis.Statistics;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.jspecify.annotations.Nullable;

/// Brunel's network of `4 order` excitatory and `order` inhibitory neurons with alpha-shaped
/// synaptic currents, in the state of asynchronous irregular firing (g = 5, eta = 2).
///
/// Source: Brunel (2000), Dynamics of sparsely connected networks of excitatory and inhibitory
/// spiking neurons, doi:10.1023/A:1008925309027; parameters as in NEST's example
/// `brunel_alpha_numpy`.
public final class BrunelBench extends Bench {

  private static final double TAU_M = 20; // ms
  private static final double TAU_SYN = 0.5; // ms
  private static final double C = 250; // pF
  private static final double THETA = 20; // mV
  private static final double J = 0.1; // mV
  private static final double G = 5;
  private static final double ETA = 2;
  private static final double DELAY = 1.5; // ms

  private final int order;

  /// The network.
  public BrunelBench(int order, Settings settings) {
    super("brunel_alpha", settings);
    this.order = requireOrder(order);
  }

  @Override
  Network connect(Simulator sim) {
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
    return Network.of(all, List.of("excitatory", "inhibitory"), spikes_ex, spikes_in);
  }

  /// Mean coefficient of variation of the intervals between spikes, over the excitatory neurons
  /// that have one.
  @Override
  Map<String, @Nullable Double> more(Simulator sim, Network network, Result result) {
    int[] ids = network.neurons().first(4 * order).toArray();
    Spikes spikes = result.spikes(network.recorder("ex"));
    double[] cvs = Statistics.of(spikes, ids, result.from(), result.to()).cvs();
    double mean = Arrays.stream(cvs).filter(Double::isFinite).average().orElse(Double.NaN);
    return Collections.singletonMap("cv_isi", Double.isNaN(mean) ? null : mean);
  }

  /// The peak (mV) of the postsynaptic potential for a synaptic current that peaks at 1 pA.
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
}
