package myelin.cli.bench;

import static myelin.Names.*;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;

/// A square millimetre of early sensory cortex: excitatory and inhibitory neurons in four layers,
/// synapses with weights and delays of their own.
///
/// When the network is scaled down, so are both the number of neurons and the inputs of each;
/// weights grow such that the variance of the input stays the same, and a current makes up for the
/// change of its mean.
///
/// Sources: Potjans and Diesmann (2014), The cell-type specific cortical microcircuit,
/// doi:10.1093/cercor/bhs358; van Albada et al. (2015), Scalability of asynchronous networks is
/// limited by one-to-one mapping between effective connectivity and correlations,
/// doi:10.1371/journal.pcbi.1004490.
public final class MicrocircuitBench extends Bench {

  private static final List<String> POPULATIONS =
      List.of("L23E", "L23I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I");
  private static final int[] NEURONS = {20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948};
  private static final int[] K_EXT = {1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100};
  private static final double[] V_MEAN = {
    -68.28, -63.16, -63.33, -63.45, -63.11, -61.66, -66.72, -61.43
  };
  private static final double[] V_SD = {5.36, 4.57, 4.74, 4.94, 4.94, 4.55, 5.46, 4.48};

  /// Rates at full scale (spikes/s).
  private static final double[] RATES = {0.90, 2.97, 4.41, 5.88, 7.57, 8.63, 1.11, 7.83};

  /// Probability of at least one synapse from a neuron of each population (column) to one of each
  /// (row).
  private static final double[][] P = {
    {0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0, 0.0076, 0},
    {0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0, 0.0042, 0},
    {0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0},
    {0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0, 0.1057, 0},
    {0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0},
    {0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0},
    {0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252},
    {0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443}
  };

  private static final double C = 250; // pF
  private static final double TAU_M = 10; // ms
  private static final double TAU_SYN = 0.5; // ms
  private static final double PSP = 0.15; // mV
  private static final double G = -4;
  private static final double WEIGHT_SD = 0.1;
  private static final double DELAY_EX = 1.5; // ms
  private static final double DELAY_IN = 0.75; // ms
  private static final double DELAY_SD = 0.5;
  private static final double RATE_EXT = 8; // spikes/s
  private static final double HALF_STEP = 0.05; // ms
  private static final double LONGEST = 1000; // ms
  private static final double SMALLEST = 0.01;

  private final double scale;
  private final boolean poisson;

  /// The network.
  public MicrocircuitBench(double scale, String drive, Settings settings) {
    super("microcircuit", settings);
    require(scale >= SMALLEST && scale <= 1, "--scale = %s: it must be 0.01 to 1".formatted(scale));
    require(
        drive.equals("poisson") || drive.equals("dc"),
        "--drive = %s: it must be poisson or dc".formatted(drive));
    this.scale = scale;
    poisson = drive.equals("poisson");
  }

  @Override
  Network connect(Simulator sim) {
    NodeCollection[] populations = new NodeCollection[NEURONS.length];
    Map<String, NodeCollection> recorders = new LinkedHashMap<>();
    for (int t = 0; t < NEURONS.length; t++) {
      populations[t] = sim.create(neuron(t), neurons(t));
      NodeCollection recorder = sim.create(spike_recorder);
      sim.connect(populations[t], recorder);
      recorders.put(POPULATIONS.get(t), recorder);
      if (poisson) drive(sim, populations[t], t);
    }
    for (int t = 0; t < NEURONS.length; t++) {
      for (int s = 0; s < NEURONS.length; s++) {
        if (P[t][s] == 0) continue;
        long n = Math.round(synapses(t, s) * scale * scale);
        sim.connect(populations[s], populations[t], fixed_total_number(n), synapse(t, s));
      }
    }
    return new Network(union(populations), List.of("excitatory", "inhibitory"), recorders);
  }

  private static NodeCollection union(NodeCollection[] populations) {
    return Arrays.stream(populations).reduce(NodeCollection::and).orElseThrow();
  }

  private int neurons(int t) {
    return (int) Math.round(NEURONS[t] * scale);
  }

  /// Number of synapses at full scale.
  private static double synapses(int t, int s) {
    double pairs = (double) NEURONS[t] * NEURONS[s];
    return Math.rint(Math.log(1 - P[t][s]) / Math.log(1 - 1 / pairs));
  }

  private NodeModel neuron(int t) {
    return iaf_psc_exp
        .with(E_L, mV(-65))
        .with(V_th, mV(-50))
        .with(V_reset, mV(-65))
        .with(C_m, pF(C))
        .with(tau_m, ms(TAU_M))
        .with(tau_syn_ex, ms(TAU_SYN))
        .with(tau_syn_in, ms(TAU_SYN))
        .with(t_ref, ms(2))
        .with(I_e, pA(current(t)))
        .with(V_m, normal(mV(V_MEAN[t]), mV(V_SD[t])));
  }

  /// Current (pA) that makes up for missing inputs and, with `dc`, for spikes from outside.
  private double current(int t) {
    double outside = psc(PSP) * K_EXT[t] * RATE_EXT;
    double inside = 0;
    for (int s = 0; s < NEURONS.length; s++) {
      inside += weight(t, s) * synapses(t, s) / NEURONS[t] * RATES[s];
    }
    double missing = (1 - Math.sqrt(scale)) * (inside + (poisson ? outside : 0));
    return TAU_SYN * 1e-3 * (missing + (poisson ? 0 : outside));
  }

  private void drive(Simulator sim, NodeCollection population, int t) {
    NodeCollection noise =
        sim.create(poisson_generator.with(rate, Hz(RATE_EXT * K_EXT[t] * scale)));
    double w = psc(PSP) / Math.sqrt(scale);
    sim.connect(noise, population, static_synapse.with(weight, pA(w)).with(delay, ms(DELAY_EX)));
  }

  private Synapse synapse(int t, int s) {
    boolean ex = s % 2 == 0;
    double w = weight(t, s) / Math.sqrt(scale);
    double d = ex ? DELAY_EX : DELAY_IN;
    return static_synapse
        .named(ex ? "excitatory" : "inhibitory")
        .with(
            weight,
            normal(pA(w), pA(WEIGHT_SD * Math.abs(w)))
                .redraw(pA(ex ? 0 : 10 * w), pA(ex ? 10 * w : 0)))
        .with(delay, normal(ms(d), ms(DELAY_SD * d)).redraw(ms(HALF_STEP), ms(LONGEST)));
  }

  /// Mean weight at full scale (pA).
  private static double weight(int t, int s) {
    if (s % 2 == 1) return G * psc(PSP);
    boolean strong = POPULATIONS.get(t).equals("L23E") && POPULATIONS.get(s).equals("L4E");
    return psc(strong ? 2 * PSP : PSP);
  }

  /// The current whose postsynaptic potential peaks at `psp` mV (pA).
  private static double psc(double psp) {
    double ratio = TAU_M / TAU_SYN;
    double rest = TAU_M - TAU_SYN;
    double peak = Math.pow(ratio, -TAU_SYN / rest) - Math.pow(ratio, -TAU_M / rest);
    return psp * C * rest / (TAU_M * TAU_SYN * peak);
  }
}
