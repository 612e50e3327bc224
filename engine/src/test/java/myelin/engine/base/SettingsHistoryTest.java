package myelin.engine.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SettingsHistoryTest {

  @Test
  void eachStepSeesTheSettingsOfItsTime() {
    SettingsHistory<String> epochs = new SettingsHistory<>("a");
    epochs.change("b", 10);
    epochs.change("c", 20);
    epochs.change("d", 20);
    assertThat(epochs.at(-5)).isEqualTo("a");
    assertThat(epochs.at(9)).isEqualTo("a");
    assertThat(epochs.at(10)).isEqualTo("b");
    assertThat(epochs.at(19)).isEqualTo("b");
    assertThat(epochs.at(20)).isEqualTo("d");
    assertThat(epochs.at(1_000_000)).isEqualTo("d");
  }

  @Test
  void aChangeBeforeTheFirstStepHasAlwaysHeld() {
    SettingsHistory<String> epochs = new SettingsHistory<>("a");
    epochs.change("b", 0);
    assertThat(epochs.at(-100)).isEqualTo("b");
    assertThat(epochs.at(0)).isEqualTo("b");
  }
}
