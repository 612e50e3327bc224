package myelin.value;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
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

  private static final Box EVERYWHERE = new Box();
  private static final int MOST_REDRAWS = 1000;
  private static final int TRIALS = 100;

  /// The `i`-th number.
  @FunctionalInterface
  interface Draw {
    double at(RandomStream random, long i, Place place);
  }

  /// What is known of a value within a box of places.
  @FunctionalInterface
  interface Spread {
    Bounds over(Box box);
  }

  private static final RandomStream NOT_DRAWN = new RandomStream(0);

  private final Unit unit;
  private final int length;
  private final boolean random;
  private final Draw draw;
  private final Bounds bounds;
  private final @Nullable Gauss gauss;

  /// Null if the value does not depend on places.
  private final @Nullable Spread spread;

  private final Needs needs;

  /// The numbers of an array; null if it is none, or computed from others.
  private final double @Nullable [] array;

  /// Null for a number or an array.
  private final @Nullable Expression expression;

  /// Whether single precision has all numbers as they are; null until somebody asks.
  private @Nullable Boolean single;

  /// A value that is drawn.
  Quantity(Unit unit, Draw draw, Bounds bounds, Expression made) {
    this(unit, ANY_LENGTH, true, draw, bounds, null, null, Needs.NONE, null, made);
  }

  /// A value that depends on places as `needs` says.
  Quantity(Unit unit, Draw draw, Spread spread, Needs needs, Expression made) {
    this(unit, ANY_LENGTH, false, draw, spread.over(EVERYWHERE), null, spread, needs, null, made);
  }

  /// A value that is made of others.
  ///
  /// @param of what is known of it, from what is known of its parts: with [#over]
  Quantity(Unit unit, int length, Draw draw, Spread of, Expression made) {
    this(
        unit,
        length,
        made.arguments().stream().anyMatch(Quantity::isDrawn),
        draw,
        of.over(EVERYWHERE),
        null,
        made.arguments().stream().anyMatch(Quantity::isSpatial) ? of : null,
        made.arguments().stream().map(q -> q.needs).reduce(Needs.NONE, Needs::and),
        null,
        made);
  }

  private Quantity(
      Unit unit,
      int length,
      boolean random,
      Draw draw,
      Bounds bounds,
      @Nullable Gauss gauss,
      @Nullable Spread spread,
      Needs needs,
      double @Nullable [] array,
      @Nullable Expression expression) {
    this.unit = unit;
    this.length = length;
    this.random = random;
    this.draw = draw;
    this.bounds = bounds;
    this.gauss = gauss;
    this.spread = spread;
    this.needs = needs;
    this.array = array;
    this.expression = expression;
  }

  /// A number in `unit`.
  public static <D extends Dimension> Quantity<D> of(double number, Unit unit) {
    return new Quantity<>(
        unit,
        ANY_LENGTH,
        false,
        (r, i, p) -> number,
        Bounds.of(number),
        null,
        null,
        Needs.NONE,
        null,
        null);
  }

  /// One number for each node or synapse: `numbers` times `factor`, in `unit`.
  public static <D extends Dimension> Quantity<D> of(double[] numbers, double factor, Unit unit) {
    double[] copy = new double[numbers.length];
    for (int i = 0; i < copy.length; i++) copy[i] = numbers[i] * factor;
    return taking(copy, unit);
  }

  /// The same with an array that nobody changes any more.
  static <D extends Dimension> Quantity<D> taking(double[] numbers, Unit unit) {
    return new Quantity<>(
        unit,
        numbers.length,
        false,
        (r, i, p) -> numbers[(int) i],
        Bounds.of(numbers),
        null,
        null,
        Needs.NONE,
        numbers,
        null);
  }

  /// A normal distribution.
  static <D extends Dimension> Quantity<D> normal(
      double mean, double std, Unit unit, Expression made) {
    return new Quantity<>(
        unit,
        ANY_LENGTH,
        true,
        (r, i, p) -> mean + std * r.nextNormal(),
        Bounds.around(mean, Bounds.NORMAL * std),
        Gauss.of(mean, std),
        null,
        Needs.NONE,
        null,
        made);
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
    return length == ANY_LENGTH && !isRandom();
  }

  /// Whether it is not known before it is used: drawn at random, or dependent on places.
  public boolean isRandom() {
    return random || isSpatial();
  }

  /// Whether it is drawn at random.
  public boolean isDrawn() {
    return random;
  }

  /// Whether it depends on places.
  public boolean isSpatial() {
    return spread != null;
  }

  /// Whether it depends on no more than the distance of source and target, and is not drawn.
  public boolean isRadial() {
    return needs.radius() && !needs.pair() && !needs.node() && !random && length < 0;
  }

  /// The `i`-th number, drawn from `random` if it is random.
  ///
  /// @throws BadInput if there is none, for instance because all redraws fall outside
  public double draw(RandomStream random, long i) {
    if (isSpatial()) throw placeless("is used where there are none");
    return draw.at(random, i, Place.NOWHERE);
  }

  /// The `i`-th number at a place, as [#requirePairs] allows.
  public double draw(RandomStream random, long i, Place place) {
    return draw.at(random, i, place);
  }

  /// What is known of it within a box of places.
  public Bounds over(Box box) {
    return spread == null ? bounds : spread.over(box);
  }

  /// Refuses a value that depends on the place of a node, or on more dimensions than places have.
  ///
  /// @throws BadInput for such a value
  public void requirePairs(int dimensions) {
    if (needs.node()) {
      throw placeless("is used between nodes; take that of source or target");
    }
    requireDimensions(dimensions);
  }

  private void requireDimensions(int dimensions) {
    if (needs.dimensions() <= dimensions) return;
    throw placeless(
        "needs %d dimensions, and there are %d".formatted(needs.dimensions(), dimensions));
  }

  private BadInput placeless(String why) {
    return new BadInput(BadInput.Kind.VALUE, "%s depends on places, and %s".formatted(this, why));
  }

  /// The value of each of some nodes, which have these coordinates.
  ///
  /// @param coordinates of all nodes, dimension by dimension (um)
  /// @throws BadInput if it depends on two nodes, or on more dimensions than there are
  public Quantity<D> at(double[][] coordinates) {
    if (!isSpatial()) return this;
    if (needs.radius() || needs.pair()) throw placeless("is used for single nodes, not for pairs");
    requireDimensions(coordinates.length);
    int n = coordinates[0].length;
    if (length >= 0 && length != n) {
      throw new BadInput(
          BadInput.Kind.LENGTH,
          "%s has %d elements, and there are %d nodes; give one for each"
              .formatted(this, length, n));
    }
    Place place = new Place();
    Draw here =
        (r, i, p) -> {
          for (int k = 0; k < coordinates.length; k++) place.source(k, coordinates[k][(int) i]);
          return draw.at(r, i, place);
        };
    return new Quantity<>(unit, n, random, here, bounds, null, null, Needs.NONE, null, expression);
  }

  /// The number.
  ///
  /// @throws BadInput unless [#isNumber]
  public double number() {
    if (!isNumber()) {
      throw new BadInput(
          BadInput.Kind.LENGTH, this + ": one number is needed, neither drawn nor an array");
    }
    return draw.at(new RandomStream(0), 0, Place.NOWHERE);
  }

  /// The normal distribution, perhaps cut off, that it is drawn from, if it is one.
  public @Nullable Gauss gauss() {
    return gauss;
  }

  /// The bounds between which it lies.
  public Bounds bounds() {
    return bounds;
  }

  /// The numbers of an array, or the one number.
  public double[] numbers() {
    if (isSpatial()) throw placeless("is used where there are none");
    if (array != null) return array.clone();
    RandomStream none = new RandomStream(0);
    double[] numbers = new double[length == ANY_LENGTH ? 1 : length];
    Arrays.setAll(numbers, i -> draw.at(none, i, Place.NOWHERE));
    return numbers;
  }

  /// The `i`-th number of an array, or the one number; it must not be random.
  public double at(int i) {
    if (array != null) return array[i];
    if (isSpatial()) throw placeless("is used where there are none");
    return draw.at(NOT_DRAWN, i, Place.NOWHERE);
  }

  /// Whether single precision has the numbers of an array, or the one number, as they are.
  public boolean isSingle() {
    if (single == null) {
      int n = length < 0 ? 1 : length;
      int e = 0;
      while (e < n && (float) at(e) == at(e)) e++;
      single = e == n;
    }
    return single;
  }

  /// Whether all numbers are the same: it is one number, or an array of equal ones.
  public boolean isOne() {
    if (isNumber()) return true;
    if (isRandom() || length == 0) return false;
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

  /// How many times `divisor` this is.
  ///
  /// @throws BadInput unless the divisor is one number
  public Quantity<Dimension.Scalar> per(Quantity<D> divisor) {
    double by = divisor.number();
    return new Quantity<>(
        Unit.NONE,
        length,
        by == 1 ? draw : (r, i, p) -> draw.at(r, i, p) / by,
        box -> over(box).combine(divisor.bounds, (a, b) -> a / b),
        Expression.of("/", this, divisor));
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
    Expression made = Expression.of("redraw", this, min, max);
    if (!isRandom()) {
      throw new BadInput(BadInput.Kind.VALUE, made + ": " + this + " is not random");
    }
    if (!(least < most)) {
      throw new BadInput(BadInput.Kind.VALUE, made + ": the first limit must be below the second");
    }
    Draw again =
        (r, i, p) -> {
          for (int n = 0; n < MOST_REDRAWS; n++) {
            double x = draw.at(r, i, p);
            if (x >= least && x <= most) return x;
          }
          throw new BadInput(
              BadInput.Kind.VALUE,
              made + ": 1000 draws in a row fell outside; widen the limits or move the mean");
        };
    Bounds narrower = bounds.within(least, most, fallsOften(least, most));
    Gauss part = gauss == null ? null : gauss.within(least, most);
    Spread there = spread == null ? null : box -> over(box).within(least, most, false);
    return new Quantity<>(unit, length, random, again, narrower, part, there, needs, null, made);
  }

  /// Whether so many draws lie in `[least, most]` that a thousand in a row outside are out of the
  /// question: at least half of a hundred.
  private boolean fallsOften(double least, double most) {
    if (length >= 0 || isSpatial() || !bounds.sure()) return false;
    RandomStream trial = new RandomStream(0);
    int inside = 0;
    for (int n = 0; n < TRIALS; n++) {
      double x = draw.at(trial, 0, Place.NOWHERE);
      if (x >= least && x <= most) inside++;
    }
    return 2 * inside >= TRIALS;
  }

  /// The same value, with a distribution if it is drawn as that says; null if it is not.
  Quantity<D> normal(@Nullable Gauss itsGauss) {
    return new Quantity<>(
        unit, length, random, draw, bounds, itsGauss, spread, needs, array, expression);
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
        (r, i, p) -> f.applyAsDouble(left.at(r, i, p), right.at(r, i, p)),
        box -> over(box).combine(other.over(box), f),
        Expression.of(sign, this, other));
  }

  /// How it is made of others; null if it is a number or an array.
  @Nullable Expression expression() {
    return expression;
  }

  /// How a user would write it.
  @Override
  public String toString() {
    if (expression != null) return expression.toString();
    if (array == null) return unit.text(number());
    return array.length + " numbers" + (unit == Unit.NONE ? "" : " in " + unit.symbol());
  }
}
