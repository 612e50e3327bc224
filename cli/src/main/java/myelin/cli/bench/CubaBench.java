package myelin.cli.bench;

import static myelin.Names.*;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import myelin.Result;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.jspecify.annotations.Nullable;

/// Brunel's network of `4 order` excitatory and `order` inhibitory neurons with exponential
/// synaptic currents; synapses between excitatory neurons are plastic.
///
/// Source: Brette et al. (2007), Simulation of networks of spiking neurons: a review of tools and
/// strategies, doi:10.1007/s10827-007-0038-6, benchmark 5; parameters as in NEST's example
/// `cuba_stdp`.
public final class CubaBench extends Bench {

  private static final int RECORDED = 500;

  private static final double THETA = 20; // mV
  private static final double J = 35; // pA
  private static final double G = 5;
  private static final double DELAY = 1.5; // ms
  private static final double RATE = 900 * 4.5; // spikes/s

  private static final Synapse EXCITATORY =
      static_synapse.named("excitatory").with(weight, pA(J)).with(delay, ms(DELAY));
  private static final Synapse INHIBITORY = EXCITATORY.named("inhibitory").with(weight, pA(-G * J));
  private static final Synapse PLASTIC =
      stdp_synapse
          .named("plastic")
          .with(weight, normal(pA(J), pA(3)))
          .with(Wmax, pA(2 * J))
          .with(alpha, 1.05)
          .with(delay, ms(DELAY));

  private final int order;
  private final long seed;

  /// The network.
  public CubaBench(int order, Settings settings) {
    super("cuba_stdp", settings);
    this.order = requireOrder(order);
    seed = settings.seed();
  }

  @Override
  Network connect(Simulator sim) {
    int N_ex = 4 * order;
    int C_ex = N_ex / 10;
    int C_in = order / 10;
    NodeModel neuron =
        iaf_psc_exp
            .with(C_m, pF(250))
            .with(tau_m, ms(20))
            .with(E_L, mV(0))
            .with(V_reset, mV(0))
            .with(V_th, mV(THETA));
    NodeCollection ex = sim.create(neuron, N_ex);
    NodeCollection in = sim.create(neuron, order);
    NodeCollection all = ex.and(in);
    all.set(V_m, mV(potentials(all.size())));
    NodeCollection noise = sim.create(poisson_generator.with(rate, Hz(RATE)));
    NodeCollection spikes_ex = sim.create(spike_recorder);
    NodeCollection spikes_in = sim.create(spike_recorder);
    sim.connect(noise, all, EXCITATORY);
    sim.connect(ex, ex, fixed_indegree(C_ex), PLASTIC);
    sim.connect(ex, in, fixed_indegree(C_ex), EXCITATORY);
    sim.connect(in, all, fixed_indegree(C_in), INHIBITORY);
    sim.connect(ex.first(Math.min(RECORDED, order)), spikes_ex);
    sim.connect(in.first(Math.min(RECORDED, order)), spikes_in);
    return Network.of(all, List.of("excitatory", "inhibitory", "plastic"), spikes_ex, spikes_in);
  }

  /// Initial potentials, drawn below the threshold (mV).
  private double[] potentials(int n) {
    SplittableRandom random = new SplittableRandom(seed);
    return DoubleStream.generate(() -> Math.min(random.nextGaussian(7, 5), THETA - 0.1))
        .limit(n)
        .toArray();
  }

  /// Mean and standard deviation of the plastic weights (pA).
  @Override
  Map<String, @Nullable Double> more(Simulator sim, Network network, Result result) {
    NodeCollection ex = network.neurons().first(4 * order);
    double[] weights = sim.connections(ex, ex, PLASTIC).weight();
    double mean = DoubleStream.of(weights).average().orElse(Double.NaN);
    double variance =
        DoubleStream.of(weights).map(w -> (w - mean) * (w - mean)).average().orElse(Double.NaN);
    return new TreeMap<>(Map.of("weight_mean", mean, "weight_sd", Math.sqrt(variance)));
  }
}
