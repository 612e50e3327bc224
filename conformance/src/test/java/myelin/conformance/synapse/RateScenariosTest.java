package myelin.conformance.synapse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import myelin.conformance.harness.Close;
import myelin.conformance.harness.CoupledReplay;
import myelin.conformance.harness.CoupledScenario;
import myelin.engine.declare.Model;
import myelin.engine.declare.Signal;
import myelin.engine.neuron.NeuronModel;
import myelin.models.Models;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Rate neurons of all gains do what those of NEST 3.10 do without noise: with both summations,
/// multiplied or not, at once and after delays. The resource `ask_rates.py` holds the questions.
class RateScenariosTest {

  private static final List<CoupledScenario> SCENARIOS = CoupledScenario.all("rates.json.gz");

  @Test
  void allModelsAreThere() {
    List<String> models =
        Models.all().stream()
            .filter(m ->
                m instanceof NeuronModel n && n.signal().filter(Signal.RATE::equals).isPresent())
            .map(Model::name)
            .toList();
    assertThat(models).hasSize(15);
    for (String model : models) {
      long scenarios = SCENARIOS.stream().filter(s -> s.model().equals(model)).count();
      assertThat(scenarios).as(model).isGreaterThan(10);
    }
  }

  @TestFactory
  Stream<DynamicTest> rateNeuronsDoWhatThoseOfNestDo() {
    return SCENARIOS.stream().map(s -> DynamicTest.dynamicTest(s.name(), () -> replay(s)));
  }

  private static void replay(CoupledScenario s) {
    CoupledScenario.Outcome outcome = CoupledReplay.replay(s, 1, Close::require);
    assertThat(CoupledScenario.same(s.run(3, 0), outcome)).as("3 threads").isTrue();
  }
}
