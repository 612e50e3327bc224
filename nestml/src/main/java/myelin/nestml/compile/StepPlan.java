package myelin.nestml.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import myelin.engine.base.BadInput;
import myelin.nestml.code.Code;
import myelin.nestml.code.Code.Group;
import myelin.nestml.code.Code.Kind;
import myelin.nestml.code.Effect;
import myelin.nestml.code.Loops;
import myelin.nestml.equations.EquationSystem;
import myelin.nestml.model.Action;
import myelin.nestml.model.Builtin;
import myelin.nestml.model.Condition;
import myelin.nestml.model.Handler;
import myelin.nestml.model.Model;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.model.Walk;
import myelin.nestml.run.Operation;
import myelin.nestml.syntax.Operator;

/// Makes the operations of a step, in the order of the language: update, spikes that arrive,
/// convolutions, conditions.
final class StepPlan {

  /// Update may have no more statements than this.
  private static final int MOST_STATEMENTS = 10_000;

  private final Model model;
  private final Places places;
  private final Lowering lowering;
  private final Solvers solvers;
  private final Loops loops;

  /// The statements of the update; those after a `return` are in the branches that do not reach it.
  private final List<Action> update;

  /// Whether a loop in it may end it.
  private final boolean returns;

  StepPlan(
      EquationSystem equations, Places places, Lowering lowering, Solvers solvers, Loops loops) {
    model = equations.model();
    this.places = places;
    this.lowering = lowering;
    this.solvers = solvers;
    this.loops = loops;
    update = straight(model.update(), new int[] {MOST_STATEMENTS});
    returns = returns(update);
  }

  List<Operation> operations() {
    keepLocals();
    List<Operation> step = new ArrayList<>(operations(update));
    List<Effect> arrivals = new ArrayList<>();
    for (Handler handler : model.handlers()) arrivals.addAll(handler(handler));
    arrivals.addAll(solvers.spikes().convolutions());
    if (!arrivals.isEmpty()) step.add(loops.add(arrivals));
    for (Condition c : model.conditions()) {
      step.add(c.substep() ? new Operation.Unintegrated(loop(c)) : condition(c));
    }
    return joined(step);
  }

  /// The number of the loop that is run between the integrator's steps; negative if there is none.
  int between() {
    List<Effect> effects = new ArrayList<>();
    for (Condition c : model.conditions()) {
      if (!c.substep()) continue;
      List<Effect> body = solvers.changes().noted(lowering.effects(c.body()));
      effects.add(new Effect.If(lowering.truth(c.condition()), body, List.of()));
    }
    return effects.isEmpty() ? -1 : loops.add(effects).loop();
  }

  private Effect guarded(Condition c) {
    return new Effect.If(lowering.truth(c.condition()), lowering.effects(c.body()), List.of());
  }

  private Operation.Loop loop(Condition c) {
    return loops.add(List.of(guarded(c)));
  }

  private Operation condition(Condition c) {
    Operation.Loop body = loops.add(lowering.effects(c.body()));
    return loops.branch(lowering.truth(c.condition()), List.of(body), List.of());
  }

  /// What a handler does. It is run for neurons at which nothing arrives, too, if each of its
  /// statements only adds what arrives, times a factor.
  private List<Effect> handler(Handler handler) {
    List<Effect> body = lowering.effects(handler.body());
    Set<Integer> inputs = new HashSet<>();
    for (int e = 0; e < places.size(handler.port().size()); e++) {
      inputs.add(places.input(handler.port(), e));
    }
    if (body.stream().allMatch(e -> onlyAdds(e, inputs))) return body;
    Code any = new Code.Truth(false);
    for (int input : inputs) {
      Code arrives =
          new Code.Binary(
              Operator.NOT_EQUAL, new Code.Element(Group.INPUT, input), new Code.Real(0));
      any = any instanceof Code.Truth ? arrives : new Code.Binary(Operator.OR, any, arrives);
    }
    return List.of(new Effect.If(any, body, List.of()));
  }

  private static boolean onlyAdds(Effect effect, Set<Integer> inputs) {
    return effect instanceof Effect.Assign a
        && a.place() instanceof Code.Element
        && a.value() instanceof Code.Binary sum
        && (sum.operator() == Operator.PLUS || sum.operator() == Operator.MINUS)
        && sum.left().equals(a.place())
        && isMultiple(sum.right(), inputs);
  }

  private static boolean isMultiple(Code code, Set<Integer> inputs) {
    if (code instanceof Code.Element e) {
      return e.group() == Group.INPUT && inputs.contains(e.index());
    }
    if (code instanceof Code.Negative n) return isMultiple(n.operand(), inputs);
    return code instanceof Code.Binary b
        && b.operator() == Operator.TIMES
        && (isMultiple(b.left(), inputs) || isMultiple(b.right(), inputs));
  }

