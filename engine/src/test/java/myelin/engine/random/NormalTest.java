package myelin.engine.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.apache.commons.numbers.gamma.InverseErfc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTest {

  /// The first four are published with algorithm AS 241, to 16 digits.
  @ParameterizedTest
  @CsvSource({
    "0.25, -0.6744897501960817",
    "0.001, -3.090232306167814",
    "1e-20, -9.262340089798408",
    "0.5, 0",
    "0.975, 1.959963984540054",
    "0.75, 0.6744897501960817"
  })
  void quantilesAreThoseOfTheTables(double p, double x) {
    assertThat(Normal.quantile(p)).isCloseTo(x, within(1e-14 * Math.max(1, Math.abs(x))));
  }

  @Test
  void quantilesAreThoseOfCommonsNumbersFromTheMiddleToTheFarTails() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      double p = i % 2 == 0 ? random.nextDouble() / 2 : Math.pow(10, -300 * random.nextDouble());
      if (p == 0) continue;
      double x = -Math.sqrt(2) * InverseErfc.value(2 * p);
      assertThat(Normal.quantile(p)).isCloseTo(x, within(1e-14 * Math.max(1, Math.abs(x))));
    }
  }

  @Test
  void theUpperHalfMirrorsTheLower() {
    for (int k = 1; k < 4096; k++) {
      double p = k / 8192.0;
      assertThat(Normal.quantile(1 - p)).isEqualTo(-Normal.quantile(p));
    }
  }
}
