package myelin.conformance.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import myelin.Names;
import myelin.Nestml;
import myelin.Simulator;
import myelin.engine.declare.ModelRegistry;
import myelin.models.Models;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random numbers of texts in a process of Ornstein and Uhlenbeck, whose variance and correlation
/// are known.
class NoiseTest {

  private static final int NEURONS = 5000;
  private static final double SIGMA = 10;

  private static final String TEXT =
      """
      model noise_neuron:
        parameters:
          sigma real = 10
          tau ms = 10 ms
        internals:
          A real = sigma * (1 - exp(-2 * resolution() / tau))**0.5
        state:
          U real = 0
        update:
          U = U * exp(-resolution() / tau) + A * random_normal(0, 1)
      """;

  /// Bounds are five standard deviations of the estimates; time constants are 100 steps.
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 1})
  void varianceAndCorrelationAreThoseOfTheProcess(double h) {
    ModelRegistry models = Models.registry();
    models.addAll(Nestml.models("noise", TEXT));
    try (Simulator sim =
        Simulator.builder().models(models).resolution(Names.ms(h)).seed(4).threads(1).build()) {
      double tau = 100 * h;
      NodeCollection cells =
          sim.create(NodeModel.of(models.named("noise_neuron")).with("tau", tau), NEURONS);
      sim.simulate(600 * h);
      double[] before = cells.get("U");
      sim.simulate(tau);
      double[] after = cells.get("U");
      double variance = 0;
      double product = 0;
      for (int i = 0; i < NEURONS; i++) {
        variance += after[i] * after[i] / NEURONS;
        product += before[i] * after[i] / NEURONS;
      }
      double expected = SIGMA * SIGMA;
      assertThat(variance).isCloseTo(expected, within(5 * expected * Math.sqrt(2.0 / NEURONS)));
      assertThat(product)
          .isCloseTo(expected / Math.E, within(5 * expected * Math.sqrt(1.14 / NEURONS)));
    }
  }
}
