package myelin;

import static myelin.Names.C_m;
import static myelin.Names.E_L;
import static myelin.Names.V_m;
import static myelin.Names.V_reset;
import static myelin.Names.V_th;
import static myelin.Names.iaf_psc_delta;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.pF;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_times;
import static myelin.Names.tau_m;

import myelin.connect.ConnectionRule;
import myelin.connect.Synapse;
import myelin.node.NodeModel;

/// Looks into synapses by sending spikes through them: the targets' potentials do not decay and
/// never reach the threshold, so each is the sum of all weights that have arrived, exact if the
/// weights are multiples of a power of two.
final class Jumps {

  /// A neuron that only adds up.
  static final NodeModel ADDER =
      iaf_psc_delta
          .with(E_L, mV(0))
          .with(V_m, mV(0))
          .with(V_reset, mV(-1e9))
          .with(V_th, mV(1e9))
          .with(C_m, pF(1))
          .with(tau_m, ms(1e18));

  /// A source that spikes once, at 1 ms.
  static final NodeModel SPIKE = spike_generator.with(spike_times, ms(new double[] {1}));

  private Jumps() {}

  /// The sum of the weights of all synapses onto each target from source `from`, or from all
  /// sources if `from` is negative.
  static double[] onto(int S, int T, ConnectionRule rule, Synapse synapse, int from) {
    return onto(S, T, rule, synapse, from, 2, 1);
  }

  static double[] onto(
      int S, int T, ConnectionRule rule, Synapse synapse, int from, int threads, long seed) {
    var sim = Simulator.builder().threads(threads).seed(seed).build();
    var sources = sim.create(from < 0 ? SPIKE : spike_generator, S);
    var targets = sim.create(ADDER, T);
    if (from >= 0) sources.at(from).set(spike_times, ms(new double[] {1}));
    sim.connect(sources, targets, rule, synapse);
    sim.simulate(ms(30));
    return targets.get(V_m);
  }
}
