package myelin.conformance.device;

import java.util.stream.Stream;
import myelin.conformance.harness.ScenarioTests;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// When devices act, as NEST 3.10 answered: windows, delays, resolutions, weights and
/// multiplicities of generators; generators that are changed or connected between two calls of
/// simulate. The resource `ask_nest.py` holds the questions.
class WindowsTest {

  @TestFactory
  Stream<DynamicTest> devicesActWhenThoseOfNestDo() {
    return ScenarioTests.of("windows.json.gz");
  }
}
