package myelin.nestml.compile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import myelin.nestml.code.Code;
import myelin.nestml.code.Effect;
import myelin.nestml.code.Rewriting;

/// What a spike of the target does to a synapse, some of whose variables follow from these spikes
/// alone. NESTML keeps such variables with the target: statements about others read them as they
/// were just before the spike, wherever the statements stand.
final class Before {

  private final Set<Code.Element> apart;
  private final Map<Code.Element, Code.Local> kept = new LinkedHashMap<>();
  private final Set<Code> own = new HashSet<>();

  private Before(Set<Code.Element> apart) {
    this.apart = apart;
  }

  /// The statements, in which reading such variables has this meaning.
  ///
  /// @param apart the variables
  static List<Effect> of(List<Effect> statements, Set<Code.Element> apart) {
    Before before = new Before(apart);
    before.collect(statements);
    List<Effect> others = before.others(statements);
    List<Effect> all = new ArrayList<>();
    before.kept.forEach((element, local) -> all.add(new Effect.Assign(local, element)));
    all.addAll(others);
    return all;
  }

  /// Collects the local variables from which the new values of the variables follow.
  private void collect(List<Effect> effects) {
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Assign a when isApart(a.place()) -> locals(a.value());
        case Effect.If i -> {
          collect(i.yes());
          collect(i.no());
        }
        case Effect.While w -> collect(w.body());
        default -> {}
      }
    }
  }

  private void locals(Code code) {
    if (code instanceof Code.Local) own.add(code);
    for (Code part : code.parts()) locals(part);
  }

  private boolean isApart(Code place) {
    return switch (place) {
      case Code.Element e -> apart.contains(e);
      case Code.Indexed i -> isApart(i.elements());
      case Code.Select s -> s.elements().stream().allMatch(this::isApart);
      default -> false;
    };
  }

  private boolean touches(List<Effect> effects) {
    for (Effect effect : effects) {
      boolean found =
          switch (effect) {
            case Effect.Assign a -> isApart(a.place());
            case Effect.If i -> touches(i.yes()) || touches(i.no());
            case Effect.While w -> touches(w.body());
            default -> false;
          };
      if (found) return true;
    }
    return false;
  }

  private List<Effect> others(List<Effect> effects) {
    UnaryOperator<Code> replace = this::before;
    List<Effect> changed = new ArrayList<>();
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Assign a when isApart(a.place()) || own.contains(a.place()) -> changed.add(a);
        case Effect.If i ->
            changed.add(
                new Effect.If(
                    Rewriting.mapped(i.condition(), replace), others(i.yes()), others(i.no())));
        case Effect.While w when touches(w.body()) ->
            changed.add(new Effect.While(w.condition(), others(w.body())));
        default -> changed.addAll(Rewriting.mapped(List.of(effect), replace));
      }
    }
    return changed;
  }

  private Code before(Code code) {
    if (code instanceof Code.Indexed i && isApart(i)) {
      return Rewriting.mapped(i.elements(), this::before);
    }
    if (!(code instanceof Code.Element e) || !apart.contains(e)) return code;
    return kept.computeIfAbsent(e, k -> new Code.Local("before#" + k.index(), Code.Kind.REAL));
  }
}
