package myelin.value;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Supplier;
import myelin.engine.base.BadInput;
import myelin.engine.base.Unit;
import myelin.engine.random.RandomStream;
import org.jspecify.annotations.Nullable;

/// A quantity: a number, an array of numbers (one for each node or synapse), a distribution to draw
/// from, or arithmetic on these. Immutable. Made by [myelin.Names], for instance `mV(-65)`, `ms(1,
/// 2, 3)` or `normal(mV(-65), mV(5)).redraw(mV(-70), mV(-60))`.
///
/// @param <D> what it measures
public final class Quantity<D extends Dimension> {

  /// The length of a value that is the same, or drawn, for all.
  static final int ANY_LENGTH = -1;

  private static final int MOST_REDRAWS = 1000;
  private static final int TRIALS = 100;

  /// The `i`-th number.
  @FunctionalInterface
  interface Draw {
    double at(RandomStream random, long i);
  }

  private static final RandomStream NOT_DRAWN = new RandomStream(0);

  private final Unit unit;
  private final int length;
  private final boolean random;
  private final Draw draw;
  private final Bounds bounds;
  private final @Nullable Gauss gauss;

  /// The numbers of an array; null if it is none, or computed from others.
  private final double @Nullable [] array;

  /// Makes the text when it is needed, for messages.
  private final Supplier<String> text;

  /// A normal distribution of which only numbers in `[least, most]` are taken.
  public record Gauss(double mean, double std, double least, double most) {

    /// Takes everything.
    public static final Gauss ALL =
        new Gauss(0, 1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /// The number drawn, from a standard normal number.
    public double of(double standard) {
      return mean + std * standard;
    }

    /// The numbers drawn, from the first `n` standard normal numbers.
    public void of(double[] standard, double[] out, int n) {
      for (int i = 0; i < n; i++) out[i] = of(standard[i]);
    }

    /// Whether a number lies in `[least, most]`.
    public boolean takes(double x) {
      return x >= least && x <= most;
    }
  }

  Quantity(Unit unit, int length, boolean random, Draw draw, Bounds bounds, String text) {
    this(unit, length, random, draw, bounds, null, null, () -> text);
  }

  private Quantity(
      Unit unit,
      int length,
      boolean random,
      Draw draw,
      Bounds bounds,
      @Nullable Gauss gauss,
      double @Nullable [] array,
      Supplier<String> text) {
    this.unit = unit;
    this.length = length;
    this.random = random;
    this.draw = draw;
    this.bounds = bounds;
    this.gauss = gauss;
    this.array = array;
    this.text = text;
  }

  /// A number in `unit`.
  public static <D extends Dimension> Quantity<D> of(double number, Unit unit) {
    return new Quantity<>(
        unit,
        ANY_LENGTH,
        false,
        (r, i) -> number,
        Bounds.of(number),
        null,
        null,
        () -> unit.text(number));
  }

  /// One number for each node or synapse: `numbers` times `factor`, in `unit`.
  public static <D extends Dimension> Quantity<D> of(double[] numbers, double factor, Unit unit) {
    double[] copy = new double[numbers.length];
    for (int i = 0; i < copy.length; i++) copy[i] = numbers[i] * factor;
    return taking(copy, unit);
  }

  /// The same with an array that nobody changes any more.
  static <D extends Dimension> Quantity<D> taking(double[] numbers, Unit unit) {
    Supplier<String> text =
        () -> numbers.length + " numbers" + (unit == Unit.NONE ? "" : " in " + unit.symbol());
    return new Quantity<>(
        unit,
        numbers.length,
        false,
        (r, i) -> numbers[(int) i],
        Bounds.of(numbers),
        null,
        numbers,
        text);
  }

