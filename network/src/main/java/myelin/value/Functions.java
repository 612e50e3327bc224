package myelin.value;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import myelin.engine.base.BadInput;
import myelin.engine.base.Unit;
import myelin.value.Dimension.Scalar;

/// Functions of values, element by element and draw by draw; users reach them through
/// [myelin.Names]. A result that is not a number, such as a root of a negative number, is refused
/// where the value is used.
class Functions extends Units {

  Functions() {}

  private static final Bounds UNKNOWN =
      new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false);

  /// The exponential function.
  public static Quantity<Scalar> exp(Quantity<Scalar> x) {
    Bounds b = x.bounds();
    double least = StrictMath.exp(b.least());
    return map("exp", x, new Bounds(least, StrictMath.exp(b.most()), b.sure()), StrictMath::exp);
  }

  /// The sine of an angle in radians.
  public static Quantity<Scalar> sin(Quantity<Scalar> x) {
    return map("sin", x, new Bounds(-1, 1, x.bounds().sure()), StrictMath::sin);
  }

  /// The cosine of an angle in radians.
  public static Quantity<Scalar> cos(Quantity<Scalar> x) {
    return map("cos", x, new Bounds(-1, 1, x.bounds().sure()), StrictMath::cos);
  }

  /// `x` to the power of `exponent`.
  public static Quantity<Scalar> pow(Quantity<Scalar> x, double exponent) {
    DoubleBinaryOperator f = StrictMath::pow;
    Bounds b = x.bounds();
    Bounds of = b.least() > 0 ? b.combine(Bounds.of(exponent), f) : UNKNOWN;
    return combine(x, "^", Quantity.of(exponent, Unit.NONE), Unit.NONE, of, f);
  }

  /// `x` divided by a pure number, which may be an array or drawn.
  public static <D extends Dimension> Quantity<D> quotient(Quantity<D> x, Quantity<Scalar> y) {
    DoubleBinaryOperator f = (a, b) -> a / b;
    boolean around0 = y.bounds().least() <= 0 && y.bounds().most() >= 0;
    Bounds of = around0 ? UNKNOWN : x.bounds().combine(y.bounds(), f);
    return combine(x, "/", y, x.unit(), of, f);
  }

  /// The lesser of two.
  public static <D extends Dimension> Quantity<D> min(Quantity<D> x, Quantity<D> y) {
    return monotone(x, "min", y, x.unit(), Math::min);
  }

  /// The greater of two.
  public static <D extends Dimension> Quantity<D> max(Quantity<D> x, Quantity<D> y) {
    return monotone(x, "max", y, x.unit(), Math::max);
  }

  /// 1 where `x < y`, else 0.
  public static <D extends Dimension> Quantity<Scalar> less(Quantity<D> x, Quantity<D> y) {
    return monotone(x, "<", y, Unit.NONE, (a, b) -> a < b ? 1 : 0);
  }

  /// 1 where `x <= y`, else 0.
  public static <D extends Dimension> Quantity<Scalar> atMost(Quantity<D> x, Quantity<D> y) {
    return monotone(x, "<=", y, Unit.NONE, (a, b) -> a <= b ? 1 : 0);
  }

  /// 1 where `x` and `y` are equal, else 0.
  public static <D extends Dimension> Quantity<Scalar> equal(Quantity<D> x, Quantity<D> y) {
    boolean sure = x.bounds().sure() && y.bounds().sure();
    Bounds of = new Bounds(0, 1, sure);
    return combine(x, "==", y, Unit.NONE, of, (a, b) -> a == b ? 1 : 0);
  }

  /// `yes` where `condition` is not 0, else `no`; only the one that is taken is drawn.
  public static <D extends Dimension> Quantity<D> conditional(
      Quantity<Scalar> condition, Quantity<D> yes, Quantity<D> no) {
    Bounds b =
        new Bounds(
            Math.min(yes.bounds().least(), no.bounds().least()),
            Math.max(yes.bounds().most(), no.bounds().most()),
            condition.bounds().sure() && yes.bounds().sure() && no.bounds().sure());
    String text = "conditional(%s, %s, %s)".formatted(condition, yes, no);
    return new Quantity<>(
        yes.unit(),
        length(text, length(text, condition.length(), yes.length()), no.length()),
        condition.isRandom() || yes.isRandom() || no.isRandom(),
        (r, i) -> condition.draw(r, i) != 0 ? yes.draw(r, i) : no.draw(r, i),
        b,
        text);
  }

  private static Quantity<Scalar> map(
      String name, Quantity<Scalar> x, Bounds bounds, DoubleUnaryOperator f) {
    return new Quantity<>(
        Unit.NONE,
        x.length(),
        x.isRandom(),
        (r, i) -> f.applyAsDouble(x.draw(r, i)),
        bounds,
        "%s(%s)".formatted(name, x));
  }

  /// The value of a function that only rises or only falls with each of its arguments.
  private static <D extends Dimension> Quantity<D> monotone(
      Quantity<?> x, String sign, Quantity<?> y, Unit unit, DoubleBinaryOperator f) {
    return combine(x, sign, y, unit, x.bounds().combine(y.bounds(), f), f);
  }

  private static <D extends Dimension> Quantity<D> combine(
      Quantity<?> x, String sign, Quantity<?> y, Unit unit, Bounds bounds, DoubleBinaryOperator f) {
    String text = "(%s %s %s)".formatted(x, sign, y);
    return new Quantity<>(
        unit,
        length(text, x.length(), y.length()),
        x.isRandom() || y.isRandom(),
        (r, i) -> f.applyAsDouble(x.draw(r, i), y.draw(r, i)),
        bounds,
        text);
  }

  private static int length(String text, int one, int other) {
    if (one >= 0 && other >= 0 && one != other) {
      throw new BadInput(
          BadInput.Kind.LENGTH,
          "%s: arrays of %d and %d elements do not go together".formatted(text, one, other));
    }
    return Math.max(one, other);
  }
}
