package myelin.conformance.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The suite in short, from five seeds: networks fire as in NEST, and the suite would tell if they
/// did not.
class StatisticsSuiteTest {

  private static final int SEEDS = 5;
  private static final int THREADS = 2;

  static Stream<String> networks() {
    return StatisticsSuite.networks().stream();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void networksFireAsInNest(String network) {
    List<StatisticsSuite.Row> rows = StatisticsSuite.compare(network, SEEDS, THREADS);
    assertThat(rows)
        .as("%s%n%s", network, StatisticsSuite.heading())
        .allMatch(StatisticsSuite.Row::agrees);
  }

  /// Inhibition that is 3 % weaker makes rates of 37 instead of 34 spikes/s.
  @Test
  void anotherNetworkIsToldFromNests() {
    DescribedNetwork other = DescribedNetwork.named("brunel_delta").scaled("I", 0.97);
    assertThat(StatisticsSuite.compare(other, "brunel_delta", 2, THREADS))
        .anyMatch(row -> row.measure().equals("rate") && !row.agrees());
  }

  /// Inhibition that is 20 % weaker makes binary neurons more active.
  @Test
  void anotherNetworkIsToldByWhatIsRecorded() {
    DescribedNetwork other = DescribedNetwork.named("binary").scaled("I", 0.8);
    assertThat(StatisticsSuite.compare(other, "binary", 2, THREADS))
        .anyMatch(row -> row.measure().equals("mean") && !row.agrees());
  }

  @Test
  void tablesHaveALineForEachMeasure() {
    List<String> lines = new ArrayList<>();
    boolean agree = StatisticsSuite.report(List.of("irregular_delta"), 1, THREADS, lines::add);
    assertThat(lines).hasSize(9);
    assertThat(lines.getFirst()).startsWith("irregular_delta: ").endsWith(", seeds 1 to 1");
    assertThat(lines.get(1)).startsWith("of ").endsWith("verdict");
    assertThat(lines.get(4)).matches("E +correlation +[-0-9.]+ .* (agrees|DIFFERS)");
    assertThat(agree).isEqualTo(lines.stream().noneMatch(l -> l.contains("DIFFERS")));
  }

  @Test
  void impossibleQuestionsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StatisticsSuite.compare("brunel", 1, 1))
        .withMessageStartingWith("there is no network 'brunel'; there are [brunel_alpha, ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StatisticsSuite.compare("irregular_delta", 11, 1))
        .withMessage("seeds = 11: they must be 1 to 10");
  }
}
