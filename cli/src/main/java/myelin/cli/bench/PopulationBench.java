package myelin.cli.bench;

import static myelin.Names.*;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.jspecify.annotations.Nullable;

/// Neurons of one model that are not connected: each hears spikes of its own from Poisson
/// processes.
public final class PopulationBench extends Bench {

  private final Population population;
  private final int neurons;
  private final double simtime;

  /// @param neurons how many
  public PopulationBench(Population population, int neurons, Settings settings) {
    super(population.model(), settings);
    require(neurons >= 1, "--neurons = %d: it must be at least 1".formatted(neurons));
    this.population = population;
    this.neurons = neurons;
    simtime = settings.simtime();
  }

  @Override
  Network connect(Simulator sim) {
    NodeCollection all = create(sim);
    if (!population.fires()) return new Network(all, List.of(), Map.of());
    NodeCollection spikes = sim.create(spike_recorder);
    sim.connect(all, spikes);
    return new Network(all, List.of(), Map.of("all", spikes));
  }

  /// Creates the neurons and what they hear, and returns the neurons.
  public NodeCollection create(Simulator sim) {
    NodeModel model = NodeModel.named(population.model()).with(population.parameters());
    NodeCollection all = sim.create(model, neurons);
    for (Population.Input input : population.inputs()) {
      Synapse synapse =
          static_synapse
              .with("weight", input.weight())
              .with(delay, ms(1))
              .receptor(input.receptor());
      sim.connect(
          sim.create(poisson_generator.with(rate, Hz(input.rate()))), all, all_to_all(), synapse);
    }
    return all;
  }

  /// Adds the time that all threads together take for a step of a neuron (ns).
  @Override
  public Map<String, @Nullable Object> measure() {
    Map<String, @Nullable Object> figures = super.measure();
    double seconds = ((Number) Objects.requireNonNull(figures.get("simulate_s"))).doubleValue();
    double steps = neurons * simtime / STEP_MS;
    figures.put("step_ns", round(seconds * 1e9 / steps));
    return figures;
  }
}
