package myelin.conformance.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import myelin.Builder;
import myelin.conformance.harness.Close;
import myelin.conformance.harness.CoupledReplay;
import myelin.conformance.harness.CoupledScenario;
import myelin.conformance.harness.PlasticScenario;
import myelin.conformance.harness.RankThreads.Division;
import myelin.conformance.harness.Scenario;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Several ranks get together what NEST got, in every so many of the scenarios that NEST has run;
/// with `-Dmyelin.ranks=2,3` in all of them. `mpirun -n 2 ./myelin conformance` does it with
/// processes.
class ScenariosOnRanksTest {

  /// How many scenarios of a kind are tried.
  private static final int SOME = 6;

  private interface Replay {
    void run(UnaryOperator<Builder> settings, Close close);
  }

  private static <T> Stream<DynamicTest> tests(
      String kind, List<T> scenarios, java.util.function.Function<T, Replay> replay) {
    assertThat(scenarios).hasSizeGreaterThan(SOME);
    int every = Division.wanted() ? 1 : scenarios.size() / SOME;
    return Stream.iterate(0, k -> k < scenarios.size(), k -> k + every)
        .map(k ->
            DynamicTest.dynamicTest(
                "%s %d".formatted(kind, k),
                () -> require(replay.apply(scenarios.get(k)), k / every)));
  }

  private static void require(Replay scenario, int number) {
    for (Division division : Division.of(number)) {
      division.run(settings -> {
        scenario.run(settings, Close::require);
        return 0;
      });
    }
  }

  @TestFactory
  Stream<DynamicTest> neurons() {
    List<Scenario> all =
        Stream.of("neurons.json.gz", "iaf_psc_exp.json.gz", "windows.json.gz")
            .flatMap(r -> Scenario.all(r).stream())
            .toList();
    return tests("neuron", all, s -> s::replay);
  }

  @TestFactory
  Stream<DynamicTest> plasticSynapses() {
    List<PlasticScenario> all =
        PlasticScenario.USUAL.stream().flatMap(r -> PlasticScenario.all(r).stream()).toList();
    return tests("synapse", all, s -> s::replay);
  }

  @TestFactory
  Stream<DynamicTest> coupledNeurons() {
    List<CoupledScenario> all =
        Stream.concat(CoupledReplay.all().stream(), CoupledScenario.all("rates.json.gz").stream())
            .toList();
    return tests(
        "coupled", all, s -> (settings, close) -> CoupledReplay.replay(s, settings, close));
  }
}
