package myelin.nestml.unit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a quantity measures: a product of powers of basic dimensions.
///
/// @param exponents the exponents of time, voltage, current, length, temperature, amount and light,
///   each times 840, so that fractions with denominators up to 8 are exact
public record Dimension(List<Integer> exponents) {

  /// The number by which exponents are multiplied.
  static final int ONE = 840;

  private static final int LARGEST = 100 * ONE;

  private static final List<String> CANONICAL = List.of("ms", "mV", "pA", "um", "K", "zmol", "cd");

  /// The units in CANONICAL as powers of ten of the SI's units.
  private static final int[] TENS = {-3, -3, -12, -6, 0, -21, 0};

  /// The dimension of plain numbers.
  public static final Dimension NONE = new Dimension(Collections.nCopies(TENS.length, 0));

  /// The dimension of times.
  public static final Dimension TIME = basic(0);

  /// The dimension of voltages.
  public static final Dimension VOLTAGE = basic(1);

  /// The dimension of currents.
  public static final Dimension CURRENT = basic(2);

  /// Copies the list.
  public Dimension {
    exponents = List.copyOf(exponents);
  }

  static Dimension basic(int which) {
    List<Integer> e = new ArrayList<>(Collections.nCopies(TENS.length, 0));
    e.set(which, ONE);
    return new Dimension(e);
  }

  /// Whether this is the dimension of plain numbers.
  public boolean isNone() {
    return equals(NONE);
  }

  /// The dimension of a product.
  public Dimension times(Dimension other) {
    return combined(other, 1);
  }

  /// The dimension of a quotient.
  public Dimension over(Dimension other) {
    return combined(other, -1);
  }

  private Dimension combined(Dimension other, int sign) {
    List<Integer> e = new ArrayList<>();
    for (int i = 0; i < TENS.length; i++) {
      long sum = exponents.get(i) + (long) sign * other.exponents.get(i);
      e.add(Math.clamp(sum, -LARGEST, LARGEST));
    }
    return new Dimension(e);
  }

  /// This dimension to the power of `numerator / denominator`.
  ///
  /// @throws ArithmeticException if the exponents of the result are not exact, or too large
  public Dimension power(long numerator, long denominator) {
    List<Integer> e = new ArrayList<>();
    for (int exponent : exponents) {
      long product = Math.multiplyExact((long) exponent, numerator);
      if (product % denominator != 0 || Math.abs(product / denominator) > LARGEST) {
        throw new ArithmeticException("exponent out of range");
      }
      e.add((int) (product / denominator));
    }
    return new Dimension(e);
  }

  /// The power of ten by which the SI's unit of this dimension is larger than the canonical one.
  double tens() {
    double sum = 0;
    for (int i = 0; i < TENS.length; i++) sum -= TENS[i] * (exponents.get(i) / (double) ONE);
    return sum;
  }

  /// The canonical unit as it is usually written: `nS`, `mV/ms`, `1/ms`, `1` for plain numbers.
  public String unit() {
    for (String known : List.of("nS", "pF", "GOhm", "uM", "fC")) {
      Unit unit = Units.named(known);
      if (unit != null && unit.dimension().equals(this)) return known;
    }
    return product();
  }

  private String product() {
    StringBuilder above = new StringBuilder();
    StringBuilder below = new StringBuilder();
    int under = 0;
    for (int i = 0; i < TENS.length; i++) {
      int e = exponents.get(i);
      if (e == 0) continue;
      StringBuilder part = e > 0 ? above : below;
      if (e < 0) under++;
      if (!part.isEmpty()) part.append('*');
      part.append(CANONICAL.get(i)).append(exponent(Math.abs(e)));
    }
    if (below.isEmpty()) return above.isEmpty() ? "1" : above.toString();
    return (above.isEmpty() ? "1" : above) + "/" + (under > 1 ? "(" + below + ")" : below);
  }

  private static String exponent(int e) {
    if (e == ONE) return "";
    if (e % ONE == 0) return "**" + e / ONE;
    int divisor = e;
    for (int rest = ONE; rest != 0; ) {
      int next = divisor % rest;
      divisor = rest;
      rest = next;
    }
    return "**(" + e / divisor + "/" + ONE / divisor + ")";
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o == this || (o instanceof Dimension d && d.exponents.equals(exponents));
  }

  @Override
  public int hashCode() {
    return exponents.hashCode();
  }

  @Override
  public String toString() {
    return unit();
  }
}
