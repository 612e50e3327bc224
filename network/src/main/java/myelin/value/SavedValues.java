package myelin.value;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import myelin.engine.base.BadInput;
import myelin.engine.base.Unit;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.value.Dimension.Angle;
import myelin.value.Dimension.Scalar;

/// Values in checkpoints: each with all that it is made of, the parts before the whole, by the
/// names of functions and operators. What is read draws the same numbers.
public final class SavedValues {

  /// What stands in place of a name before numbers.
  private static final String NUMBERS = "";

  private SavedValues() {}

  /// Writes a value.
  public static void save(Quantity<?> value, CheckpointWriter out) throws IOException {
    IdentityHashMap<Quantity<?>, Integer> places = new IdentityHashMap<>();
    List<Quantity<?>> parts = new ArrayList<>();
    list(value, places, parts);
    out.put(parts.size());
    for (Quantity<?> part : parts) {
      Expression made = part.expression();
      if (made == null) {
        out.put(NUMBERS);
        out.put(part.unit().name());
        out.put(part.isNumber());
        out.put(part.numbers());
      } else {
        out.put(made.name());
        out.put(made.arguments().stream().mapToInt(places::get).toArray());
      }
    }
  }

  private static void list(
      Quantity<?> value, IdentityHashMap<Quantity<?>, Integer> places, List<Quantity<?>> parts) {
    if (places.containsKey(value)) return;
    Expression made = value.expression();
    if (made != null) made.arguments().forEach(part -> list(part, places, parts));
    places.put(value, parts.size());
    parts.add(value);
  }

  /// Reads what [#save] has written.
  ///
  /// @throws BadInput if it cannot be made, as the file is damaged
  public static Quantity<?> load(CheckpointReader in) throws IOException {
    List<Quantity<?>> parts = new ArrayList<>();
    int n = in.whole();
    in.require(n > 0, "a value is missing");
    for (int k = 0; k < n; k++) {
      String name = in.text();
      parts.add(name.equals(NUMBERS) ? numbers(in) : made(name, in, parts));
    }
    return parts.getLast();
  }

  /// Reads a value that is a pure number.
  ///
  /// @throws BadInput if it has a unit, or cannot be made
  public static Quantity<Scalar> loadNumber(CheckpointReader in) throws IOException {
    Quantity<?> value = load(in);
    in.require(value.unit() == Unit.NONE, "a value has a unit");
    return as(value);
  }

  private static Quantity<?> numbers(CheckpointReader in) throws IOException {
    String symbol = in.text();
    boolean one = in.flag();
    double[] numbers = in.reals();
    in.require(!one || numbers.length == 1, "one number is needed");
    for (Unit unit : Unit.values()) {
      if (unit.name().equals(symbol)) {
        return one ? Quantity.of(numbers[0], unit) : Quantity.of(numbers, 1, unit);
      }
    }
    throw in.refuse("it is damaged: there is no unit " + symbol);
  }

  private static Quantity<?> made(String name, CheckpointReader in, List<Quantity<?>> parts)
      throws IOException {
    List<Quantity<Scalar>> arguments = new ArrayList<>();
    for (int place : in.wholes()) {
      in.require(place >= 0 && place < parts.size(), "a value is made of one that is not there");
      arguments.add(as(parts.get(place)));
    }
    try {
      return new Call(name, arguments).value();
    } catch (BadInput | IndexOutOfBoundsException e) {
      BadInput refusal = in.refuse("it is damaged: " + e.getMessage());
      refusal.initCause(e);
      throw refusal;
    }
  }

  /// A function or an operator of values; what their units are is checked where they are used.
  private record Call(String name, List<Quantity<Scalar>> arguments) {

    Quantity<?> value() {
      int n = arguments.size();
      return switch (name) {
        case "+" -> at(0).plus(at(1));
        case "-" -> at(0).minus(at(1));
        case "*" -> at(0).times(at(1));
        case "/" -> at(1).unit() == Unit.NONE ? Functions.quotient(at(0), at(1)) : at(0).per(at(1));
        case "^" -> Functions.pow(at(0), number(1));
        case "<" -> Functions.less(at(0), at(1));
        case "<=" -> Functions.atMost(at(0), at(1));
        case "==" -> Functions.equal(at(0), at(1));
        case "min" -> Functions.min(at(0), at(1));
        case "max" -> Functions.max(at(0), at(1));
        case "exp" -> Functions.exp(at(0));
        case "sin" -> Functions.sin(at(0));
        case "cos" -> Functions.cos(at(0));
        case "conditional" -> Functions.conditional(at(0), at(1), at(2));
        case "redraw" -> at(0).redraw(at(1), at(2));
        case "uniform" -> Distributions.uniform(at(0), at(1));
        case "uniform_int" -> Distributions.uniform_int((long) number(0));
        case "normal" -> Distributions.normal(at(0), at(1));
        case "lognormal" -> Distributions.lognormal(number(0), number(1));
        case "exponential" ->
            n == 1 ? Distributions.exponential(at(0)) : Fields.exponential(at(0), at(1));
        case "distance" -> n == 0 ? Fields.distance() : Fields.distance((int) number(0));
        case "pos" -> Fields.pos((int) number(0));
        case "source_pos" -> Fields.source_pos((int) number(0));
        case "target_pos" -> Fields.target_pos((int) number(0));
        case "gaussian" -> Fields.gaussian(at(0), at(1), at(2));
        case "gamma" -> Fields.gamma(at(0), number(1), at(2));
        case "gaussian2D" -> Fields.gaussian2D(at(0), at(1), at(2), at(3), at(4), at(5), number(6));
        case "gabor" ->
            Fields.gabor(
                at(0), at(1), this.<Angle>of(2), number(3), at(4), at(5), this.<Angle>of(6));
        default -> throw new BadInput(BadInput.Kind.VALUE, "there is no function " + name);
      };
    }

    private Quantity<Scalar> at(int k) {
      return arguments.get(k);
    }

    private <D extends Dimension> Quantity<D> of(int k) {
      return as(at(k));
    }

    private double number(int k) {
      return at(k).number();
    }
  }

  /// The same value as one of another dimension, which is unknown to the compiler only.
  @SuppressWarnings("unchecked")
  private static <D extends Dimension> Quantity<D> as(Quantity<?> value) {
    return (Quantity<D>) value;
  }
}
