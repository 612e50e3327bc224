package myelin.nestml.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import myelin.nestml.compile.Code.Kind;
import myelin.nestml.equations.Convolution;
import myelin.nestml.model.Action;
import myelin.nestml.model.Builtin;
import myelin.nestml.model.Inline;
import myelin.nestml.model.Model;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.model.Type;
import myelin.nestml.model.UserFunction;
import myelin.nestml.syntax.Operator;
import myelin.nestml.syntax.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Turns terms and statements of a model into [Code] and [Effect]s: inlines are put in, vectors are
/// taken apart into elements, what depends on parameters alone becomes a coefficient.
final class Lowering {

  private static final double PER_SECOND = 1e-3;

  private final Model model;
  private final Places places;
  private final Coefficients coefficients;
  private final Map<String, Inline> inlines = new LinkedHashMap<>();

  /// The arguments of the function whose expression is put in.
  private Map<String, Code> frame = Map.of();

  Lowering(Model model, Places places, Coefficients coefficients) {
    this.model = model;
    this.places = places;
    this.coefficients = coefficients;
    for (Inline i : model.inlines()) inlines.put(i.symbol().name(), i);
  }

  /// Statements, of which none advances equations.
  List<Effect> effects(List<Action> actions) {
    List<Effect> effects = new ArrayList<>();
    for (Action a : actions) effect(a, effects);
    return effects;
  }

  private void effect(Action action, List<Effect> to) {
    switch (action) {
      case Action.Assign a -> assign(a, to);
      case Action.Integrate i -> throw new IllegalStateException("equations inside a statement");
      case Action.Emit e ->
          to.add(
              new Effect.Emit(
                  e.strength() == null ? new Code.Real(1) : real(e.strength()),
                  e.second() == null ? new Code.Real(0) : real(e.second())));
      case Action.Print p -> to.add(print(p));
      case Action.Run r -> {
        if (code(r.call(), 0) instanceof Code.Invoke i) to.add(new Effect.Run(i));
      }
      case Action.Return r ->
          to.add(new Effect.Return(Optional.ofNullable(r.value()).map(v -> code(v, 0))));
      case Action.If i -> to.add(choice(i, 0));
      case Action.For f -> {
        Code variable = place(f.variable(), 0);
        Kind kind = kind(f.variable().type());
        Code now = variable.as(kind);
        to.add(new Effect.Assign(variable, code(f.from(), 0).as(kind)));
        Operator still = f.step() < 0 ? Operator.GREATER : Operator.LESS;
        Code bound = code(f.to(), 0);
        Kind common = kind == Kind.INTEGER && bound.kind() == Kind.INTEGER ? kind : Kind.REAL;
        List<Effect> body = effects(f.body());
        Code step = new Code.Real(f.step()).as(kind);
        if (kind == Kind.INTEGER) step = new Code.Whole((long) f.step());
        body.add(new Effect.Assign(variable, new Code.Binary(Operator.PLUS, now, step)));
        Code condition = new Code.Binary(still, now.as(common), bound.as(common));
        to.add(new Effect.While(condition, body));
      }
      case Action.While w -> to.add(new Effect.While(truth(w.condition()), effects(w.body())));
    }
  }

  private Effect choice(Action.If i, int branch) {
    Action.Branch b = i.branches().get(branch);
    boolean last = branch == i.branches().size() - 1;
    List<Effect> no = last ? effects(i.otherwise()) : List.of(choice(i, branch + 1));
    return new Effect.If(truth(b.condition()), effects(b.body()), no);
  }

  private void assign(Action.Assign a, List<Effect> to) {
    Symbol target = a.target();
    if (a.index() != null) {
      Code index = code(a.index(), 0).as(Kind.INTEGER);
      to.add(new Effect.Assign(element(target, index), code(a.value(), 0)));
      return;
    }
    int size = places.size(target.size());
    if (size == 1 && target.size() == null) {
      to.add(new Effect.Assign(place(target, 0), code(a.value(), 0)));
      return;
    }
    // all elements are computed before the first is changed
    List<Effect> after = new ArrayList<>();
    for (int e = 0; e < size; e++) {
      Code.Local value = new Code.Local("new#" + target.name() + "#" + e, Kind.REAL);
      to.add(new Effect.Assign(value, code(a.value(), e)));
      after.add(new Effect.Assign(place(target, e), value));
    }
    to.addAll(after);
  }

  private Effect print(Action.Print p) {
    StringBuilder shown = new StringBuilder();
    List<Code> values = new ArrayList<>();
    for (Term part : p.parts()) {
      if (part instanceof Term.Text text) {
        shown.append(text.value());
      } else {
        shown.append("{}");
        values.add(real(part));
      }
    }
    return new Effect.Print(p.function(), shown.toString(), values);
  }

