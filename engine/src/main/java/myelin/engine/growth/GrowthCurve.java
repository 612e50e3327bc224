package myelin.engine.growth;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import myelin.engine.math.Exponential;

/// How fast elements grow at a concentration of calcium, Ca, relative to their growth rate.
///
/// ```
///   linear     1 - Ca / eps
///   gaussian   2 exp(-((Ca - xi) / zeta)^2) - 1   xi = (eta + eps) / 2
///                                                 zeta = (eta - eps) / (2 sqrt(ln 2))
///   sigmoid    2 / (1 + exp((Ca - eps) / psi)) - 1
/// ```
///
/// All are 0 at `eps`, the concentration at which growth comes to rest; the second is 0 at `eta`,
/// too, below which elements retract.
public enum GrowthCurve {
  /// A straight line.
  LINEAR,
  /// A bell.
  GAUSSIAN,
  /// A step from 1 to -1.
  SIGMOID;

  private static final double ROOT_LN_2 = StrictMath.sqrt(StrictMath.log(2));

  /// NEST's name.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The curve of that name.
  public static Optional<GrowthCurve> of(String name) {
    return Arrays.stream(values()).filter(c -> c.text().equals(name)).findFirst();
  }

  /// The names of all, in order.
  public static List<String> names() {
    return Arrays.stream(values()).map(GrowthCurve::text).sorted().toList();
  }

  private static double xi(ElementKind kind) {
    return (kind.eta() + kind.eps()) / 2;
  }

  private static double zeta(ElementKind kind) {
    return (kind.eta() - kind.eps()) / (2 * ROOT_LN_2);
  }

  /// The growth at a concentration.
  double at(ElementKind kind, double ca) {
    return switch (this) {
      case LINEAR -> 1 - ca / kind.eps();
      case GAUSSIAN -> {
        double x = (ca - xi(kind)) / zeta(kind);
        yield 2 * Exponential.exp(-x * x) - 1;
      }
      case SIGMOID -> 2 / (1 + Exponential.exp((ca - kind.eps()) / kind.psi())) - 1;
    };
  }

  /// The derivative of the growth by the concentration.
  double slope(ElementKind kind, double ca) {
    return switch (this) {
      case LINEAR -> -1 / kind.eps();
      case GAUSSIAN -> {
        double x = (ca - xi(kind)) / zeta(kind);
        yield -4 * x / zeta(kind) * Exponential.exp(-x * x);
      }
      case SIGMOID -> {
        double e = Exponential.exp(-Math.abs(ca - kind.eps()) / kind.psi());
        yield -2 / kind.psi() * e / ((1 + e) * (1 + e));
      }
    };
  }

  /// The concentration over which the growth changes.
  double width(ElementKind kind) {
    return switch (this) {
      case LINEAR -> Math.abs(kind.eps());
      case GAUSSIAN -> Math.abs(zeta(kind));
      case SIGMOID -> kind.psi();
    };
  }
}
