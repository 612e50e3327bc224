package myelin.nestml.code;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import myelin.nestml.code.Code.Group;
import myelin.nestml.run.Operation;
import myelin.nestml.run.Program;
import org.jspecify.annotations.Nullable;

/// The loops, tests and systems of equations of a model, as they are collected.
public final class Loops {

  /// Equations that are integrated.
  ///
  /// @param variables their places
  /// @param slopes their right-hand sides, in which the variables are elements of
  ///   [Code.Group#INTEGRATED]
  record Equations(
      int[] variables, List<Code> slopes, int absolute, int relative, boolean toSlope) {}

  private final List<LoopCode> loops = new ArrayList<>();
  private final List<Code> tests = new ArrayList<>();
  private final List<Equations> systems = new ArrayList<>();

  public Operation.Loop add(List<Effect> effects) {
    return add(effects, false);
  }

  /// @param alone whether it is not joined with others, so that what they write is read
  public Operation.Loop add(List<Effect> effects, boolean alone) {
    LoopCode loop = new LoopCode(effects).straight();
    loops.add(loop);
    return new Operation.Loop(loops.size() - 1, loop.acts(), loop.writes(), alone);
  }

  /// One loop that does what two do, one after the other.
  public Operation.Loop join(Operation.Loop first, Operation.Loop second) {
    List<Effect> effects = new ArrayList<>(loops.get(first.loop()).effects());
    effects.addAll(loops.get(second.loop()).effects());
    return add(effects);
  }

  /// What is done if a condition holds, and if it does not.
  public Operation.Branch branch(Code condition, List<Operation> yes, List<Operation> no) {
    Code test = condition.as(Code.Kind.TRUTH);
    tests.add(test);
    return new Operation.Branch(tests.size() - 1, Margin.isFixed(test), margin(test), yes, no);
  }

  private Operation.@Nullable Margin margin(Code test) {
    Margin margin = Margin.of(test);
    if (margin == null) return null;
    if (margin.number() instanceof Code.Element e && e.group() == Group.STATE) {
      return new Operation.Margin(null, e.index(), margin.limit());
    }
    Effect computed = new Effect.Assign(new Code.Element(Group.BETWEEN, 0), margin.number());
    return new Operation.Margin(add(List.of(computed)), 0, margin.limit());
  }

  public Operation.Integrate addSystem(
      int[] variables, List<Code> slopes, int absolute, int relative, boolean toSlope) {
    Map<Integer, Integer> integrated = new LinkedHashMap<>();
    for (int k = 0; k < variables.length; k++) integrated.put(variables[k], k);
    List<Code> own = slopes.stream().map(s -> renamed(s, integrated)).toList();
    systems.add(new Equations(variables, own, absolute, relative, toSlope));
    return new Operation.Integrate(systems.size() - 1, variables);
  }

  private static Code renamed(Code code, Map<Integer, Integer> integrated) {
    return Rewriting.mapped(
        code,
        c -> {
          // slopes are asked for at other places than the neurons' lanes
          if (c instanceof Code.Indexed i) return renamed(i.elements(), integrated);
          if (!(c instanceof Code.Element e) || e.group() != Group.STATE) return c;
          Integer k = integrated.get(e.index());
          return k == null ? c : new Code.Element(Group.INTEGRATED, k);
        });
  }

  List<LoopCode> loops() {
    return loops;
  }

  List<Code> tests() {
    return tests;
  }

  public List<Equations> systems() {
    return systems;
  }

  /// What the running model has to know of the systems.
  ///
  /// @param between loop that is run after each step of an integrator; negative if there is none
  public List<Program.Equations> described(int between) {
    List<Program.Equations> all = new ArrayList<>();
    for (Equations s : systems) {
      TreeSet<Integer> state = new TreeSet<>();
      TreeSet<Integer> coefficient = new TreeSet<>();
      TreeSet<Integer> input = new TreeSet<>();
      for (Code slope : s.slopes()) {
        Rewriting.elements(
            slope,
            e -> {
              switch (e.group()) {
                case STATE -> state.add(e.index());
                case COEFFICIENT -> coefficient.add(e.index());
                case INPUT -> input.add(e.index());
                default -> {}
              }
            });
      }
      all.add(
          new Program.Equations(
              s.variables(),
              array(state),
              array(coefficient),
              array(input),
              s.absolute(),
              s.relative(),
              s.toSlope(),
              between));
    }
    return all;
  }

  private static int[] array(Set<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }
}
