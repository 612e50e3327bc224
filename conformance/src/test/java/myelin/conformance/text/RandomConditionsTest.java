package myelin.conformance.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import myelin.Nestml;
import myelin.Simulator;
import myelin.engine.declare.ModelRegistry;
import myelin.models.Models;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Functions in conditions on random numbers within branches are computed for whole arrays before
/// the branch, unless what they read changes in it.
class RandomConditionsTest {

  private static final String TEXT =
      """
      model guarded_neuron:
        state:
          x real = 1000
          certain real = 0
          never real = 0
          known real = 0
        parameters:
          on boolean = true
        update:
          if on:
            if x > 0:
              limit real = 0
              x = 0
              limit = x + 1000
              if random_uniform(0, 1) < exp(-x):
                certain += 1
              if random_uniform(0, 1) < exp(-limit):
                never += 1
              x = 1000
            if random_uniform(0, 1) < 1 + exp(-x):
              known += 1
      """;

  /// @param neurons in all; a third of them do nothing
  @ParameterizedTest
  @ValueSource(ints = {9, 300})
  void valuesAreThoseAtTheCondition(int neurons) {
    ModelRegistry models = Models.registry();
    models.addAll(Nestml.models("guarded", TEXT));
    try (Simulator sim = Simulator.builder().models(models).threads(1).build()) {
      NodeCollection cells = sim.create(NodeModel.of(models.named("guarded_neuron")), neurons);
      cells.first(neurons / 3).set("on", false);
      sim.simulate(2.0);
      double[] steps = new double[neurons];
      Arrays.fill(steps, neurons / 3, neurons, 20);
      assertThat(cells.get("certain")).containsExactly(steps);
      assertThat(cells.get("known")).containsExactly(steps);
      assertThat(cells.get("never")).containsOnly(0);
    }
  }
}
