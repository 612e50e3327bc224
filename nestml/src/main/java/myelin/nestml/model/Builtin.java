package myelin.nestml.model;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Functions of the language that have a value.
public enum Builtin {
  /// The smaller one.
  MIN(2, Kind.SAME),
  /// The larger one.
  MAX(2, Kind.SAME),
  /// Without sign.
  ABS(1, Kind.SAME),
  /// Not less than the second, not more than the third.
  CLIP(3, Kind.SAME),
  /// To the power of e.
  EXP(1, Kind.REAL),
  /// The same minus 1, precise near 0.
  EXPM1(1, Kind.REAL),
  /// Natural logarithm.
  LN(1, Kind.REAL),
  /// Decimal logarithm.
  LOG10(1, Kind.REAL),
  /// Sine.
  SIN(1, Kind.REAL),
  /// Cosine.
  COS(1, Kind.REAL),
  /// Tangent.
  TAN(1, Kind.REAL),
  /// Hyperbolic sine.
  SINH(1, Kind.REAL),
  /// Hyperbolic cosine.
  COSH(1, Kind.REAL),
  /// Hyperbolic tangent.
  TANH(1, Kind.REAL),
  /// Error function.
  ERF(1, Kind.REAL),
  /// 1 minus the error function.
  ERFC(1, Kind.REAL),
  /// The least integer not below.
  CEIL(1, Kind.SAME),
  /// The greatest integer not above.
  FLOOR(1, Kind.SAME),
  /// The nearest integer, halves away from zero.
  ROUND(1, Kind.SAME),
  /// A power.
  POW(2, Kind.POWER),
  /// Normally distributed, by mean and standard deviation.
  RANDOM_NORMAL(2, Kind.RANDOM),
  /// Evenly distributed, by lower bound and width.
  RANDOM_UNIFORM(2, Kind.RANDOM),
  /// Poisson distributed, by mean.
  RANDOM_POISSON(1, Kind.RANDOM),
  /// The length of a step (ms).
  RESOLUTION(0, Kind.STEP),
  /// The time that `update` covers (ms).
  TIMESTEP(0, Kind.STEP),
  /// Number of steps of a time.
  STEPS(1, Kind.STEP),
  /// Number of elements of a vector; an extension.
  SIZE(1, Kind.VECTOR),
  /// Sum of the elements of a vector; an extension.
  SUM(1, Kind.VECTOR);

  private static final Map<String, Builtin> NAMES = new LinkedHashMap<>();

  static {
    for (Builtin b : values()) NAMES.put(b.text(), b);
  }

  private final int arguments;
  private final Kind kind;

  Builtin(int arguments, Kind kind) {
    this.arguments = arguments;
    this.kind = kind;
  }

  /// What it takes and gives.
  public enum Kind {
    /// All arguments of one type, and the result too.
    SAME,
    /// Plain numbers.
    REAL,
    /// A power, as `**`.
    POWER,
    /// A random number.
    RANDOM,
    /// About steps of the simulation.
    STEP,
    /// About vectors.
    VECTOR
  }

  /// Number of arguments.
  public int arguments() {
    return arguments;
  }

  /// What it takes and gives.
  public Kind kind() {
    return kind;
  }

  /// As it is written.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// All of them, by name.
  public static Map<String, Builtin> all() {
    return java.util.Collections.unmodifiableMap(NAMES);
  }
}
