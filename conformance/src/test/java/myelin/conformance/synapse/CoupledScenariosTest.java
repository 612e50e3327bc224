package myelin.conformance.synapse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import myelin.conformance.harness.Close;
import myelin.conformance.harness.CoupledReplay;
import myelin.conformance.harness.CoupledScenario;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Coupled neurons do what those of NEST 3.10 do: rates, diffusion input and gap junctions, with
/// and without waveform relaxation. The resource `ask_coupled.py` holds the questions.
///
/// What can be compared, and how closely, is in [CoupledReplay].
class CoupledScenariosTest {

  @Test
  void onlyTheseAreLeftOut() {
    Map<String, Integer> why = new LinkedHashMap<>();
    for (CoupledScenario s : CoupledScenario.all())
      why.merge(CoupledReplay.obstacle(s), 1, Integer::sum);
    assertThat(why)
        .containsOnly(
            Map.entry("", 294),
            Map.entry(CoupledReplay.LATE_DEVICE, 4),
            Map.entry("other random numbers; CoupledRatesTest has the closed forms", 10),
            Map.entry("changes of connections are not replayed", 10),
            Map.entry(CoupledReplay.FROZEN, 2));
  }

  @TestFactory
  Stream<DynamicTest> currentsThatChangeInsideASliceAreFeltAtOnce() {
    return CoupledScenario.all().stream()
        .filter(CoupledReplay::isFrozen)
        .map(s ->
            DynamicTest.dynamicTest(
                s.name(),
                () -> {
                  CoupledScenario.Outcome steps = s.run(1, 0.1);
                  s.run(1, 0)
                      .samples()
                      .forEach((what, actual) ->
                          Close.require(
                              s.name(),
                              actual,
                              steps.samples().get(what),
                              CoupledReplay.GAPS_RELAXED));
                }));
  }

  @TestFactory
  Stream<DynamicTest> coupledNeuronsDoWhatThoseOfNestDo() {
    List<CoupledScenario> all = CoupledReplay.all();
    return IntStream.range(0, all.size())
        .mapToObj(
            i -> DynamicTest.dynamicTest(all.get(i).name(), () -> replay(all.get(i), i % 4 == 0)));
  }

  private static void replay(CoupledScenario s, boolean manyThreads) {
    CoupledScenario.Outcome outcome = CoupledReplay.replay(s, 1, Close::require);
    for (int threads = 2; manyThreads && threads <= 3; threads++) {
      assertThat(CoupledScenario.same(s.run(threads, 0), outcome))
          .as("%d threads", threads)
          .isTrue();
    }
  }
}
