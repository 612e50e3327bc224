package myelin.nestml.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import myelin.engine.base.BadInput;
import myelin.nestml.code.BlockClass.FunctionCode;
import myelin.nestml.code.Code;
import myelin.nestml.code.Code.Kind;
import myelin.nestml.code.Effect;
import myelin.nestml.code.Rewriting;
import myelin.nestml.compile.Places.Coefficients;
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

/// Turns terms and statements of a model into [Code] and [Effect]s: inlines are replaced by their
/// expressions, vectors are taken apart into elements, and what depends on parameters alone becomes
/// a coefficient.
final class Lowering {

  private static final double PER_SECOND = 1e-3;

  private final Model model;
  private final Places places;
  private final Coefficients coefficients;
  private final Map<String, Inline> inlines = new LinkedHashMap<>();

  private final Map<String, Compiled> functions = new LinkedHashMap<>();

  /// Whether nothing depends on the time or on chance, and nothing is printed.
  private boolean repeats = true;

  /// What a statement that advances equations becomes.
  private Function<Action.Integrate, List<Effect>> integration =
      i -> {
        throw new IllegalStateException("equations inside a statement");
      };

  /// The arguments of the function whose expression replaces its call.
  private Map<String, Code> frame = Map.of();

  Lowering(Model model, Places places, Coefficients coefficients) {
    this.model = model;
    this.places = places;
    this.coefficients = coefficients;
    for (Inline i : model.inlines()) inlines.put(i.symbol().name(), i);
  }

  /// Sets what statements that advance equations become.
  void integrateBy(Function<Action.Integrate, List<Effect>> effects) {
    integration = effects;
  }

  /// Whether all that has been lowered does the same whenever it is done, with the same numbers.
  boolean repeats() {
    return repeats;
  }

  /// The effects of statements, none of which may advance equations unless [#integrateBy] has been
  /// called.
  List<Effect> effects(List<Action> actions) {
    List<Effect> effects = new ArrayList<>();
    for (Action a : actions) effect(a, effects);
    return effects;
  }

  private void effect(Action action, List<Effect> to) {
    switch (action) {
      case Action.Assign a -> assign(a, to);
      case Action.Integrate i -> to.addAll(integration.apply(i));
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
    repeats = false;
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

  /// The factor from the weights that arrive at a port to its value (1/ms), with the sign of the
  /// port.
  double unit(Symbol port) {
    return places.sign(port) * PER_SECOND;
  }

  /// The place of a variable, or of element `e` of a vector.
  Code place(Symbol symbol, int e) {
    return switch (symbol.role()) {
      case LOCAL, ARGUMENT -> {
        int kept = places.kept(symbol.name());
        int own = symbol.size() == null ? 0 : e;
        if (kept >= 0) yield new Code.Element(Code.Group.STATE, kept + own);
        String name = symbol.size() == null ? symbol.name() : symbol.name() + "#" + e;
        yield new Code.Local(name, kind(symbol.type()));
      }
      default -> new Code.Element(Code.Group.STATE, places.state(symbol) + e);
    };
  }

  /// The place of the element of a vector at an index.
  private Code element(Symbol symbol, Code index) {
    int size = places.size(symbol.size());
    if (index instanceof Code.Whole w) return place(symbol, within(symbol, w.value()));
    boolean local = symbol.role() == Symbol.Role.LOCAL;
    if (!local) return new Code.Indexed(places.state(symbol), size, index);
    return select(symbol, index, k -> place(symbol, k));
  }

  private Code select(Symbol symbol, Code index, IntFunction<Code> element) {
    List<Code> all = new ArrayList<>();
    for (int k = 0; k < places.size(symbol.size()); k++) all.add(element.apply(k));
    return new Code.Select(index, all, kind(symbol.type()));
  }

  private int within(Symbol symbol, long index) {
    int size = places.size(symbol.size());
    if (index >= 0 && index < size) return (int) index;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s: there is no element %d of %s, which has %d; elements are counted from 0"
            .formatted(model.name(), index, symbol.name(), size));
  }

  /// A term, or element `e` of one that is a vector.
  Code code(Term term, int e) {
    if (term instanceof Term.Apply a && a.function() == Builtin.SIZE) {
      return new Code.Whole(places.size(a.parts().getFirst().size()));
    }
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
      case INLINE -> element(r, e, k -> code(inline(s).value(), k));
      case TIME -> {
        repeats = false;
        yield new Code.Time();
      }
      case SPIKES -> element(r, e, k -> spikes(s, k));
      case CONTINUOUS -> element(r, e, k -> new Code.Element(Code.Group.INPUT, places.input(s, k)));
      case LOCAL, ARGUMENT -> element(r, e, k -> place(s, k).as(kind(s.type())));
      case PARAMETER, INTERNAL -> {
        Kind kind = kind(s.type());
        yield element(r, e, k -> coefficients.code(new Term.Read(s, Constants.number(k)), 0, kind));
      }
      default -> {
        Code at =
            r.index() == null
                ? place(s, s.size() == null ? 0 : e)
                : element(s, code(r.index(), 0).as(Kind.INTEGER));
        yield at.as(kind(s.type()));
      }
    };
  }

