package myelin.nestml.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import myelin.nestml.code.Code.Kind;
import myelin.nestml.equations.Substitution;
import myelin.nestml.model.Action;
import myelin.nestml.model.Builtin;
import myelin.nestml.model.Term;
import myelin.nestml.syntax.Operator;
import org.jspecify.annotations.Nullable;

/// Walks through expressions, and makes new ones from them.
public final class Rewriting {

  private Rewriting() {}

  /// The expression with every part replaced, the smallest parts first and the whole last.
  public static Code mapped(Code code, UnaryOperator<Code> replace) {
    return replace.apply(rebuilt(code, part -> mapped(part, replace)));
  }

  private static Code rebuilt(Code code, UnaryOperator<Code> change) {
    return switch (code) {
      case Code.Indexed i -> new Code.Indexed(i.first(), i.size(), change.apply(i.index()));
      case Code.Select s ->
          new Code.Select(change.apply(s.index()), all(s.elements(), change), s.kind());
      case Code.Binary b ->
          new Code.Binary(b.operator(), change.apply(b.left()), change.apply(b.right()));
      case Code.Negative n -> new Code.Negative(change.apply(n.operand()));
      case Code.Not n -> new Code.Not(change.apply(n.operand()));
      case Code.Choice c ->
          new Code.Choice(change.apply(c.condition()), change.apply(c.yes()), change.apply(c.no()));
      case Code.Cast c -> new Code.Cast(change.apply(c.operand()), c.kind());
      case Code.Tick t -> new Code.Tick(change.apply(t.time()), change.apply(t.h()));
      case Code.Apply a -> new Code.Apply(a.function(), all(a.parts(), change), a.kind());
      case Code.Invoke i -> new Code.Invoke(i.function(), all(i.parts(), change), i.kind());
      default -> code;
    };
  }

  private static List<Code> all(List<Code> parts, UnaryOperator<Code> change) {
    List<Code> changed = new ArrayList<>();
    for (Code part : parts) changed.add(change.apply(part));
    return changed;
  }

  /// Arithmetic that gives 1 if a condition holds and 0 if not, which HotSpot turns into vector
  /// code; empty if there is none for this condition. It is NaN where the condition compares a NaN
  /// or two infinities.
  public static Optional<Code> weight(Code condition) {
    return Optional.ofNullable(weightOf(condition));
  }

  /// One of two values by such a weight, `w yes + (1 - w) no`, with the same bits except for the
  /// sign of zero. It is NaN if the value that is not chosen is NaN or infinite.
  static Code chosen(Code weight, Code yes, Code no) {
    Code first = binary(Operator.TIMES, weight, yes);
    Code rest = binary(Operator.MINUS, new Code.Real(1), weight);
    Code second = binary(Operator.TIMES, rest, no);
    if (isZero(yes)) return withoutSign(second);
    if (isZero(no)) return withoutSign(first);
    return withoutSign(binary(Operator.PLUS, first, second));
  }

  private static boolean isZero(Code code) {
    return code instanceof Code.Real r && r.value() == 0;
  }

  /// The value, but 0 for -0.
  static Code withoutSign(Code value) {
    return binary(Operator.PLUS, value, new Code.Real(0));
  }

  private static Code binary(Operator operator, Code a, Code b) {
    return new Code.Binary(operator, a, b);
  }

  private static @Nullable Code weightOf(Code condition) {
    return switch (condition) {
      case Code.Not n -> n.kind() == Kind.TRUTH ? opposite(weightOf(n.operand())) : null;
      case Code.Cast c ->
          c.kind() == Kind.TRUTH && c.operand().kind() == Kind.REAL
              ? opposite(equal(c.operand(), new Code.Real(0)))
              : null;
      case Code.Binary b ->
          switch (b.operator()) {
            case AND -> product(weightOf(b.left()), weightOf(b.right()));
            case OR -> {
              Code neither = product(opposite(weightOf(b.left())), opposite(weightOf(b.right())));
              yield opposite(neither);
            }
            default -> comparison(b);
          };
      default -> null;
    };
  }

  private static @Nullable Code comparison(Code.Binary b) {
    if (b.left().kind() != Kind.REAL || b.right().kind() != Kind.REAL) return null;
    return switch (b.operator()) {
      case GREATER -> above(b.left(), b.right(), -0.5);
      case GREATER_EQUAL -> above(b.left(), b.right(), 0.5);
      case LESS -> above(b.right(), b.left(), -0.5);
      case LESS_EQUAL -> above(b.right(), b.left(), 0.5);
      case EQUAL -> equal(b.left(), b.right());
      case NOT_EQUAL -> opposite(equal(b.left(), b.right()));
      default -> null;
    };
  }

  private static Code equal(Code a, Code b) {
    return binary(Operator.TIMES, above(a, b, 0.5), above(b, a, 0.5));
  }

  /// The smallest difference of two numbers, 2^-1074, times 2^1101 is far above 2.
  private static Code above(Code a, Code b, double ifEqual) {
    Code difference = binary(Operator.MINUS, a, b);
    Code large =
        binary(
            Operator.TIMES,
            binary(Operator.TIMES, difference, new Code.Real(0x1p1000)),
            new Code.Real(0x1p101));
    Code decided = binary(Operator.PLUS, large, new Code.Real(2 * ifEqual));
    Code least = new Code.Apply(Builtin.MAX, List.of(decided, new Code.Real(0)), Kind.REAL);
    return new Code.Apply(Builtin.MIN, List.of(least, new Code.Real(1)), Kind.REAL);
  }

