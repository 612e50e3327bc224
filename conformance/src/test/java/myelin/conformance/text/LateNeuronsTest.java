package myelin.conformance.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import myelin.Events;
import myelin.Nestml;
import myelin.Simulator;
import myelin.engine.declare.ModelRegistry;
import myelin.engine.declare.Recordable;
import myelin.engine.neuron.NeuronModel;
import myelin.models.Models;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Neurons that join a network after it has been simulated, and random numbers of texts.
class LateNeuronsTest {

  /// Whether others of its model were there before makes no difference to a neuron.
  @TestFactory
  Stream<DynamicTest> aNeuronThatIsMadeLateBeginsLikeAnyOther() {
    return Models.all().stream()
        .filter(m -> m instanceof NeuronModel n && n.source().isPresent())
        .map(m ->
            DynamicTest.dynamicTest(
                m.name(),
                () ->
                    assertThat(late(m.name(), m.name()))
                        .isEqualTo(late("iaf_psc_delta", m.name()))));
  }

  private static Map<String, List<Double>> late(String before, String model) {
    try (Simulator sim = Simulator.builder().seed(5).threads(1).build()) {
      sim.create(NodeModel.named(before), 1);
      sim.simulate(20);
      NodeCollection neuron = sim.create(NodeModel.named(model), 1);
      String[] names =
          ((NeuronModel) NodeModel.named(model).model())
              .recordables().stream().map(Recordable::name).toArray(String[]::new);
      NodeCollection meter =
          sim.create(
              NodeModel.named("multimeter").with("record_from", names).with("interval", 0.1));
      sim.connect(meter, neuron);
      sim.simulate(30);
      Events events = sim.events(meter);
      Map<String, List<Double>> all = new LinkedHashMap<>();
      for (String name : names) {
        all.put(name, Arrays.stream(events.values(name)).boxed().toList());
      }
      return all;
    }
  }

  /// Poisson numbers of neighbouring steps do not depend on each other: their correlation is 0,
  /// with a standard error of one over the root of their number.
  @Test
  void poissonNumbersOfNeighbouringStepsAreIndependent() {
    String text =
        """
        model drawing:
            state:
                n real = 0
            update:
                n = random_poisson(3.0)
        """;
    ModelRegistry models = Models.registry();
    models.addAll(Nestml.models("drawing", text));
    try (Simulator sim = Simulator.builder().models(models).seed(9).threads(1).build()) {
      NodeCollection neurons = sim.create(NodeModel.of(models.named("drawing")), 20);
      NodeCollection meter =
          sim.create(NodeModel.named("multimeter").with("record_from", "n").with("interval", 0.1));
      sim.connect(meter, neurons);
      sim.simulate(500);
      Events events = sim.events(meter);
      double[] n = events.values("n");
      assertThat(Arrays.stream(n).average().orElse(0))
          .isEqualTo(3, within(5 * Math.sqrt(3.0 / n.length)));
      double product = 0;
      int pairs = 0;
      // samples of a step come neuron by neuron
      for (int k = 0; k + 20 < n.length; k++, pairs++) product += (n[k] - 3) * (n[k + 20] - 3);
      assertThat(product / pairs / 3).isEqualTo(0, within(5 / Math.sqrt(pairs)));
    }
  }
}
