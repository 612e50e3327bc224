package myelin.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {

  @Test
  void helpIsNoDifference() {
    assertThat(Main.status("--help")).isZero();
    assertThat(Main.status("--none-such")).isEqualTo(2);
  }
}
