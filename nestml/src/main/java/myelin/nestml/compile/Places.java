package myelin.nestml.compile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import myelin.nestml.code.Code;
import myelin.nestml.code.Code.Kind;
import myelin.nestml.model.Model;
import myelin.nestml.model.Size;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.model.Type;
import myelin.nestml.syntax.Operator;
import myelin.nestml.syntax.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The places of a neuron's state and input among a block's arrays.
final class Places {

  /// An array of the values that a variable had some time ago.
  ///
  /// @param state place of the variable
  record Delay(int state, Term delay, int input) {}

  private final ToIntFunction<Size> sizes;
  private final Map<String, Integer> state = new LinkedHashMap<>();
  private final Map<String, Integer> input = new LinkedHashMap<>();
  private final Set<String> turned = new HashSet<>();
  private final List<Delay> delays = new ArrayList<>();
  private int states;
  private int inputs;

  Places(ToIntFunction<Size> sizes) {
    this.sizes = sizes;
  }

  /// Number of elements; 1 for a single value.
  int size(@Nullable Size size) {
    return size == null ? 1 : sizes.applyAsInt(size);
  }

  void addState(Symbol symbol) {
    state.put(symbol.name(), states);
    states += size(symbol.size());
  }

  /// Adds an intermediate array; returns its place among the state variables.
  int addHidden() {
    return states++;
  }

  void addInput(Symbol port) {
    input.put(port.name(), inputs);
    inputs += size(port.size());
  }

  /// Marks a port whose weights arrive with the opposite sign.
  void turn(Symbol port) {
    turned.add(port.name());
  }

  /// The sign of a port's weights.
  double sign(Symbol port) {
    return turned.contains(port.name()) ? -1 : 1;
  }

  /// Number of arrays of state.
  int states() {
    return states;
  }

  /// Number of arrays of input.
  int inputs() {
    return inputs;
  }

  /// Place of a variable, or of the first element of a vector.
  int state(Symbol symbol) {
    return Objects.requireNonNull(state.get(symbol.name()), symbol.name());
  }

  int state(String name) {
    return Objects.requireNonNull(state.get(name), name);
  }

  boolean hasState(String name) {
    return state.containsKey(name);
  }

  int input(Symbol port, int element) {
    return Objects.requireNonNull(input.get(port.name()), port.name()) + element;
  }

  /// Place of a local variable that outlasts a loop, or of the first element of a vector; negative
  /// if it is not kept.
  int kept(String local) {
    return state.getOrDefault("local " + local, -1);
  }

  /// Keeps a local variable that outlasts a loop.
  void keep(Symbol local) {
    if (kept(local.name()) >= 0) return;
    state.put("local " + local.name(), states);
    states += size(local.size());
  }

  int delayed(Symbol symbol, Term delay, int element) {
    int place = state(symbol) + element;
    for (Delay d : delays) if (d.state() == place && d.delay().equals(delay)) return d.input();
    delays.add(new Delay(place, delay, inputs));
    return inputs++;
  }

  List<Delay> delays() {
    return delays;
  }

  /// The values in a model's step that depend on parameters alone: one number per neuron each.
  static final class Coefficients {

    private record Key(Term term, int element) {
      @Override
      public boolean equals(@Nullable Object o) {
        return o instanceof Key k && k.element == element && k.term.equals(term);
      }

      @Override
      public int hashCode() {
        return 31 * term.hashCode() + element;
      }
    }

    private final Model model;
    private final Constants defaults;
    private final List<ToDoubleFunction<Constants>> formulas = new ArrayList<>();
    private final Map<Object, Integer> places = new LinkedHashMap<>();

    Coefficients(Model model) {
      this.model = model;
      defaults = Constants.defaults(model);
    }