  private static @Nullable Code opposite(@Nullable Code weight) {
    return weight == null ? null : binary(Operator.MINUS, new Code.Real(1), weight);
  }

  private static @Nullable Code product(@Nullable Code a, @Nullable Code b) {
    return a == null || b == null ? null : binary(Operator.TIMES, a, b);
  }

  /// Statements with all their expressions replaced in this way, places included.
  public static List<Effect> mapped(List<Effect> effects, UnaryOperator<Code> replace) {
    List<Effect> changed = new ArrayList<>();
    for (Effect effect : effects) {
      changed.add(
          switch (effect) {
            case Effect.Assign a ->
                new Effect.Assign(mapped(a.place(), replace), mapped(a.value(), replace));
            case Effect.If i ->
                new Effect.If(
                    mapped(i.condition(), replace),
                    mapped(i.yes(), replace),
                    mapped(i.no(), replace));
            case Effect.While w ->
                new Effect.While(mapped(w.condition(), replace), mapped(w.body(), replace));
            case Effect.Return r -> new Effect.Return(r.value().map(v -> mapped(v, replace)));
            case Effect.Emit e ->
                new Effect.Emit(mapped(e.strength(), replace), mapped(e.offset(), replace));
            case Effect.Print p ->
                new Effect.Print(p.function(), p.text(), all(p.values(), v -> mapped(v, replace)));
            case Effect.Run r -> new Effect.Run((Code.Invoke) mapped(r.call(), replace));
            case Effect.Integrate i -> i;
          });
    }
    return changed;
  }

  /// The statement with all parts of its terms replaced, the smallest first.
  public static Action mapped(Action action, UnaryOperator<Term> replace) {
    return switch (action) {
      case Action.Assign a ->
          new Action.Assign(
              a.target(), orNull(a.index(), replace), Substitution.mapped(a.value(), replace));
      case Action.Emit e ->
          new Action.Emit(orNull(e.strength(), replace), orNull(e.second(), replace));
      case Action.Print p ->
          new Action.Print(
              p.function(), p.parts().stream().map(t -> Substitution.mapped(t, replace)).toList());
      case Action.Run r -> new Action.Run((Term.Invoke) Substitution.mapped(r.call(), replace));
      case Action.Return r -> new Action.Return(orNull(r.value(), replace));
      case Action.If i ->
          new Action.If(
              i.branches().stream()
                  .map(b ->
                      new Action.Branch(
                          Substitution.mapped(b.condition(), replace),
                          statements(b.body(), replace)))
                  .toList(),
              statements(i.otherwise(), replace));
      case Action.For f ->
          new Action.For(
              f.variable(),
              Substitution.mapped(f.from(), replace),
              Substitution.mapped(f.to(), replace),
              f.step(),
              statements(f.body(), replace));
      case Action.While w ->
          new Action.While(
              Substitution.mapped(w.condition(), replace), statements(w.body(), replace));
      case Action.Integrate i -> i;
    };
  }

  private static List<Action> statements(List<Action> actions, UnaryOperator<Term> replace) {
    return actions.stream().map(a -> mapped(a, replace)).toList();
  }

  private static @Nullable Term orNull(@Nullable Term term, UnaryOperator<Term> replace) {
    return term == null ? null : Substitution.mapped(term, replace);
  }

  /// The addends of a sum of terms.
  public static List<Term> addends(Term term) {
    if (term instanceof Term.Binary b && b.operator() == Operator.PLUS) {
      List<Term> all = new ArrayList<>(addends(b.left()));
      all.addAll(addends(b.right()));
      return all;
    }
    if (term instanceof Term.Binary b && b.operator() == Operator.MINUS) {
      List<Term> all = new ArrayList<>(addends(b.left()));
      for (Term t : addends(b.right()))
        all.add(new Term.Unary(myelin.nestml.syntax.UnaryOperator.MINUS, t));
      return all;
    }
    if (term instanceof Term.Binary b
        && b.operator() == Operator.DIVIDE
        && b.left().size() == null) {
      List<Term> all = new ArrayList<>();
      for (Term t : addends(b.left())) {
        all.add(new Term.Binary(Operator.DIVIDE, t, b.right(), b.type()));
      }
      return all;
    }
    return List.of(term);
  }

  /// Passes on all elements of arrays in an expression.
  public static void elements(Code code, Consumer<Code.Element> to) {
    if (code instanceof Code.Element e) to.accept(e);
    for (Code part : code.parts()) elements(part, to);
  }

  /// The same for statements.
  public static void elements(List<Effect> effects, Consumer<Code.Element> to) {
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Assign a -> {
          elements(a.place(), to);
          elements(a.value(), to);
        }
        case Effect.If i -> {
          elements(i.condition(), to);
          elements(i.yes(), to);
          elements(i.no(), to);
        }
        case Effect.While w -> {
          elements(w.condition(), to);
          elements(w.body(), to);
        }
        case Effect.Emit e -> {
          elements(e.strength(), to);
          elements(e.offset(), to);
        }
        case Effect.Integrate i -> {}
        case Effect.Run r -> elements(r.call(), to);
        case Effect.Print p -> p.values().forEach(v -> elements(v, to));
        case Effect.Return r -> r.value().ifPresent(v -> elements(v, to));
      }
    }
  }
}
