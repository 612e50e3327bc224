package myelin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import myelin.cli.bench.Bench;
import myelin.cli.bench.Population;
import myelin.cli.bench.PopulationBench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchCommandTest {

  private static final String[] SMALL = {
    "bench", "brunel_alpha", "--order", "100", "--simtime", "300", "--repeat", "2"
  };

  @Test
  void everyRepeatIsAnObjectOnALine() {
    Terminal t = Terminal.myelin(SMALL);
    assertThat(t.status()).isZero();
    assertThat(t.err())
        .isEqualToIgnoringNewLines(
            "brunel_alpha: 500 neurons, 25,000 synapses in 0 MB, 2.0 bytes each\n");
    assertThat(t.lines()).hasSize(2);
    for (JsonNode json : read(t)) {
      assertThat(json.propertyNames())
          .containsExactly(
              "network",
              "threads",
              "neurons",
              "synapses",
              "bytes_per_synapse",
              "build_s",
              "simulate_s",
              "simulated_s",
              "rtf",
              "rate_ex",
              "rate_in",
              "cv_isi",
              "peak_rss_mb");
      assertThat(json.get("network").asString()).isEqualTo("brunel_alpha");
      assertThat(json.get("neurons").asInt()).isEqualTo(500);
      assertThat(json.get("synapses").asInt()).isEqualTo(500 * (40 + 10) + 500);
      assertThat(json.get("simulated_s").asDouble()).isEqualTo(0.3);
      assertThat(json.get("rtf").asDouble())
          .isEqualTo(json.get("simulate_s").asDouble() / 0.3, within(1e-3));
      assertThat(json.get("build_s").asDouble()).isBetween(0.0, 30.0);
      assertThat(json.get("rate_ex").asDouble()).isBetween(5.0, 100.0);
      assertThat(json.get("rate_in").asDouble()).isBetween(5.0, 100.0);
      assertThat(json.get("cv_isi").asDouble()).isBetween(0.0, 2.0);
    }
  }

  @Test
  void repeatsAndNumbersOfThreadsGiveTheSameRates() {
    List<JsonNode> one = read(Terminal.myelin(with("--threads", "1")));
    List<JsonNode> two = read(Terminal.myelin(with("--threads", "2")));
    for (String rate : List.of("rate_ex", "rate_in", "cv_isi")) {
      assertThat(one.get(1).get(rate)).isEqualTo(one.get(0).get(rate));
      assertThat(two.get(0).get(rate)).isEqualTo(one.get(0).get(rate));
    }
  }

  @Test
  void familiesMeasureEachModelOnce() {
    Terminal t =
        Terminal.myelin(
            "bench", "family", "mat", "--neurons", "300", "--simtime", "50", "--repeat", "1");
    assertThat(t.status()).isZero();
    List<JsonNode> models = read(t);
    assertThat(models)
        .extracting(m -> m.get("network").asString())
        .containsExactly("mat2_psc_exp", "amat2_psc_exp");
    for (JsonNode json : models) {
      double seconds = json.get("simulate_s").asDouble();
      assertThat(json.get("step_ns").asDouble())
          .isEqualTo(seconds * 1e9 / (300 * 500), within(0.01));
    }
  }

  @Test
  void aFamilyIsNamed() {
    assertThat(Terminal.myelin("bench", "family").err()).contains("families are current,");
    assertThat(Terminal.myelin("bench", "family", "giff").err()).contains("did you mean gif?");
    assertThat(Terminal.myelin("bench", "cuba", "gif").err()).contains("only bench family");
  }

  /// The populations have names of models and parameters that exist, and they run.
  @Test
  void allPopulationsRun() {
    for (List<Population> family : Population.families().values()) {
      for (Population population : family) {
        var bench = new PopulationBench(population, 1, new Bench.Settings(1, 1, 1));
        assertThat(bench.measure()).containsKey("step_ns");
      }
    }
  }

  @Test
  void plasticNetworksTellTheirWeights() {
    Terminal t =
        Terminal.myelin(
            "bench", "cuba_stdp", "--order", "100", "--simtime", "300", "--repeat", "2");
    assertThat(t.status()).isZero();
    assertThat(t.err().lines()).hasSize(1).first().asString().contains("bytes each");
    List<JsonNode> repeats = read(t);
    assertThat(repeats).hasSize(2);
    JsonNode json = repeats.getFirst();
    assertThat(json.propertyNames())
        .containsExactly(
            "network",
            "threads",
            "neurons",
            "synapses",
            "bytes_per_synapse",
            "build_s",
            "simulate_s",
            "simulated_s",
            "rtf",
            "rate_ex",
            "rate_in",
            "weight_mean",
            "weight_sd",
            "peak_rss_mb");
    assertThat(json.get("network").asString()).isEqualTo("cuba_stdp");
    assertThat(json.get("neurons").asInt()).isEqualTo(500);
    assertThat(json.get("synapses").asInt()).isEqualTo(500 * (40 + 10) + 500);
    assertThat(json.get("rate_ex").asDouble()).isBetween(1.0, 100.0);
    // 16 000 weights of 35 +- 3 pA, changed a little
    assertThat(json.get("weight_mean").asDouble()).isEqualTo(35, within(0.3)).isNotEqualTo(35);
    assertThat(json.get("weight_sd").asDouble()).isEqualTo(3, within(0.2));
    for (String figure : List.of("rate_ex", "rate_in", "weight_mean", "weight_sd")) {
      assertThat(repeats.getLast().get(figure)).isEqualTo(json.get(figure));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"coba", "cuba"})
  void networksWithoutDriveKeepThemselvesActive(String network) {
    Terminal t =
        Terminal.myelin("bench", network, "--order", "200", "--simtime", "300", "--repeat", "2");
    assertThat(t.status()).isZero();
    assertThat(t.err().lines()).hasSize(1).first().asString().contains("bytes each");
    List<JsonNode> repeats = read(t);
    assertThat(repeats).hasSize(2);
    JsonNode json = repeats.getFirst();
    assertThat(json.get("network").asString()).isEqualTo(network);
    assertThat(json.get("neurons").asInt()).isEqualTo(1000);
    // 8 % of a million pairs, and a recorder each
    assertThat(json.get("synapses").asInt()).isBetween(79_000, 83_000);
    assertThat(json.get("rate_ex").asDouble()).isBetween(2.0, 60.0);
    assertThat(json.get("rate_in").asDouble()).isBetween(2.0, 60.0);
    assertThat(json.get("last_spike_ms").asDouble()).isBetween(290.0, 300.0);
    for (String figure : List.of("synapses", "rate_ex", "rate_in", "last_spike_ms")) {
      assertThat(repeats.getLast().get(figure)).isEqualTo(json.get(figure));
    }
  }

  @Test
  void impossibleNumbersAreRefused() {
    MainTest.assertRefused(
        "--order = 0: it must be at least 10, so that neurons have inputs", with("--order", "0"));
    MainTest.assertRefused(
        "--simtime = -1.0: it must be a time > 0, in ms", with("--simtime", "-1"));
    MainTest.assertRefused("--threads = 0: it must be at least 1", with("--threads", "0"));
    MainTest.assertRefused("--repeat = 0: it must be at least 1", with("--repeat", "0"));
  }

  private static String[] with(String option, String value) {
    List<String> words = new java.util.ArrayList<>(List.of(SMALL));
    int place = words.indexOf(option);
    if (place >= 0) words.set(place + 1, value);
    else words.addAll(List.of(option, value));
    return words.toArray(String[]::new);
  }

  private static List<JsonNode> read(Terminal t) {
    return t.lines().stream().map(JsonMapper.shared()::readTree).toList();
  }

  @ParameterizedTest
  @CsvSource({"poisson, 0.1", "dc, 0.2"})
  void theMicrocircuitHasItsRatesScaledDownToo(String drive, double scale) {
    Terminal t =
        Terminal.myelin(
            "bench",
            "microcircuit",
            "--scale",
            Double.toString(scale),
            "--simtime",
            "500",
            "--repeat",
            "1",
            "--drive",
            drive);
    assertThat(t.status()).isZero();
    JsonNode json = read(t).getFirst();
    assertThat(json.get("neurons").asDouble()).isEqualTo(77_169 * scale, within(5.0));
    double synapses = 298_880_968 * scale * scale;
    assertThat(json.get("synapses").asDouble()).isEqualTo(synapses, within(50.0));
    assertThat(json.get("bytes_per_synapse").asDouble()).isEqualTo(7);
    assertThat(json.get("rate_L23E").asDouble()).isBetween(0.1, 1.5);
    assertThat(json.get("rate_L4I").asDouble()).isBetween(4.0, 7.0);
    assertThat(json.get("rate_L5I").asDouble()).isBetween(6.0, 10.0);
    assertThat(json.get("rate_L6I").asDouble()).isBetween(5.5, 9.0);
  }
}