  /// A function as it is compiled.
  ///
  /// @param given what it reads of the neuron, which is passed after its arguments
  record Compiled(FunctionCode code, List<Code> given) {}

  /// Compiles a function. One that changes nothing is passed all that it reads of the neuron, so
  /// that slopes can call it, which are computed at other lanes than the neurons'.
  Compiled function(UserFunction f) {
    Compiled known = functions.get(f.name());
    if (known != null) return known;
    Map<String, Code> outer = frame;
    frame = Map.of();
    List<Effect> body = effects(f.body());
    frame = outer;
    List<Code.Local> arguments = new ArrayList<>();
    for (Symbol s : f.arguments()) arguments.add(new Code.Local(s.name(), kind(s.type())));
    Map<Code, Code.Local> given = new LinkedHashMap<>();
    if (!model.acts(f.name())) {
      body = Rewriting.mapped(body, c -> c instanceof Code.Indexed i ? i.elements() : c);
      Rewriting.elements(
          body,
          e -> given.computeIfAbsent(e, k -> new Code.Local("given#" + given.size(), Kind.REAL)));
      body = Rewriting.mapped(body, c -> given.containsKey(c) ? given.get(c) : c);
      arguments.addAll(given.values());
    }
    Kind result = f.result().kind() == Type.Kind.VOID ? null : kind(f.result());
    Compiled compiled =
        new Compiled(
            new FunctionCode(f.name(), arguments, result, body), List.copyOf(given.keySet()));
    functions.put(f.name(), compiled);
    return compiled;
  }

  /// The element that is read: number `e`, or the one at the index.
  private Code element(Term.Read r, int e, IntFunction<Code> element) {
    if (r.index() == null) return element.apply(e);
    Code index = code(r.index(), 0).as(Kind.INTEGER);
    if (index instanceof Code.Whole w) return element.apply(within(r.symbol(), w.value()));
    return select(r.symbol(), index, element);
  }

  private Code spikes(Symbol port, int e) {
    return new Code.Binary(
        Operator.TIMES,
        new Code.Element(Code.Group.INPUT, places.input(port, e)),
        new Code.Real(unit(port)));
  }

  /// A call, or the expression of a function that consists of one.
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
      arguments.addAll(function(function).given());
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
      case TIMES, DIVIDE ->
          kind(b.type()) == Kind.INTEGER
              ? plain(b, e)
              : coefficients.new Product(this, b, e).code();
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

  /// A sum of terms times a coefficient, addend by addend: `c (a + b x)` has the coefficients `c a`
  /// and `c b`. Empty if the sum is 0.
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
        addends.add(coefficients.new Product(this, addend, e).code(factor));
      }
    }
    boolean nothing = constant instanceof Term.Constant zero && zero.value() == 0;
    if (constant != null && !nothing) addends.add(coefficients.code(constant, e, factor));
    return addends;
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
    if (a.function().kind() == Builtin.Kind.RANDOM) repeats = false;
    boolean real = a.function() == Builtin.STEPS || a.function() == Builtin.CLIP;
    Kind own = real ? Kind.REAL : kind;
    List<Code> parts = new ArrayList<>();
    for (Term part : a.parts()) {
      Code code = code(part, e);
      parts.add(a.function() == Builtin.ABS || own == Kind.REAL ? code.as(own) : code);
    }
    return new Code.Apply(a.function(), parts, own).as(kind);
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