  Code truth(Term term) {
    return code(term, 0).as(Kind.TRUTH);
  }

  Code real(Term term) {
    return code(term, 0).as(Kind.REAL);
  }

  /// The place of a variable, or of element `e` of a vector.
  Code place(Symbol symbol, int e) {
    return switch (symbol.role()) {
      case LOCAL, ARGUMENT -> {
        int kept = places.kept(symbol.name());
        if (kept >= 0) yield new Code.Element(Code.Group.STATE, kept + e);
        String name = symbol.size() == null ? symbol.name() : symbol.name() + "#" + e;
        yield new Code.Local(name, kind(symbol.type()));
      }
      default -> new Code.Element(Code.Group.STATE, places.state(symbol) + e);
    };
  }

  private Code element(Symbol symbol, Code index) {
    if (index instanceof Code.Whole w) return place(symbol, Math.toIntExact(w.value()));
    if (symbol.role() == Symbol.Role.LOCAL) {
      throw new IllegalStateException("an element of a local vector");
    }
    return new Code.Indexed(places.state(symbol), places.size(symbol.size()), index);
  }

  /// A term, or element `e` of one that is a vector.
  Code code(Term term, int e) {
    if (Constants.isConstant(term, model)) return coefficients.code(term, e, kind(term.type()));
    return switch (term) {
      case Term.Constant c ->
          c.type().kind() == Type.Kind.INTEGER
              ? new Code.Whole((long) c.value())
              : new Code.Real(c.value());
      case Term.Truth t -> new Code.Truth(t.value());
      case Term.Text t -> throw new IllegalStateException("a text in an expression");
      case Term.Values v -> code(v.parts().get(v.parts().size() == 1 ? 0 : e), 0);
      case Term.Read r -> read(r, e);
      case Term.Delayed d ->
          new Code.Element(Code.Group.INPUT, places.delayed(d.symbol(), d.delay(), e));
      case Term.Unary u -> unary(u, e);
      case Term.Binary b -> binary(b, e);
      case Term.Choice c -> {
        Kind kind = kind(c.type());
        yield new Code.Choice(
            code(c.condition(), e).as(Kind.TRUTH),
            code(c.yes(), e).as(kind),
            code(c.no(), e).as(kind));
      }
      case Term.Apply a -> apply(a, e);
      case Term.Invoke i -> invoke(i, e);
      case Term.Convolve c -> {
        String name = Convolution.name(c.kernel(), c.port(), c.index());
        boolean vector = c.index() == null && c.port().size() != null;
        yield new Code.Element(Code.Group.STATE, places.state(name) + (vector ? e : 0));
      }
    };
  }

  private Code read(Term.Read r, int e) {
    Symbol s = r.symbol();
    if (s.role() == Symbol.Role.ARGUMENT && frame.containsKey(s.name())) return frame.get(s.name());
    return switch (s.role()) {
      case INLINE -> code(inline(s).value(), r.index() == null ? e : whole(r.index()));
      case TIME -> new Code.Time();
      case SPIKES ->
          new Code.Binary(
              Operator.TIMES,
              new Code.Element(Code.Group.INPUT, places.input(s, element(r.index(), e))),
              new Code.Real(places.sign(s) * PER_SECOND));
      case CONTINUOUS -> new Code.Element(Code.Group.INPUT, places.input(s, element(r.index(), e)));
      case LOCAL, ARGUMENT ->
          (r.index() == null ? place(s, e) : place(s, whole(r.index()))).as(kind(s.type()));
      case PARAMETER, INTERNAL ->
          throw new IllegalStateException("a coefficient by an index that varies: " + s.name());
      default -> {
        Code at =
            r.index() == null
                ? place(s, s.size() == null ? 0 : e)
                : element(s, code(r.index(), 0).as(Kind.INTEGER));
        yield at.as(kind(s.type()));
      }
    };
  }

  /// A call; of a function that is one expression, that expression.
  private Code invoke(Term.Invoke i, int e) {
    UserFunction function =
        model.functions().stream()
            .filter(f -> f.name().equals(i.function()))
            .findFirst()
            .orElseThrow();
    List<Code> arguments = new ArrayList<>();
    for (int k = 0; k < i.parts().size(); k++) {
      arguments.add(code(i.parts().get(k), e).as(kind(function.arguments().get(k).type())));
    }
    boolean one =
        function.body().size() == 1
            && function.body().getFirst() instanceof Action.Return r
            && r.value() != null;
    if (!one || arguments.stream().anyMatch(Code::isRandom)) {
      return new Code.Invoke(i.function(), arguments, kind(i.type()));
    }
    Map<String, Code> outer = frame;
    frame = new LinkedHashMap<>();
    for (int k = 0; k < arguments.size(); k++) {
      frame.put(function.arguments().get(k).name(), arguments.get(k));
    }
    Term value = Objects.requireNonNull(((Action.Return) function.body().getFirst()).value());
    Code code = code(value, 0).as(kind(function.result()));
    frame = outer;
    return code;
  }

