package myelin.engine.plastic;

import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import myelin.engine.base.LearningIntervals;
import myelin.engine.base.TimeGrid;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.Population;
import myelin.engine.past.History;

/// The neurons that plastic synapses end on, as rules ask for them.
///
/// @param population empty where only spikes are given, as in tests
/// @param h a step (ms)
record TargetNeurons(Optional<Population> population, double h) {

  /// Node id of neuron `n`.
  int id(int n) {
    return population.orElseThrow().id(n);
  }

  /// The seed of the network.
  long seed() {
    return population.orElseThrow().seed();
  }

  /// What the block of neuron `n` has left, by number.
  History history(int number, int n) {
    return population.orElseThrow().block(n / Block.LANES).history(number);
  }

  /// A parameter of the neurons by their number, whatever it will be.
  IntToDoubleFunction parameter(String name) {
    return population.orElseThrow().parameter(name);
  }

  /// The block of neuron `n`.
  Block block(int n) {
    return population.orElseThrow().block(n / Block.LANES);
  }

  /// The intervals in which the network learns.
  LearningIntervals learning() {
    return population.map(Population::learning).orElse(LearningIntervals.DEFAULT);
  }

  /// The time grid of the network.
  TimeGrid grid() {
    return population.map(Population::grid).orElseGet(() -> new TimeGrid(h));
  }

  /// The number of what neurons leave under a name; if that is a recordable, they do from now on.
  int number(String history) {
    if (population.isEmpty()) return -1;
    Population p = population.get();
    int left = p.model().history(history);
    int recordable = p.model().heard(history);
    return left >= 0 || recordable < 0 ? left : p.watch(recordable);
  }
}
