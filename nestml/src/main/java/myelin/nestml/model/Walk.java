package myelin.nestml.model;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Visits terms and their parts.
public final class Walk {

  private Walk() {}

  /// Visits a term and all its parts.
  public static void term(@Nullable Term term, Consumer<Term> visitor) {
    if (term == null) return;
    visitor.accept(term);
    for (Term part : term.parts()) term(part, visitor);
  }

  /// Visits all terms of statements, with their parts.
  public static void actions(List<Action> actions, Consumer<Term> visitor) {
    for (Action action : actions) action(action, visitor);
  }

  private static void action(Action action, Consumer<Term> visitor) {
    switch (action) {
      case Action.Assign a -> {
        term(a.index(), visitor);
        term(a.value(), visitor);
      }
      case Action.Emit e -> {
        term(e.strength(), visitor);
        term(e.second(), visitor);
      }
      case Action.Print p -> p.parts().forEach(t -> term(t, visitor));
      case Action.Run r -> term(r.call(), visitor);
      case Action.Return r -> term(r.value(), visitor);
      case Action.If i -> {
        for (Action.Branch b : i.branches()) {
          term(b.condition(), visitor);
          actions(b.body(), visitor);
        }
        actions(i.otherwise(), visitor);
      }
      case Action.For f -> {
        term(f.from(), visitor);
        term(f.to(), visitor);
        actions(f.body(), visitor);
      }
      case Action.While w -> {
        term(w.condition(), visitor);
        actions(w.body(), visitor);
      }
      case Action.Integrate _ -> {}
    }
  }

  /// Visits all terms of a model, except the initial values of its variables.
  public static void model(Model model, Consumer<Term> visitor) {
    for (Inline inline : model.inlines()) term(inline.value(), visitor);
    for (Ode ode : model.odes()) term(ode.right(), visitor);
    for (UserFunction f : model.functions()) actions(f.body(), visitor);
    actions(model.update(), visitor);
    for (Handler h : model.handlers()) actions(h.body(), visitor);
    for (Condition c : model.conditions()) {
      term(c.condition(), visitor);
      actions(c.body(), visitor);
    }
  }
}