    /// A constant term, or element `e` of one that is a vector.
    Code code(Term term, int e, Kind kind) {
      if (Constants.isLiteral(term, model)) {
        double value = defaults.value(term, e);
        return switch (kind) {
          case REAL -> new Code.Real(value);
          case INTEGER -> new Code.Whole((long) value);
          case TRUTH -> new Code.Truth(value != 0);
        };
      }
      return add(new Key(term, e), c -> c.value(term, e)).as(kind);
    }

    /// A coefficient given by a formula, which `key` identifies.
    Code add(Object key, ToDoubleFunction<Constants> formula) {
      int place =
          places.computeIfAbsent(
              key,
              k -> {
                formulas.add(formula);
                return formulas.size() - 1;
              });
      return new Code.Element(Code.Group.COEFFICIENT, place);
    }

    /// A factor of coefficients.
    ///
    /// @param key identifies it
    record Factor(Object key, ToDoubleFunction<Constants> formula) {}

    /// A constant term times a factor.
    Code code(Term term, int e, Factor factor) {
      return add(
          List.of(factor.key(), new Key(term, e)),
          c -> factor.formula().applyAsDouble(c) * c.value(term, e));
    }

    /// The formulas, in order of the coefficients.
    List<ToDoubleFunction<Constants>> formulas() {
      return formulas;
    }

    /// A product whose constant factors become one coefficient: `a * x / b` becomes the number `a /
    /// b` times `x`.
    final class Product {
      private final Lowering lowering;
      private @Nullable Factor factor;
      private final int element;
      private final List<Code> above = new ArrayList<>();
      private final List<Code> below = new ArrayList<>();
      private @Nullable Term constant;
      private double number = 1;

      Product(Lowering lowering, Term term, int element) {
        this.lowering = lowering;
        this.element = element;
        take(term, true);
      }

      private void take(Term term, boolean over) {
        if (term instanceof Term.Unary u && u.operator() == UnaryOperator.MINUS) {
          number = -number;
          take(u.operand(), over);
        } else if (term instanceof Term.Constant c) {
          number = over ? number * c.value() : number / c.value();
        } else if (Constants.isConstant(term, model)) {
          Term before = constant == null ? new Term.Constant(1, Type.REAL) : constant;
          Operator operator = over ? Operator.TIMES : Operator.DIVIDE;
          constant =
              constant == null && over ? term : new Term.Binary(operator, before, term, Type.REAL);
        } else if (term instanceof Term.Binary b && b.operator() == Operator.TIMES) {
          take(b.left(), over);
          take(b.right(), over);
        } else if (term instanceof Term.Binary b && b.operator() == Operator.DIVIDE) {
          take(b.left(), over);
          take(b.right(), !over);
        } else if (term instanceof Term.Read r
            && r.symbol().role() == Symbol.Role.SPIKES
            && lowering.code(term, element) instanceof Code.Binary arriving) {
          double unit = lowering.unit(r.symbol());
          number = over ? number * unit : number / unit;
          (over ? above : below).add(arriving.left());
        } else {
          (over ? above : below).add(lowering.code(term, element).as(Kind.REAL));
        }
      }

      /// The product times a coefficient.
      Code code(Factor times) {
        factor = times;
        if (constant == null) constant = new Term.Constant(1, Type.REAL);
        return code();
      }

      private Code coefficient(Term all) {
        return factor == null
            ? Coefficients.this.code(all, element, Kind.REAL)
            : Coefficients.this.code(all, element, factor);
      }

      Code code() {
        @Nullable Code product = null;
        if (constant != null) {
          Term all =
              number == 1
                  ? constant
                  : new Term.Binary(
                      Operator.TIMES, new Term.Constant(number, Type.REAL), constant, Type.REAL);
          product = coefficient(all);
        } else if (number != 1 || above.isEmpty()) {
          product = new Code.Real(number);
        }
        for (Code factor : above) {
          product = product == null ? factor : new Code.Binary(Operator.TIMES, product, factor);
        }
        if (product == null) product = new Code.Real(1);
        for (Code divisor : below) product = new Code.Binary(Operator.DIVIDE, product, divisor);
        return product;
      }
    }
  }
}