  private int element(@Nullable Term index, int e) {
    return index == null ? e : whole(index);
  }

  private int whole(Term index) {
    if (code(index, 0) instanceof Code.Whole w) return Math.toIntExact(w.value());
    return (int) Constants.defaults(model).value(index, 0);
  }

  private Inline inline(Symbol s) {
    return Objects.requireNonNull(inlines.get(s.name()), s.name());
  }

  private Code unary(Term.Unary u, int e) {
    Code operand = code(u.operand(), e);
    return switch (u.operator()) {
      case PLUS -> operand;
      case MINUS -> new Code.Negative(operand);
      default -> new Code.Not(u.operator() == UnaryOperator.NOT ? operand.as(Kind.TRUTH) : operand);
    };
  }

  private Code binary(Term.Binary b, int e) {
    return switch (b.operator()) {
      case TIMES, DIVIDE -> kind(b.type()) == Kind.INTEGER ? plain(b, e) : new Product(b, e).code();
      case AND, OR ->
          new Code.Binary(
              b.operator(), code(b.left(), e).as(Kind.TRUTH), code(b.right(), e).as(Kind.TRUTH));
      default -> plain(b, e);
    };
  }

  private Code plain(Term.Binary b, int e) {
    Code left = code(b.left(), e);
    Code right = code(b.right(), e);
    Kind common = left.kind() == right.kind() ? left.kind() : Kind.REAL;
    return new Code.Binary(b.operator(), left.as(common), right.as(common));
  }

  /// A sum of terms times a coefficient, addend by addend: of `c (a + b x)` the coefficients `c a`
  /// and `c b`. Empty if it is 0.
  List<Code> multiplied(Term sum, int e, Coefficients.Factor factor) {
    List<Code> addends = new ArrayList<>();
    @Nullable Term constant = null;
    for (Term addend : Rewriting.addends(sum)) {
      if (Constants.isConstant(addend, model)) {
        constant =
            constant == null
                ? addend
                : new Term.Binary(Operator.PLUS, constant, addend, addend.type());
      } else {
        addends.add(new Product(addend, e).code(factor));
      }
    }
    boolean nothing = constant instanceof Term.Constant zero && zero.value() == 0;
    if (constant != null && !nothing) addends.add(coefficients.code(constant, e, factor));
    return addends;
  }

  /// A product, of which the constant factors become one coefficient: of `a * x / b` the number `a
  /// / b`, times `x`.
  private final class Product {
    private Coefficients.@Nullable Factor factor;
    private final int element;
    private final List<Code> above = new ArrayList<>();
    private final List<Code> below = new ArrayList<>();
    private @Nullable Term constant;
    private double number = 1;

    Product(Term term, int element) {
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
      } else if (term instanceof Term.Read r && r.symbol().role() == Symbol.Role.SPIKES) {
        double unit = places.sign(r.symbol()) * PER_SECOND;
        number = over ? number * unit : number / unit;
        Code.Element input =
            new Code.Element(
                Code.Group.INPUT,
                places.input(r.symbol(), Lowering.this.element(r.index(), element)));
        (over ? above : below).add(input);
      } else {
        (over ? above : below).add(Lowering.this.code(term, element).as(Kind.REAL));
      }
    }

    /// The product times a coefficient.
    Code code(Coefficients.Factor times) {
      factor = times;
      if (constant == null) constant = new Term.Constant(1, Type.REAL);
      return code();
    }

    private Code coefficient(Term all) {
      return factor == null
          ? coefficients.code(all, element, Kind.REAL)
          : coefficients.code(all, element, factor);
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

  private Code apply(Term.Apply a, int e) {
    Kind kind = kind(a.type());
    if (a.function() == Builtin.SUM) {
      Code sum = new Code.Real(0);
      Term vector = a.parts().getFirst();
      for (int k = 0; k < places.size(vector.size()); k++) {
        sum = new Code.Binary(Operator.PLUS, sum, code(vector, k).as(Kind.REAL));
      }
      return sum;
    }
    List<Code> parts = new ArrayList<>();
    for (Term part : a.parts()) {
      Code code = code(part, e);
      parts.add(a.function() == Builtin.ABS || kind == Kind.REAL ? code.as(kind) : code);
    }
    return new Code.Apply(a.function(), parts, kind);
  }

  /// The kind of a type's values.
  static Kind kind(Type type) {
    return switch (type.kind()) {
      case INTEGER -> Kind.INTEGER;
      case BOOLEAN -> Kind.TRUTH;
      default -> Kind.REAL;
    };
  }
}
