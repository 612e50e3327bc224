package myelin;

import static myelin.Names.Hz;
import static myelin.Names.iaf_psc_exp;
import static myelin.Names.noise_generator;
import static myelin.Names.pairwise_bernoulli;
import static myelin.Names.parrot_neuron;
import static myelin.Names.poisson_generator;
import static myelin.Names.rate;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;
import static myelin.Names.uniform;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import myelin.node.NodeCollection;
import org.junit.jupiter.api.Test;

/// A seed that is set after nodes were created gives what it gives when it is set before.
class ReseededTest {

  private static List<Object> run(long first, long then) {
    Simulator sim = Simulator.builder().threads(2).seed(first).build();
    NodeCollection noise = sim.create(poisson_generator.with("rate", 5000.0));
    NodeCollection current =
        sim.create(noise_generator.with("std", 400.0).with("mean", 300.0).with("dt", 1.0));
    NodeCollection parrots = sim.create(parrot_neuron, 3);
    NodeCollection soft = sim.create(iaf_psc_exp.with("delta", 1.0).with("rho", 1000.0), 300);
    NodeCollection spikes = sim.create(spike_recorder);
    sim.seed(then);
    soft.set("V_m", uniform(-70, -60));
    sim.connect(noise, parrots);
    sim.connect(current, soft);
    sim.connect(parrots.and(soft), spikes);
    sim.connect(
        parrots, soft, pairwise_bernoulli(0.5), static_synapse.with("weight", uniform(1, 2)));
    sim.simulate(20);
    Events events = sim.events(spikes);
    return List.of(
        Arrays.toString(events.senders()),
        Arrays.toString(events.times()),
        Arrays.toString(sim.connections().weight()),
        Arrays.toString(soft.get("V_m")));
  }

  @Test
  void aLaterSeedIsAsGoodAsAnEarlyOne() {
    assertThat(run(1, 2)).isEqualTo(run(2, 2));
    List<Object> other = run(2, 1);
    for (int k = 0; k < other.size(); k++) assertThat(other.get(k)).isNotEqualTo(run(2, 2).get(k));
  }

  /// Spikes of a Poisson generator, to 20 ms, after another seed was set at 10 ms.
  private static double[] later(long seed) {
    try (Simulator sim = Simulator.builder().seed(1).build()) {
      var noise = sim.create(poisson_generator.with(rate, Hz(9000)));
      var parrots = sim.create(parrot_neuron, 3);
      var spikes = sim.create(spike_recorder);
      sim.connect(noise, parrots);
      sim.connect(parrots, spikes);
      sim.simulate(10);
      sim.seed(seed);
      sim.simulate(10);
      return sim.events(spikes).times();
    }
  }

  @Test
  void afterASimulationItHoldsFromThenOn() {
    double[] same = later(1);
    double[] other = later(2);
    assertThat(until(10, other)).isEqualTo(until(10, same));
    assertThat(other).isNotEqualTo(same);
  }

  private static double[] until(double end, double[] times) {
    return Arrays.stream(times).filter(t -> t <= end).toArray();
  }
}
