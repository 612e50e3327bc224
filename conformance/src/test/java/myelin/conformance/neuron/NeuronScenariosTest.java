package myelin.conformance.neuron;

import java.util.stream.Stream;
import myelin.conformance.harness.ScenarioTests;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What neurons do at the edges of their models, as NEST 3.10 answered: input in the refractory
/// time, refractory times off the grid, bounded potentials, spikes by the clock, filtered currents;
/// what Hodgkin-Huxley neurons do; and what those with conductances do, also where input is so
/// strong that it takes several steps of the integrator; what trees of compartments do. The
/// resources `ask_nest.py` and `ask_compartments.py` hold the questions.
class NeuronScenariosTest {

  @TestFactory
  Stream<DynamicTest> neuronsDoWhatThoseOfNestDo() {
    return ScenarioTests.of(
        "neurons.json.gz",
        "hodgkin_huxley.json.gz",
        "conductances.json.gz",
        "compartments.json.gz");
  }
}
