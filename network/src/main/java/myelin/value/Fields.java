package myelin.value;

import java.util.function.DoubleUnaryOperator;
import myelin.engine.base.BadInput;
import myelin.engine.base.Unit;
import myelin.value.Dimension.Angle;
import myelin.value.Dimension.Length;
import myelin.value.Dimension.Scalar;

/// Values that depend on places, with NEST's names and parameters: of a node, or of the source and
/// the target of a synapse. Axes count from 0. Users reach them through [myelin.Names].
class Fields extends Functions {

  Fields() {}

  /// The distance of source and target: the shortest, where an edge is joined to the opposite one.
  public static Quantity<Length> distance() {
    return made("distance", Needs.DISTANCE, (r, i, p) -> p.distance(), Box::distance);
  }

  /// How far source and target are apart along an axis, without sign.
  public static Quantity<Length> distance(int axis) {
    int k = axis("distance", axis);
    return made("distance", Needs.ofPair(k), (r, i, p) -> p.away(k), b -> b.away(k), k);
  }

  /// A coordinate of a node whose parameter it becomes.
  public static Quantity<Length> pos(int axis) {
    int k = axis("pos", axis);
    return made("pos", Needs.ofNode(k), (r, i, p) -> p.source(k), b -> b.source(k), k);
  }

  /// A coordinate of the source of a synapse.
  public static Quantity<Length> source_pos(int axis) {
    int k = axis("source_pos", axis);
    return made("source_pos", Needs.ofPair(k), (r, i, p) -> p.source(k), b -> b.source(k), k);
  }

  /// A coordinate of the target of a synapse.
  public static Quantity<Length> target_pos(int axis) {
    int k = axis("target_pos", axis);
    return made("target_pos", Needs.ofPair(k), (r, i, p) -> p.target(k), b -> b.target(k), k);
  }

  /// `exp (-x / beta)`.
  public static <D extends Dimension> Quantity<Scalar> exponential(
      Quantity<D> x, Quantity<D> beta) {
    double b = positive("exponential", "beta", beta);
    DoubleUnaryOperator f = y -> StrictMath.exp(-y / b);
    return map(
        Expression.of("exponential", x, beta),
        x,
        y -> y.combine(Bounds.of(0), (u, v) -> f.applyAsDouble(u)),
        f);
  }

  /// `exp (-(x - mean)^2 / (2 std^2))`.
  public static <D extends Dimension> Quantity<Scalar> gaussian(
      Quantity<D> x, Quantity<D> mean, Quantity<D> std) {
    double m = mean.number();
    double s = positive("gaussian", "std", std);
    DoubleUnaryOperator f = y -> StrictMath.exp(-(y - m) * (y - m) / (2 * s * s));
    return map(Expression.of("gaussian", x, mean, std), x, y -> hill(y, m, f), f);
  }

  /// The density of a gamma distribution without its unit: `x^(kappa - 1) exp (-x / theta) / (Gamma
  /// (kappa) theta^kappa)`.
  public static <D extends Dimension> Quantity<Scalar> gamma(
      Quantity<D> x, double kappa, Quantity<D> theta) {
    double t = positive("gamma", "theta", theta);
    if (!(kappa > 0)) throw refused("gamma", "kappa", kappa + " must be above 0");
    double log = logGamma(kappa) + kappa * StrictMath.log(t);
    DoubleUnaryOperator f =
        y -> {
          double power = kappa == 1 ? 0 : (kappa - 1) * StrictMath.log(y);
          return StrictMath.exp(power - y / t - log);
        };
    double top = Math.max(0, (kappa - 1) * t);
    return map(
        Expression.of("gamma", x, number(kappa), theta),
        x,
        y -> y.least() < 0 ? ANYTHING : hill(y, top, f),
        f);
  }

  /// A bell over two coordinates: `exp (-(u^2 + v^2 - 2 rho u v) / (2 (1 - rho^2)))` with `u = (x -
  /// mean_x) / std_x` and `v = (y - mean_y) / std_y`.
  ///
  /// @throws BadInput unless `-1 < rho < 1`
  public static <D extends Dimension> Quantity<Scalar> gaussian2D(
      Quantity<D> x,
      Quantity<D> y,
      Quantity<D> mean_x,
      Quantity<D> mean_y,
      Quantity<D> std_x,
      Quantity<D> std_y,
      double rho) {
    double mx = mean_x.number();
    double my = mean_y.number();
    double sx = positive("gaussian2D", "std_x", std_x);
    double sy = positive("gaussian2D", "std_y", std_y);
    if (!(Math.abs(rho) < 1))
      throw refused("gaussian2D", "rho", rho + " must be above -1 and below 1");
    Expression made = Expression.of("gaussian2D", x, y, mean_x, mean_y, std_x, std_y, number(rho));
    return new Quantity<>(
        Unit.NONE,
        length(made, x, y),
        (r, i, p) -> {
          double u = (x.draw(r, i, p) - mx) / sx;
          double v = (y.draw(r, i, p) - my) / sy;
          return StrictMath.exp(-(u * u + v * v - 2 * rho * u * v) / (2 * (1 - rho * rho)));
        },
        box -> {
          double u = nearest(x.over(box), mx) / sx;
          double v = nearest(y.over(box), my) / sy;
          // the quadratic form is at least (u^2 + v^2) times its least eigenvalue
          double most = StrictMath.exp(-(u * u + v * v) / (2 * (1 + Math.abs(rho))));
          return new Bounds(0, most, x.over(box).sure() && y.over(box).sure());
        },
        made);
  }

