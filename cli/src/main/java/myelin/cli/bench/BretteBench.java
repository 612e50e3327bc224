package myelin.cli.bench;

import static myelin.Names.*;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import myelin.Result;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.jspecify.annotations.Nullable;

/// Networks of `4 order` excitatory and `order` inhibitory neurons that stay active by themselves:
/// nothing drives them from outside.
///
/// Source: Brette et al. (2007), Simulation of networks of spiking neurons: a review of tools and
/// strategies, doi:10.1007/s10827-007-0038-6, benchmarks 1 (COBA: synapses are conductances) and 2
/// (CUBA: synapses are currents), after Vogels and Abbott (2005),
/// doi:10.1523/JNEUROSCI.3508-05.2005. Any two of the 4000 neurons are connected with probability
/// 0.02. In networks of another size the probability changes, so that a neuron still has 80 inputs.
/// Synapses have a delay of one step, 0.1 ms; the source has none.
///
/// Activity starts as in Brian's examples of these networks. With currents, potentials are uniform
/// between reset and threshold, and the resting potential lies above the threshold. With
/// conductances, the resting potential is the reset potential and no neuron fires by itself;
/// initial conductances of 40 +- 15 nS (excitatory) and 200 +- 120 nS (inhibitory), with potentials
/// of -65 +- 5 mV, start the activity. Normal numbers are taken as they come: one inhibitory
/// conductance in twenty is negative and so excites. Without these, when they were drawn again,
/// activity mostly ended within 30 ms; with them it goes on at 18 to 20 spikes/s.
public final class BretteBench extends Bench {

  /// A fifth of the number of neurons, in the paper.
  public static final int ORDER = 800;

  private static final double PROBABILITY = 0.02;

  private final int order;
  private final NodeModel neuron;
  private final Synapse excitatory;
  private final Synapse inhibitory;

  private BretteBench(
      String name,
      int order,
      Settings settings,
      NodeModel neuron,
      Synapse excitatory,
      Synapse inhibitory) {
    super(name, settings);
    this.order = requireOrder(order);
    this.neuron =
        neuron
            .with(C_m, pF(200))
            .with(V_th, mV(-50))
            .with(V_reset, mV(-60))
            .with(t_ref, ms(5))
            .with(tau_syn_ex, ms(5))
            .with(tau_syn_in, ms(10));
    this.excitatory = excitatory.named("excitatory").with(delay, ms(0.1));
    this.inhibitory = inhibitory.named("inhibitory").with(delay, ms(0.1));
  }

  /// Benchmark 1: synapses are conductances.
  public static Bench coba(int order, Settings settings) {
    NodeModel neuron =
        iaf_cond_exp
            .with(g_L, nS(10))
            .with(E_L, mV(-60))
            .with(E_ex, mV(0))
            .with(E_in, mV(-80))
            .with(V_m, normal(mV(-65), mV(5)))
            .with(g_ex, normal(nS(40), nS(15)))
            .with(g_in, normal(nS(200), nS(120)));
    return new BretteBench(
        "coba",
        order,
        settings,
        neuron,
        static_synapse.with(weight, nS(6)),
        static_synapse.with(weight, nS(-67)));
  }

  /// Benchmark 2: synapses are currents; a constant current of 10 pA takes a neuron 1 mV from rest.
  public static Bench cuba(int order, Settings settings) {
    NodeModel neuron =
        iaf_psc_exp.with(tau_m, ms(20)).with(E_L, mV(-49)).with(V_m, uniform(mV(-60), mV(-50)));
    return new BretteBench(
        "cuba",
        order,
        settings,
        neuron,
        static_synapse.with(weight, pA(16.2)),
        static_synapse.with(weight, pA(-90)));
  }

  @Override
  Network connect(Simulator sim) {
    NodeCollection ex = sim.create(neuron, 4 * order);
    NodeCollection in = sim.create(neuron, order);
    NodeCollection all = ex.and(in);
    NodeCollection spikes_ex = sim.create(spike_recorder);
    NodeCollection spikes_in = sim.create(spike_recorder);
    double p = Math.min(1, PROBABILITY * ORDER / order);
    sim.connect(ex, all, pairwise_bernoulli(p), excitatory);
    sim.connect(in, all, pairwise_bernoulli(p), inhibitory);
    sim.connect(ex, spikes_ex);
    sim.connect(in, spikes_in);
    return Network.of(all, List.of("excitatory", "inhibitory"), spikes_ex, spikes_in);
  }

  /// Time of the last spike (ms), which shows whether the network was active to the end.
  @Override
  Map<String, @Nullable Double> more(Simulator sim, Network network, Result result) {
    double[] times = result.spikes(network.recorder("ex")).times();
    return Collections.singletonMap(
        "last_spike_ms", times.length == 0 ? null : times[times.length - 1]);
  }
}
