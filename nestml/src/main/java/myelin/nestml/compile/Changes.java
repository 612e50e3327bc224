package myelin.nestml.compile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import myelin.nestml.compile.Code.Group;
import myelin.nestml.compile.Code.Kind;
import myelin.nestml.model.Action;
import myelin.nestml.model.Condition;
import myelin.nestml.model.Model;
import myelin.nestml.syntax.Operator;

/// What conditions change between the integrator's steps: timers and variables with an exact
/// solution keep such a value at the end of the step. Each has a hidden variable that is 1 then.
final class Changes {

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

  /// Effects that advance a place unless it is changed between; `before` forgets older changes.
  Effect unless(Code place, Effect advance, List<Effect> before) {
    Code flag =
        flags.computeIfAbsent(place, p -> new Code.Element(Group.STATE, places.addHidden()));
    before.add(new Effect.Assign(flag, NO));
    Code unchanged = new Code.Binary(Operator.EQUAL, flag, NO);
    return new Effect.If(unchanged, List.of(advance), List.of());
  }

  /// What a condition does, and takes note of what it changes.
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