  /// A rectified Gabor function: `max (0, cos (360 deg y' / lam + psi)) exp (-(gamma^2 x'^2 + y'^2)
  /// / (2 std^2))` with `x' = x cos theta + y sin theta` and `y' = -x sin theta + y cos theta`.
  public static <D extends Dimension> Quantity<Scalar> gabor(
      Quantity<D> x,
      Quantity<D> y,
      Quantity<Angle> theta,
      double gamma,
      Quantity<D> std,
      Quantity<D> lam,
      Quantity<Angle> psi) {
    double cos = StrictMath.cos(StrictMath.toRadians(theta.number()));
    double sin = StrictMath.sin(StrictMath.toRadians(theta.number()));
    double s = positive("gabor", "std", std);
    if (!(gamma > 0)) throw refused("gabor", "gamma", gamma + " must be above 0");
    double wave = lam.number();
    if (wave == 0) throw refused("gabor", "lam", lam + " must not be 0");
    double phase = StrictMath.toRadians(psi.number());
    Expression made = Expression.of("gabor", x, y, theta, number(gamma), std, lam, psi);
    return new Quantity<>(
        Unit.NONE,
        length(made, x, y),
        (r, i, p) -> {
          double dx = x.draw(r, i, p);
          double dy = y.draw(r, i, p);
          double along = dx * cos + dy * sin;
          double across = -dx * sin + dy * cos;
          double carrier = StrictMath.cos(2 * Math.PI * across / wave + phase);
          double square = gamma * gamma * along * along + across * across;
          return Math.max(0, carrier) * StrictMath.exp(-square / (2 * s * s));
        },
        box -> {
          double dx = nearest(x.over(box), 0);
          double dy = nearest(y.over(box), 0);
          double square = Math.min(1, gamma * gamma) * (dx * dx + dy * dy);
          double most = StrictMath.exp(-square / (2 * s * s));
          return new Bounds(0, most, x.over(box).sure() && y.over(box).sure());
        },
        made);
  }

  private static final Bounds ANYTHING =
      new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false);

  private static Quantity<Length> made(
      String name, Needs needs, Quantity.Draw draw, Quantity.Spread spread, double... axis) {
    return new Quantity<>(Unit.UM, draw, spread, needs, Expression.of(name).and(axis));
  }

  /// What is known of a function that rises up to `top` and falls from there.
  private static Bounds hill(Bounds x, double top, DoubleUnaryOperator f) {
    double one = f.applyAsDouble(x.least());
    double other = f.applyAsDouble(x.most());
    double peak = f.applyAsDouble(into(x, top));
    double least = Math.min(one, other);
    if (Double.isNaN(least) || Double.isNaN(peak)) return ANYTHING;
    return new Bounds(least, Math.max(peak, Math.max(one, other)), x.sure());
  }

  /// How far a number that lies in a range is from `mean` at least.
  private static double nearest(Bounds x, double mean) {
    double away = into(x, mean) - mean;
    return Double.isNaN(away) ? 0 : away;
  }

  /// The number in a range that is nearest to `y`; not a number if an end is none.
  private static double into(Bounds x, double y) {
    return Math.max(x.least(), Math.min(x.most(), y));
  }

  private static double positive(String name, String argument, Quantity<?> x) {
    double number = x.number();
    if (number > 0) return number;
    throw refused(name, argument, x + " must be above 0");
  }

  private static BadInput refused(String name, String argument, String why) {
    return new BadInput(BadInput.Kind.VALUE, "%s: %s = %s".formatted(name, argument, why));
  }

  private static int axis(String name, int axis) {
    if (axis >= 0 && axis < Place.MOST) return axis;
    throw new BadInput(BadInput.Kind.VALUE, "%s(%d): axes are 0, 1 and 2".formatted(name, axis));
  }

  /// Logarithm of the gamma function of a positive number, to about 1e-14: Stirling's series, where
  /// it converges, after moving there.
  private static double logGamma(double x) {
    double shift = 0;
    double z = x;
    while (z < 16) shift += StrictMath.log(z++);
    double y = 1 / (z * z);
    double series =
        (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y / 1188)))) / z;
    return (z - 0.5) * StrictMath.log(z) - z + 0.5 * StrictMath.log(2 * Math.PI) + series - shift;
  }
}
