package myelin;

import static myelin.Names.E_L;
import static myelin.Names.V_m;
import static myelin.Names.V_reset;
import static myelin.Names.V_th;
import static myelin.Names.iaf_psc_delta;
import static myelin.Names.interval;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.number;
import static myelin.Names.precision;
import static myelin.Names.record_to;
import static myelin.Names.tau_m;
import static myelin.Names.voltmeter;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import myelin.node.NodeModel;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Numbers in text files are those that C's `%.3f` writes: the exact value, rounded half to even.
class RecordedNumbersTest {

  private static final int N = 3000;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17})
  void potentialsOfAllSizesAreWrittenToTheLastDigit(int digits) throws IOException {
    double[] numbers = numbers(digits);
    NodeModel holding =
        iaf_psc_delta
            .with(E_L, mV(0))
            .with(tau_m, ms(1e100))
            .with(V_reset, mV(-1e100))
            .with(V_th, mV(1e100))
            .with(V_m, mV(numbers));
    try (Simulator sim = Simulator.builder().data_path(folder).build()) {
      var nodes = sim.create(holding, N);
      var meter =
          sim.create(
              voltmeter
                  .with(record_to, "ascii")
                  .with(interval, ms(0.1))
                  .with(precision, number(digits)));
      sim.connect(meter, nodes);
      sim.simulate(ms(0.1));
      List<String> lines = Files.readAllLines(sim.filenames().getFirst());
      assertThat(lines).hasSize(N + 3);
      for (int i = 0; i < N; i++) {
        String line = i + 1 + "\t" + text(0.1, digits) + "\t" + text(numbers[i], digits);
        assertThat(lines.get(i + 3)).as("%s", numbers[i]).isEqualTo(line);
      }
    }
  }

  private static String text(double x, int digits) {
    String text = new BigDecimal(x).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    return x < 0 && !text.startsWith("-") ? "-" + text : text;
  }

  /// Numbers of all magnitudes, some of them halfway between two roundings or next to that.
  private static double[] numbers(int digits) {
    SplittableRandom random = new SplittableRandom(digits);
    double[] numbers = new double[N];
    for (int i = 0; i < N; i++) {
      double x = random.nextDouble();
      numbers[i] =
          switch (i % 6) {
            case 0 -> x * 200 - 100;
            case 1 -> (x - 0.5) * Math.pow(10, random.nextInt(-20, 20));
            case 2 -> random.nextInt(-10_000, 10_000) / 1024.0;
            case 3 -> (random.nextInt(-100_000, 100_000) + 0.5) / Math.pow(10, digits);
            case 4 -> Math.nextUp((random.nextInt(100_000) + 0.5) / Math.pow(10, digits));
            default -> random.nextLong(1L << 53) / Math.pow(10, random.nextInt(18));
          };
    }
    numbers[0] = 1e99;
    numbers[6] = -123_456_789_012_345.0;
    numbers[12] = 0.5;
    numbers[18] = -1.5;
    numbers[24] = 999.9999999999999;
    return numbers;
  }
}
