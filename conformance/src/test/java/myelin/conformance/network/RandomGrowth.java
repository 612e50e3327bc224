package myelin.conformance.network;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import myelin.Names;
import myelin.Simulator;
import myelin.conformance.harness.Whole;
import myelin.connect.Synapse;
import myelin.engine.declare.Model;
import myelin.engine.neuron.NeuronModel;
import myelin.growth.GrowingSynapse;
import myelin.growth.StructuralPlasticity;
import myelin.growth.SynapticElement;
import myelin.node.NodeCollection;

/// Steps of random programs that let synapses come and go.
final class RandomGrowth {

  /// Neurons that take synapses of any weight, and have a trace of calcium.
  private static final List<Model> GROWING =
      RandomValues.NEURONS.stream()
          .filter(m -> m.parameter("Ca").isPresent() && ((NeuronModel) m).spikes())
          .filter(m ->
              m.name().matches("iaf_(psc|cond)_(exp|alpha|delta)|izhikevich|hh_psc_alpha|mat2.*"))
          .toList();

  private static final String[] SYNAPSES = {
    "static_synapse", "stdp_synapse", "tsodyks_synapse", "stdp_nn_symm_synapse", "bernoulli_synapse"
  };

  private RandomGrowth() {}

  /// Sets synapses that grow, gives neurons elements, and begins or ends growth.
  static void grow(RandomWorld world, Pick pick) {
    RandomWorld.Group group = world.group(pick, RandomValues.NEURONS);
    if (group == null || !GROWING.contains(group.model())) return;
    NodeCollection nodes = group.nodes();
    StructuralPlasticity growth = world.sim.structuralPlasticity();
    String synapse = pick.of(SYNAPSES);
    double weight = Math.rint(pick.between(1, 80));
    double delay = pick.tenths(1, 30);
    double interval = pick.tenths(1, 40);
    double axons = pick.between(-0.5, 1.5);
    double dendrites = pick.between(-0.5, 1.5);
    boolean gaussian = pick.chance(0.3);
    boolean on = pick.chance(0.85);
    world.say(
        "growth(n%d, %s, weight %s, delay %s, interval %s, rates %s and %s, gaussian %s, enabled %s)"
            .formatted(
                world.number(group),
                synapse,
                weight,
                delay,
                interval,
                axons,
                dendrites,
                gaussian,
                on));
    Synapse made =
        Synapse.model(synapse)
            .with("weight", weight)
            .with("delay", delay)
            .named("grown_" + synapse);
    growth.synapses(Map.of("kind", new GrowingSynapse(made.elements("axon", "dendrite"))));
    world.hasElements = true;
    growth.put(
        nodes, Map.of("axon", element(gaussian, axons), "dendrite", element(gaussian, dendrites)));
    growth.updateInterval(Names.ms(interval));
    if (on) growth.enable();
    else growth.disable();
  }

  private static SynapticElement element(boolean gaussian, double rate) {
    SynapticElement made = gaussian ? SynapticElement.gaussian() : SynapticElement.linear();
    return made.growth_rate(rate).z(2);
  }

  /// Adds what can be seen of the elements of nodes.
  static void look(Map<String, Object> all, String name, RandomWorld world, NodeCollection nodes) {
    StructuralPlasticity growth = world.sim.structuralPlasticity();
    for (String element : Arrays.asList("axon", "dendrite")) {
      String begin = String.format(Locale.ROOT, "%s, %s: ", name, element);
      all.put(begin + "z", each(world.sim, nodes, n -> growth.z(n, element)[0]));
      all.put(
          begin + "z_connected", each(world.sim, nodes, n -> growth.z_connected(n, element)[0]));
    }
  }

  private static double[] each(
      Simulator sim, NodeCollection nodes, Function<NodeCollection, Double> what) {
    return Whole.each(sim, nodes, what).stream().mapToDouble(x -> x).toArray();
  }
}
