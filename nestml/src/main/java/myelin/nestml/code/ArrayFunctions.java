package myelin.nestml.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import myelin.nestml.code.Code.Group;
import myelin.nestml.code.Code.Kind;
import myelin.nestml.model.Builtin;

/// Takes functions out of the statements of a loop over neurons, so that each is applied to a whole
/// array before the loop: `exp` of an array takes a fraction of the time of as many calls.
///
/// A function is taken out if every neuron of the loop needs it, and if its argument is known
/// before the loop: it reads nothing that the loop has changed until then, and nothing random.
/// Arguments are computed for all neurons of a block, which has no effect on any other number.
/// Within branches only conditions on random numbers are looked at: where neurons fire at random,
/// nearly all of them compare such a number with their probability in each step.
final class ArrayFunctions {

  /// The functions that there are for arrays, by the names of their methods.
  static final Map<Builtin, String> METHODS =
      Map.of(
          Builtin.EXP, "exp",
          Builtin.EXPM1, "expm1",
          Builtin.LN, "log",
          Builtin.TANH, "tanh",
          Builtin.SIN, "sin",
          Builtin.COS, "cos");

  /// A function of an array, whose results replace it.
  ///
  /// @param array number of an array of intermediate values
  record Taken(int array, Code argument, String method) {}

  private final List<Taken> taken = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final Map<Code, Code> results = new HashMap<>();

  /// Local variables whose values are known before the loop.
  private final Map<Code, Code> locals = new HashMap<>();

  private final Set<Integer> written = new HashSet<>();
  private boolean ended;

  /// @param effects the statements of a loop
  ArrayFunctions(List<Effect> effects) {
    for (Effect e : effects) this.effects.add(changed(e));
  }

  /// The functions, in order; a later one may read the results of an earlier one.
  List<Taken> taken() {
    return taken;
  }

  /// What is left of the statements.
  List<Effect> effects() {
    return effects;
  }

  private Effect changed(Effect effect) {
    if (ended) return effect;
    return switch (effect) {
      case Effect.Assign a -> assign(a);
      case Effect.If i -> {
        Code condition = takeOut(i.condition());
        yield new Effect.If(condition, within(i.yes()), within(i.no()));
      }
      case Effect.Emit e -> new Effect.Emit(takeOut(e.strength()), takeOut(e.offset()));
      case Effect.Print p -> p;
      default -> {
        ended = true;
        yield effect;
      }
    };
  }

  /// The statements of a branch.
  private List<Effect> within(List<Effect> branch) {
    List<Effect> all = new ArrayList<>();
    for (Effect e : branch) {
      if (!ended && e instanceof Effect.If i) {
        Code condition = LoopCode.draws(i.condition()) ? takeOut(i.condition()) : i.condition();
        all.add(new Effect.If(condition, within(i.yes()), within(i.no())));
      } else {
        note(e);
        all.add(e);
      }
    }
    return all;
  }

  private Effect assign(Effect.Assign a) {
    Code value = takeOut(a.value());
    note(a);
    if (a.place() instanceof Code.Local local) {
      Code known = Rewriting.mapped(value, c -> locals.getOrDefault(c, c));
      if (isKnown(known)) locals.put(local, known.as(local.kind()));
    }
    return new Effect.Assign(a.place(), value);
  }

  /// Takes note of what a statement changes.
  private void note(Effect effect) {
    switch (effect) {
      case Effect.Assign a -> {
        if (a.place() instanceof Code.Local local) locals.remove(local);
        else written.addAll(LoopCode.written(a));
      }
      case Effect.If i -> {
        i.yes().forEach(this::note);
        i.no().forEach(this::note);
      }
      case Effect.Emit e -> {}
      case Effect.Print p -> {}
      default -> ended = true;
    }
  }

  private Code takeOut(Code code) {
    return Rewriting.mapped(code, this::replaced);
  }

  private Code replaced(Code code) {
    if (!(code instanceof Code.Apply a) || !METHODS.containsKey(a.function())) return code;
    Code argument =
        Rewriting.mapped(a.parts().getFirst(), c -> locals.getOrDefault(c, c)).as(Kind.REAL);
    if (!isKnown(argument)) return code;
    return results.computeIfAbsent(
        new Code.Apply(a.function(), List.of(argument), a.kind()),
        whole -> {
          int array = taken.size();
          taken.add(new Taken(array, argument, METHODS.get(a.function())));
          return new Code.Element(Group.BETWEEN, array);
        });
  }

  /// Whether a value can be computed before the loop, neuron by neuron without any calls.
  private boolean isKnown(Code code) {
    boolean known =
        switch (code) {
          case Code.Element e -> e.group() != Group.STATE || !written.contains(e.index());
          case Code.Real r -> true;
          case Code.Whole w -> true;
          case Code.Truth t -> true;
          case Code.Time t -> true;
          case Code.Binary b -> b.kind() != Kind.INTEGER; // a division by 0 is an error
          case Code.Negative n -> true;
          case Code.Not n -> true;
          case Code.Choice c -> true;
          case Code.Cast c -> true;
          case Code.Apply a ->
              a.function().kind() == Builtin.Kind.SAME || a.function().kind() == Builtin.Kind.REAL;
          default -> false;
        };
    return known && code.parts().stream().allMatch(this::isKnown);
  }
}