  /// A normal distribution.
  static <D extends Dimension> Quantity<D> normal(double mean, double std, Unit unit, String text) {
    return new Quantity<>(
        unit,
        ANY_LENGTH,
        true,
        (r, i) -> mean + std * r.nextNormal(),
        Bounds.around(mean, Bounds.NORMAL * std),
        new Gauss(mean, std, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
        null,
        () -> text);
  }

  /// The unit of the numbers inside.
  public Unit unit() {
    return unit;
  }

  /// Number of elements of an array, or a negative number for a value that serves any number of
  /// nodes.
  public int length() {
    return length;
  }

  /// Whether it is one number, the same for all.
  public boolean isNumber() {
    return length == ANY_LENGTH && !random;
  }

  /// Whether it is drawn at random.
  public boolean isRandom() {
    return random;
  }

  /// The `i`-th number, drawn from `random` if it is random.
  ///
  /// @throws BadInput if there is none, for instance because all redraws fall outside
  public double draw(RandomStream random, long i) {
    return draw.at(random, i);
  }

  /// The number.
  ///
  /// @throws BadInput unless [#isNumber]
  public double number() {
    if (!isNumber()) {
      throw new BadInput(
          BadInput.Kind.LENGTH, this + ": one number is needed, neither drawn nor an array");
    }
    return draw.at(new RandomStream(0), 0);
  }

  /// The normal distribution that it is drawn from, if it is one.
  public @Nullable Gauss gauss() {
    return gauss;
  }

  /// The bounds between which it lies.
  public Bounds bounds() {
    return bounds;
  }

  /// The numbers of an array, or the one number.
  public double[] numbers() {
    if (array != null) return array.clone();
    RandomStream none = new RandomStream(0);
    double[] numbers = new double[length == ANY_LENGTH ? 1 : length];
    Arrays.setAll(numbers, i -> draw.at(none, i));
    return numbers;
  }

  /// The `i`-th number of an array, or the one number; it must not be random.
  public double at(int i) {
    return array != null ? array[i] : draw.at(NOT_DRAWN, i);
  }

  /// Whether all numbers are the same: it is one number, or an array of equal ones.
  public boolean isOne() {
    if (isNumber()) return true;
    if (random || length == 0) return false;
    if (array != null) return bounds.least() == bounds.most();
    double first = at(0);
    for (int i = 1; i < length; i++) if (at(i) != first) return false;
    return true;
  }

  /// Element by element, draw by draw: this plus `other`.
  public Quantity<D> plus(Quantity<D> other) {
    return combine(other, "+", unit, (a, b) -> a + b);
  }

  /// This minus `other`.
  public Quantity<D> minus(Quantity<D> other) {
    return combine(other, "-", unit, (a, b) -> a - b);
  }

  /// This times a number.
  public Quantity<D> times(double factor) {
    return times(of(factor, Unit.NONE));
  }

  /// This times a pure number, which may be an array or drawn.
  public Quantity<D> times(Quantity<Dimension.Scalar> factor) {
    return combine(factor, "*", unit, (a, b) -> a * b);
  }

  /// This divided by a number.
  public Quantity<D> dividedBy(double divisor) {
    return combine(of(divisor, Unit.NONE), "/", unit, (a, b) -> a / b);
  }

  /// This with the opposite sign.
  public Quantity<D> negative() {
    return times(-1);
  }

  /// Draws again until the number lies in `[min, max]`.
  ///
  /// @throws BadInput if this is not random, or if 1000 draws in a row fall outside
  public Quantity<D> redraw(Quantity<D> min, Quantity<D> max) {
    double least = min.number();
    double most = max.number();
    String name = "redraw(%s, %s, %s)".formatted(this, min, max);
    if (!random) {
      throw new BadInput(BadInput.Kind.VALUE, name + ": " + this + " is not random");
    }
    if (!(least < most)) {
      throw new BadInput(BadInput.Kind.VALUE, name + ": the first limit must be below the second");
    }
    Draw again =
        (r, i) -> {
          for (int n = 0; n < MOST_REDRAWS; n++) {
            double x = draw.at(r, i);
            if (x >= least && x <= most) return x;
          }
          throw new BadInput(
              BadInput.Kind.VALUE,
              name + ": 1000 draws in a row fell outside; widen the limits or move the mean");
        };
    Bounds narrower = bounds.within(least, most, fallsOften(least, most));
    Gauss part = gauss == null ? null : within(gauss, least, most);
    return new Quantity<>(unit, length, true, again, narrower, part, null, () -> name);
  }

  /// The distribution with limits; `null` if it has limits already, as a redraw of a redraw counts
  /// its draws apart, and so cannot always be drawn at once between all limits.
  private static @Nullable Gauss within(Gauss all, double least, double most) {
    boolean whole = all.least() == Double.NEGATIVE_INFINITY && all.most() == -all.least();
    return whole ? new Gauss(all.mean(), all.std(), least, most) : null;
  }

  /// Whether so many draws lie in `[least, most]` that a thousand in a row outside are out of the
  /// question: at least half of a hundred.
  private boolean fallsOften(double least, double most) {
    if (length >= 0 || !bounds.sure()) return false;
    RandomStream trial = new RandomStream(0);
    int inside = 0;
    for (int n = 0; n < TRIALS; n++) {
      double x = draw.at(trial, 0);
      if (x >= least && x <= most) inside++;
    }
    return 2 * inside >= TRIALS;
  }

  private Quantity<D> combine(Quantity<?> other, String sign, Unit result, DoubleBinaryOperator f) {
    if (length >= 0 && other.length >= 0 && length != other.length) {
      throw new BadInput(
          BadInput.Kind.LENGTH,
          "%s %s %s: arrays of %d and %d elements do not go together"
              .formatted(this, sign, other, length, other.length));
    }
    Draw left = draw;
    Draw right = other.draw;
    return new Quantity<>(
        result,
        Math.max(length, other.length),
        random || other.random,
        (r, i) -> f.applyAsDouble(left.at(r, i), right.at(r, i)),
        bounds.combine(other.bounds, f),
        "(%s %s %s)".formatted(this, sign, other));
  }

  /// How a user would write it.
  @Override
  public String toString() {
    return text.get();
  }
}