  private List<Operation> operations(List<Action> actions) {
    List<Operation> all = new ArrayList<>();
    List<Action> plain = new ArrayList<>();
    for (Action action : actions) {
      if (!stands(action)) {
        plain.add(action);
        continue;
      }
      flush(plain, all);
      switch (action) {
        case Action.Integrate i -> all.addAll(solvers.integrate(i.variables(), loops));
        case Action.If i -> all.add(branch(i, 0));
        default -> throw new IllegalStateException("integrate_odes inside a loop is not supported");
      }
    }
    flush(plain, all);
    return all;
  }

  private void flush(List<Action> plain, List<Operation> to) {
    if (!plain.isEmpty()) to.add(loops.add(lowering.effects(plain)));
    plain.clear();
  }

  private Operation branch(Action.If i, int at) {
    Action.Branch b = i.branches().get(at);
    boolean last = at == i.branches().size() - 1;
    List<Operation> no = last ? operations(i.otherwise()) : List.of(branch(i, at + 1));
    return loops.branch(lowering.truth(b.condition()), operations(b.body()), no);
  }

  /// Joins loops that follow each other, also with the loops in a branch before them, so that
  /// arrays are read and written less often.
  private List<Operation> joined(List<Operation> operations) {
    List<Operation> all = new ArrayList<>();
    for (Operation next : operations) {
      Operation last = all.isEmpty() ? null : all.getLast();
      boolean plain = next instanceof Operation.Loop l && !l.acts() && !l.alone();
      if (plain && last instanceof Operation.Loop a && !a.acts() && !a.alone()) {
        all.set(all.size() - 1, loops.join(a, (Operation.Loop) next));
      } else if (plain && last instanceof Operation.Branch b && !b.no().isEmpty()) {
        all.set(all.size() - 1, b.with(with(b.yes(), next), with(b.no(), next)));
      } else if (next instanceof Operation.Branch b) {
        all.add(b.with(joined(b.yes()), joined(b.no())));
      } else {
        all.add(next);
      }
    }
    return all;
  }

  private List<Operation> with(List<Operation> operations, Operation next) {
    List<Operation> more = new ArrayList<>(operations);
    more.add(next);
    return joined(more);
  }

  /// Whether a statement is an operation of its own, or several: it integrates, or few neurons do
  /// it, as a spike.
  private boolean stands(Action action) {
    return integrates(action)
        || (!returns && action instanceof Action.If i && fires(i) && !draws(i));
  }

  /// The statements with those after a `return` in the branches that do not reach it.
  ///
  /// @param left how many statements there may still be: they double where branches are nested
  private List<Action> straight(List<Action> actions, int[] left) {
    List<Action> all = new ArrayList<>();
    for (int k = 0; k < actions.size(); k++) {
      Action action = actions.get(k);
      if (left[0]-- == 0) {
        throw new BadInput(
            BadInput.Kind.VALUE,
            "%s: update has too many branches with return; write else instead"
                .formatted(model.name()));
      }
      if (action instanceof Action.Return) return all;
      if (!(action instanceof Action.If i) || !returns(List.of(i))) {
        all.add(action);
        continue;
      }
      List<Action> rest = actions.subList(k + 1, actions.size());
      List<Action.Branch> branches = new ArrayList<>();
      for (Action.Branch b : i.branches()) {
        branches.add(new Action.Branch(b.condition(), straight(followed(b.body(), rest), left)));
      }
      all.add(new Action.If(branches, straight(followed(i.otherwise(), rest), left)));
      return all;
    }
    return all;
  }

