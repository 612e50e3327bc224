package myelin.conformance.network;

import static myelin.Names.Hz;
import static myelin.Names.I_e;
import static myelin.Names.V_m;
import static myelin.Names.iaf_cond_exp;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.iaf_psc_exp;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.pA;
import static myelin.Names.poisson_generator;
import static myelin.Names.rate;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;
import static myelin.Names.t_ref;
import static myelin.Names.tau_m;
import static myelin.Names.weight;

import java.util.Arrays;
import java.util.List;
import myelin.Names;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;

/// A network of models that have [myelin.models.loops.VectorLoops], with much that can go wrong in
/// them: neurons that differ, that are silent for less than a slice, that are set while they are
/// silent, that are reached by few and by many Poisson spikes.
final class VectorNetwork {

  private static final int NEURONS = 300;

  private VectorNetwork() {}

  /// Prints a hash of all spikes and potentials.
  public static void main(String[] arguments) {
    System.out.println(run(Integer.parseInt(arguments[0])));
  }

  /// A hash of all spikes and potentials.
  static long run(int threads) {
    long hash = 7;
    try (Simulator sim = Simulator.builder().seed(3).threads(threads).build()) {
      NodeCollection spikes = sim.create(spike_recorder);
      for (NodeModel model : List.of(iaf_psc_alpha, iaf_psc_exp)) {
        NodeCollection alike = sim.create(model.with(t_ref, ms(0.1)), NEURONS);
        NodeCollection silentLong = sim.create(model.with(t_ref, ms(2)).with(tau_m, ms(7)), 40);
        NodeCollection neverSilent = sim.create(model.with(t_ref, ms(0)).with(I_e, pA(450)), 30);
        NodeCollection all = alike.and(silentLong).and(neverSilent);
        for (double rates : new double[] {300, 14_000, 40_000, 600_000}) {
          NodeCollection noise = sim.create(poisson_generator.with(rate, Hz(rates)));
          sim.connect(noise, all, static_synapse.with(weight, pA(280_000 / rates)));
        }
        NodeCollection some = all.first(200);
        NodeCollection noise = sim.create(poisson_generator.with(rate, Hz(9000)));
        sim.connect(noise, some, static_synapse.with(weight, pA(-31)));
        sim.connect(
            all,
            all,
            Names.fixed_indegree(40),
            static_synapse.with(weight, pA(-9)).with("delay", 1.3));
        sim.connect(all, spikes);
        sim.simulate(ms(41.7));
        silentLong.set(V_m, mV(-56));
        sim.simulate(ms(160));
        hash = 31 * hash + Arrays.hashCode(all.get(V_m));
      }
      hash = 31 * hash + plastic(sim);
      if (sim.spikeCount() < 1000) throw new IllegalStateException("too quiet");
      hash = 31 * hash + Arrays.hashCode(sim.events(spikes).times());
      hash = 31 * hash + Arrays.hashCode(sim.events(spikes).senders());
    }
    return 31 * hash + stepByStep(threads);
  }

  /// A hash of spikes and potentials where slices are of one step, with neurons that are set above
  /// their threshold while they are silent, and conductances that take short steps.
  private static long stepByStep(int threads) {
    long hash = 7;
    try (Simulator sim = Simulator.builder().seed(4).threads(threads).build()) {
      NodeCollection spikes = sim.create(spike_recorder);
      for (NodeModel model : List.of(iaf_psc_exp, iaf_cond_exp)) {
        double unit = model == iaf_psc_exp ? 1 : 0.01;
        NodeCollection alike = sim.create(model.with(I_e, pA(300)), NEURONS);
        NodeCollection others = sim.create(model.with(t_ref, ms(0)).with(I_e, pA(450)), 90);
        NodeCollection all = alike.and(others);
        NodeCollection noise = sim.create(poisson_generator.with(rate, Hz(9000)));
        sim.connect(noise, all, static_synapse.with("weight", 60 * unit));
        NodeCollection rare = sim.create(poisson_generator.with(rate, Hz(100)));
        sim.connect(rare, all, static_synapse.with("weight", -9000 * unit));
        Synapse quick = static_synapse.with("weight", 20 * unit).with("delay", 0.1);
        sim.connect(all, all, Names.fixed_indegree(30), quick);
        sim.connect(all, spikes);
        sim.simulate(ms(90));
        alike.set(V_m, mV(-50));
        sim.simulate(ms(60));
        hash = 31 * hash + Arrays.hashCode(all.get(V_m));
      }
      if (sim.spikeCount() < 1000) throw new IllegalStateException("too quiet");
      hash = 31 * hash + Arrays.hashCode(sim.events(spikes).times());
      return 31 * hash + Arrays.hashCode(sim.events(spikes).senders());
    }
  }

  /// A hash of weights that have changed: of synapses that hear none to many spikes, some of them
  /// on their way, additively and multiplicatively, up to the limits, some of them from weights
  /// beyond.
  private static long plastic(Simulator sim) {
    NodeModel model = iaf_psc_exp.with(t_ref, ms(0.5));
    NodeCollection slow = sim.create(model, 60);
    NodeCollection mixed = slow.and(sim.create(model.with(I_e, pA(500)), 30));
    NodeCollection noise = sim.create(poisson_generator.with(rate, Hz(9000)));
    sim.connect(noise, mixed, static_synapse.with(weight, pA(45)));
    long hash = 1;
    int made = 0;
    for (String name : List.of("stdp_synapse", "stdp_synapse_hom")) {
      for (double mu : new double[] {0, 1}) {
        Synapse synapse =
            Synapse.model(name)
                .named(name + made++)
                .with("mu_plus", mu)
                .with("mu_minus", mu)
                .with("lambda", 0.1)
                .with("Wmax", 3.)
                .with("delay", mu == 0 ? 0.7 : 6.1)
                .with(weight, Names.uniform(pA(0), pA(3.5)));
        sim.connect(mixed, mixed, Names.fixed_indegree(23), synapse);
        sim.simulate(ms(400));
        hash = 31 * hash + Arrays.hashCode(sim.connections(mixed, mixed, synapse).weight());
      }
    }
    return hash;
  }
}
