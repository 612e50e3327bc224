package myelin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecayTest {

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.3, 20, 16.8, 1e4, 1e9})
  void withAndWithoutTablesTheBitsAreTheSame(double tau) {
    Decay tables = new Decay(tau, 0.1);
    for (long steps = 0; steps < 1L << 40; steps += 1 + steps / 7) {
      assertThat(Decay.after(steps, tau, 0.1)).isEqualTo(tables.after(steps));
    }
  }
}
