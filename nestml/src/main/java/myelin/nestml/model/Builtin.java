package myelin.nestml.model;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Functions of the language that have a value.
public enum Builtin {
  /// The smaller of two numbers.
  MIN(2, Kind.SAME),
  /// The larger of two numbers.
  MAX(2, Kind.SAME),
  /// The absolute value.
  ABS(1, Kind.SAME),
  /// The first number, but not less than the second and not more than the third.
  CLIP(3, Kind.SAME),
  /// e to the power of a number.
  EXP(1, Kind.REAL),
  /// e to the power of a number, minus 1; precise near 0.
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
  /// The least integer that is not below a number.
  CEIL(1, Kind.SAME),
  /// The greatest integer that is not above a number.
  FLOOR(1, Kind.SAME),
  /// The nearest integer; halves are rounded away from zero.
  ROUND(1, Kind.SAME),
  /// A power.
  POW(2, Kind.POWER),
  /// A normally distributed random number, by mean and standard deviation.
  RANDOM_NORMAL(2, Kind.RANDOM),
  /// A uniformly distributed random number, by lower bound and width.
  RANDOM_UNIFORM(2, Kind.RANDOM),
  /// A Poisson distributed random number, by mean.
  RANDOM_POISSON(1, Kind.RANDOM),
  /// How many of so many trials succeed, by number and probability; an extension.
  RANDOM_BINOMIAL(2, Kind.RANDOM),
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

  /// The kind of its arguments and of its value.
  public enum Kind {
    /// All arguments and the result are of one type.
    SAME,
    /// Arguments and result are plain numbers.
    REAL,
    /// A power, like `**`.
    POWER,
    /// A random number.
    RANDOM,
    /// A function of the simulation's steps.
    STEP,
    /// A function of a vector.
    VECTOR
  }

  /// Number of arguments.
  public int arguments() {
    return arguments;
  }

  /// The kind of its arguments and of its value.
  public Kind kind() {
    return kind;
  }

  /// The name in the language.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// All functions, by name.
  public static Map<String, Builtin> all() {
    return java.util.Collections.unmodifiableMap(NAMES);
  }
}
