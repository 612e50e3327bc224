package myelin.nestml.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import myelin.nestml.model.Term;
import myelin.nestml.syntax.Operator;

/// Walks through expressions, and makes others of them.
final class Rewriting {

  private Rewriting() {}

  /// The expression with its smallest parts first, then itself, replaced.
  static Code mapped(Code code, UnaryOperator<Code> replace) {
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

  /// Statements with all their expressions replaced so, also those that are places.
  static List<Effect> mapped(List<Effect> effects, UnaryOperator<Code> replace) {
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
            default -> throw new IllegalStateException("no part of a function: " + effect);
          });
    }
    return changed;
  }

  /// The addends of a sum of terms.
  static List<Term> addends(Term term) {
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

  /// Tells of all elements of arrays in an expression.
  static void elements(Code code, Consumer<Code.Element> to) {
    if (code instanceof Code.Element e) to.accept(e);
    for (Code part : code.parts()) elements(part, to);
  }

  /// The same of statements.
  static void elements(List<Effect> effects, Consumer<Code.Element> to) {
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
        case Effect.Run r -> elements(r.call(), to);
        case Effect.Print p -> p.values().forEach(v -> elements(v, to));
        case Effect.Return r -> r.value().ifPresent(v -> elements(v, to));
      }
    }
  }
}
