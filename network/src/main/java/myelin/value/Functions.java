package myelin.value;

import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
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
    return map(
        Expression.of("exp", x),
        x,
        b -> new Bounds(StrictMath.exp(b.least()), StrictMath.exp(b.most()), b.sure()),
        StrictMath::exp);
  }

  /// The sine of an angle in radians.
  public static Quantity<Scalar> sin(Quantity<Scalar> x) {
    return map(Expression.of("sin", x), x, b -> new Bounds(-1, 1, b.sure()), StrictMath::sin);
  }

  /// The cosine of an angle in radians.
  public static Quantity<Scalar> cos(Quantity<Scalar> x) {
    return map(Expression.of("cos", x), x, b -> new Bounds(-1, 1, b.sure()), StrictMath::cos);
  }

  /// `x` to the power of `exponent`.
  public static Quantity<Scalar> pow(Quantity<Scalar> x, double exponent) {
    Expression made = Expression.of("^", x, number(exponent));
    return map(made, x, b -> pow(b, exponent), y -> StrictMath.pow(y, exponent));
  }

  private static Bounds pow(Bounds x, double exponent) {
    boolean even = exponent > 0 && exponent % 2 == 0;
    boolean monotone = x.least() > 0 || (x.least() >= 0 && exponent >= 0);
    if (!even && !monotone) return UNKNOWN;
    double across = even && x.least() < 0 && x.most() > 0 ? 0 : Double.NaN;
    double one = StrictMath.pow(x.least(), exponent);
    double other = StrictMath.pow(x.most(), exponent);
    double least = Double.isNaN(across) ? Math.min(one, other) : across;
    return new Bounds(least, Math.max(one, other), x.sure());
  }

  /// `x` divided by a pure number, which may be an array or drawn.
  public static <D extends Dimension> Quantity<D> quotient(Quantity<D> x, Quantity<Scalar> y) {
    DoubleBinaryOperator f = (a, b) -> a / b;
    BinaryOperator<Bounds> bounds =
        (a, b) -> b.least() <= 0 && b.most() >= 0 ? UNKNOWN : a.combine(b, f);
    return combine(x, "/", y, x.unit(), bounds, f);
  }

  /// The lesser of two.
  public static <D extends Dimension> Quantity<D> min(Quantity<D> x, Quantity<D> y) {
    Gauss all = x.gauss();
    Gauss part = all == null || !y.isNumber() ? null : all.below(y.number());
    Quantity<D> made = monotone(x, "min", y, x.unit(), Math::min);
    return made.normal(part);
  }

  /// The greater of two.
  public static <D extends Dimension> Quantity<D> max(Quantity<D> x, Quantity<D> y) {
    Gauss all = x.gauss();
    Gauss part = all == null || !y.isNumber() ? null : all.above(y.number());
    Quantity<D> made = monotone(x, "max", y, x.unit(), Math::max);
    return made.normal(part);
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
    return combine(x, "==", y, Unit.NONE, Functions::equal, (a, b) -> a == b ? 1 : 0);
  }

  private static Bounds equal(Bounds x, Bounds y) {
    boolean apart = x.most() < y.least() || x.least() > y.most();
    return new Bounds(0, apart ? 0 : 1, x.sure() && y.sure());
  }

  /// `yes` where `condition` is not 0, else `no`; only the one that is taken is drawn.
  public static <D extends Dimension> Quantity<D> conditional(
      Quantity<Scalar> condition, Quantity<D> yes, Quantity<D> no) {
    Expression made = Expression.of("conditional", condition, yes, no);
    return new Quantity<>(
        yes.unit(),
        length(made, condition, yes, no),
        (r, i, p) -> condition.draw(r, i, p) != 0 ? yes.draw(r, i, p) : no.draw(r, i, p),
        box -> either(condition.over(box), yes.over(box), no.over(box)),
        made);
  }

  private static Bounds either(Bounds condition, Bounds yes, Bounds no) {
    boolean sure = condition.sure();
    if (condition.least() == 0 && condition.most() == 0) return no.within(sure);
    if (condition.least() > 0 || condition.most() < 0) return yes.within(sure);
    return new Bounds(
        Math.min(yes.least(), no.least()),
        Math.max(yes.most(), no.most()),
        sure && yes.sure() && no.sure());
  }

  /// The value of a function.
  ///
  /// @param x the argument that is not a number of its own
  /// @param bounds what is known of the value from what is known of the argument
  static Quantity<Scalar> map(
      Expression made, Quantity<?> x, UnaryOperator<Bounds> bounds, DoubleUnaryOperator f) {
    return new Quantity<>(
        Unit.NONE,
        x.length(),
        (r, i, p) -> f.applyAsDouble(x.draw(r, i, p)),
        box -> bounds.apply(x.over(box)),
        made);
  }

  /// The value of a function that only rises or only falls with each of its arguments.
  private static <D extends Dimension> Quantity<D> monotone(
      Quantity<?> x, String name, Quantity<?> y, Unit unit, DoubleBinaryOperator f) {
    return combine(x, name, y, unit, (a, b) -> a.combine(b, f), f);
  }

  private static <D extends Dimension> Quantity<D> combine(
      Quantity<?> x,
      String name,
      Quantity<?> y,
      Unit unit,
      BinaryOperator<Bounds> bounds,
      DoubleBinaryOperator f) {
    Expression made = Expression.of(name, x, y);
    return new Quantity<>(
        unit,
        length(made, x, y),
        (r, i, p) -> f.applyAsDouble(x.draw(r, i, p), y.draw(r, i, p)),
        box -> bounds.apply(x.over(box), y.over(box)),
        made);
  }

  /// The length of what is made of these.
  static int length(Expression made, Quantity<?>... parts) {
    int length = Quantity.ANY_LENGTH;
    for (Quantity<?> part : parts) {
      if (length >= 0 && part.length() >= 0 && length != part.length()) {
        throw new BadInput(
            BadInput.Kind.LENGTH,
            "%s: arrays of %d and %d elements do not go together"
                .formatted(made, length, part.length()));
      }
      length = Math.max(length, part.length());
    }
    return length;
  }
}