  private static List<Action> followed(List<Action> first, List<Action> second) {
    List<Action> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static boolean returns(List<Action> actions) {
    return actions.stream()
        .anyMatch(action ->
            switch (action) {
              case Action.Return _ -> true;
              case Action.If i ->
                  returns(i.otherwise()) || i.branches().stream().anyMatch(b -> returns(b.body()));
              case Action.For f -> returns(f.body());
              case Action.While w -> returns(w.body());
              default -> false;
            });
  }

  private static boolean fires(Action.If i) {
    return i.branches().getFirst().body().stream().anyMatch(a -> a instanceof Action.Emit);
  }

  private static boolean draws(Action.If i) {
    boolean[] found = {false};
    for (Action.Branch b : i.branches()) {
      Walk.term(
          b.condition(),
          t ->
              found[0] |=
                  t instanceof Term.Invoke
                      || (t instanceof Term.Apply a && a.function().kind() == Builtin.Kind.RANDOM));
    }
    return found[0];
  }

  private static boolean integrates(Action action) {
    return switch (action) {
      case Action.Integrate i -> true;
      case Action.If i ->
          i.otherwise().stream().anyMatch(StepPlan::integrates)
              || i.branches().stream()
                  .anyMatch(b -> b.body().stream().anyMatch(StepPlan::integrates));
      case Action.For f -> f.body().stream().anyMatch(StepPlan::integrates);
      case Action.While w -> w.body().stream().anyMatch(StepPlan::integrates);
      default -> false;
    };
  }

  /// Turns local variables of `update` that more than one loop needs into arrays.
  private void keepLocals() {
    if (update.stream().noneMatch(this::stands)) return;
    Map<String, Integer> lastGroup = new HashMap<>();
    int[] group = {0};
    keep(update, lastGroup, group);
  }

  private void keep(List<Action> actions, Map<String, Integer> groups, int[] group) {
    for (Action action : actions) {
      if (!stands(action)) {
        note(action, groups, group[0]);
        continue;
      }
      group[0]++;
      if (action instanceof Action.If i) {
        for (Action.Branch b : i.branches()) {
          note(b.condition(), groups, group[0]++);
          keep(b.body(), groups, group);
          group[0]++;
        }
        keep(i.otherwise(), groups, group);
      }
      group[0]++;
    }
  }

  private void note(Action action, Map<String, Integer> groups, int group) {
    Walk.actions(
        List.of(action),
        t -> {
          if (t instanceof Term.Read r) note(r.symbol(), groups, group);
        });
    assigned(action, groups, group);
  }

  private void assigned(Action action, Map<String, Integer> groups, int group) {
    switch (action) {
      case Action.Assign a -> note(a.target(), groups, group);
      case Action.If i -> {
        i.branches().forEach(b -> b.body().forEach(x -> assigned(x, groups, group)));
        i.otherwise().forEach(x -> assigned(x, groups, group));
      }
      case Action.For f -> {
        note(f.variable(), groups, group);
        f.body().forEach(x -> assigned(x, groups, group));
      }
      case Action.While w -> w.body().forEach(x -> assigned(x, groups, group));
      default -> {}
    }
  }

  private void note(Term term, Map<String, Integer> groups, int group) {
    if (term instanceof Term.Read r) note(r.symbol(), groups, group);
    for (Term part : term.parts()) note(part, groups, group);
  }

  private void note(Symbol symbol, Map<String, Integer> groups, int group) {
    if (symbol.role() != Symbol.Role.LOCAL) return;
    Integer before = groups.putIfAbsent(symbol.name(), group);
    if (before != null && before != group) places.keep(symbol);
  }

  /// What conditions change between the integrator's steps. A timer, or a variable with an exact
  /// solution, that was changed keeps its new value at the end of the step. A hidden variable for
  /// each is 1 if it was changed.
  static final class Changes {

    private static final Code NO = new Code.Real(0);
    private static final Code YES = new Code.Real(1);

    private final Places places;
    private final Set<String> assigned = new HashSet<>();
    private final Map<Code, Code> flags = new LinkedHashMap<>();

    Changes(Model model, Places places) {
      this.places = places;
      for (Condition c : model.conditions()) if (c.substep()) note(c.body());
    }

    private void note(List<Action> actions) {
      for (Action action : actions) {
        switch (action) {
          case Action.Assign a -> assigned.add(a.target().name());
          case Action.If i -> {
            i.branches().forEach(b -> note(b.body()));
            note(i.otherwise());
          }
          case Action.For f -> note(f.body());
          case Action.While w -> note(w.body());
          default -> {}
        }
      }
    }

    /// Whether a condition may change a variable.
    boolean may(String name) {
      return assigned.contains(name);
    }

    /// The effect that advances a place unless it was changed between steps; `before` gets an
    /// effect that forgets earlier changes.
    Effect unless(Code place, Effect advance, List<Effect> before) {
      Code flag =
          flags.computeIfAbsent(place, p -> new Code.Element(Group.STATE, places.addHidden()));
      before.add(new Effect.Assign(flag, NO));
      Code unchanged = new Code.Binary(Operator.EQUAL, flag, NO);
      return new Effect.If(unchanged, List.of(advance), List.of());
    }

    /// What a condition does, with statements that note what it changes.
    List<Effect> noted(List<Effect> body) {
      List<Effect> all = new ArrayList<>();
      List<Effect> after = new ArrayList<>();
      flags.forEach((place, flag) -> {
        Code old = new Code.Local("old " + place, Kind.REAL);
        all.add(new Effect.Assign(old, place));
        Code changed = new Code.Binary(Operator.NOT_EQUAL, place, old);
        after.add(new Effect.If(changed, List.of(new Effect.Assign(flag, YES)), List.of()));
      });
      all.addAll(body);
      all.addAll(after);
      return all;
    }
  }
}
