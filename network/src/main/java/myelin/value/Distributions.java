package myelin.value;

import myelin.engine.base.BadInput;
import myelin.engine.base.Unit;
import myelin.value.Dimension.Scalar;

/// Values that are drawn anew for each node or synapse, with NEST's names and parameters; users
/// reach them through [myelin.Names].
public abstract class Distributions extends Fields {

  /// Beyond, not every whole number is one of double precision.
  private static final long MOST = 1L << 53;

  protected Distributions() {}

  /// Uniform between `min` and `max`.
  public static <D extends Dimension> Quantity<D> uniform(Quantity<D> min, Quantity<D> max) {
    double low = min.number();
    double span = max.number() - low;
    if (!(span >= 0)) throw refuse("uniform", min, max, "the first must not exceed the second");
    Bounds bounds = Bounds.of(low, low + span);
    return drawn(min.unit(), "uniform", min, max, bounds, (r, i, p) -> low + span * r.nextDouble());
  }

  /// Uniform between two pure numbers.
  public static Quantity<Scalar> uniform(double min, double max) {
    return uniform(number(min), number(max));
  }

  /// Normal with this mean and standard deviation.
  public static <D extends Dimension> Quantity<D> normal(Quantity<D> mean, Quantity<D> std) {
    double m = mean.number();
    double s = std.number();
    if (!(s >= 0)) throw refuse("normal", mean, std, "the deviation must be >= 0");
    return Quantity.normal(m, s, mean.unit(), Expression.of("normal", mean, std));
  }

  /// Normal pure numbers.
  public static Quantity<Scalar> normal(double mean, double std) {
    return normal(number(mean), number(std));
  }

  /// Lognormal pure numbers: `mean` and `std` are those of the logarithm. For numbers with a unit,
  /// multiply a quantity by it, as in `mV(0.1).times(lognormal(0, 1))`.
  public static Quantity<Scalar> lognormal(double mean, double std) {
    if (!(std >= 0)) {
      throw refuse("lognormal", number(mean), number(std), "the deviation must be >= 0");
    }
    return drawn(
        Unit.NONE,
        "lognormal",
        number(mean),
        number(std),
        Bounds.of(0, StrictMath.exp(mean + Bounds.NORMAL * std)),
        (r, i, p) -> StrictMath.exp(mean + std * r.nextNormal()));
  }

  /// Exponential with mean `beta`.
  public static <D extends Dimension> Quantity<D> exponential(Quantity<D> beta) {
    double b = beta.number();
    if (!(b >= 0)) {
      throw new BadInput(
          BadInput.Kind.VALUE, "exponential(%s): the mean must be >= 0".formatted(beta));
    }
    Bounds bounds = Bounds.of(0, Bounds.EXPONENTIAL * b);
    Expression made = Expression.of("exponential", beta);
    return new Quantity<>(beta.unit(), (r, i, p) -> b * r.nextExponential(), bounds, made);
  }

  /// Exponential pure numbers with mean `beta`.
  public static Quantity<Scalar> exponential(double beta) {
    return exponential(number(beta));
  }

  /// Whole numbers from 0 to `max - 1`, all equally likely.
  ///
  /// @throws BadInput unless `max` is from 1 to 2^53
  public static Quantity<Scalar> uniform_int(long max) {
    Expression made = Expression.of("uniform_int", number((double) max));
    if (max < 1) {
      throw new BadInput(BadInput.Kind.VALUE, made + ": at least one number must be possible");
    }
    if (max > MOST) {
      throw new BadInput(BadInput.Kind.VALUE, made + ": there are no more than 2^53 such numbers");
    }
    Bounds bounds = Bounds.of(0, (double) max - 1);
    return new Quantity<>(Unit.NONE, (r, i, p) -> r.nextLong(max), bounds, made);
  }

  private static <D extends Dimension> Quantity<D> drawn(
      Unit unit, String name, Quantity<?> a, Quantity<?> b, Bounds bounds, Quantity.Draw draw) {
    return new Quantity<>(unit, draw, bounds, Expression.of(name, a, b));
  }

  private static BadInput refuse(String name, Quantity<?> a, Quantity<?> b, String why) {
    return new BadInput(BadInput.Kind.VALUE, "%s: %s".formatted(Expression.of(name, a, b), why));
  }
}
