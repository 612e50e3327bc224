package myelin.engine.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import myelin.engine.declare.ParameterSpec;
import org.junit.jupiter.api.Test;

/// What parameters may be.
class ConditionTest {

  @Test
  void numbersBeyondAllQuantitiesAreRefusedWithWhatIsAllowed() {
    for (double number : new double[] {1e-300, 1e300}) {
      for (Condition c :
          new Condition[] {
            Condition.FINITE, Condition.POSITIVE, Condition.NOT_NEGATIVE, Condition.NOT_ZERO
          }) {
        assertThat(c.allows(number)).as("%s %s", number, c.text()).isFalse();
        assertThatThrownBy(() -> spec(c).require("model", number))
            .isInstanceOf(BadInput.class)
            .hasMessageContainingAll("x = " + number, c.text(), "between 1e-100 and 1e100 in size");
      }
    }
    assertThatThrownBy(() -> spec(Condition.POSITIVE).require("model", -1))
        .hasMessageEndingWith("it must be > 0");
  }

  @Test
  void zeroAndOrdinaryNumbersAreAllowed() {
    for (double number : new double[] {0, -0.0, 1e-100, -1e100, 3}) {
      assertThat(Condition.FINITE.allows(number)).as("%s", number).isTrue();
    }
    assertThat(Condition.POSITIVE.allows(0)).isFalse();
    assertThat(Condition.NOT_NEGATIVE.allows(0)).isTrue();
  }

  private static ParameterSpec spec(Condition c) {
    return new ParameterSpec(
        "x", Unit.NONE, ParameterSpec.Kind.REAL, 1.0, "", c, ParameterSpec.Role.CONSTANT);
  }
}
