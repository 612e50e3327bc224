package myelin.conformance.harness;

import static myelin.Names.cont_delay_synapse;
import static myelin.Names.fixed_indegree;
import static myelin.Names.iaf_psc_exp;
import static myelin.Names.iaf_psc_exp_ps;
import static myelin.Names.poisson_generator_ps;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;
import static myelin.Names.uniform;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import myelin.Builder;
import myelin.Events;
import myelin.Simulator;
import myelin.connect.Connections;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;

/// A recurrent network of neurons with precise spike times and of neurons on the grid, whose
/// synapses have delays between the steps.
public final class ContDelayNetwork {

  private ContDelayNetwork() {}

  /// Hash of all spikes, potentials and delays after `duration` with that number of threads.
  ///
  /// @param slice longest slice in steps, or 0
  public static String run(int threads, int slice, double duration) {
    return run(b -> b.threads(threads).slice(slice), duration);
  }

  /// The same with other settings.
  public static String run(UnaryOperator<Builder> settings, double duration) {
    try (Simulator sim = settings.apply(Simulator.builder().seed(3)).build()) {
      NodeCollection neurons = sim.create(iaf_psc_exp_ps, 30).and(sim.create(iaf_psc_exp, 10));
      NodeCollection noise = sim.create(poisson_generator_ps.with("rate", 9_000.0));
      sim.connect(noise, neurons, static_synapse.with("weight", 90.0).with("delay", 1.3));
      Synapse excitatory = cont_delay_synapse.with("weight", 60).with("delay", uniform(1.01, 4));
      sim.connect(neurons, neurons, fixed_indegree(6), excitatory);
      Synapse inhibitory = cont_delay_synapse.with("weight", -90).with("delay", 0.437);
      sim.connect(neurons, neurons, fixed_indegree(3), inhibitory);
      NodeCollection recorder = sim.create(spike_recorder);
      sim.connect(neurons, recorder);
      sim.simulate(duration);
      Events spikes = sim.gatherEvents(recorder);
      Connections found = sim.connections(neurons, neurons);
      return "%d spikes %08x, times %08x, potentials %08x, delays %08x"
          .formatted(
              spikes.size(),
              Arrays.hashCode(spikes.senders()),
              Arrays.hashCode(spikes.times()),
              Arrays.hashCode(Whole.get(sim, neurons, "V_m")),
              Arrays.hashCode(Whole.column(sim, found, Connections::delay)));
    }
  }
}
