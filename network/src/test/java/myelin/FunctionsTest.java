package myelin;

import static myelin.Names.atMost;
import static myelin.Names.conditional;
import static myelin.Names.cos;
import static myelin.Names.equal;
import static myelin.Names.exp;
import static myelin.Names.less;
import static myelin.Names.max;
import static myelin.Names.min;
import static myelin.Names.normal;
import static myelin.Names.number;
import static myelin.Names.pow;
import static myelin.Names.quotient;
import static myelin.Names.sin;
import static myelin.Names.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import myelin.engine.base.BadInput;
import myelin.engine.base.Unit;
import myelin.engine.random.RandomStream;
import myelin.value.Dimension.Scalar;
import myelin.value.Quantity;
import org.junit.jupiter.api.Test;

/// Functions of values, against java.lang.Math, and that what is drawn lies within their bounds.
class FunctionsTest {

  private static double of(Quantity<?> value) {
    return value.draw(new RandomStream(1), 0);
  }

  @Test
  void numbersGiveTheFunctionsValues() {
    Quantity<Scalar> x = number(0.7);
    assertThat(of(exp(x))).isCloseTo(Math.exp(0.7), within(1e-15));
    assertThat(of(sin(x))).isCloseTo(Math.sin(0.7), within(1e-15));
    assertThat(of(cos(x))).isCloseTo(Math.cos(0.7), within(1e-15));
    assertThat(of(pow(x, 2.5))).isCloseTo(Math.pow(0.7, 2.5), within(1e-15));
    assertThat(of(quotient(x, number(2)))).isEqualTo(0.35);
    assertThat(of(min(x, number(0.5)))).isEqualTo(0.5);
    assertThat(of(max(x, number(0.5)))).isEqualTo(0.7);
    assertThat(of(less(x, number(0.5)))).isZero();
    assertThat(of(atMost(x, number(0.7)))).isOne();
    assertThat(of(equal(x, number(0.7)))).isOne();
    assertThat(of(conditional(less(x, number(1)), number(3), number(4)))).isEqualTo(3);
  }

  @Test
  void arraysThatDoNotGoTogetherAreRefused() {
    Quantity<Scalar> two = Quantity.of(new double[] {1, 2}, 1, Unit.NONE);
    Quantity<Scalar> three = Quantity.of(new double[] {1, 2, 3}, 1, Unit.NONE);
    assertThatThrownBy(() -> min(two, three)).isInstanceOf(BadInput.class);
  }

  @Test
  void drawsLieWithinTheBounds() {
    Quantity<Scalar> u = uniform(-2, 3);
    for (Quantity<?> value :
        java.util.List.of(
            exp(u),
            sin(u),
            cos(normal(0, 9)),
            min(u, number(1)),
            max(u, normal(0, 1)),
            less(u, number(0)),
            pow(exp(u), -1.5),
            pow(u, 2),
            quotient(u, uniform(1, 2)),
            quotient(u, u),
            conditional(less(u, number(0)), number(-7), u))) {
      RandomStream random = new RandomStream(9);
      for (int i = 0; i < 1000; i++) {
        assertThat(value.draw(random, i)).isBetween(value.bounds().least(), value.bounds().most());
      }
    }
  }
}
