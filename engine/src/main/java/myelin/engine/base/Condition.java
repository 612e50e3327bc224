package myelin.engine.base;

import java.util.function.DoublePredicate;

/// What a parameter's value must fulfil, in words and as a test. NaN never passes.
///
/// @param text the condition as it stands in help and errors, such as `> 0`
/// @param test true for allowed values
public record Condition(String text, DoublePredicate test) {

  /// No quantity of a network is larger in size, nor smaller than the inverse unless it is zero;
  /// beyond, equations could overflow or underflow.
  private static final double LARGEST = 1e100;

  /// Any finite number.
  public static final Condition FINITE = new Condition("finite", Condition::finite);

  /// Greater than zero.
  public static final Condition POSITIVE = new Condition("> 0", v -> v > 0 && finite(v));

  /// A finite number other than 0.
  public static final Condition NOT_ZERO = new Condition("not 0", v -> v != 0 && finite(v));

  /// Zero or greater.
  public static final Condition NOT_NEGATIVE = new Condition(">= 0", v -> v >= 0 && finite(v));

  /// A length of time, in milliseconds.
  public static final Condition DURATION =
      new Condition(">= 0 and below 1e9", v -> v >= 0 && v < 1e9);

  /// A length of time greater than zero, in milliseconds.
  public static final Condition POSITIVE_DURATION =
      new Condition("> 0 and below 1e9", v -> v > 0 && v < 1e9);

  /// A flag, as 0 or 1.
  public static final Condition TRUE_OR_FALSE =
      new Condition("true or false", v -> v == 0 || v == 1);

  /// Any number, infinities included.
  public static final Condition ANY = new Condition("a number, -inf and inf included", v -> true);

  /// Whether `value` is allowed.
  public boolean allows(double value) {
    return !Double.isNaN(value) && test.test(value);
  }

  private static boolean finite(double v) {
    return v == 0 || (Math.abs(v) <= LARGEST && Math.abs(v) >= 1 / LARGEST);
  }

  /// The condition in words for someone who gave `value`, which it does not allow.
  public String text(double value) {
    return Double.isFinite(value) && !finite(value)
        ? text + ", and between 1e-100 and 1e100 in size"
        : text;
  }
}
