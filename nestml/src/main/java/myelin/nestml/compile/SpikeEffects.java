package myelin.nestml.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import myelin.nestml.code.Code;
import myelin.nestml.code.Code.Group;
import myelin.nestml.code.Code.Kind;
import myelin.nestml.code.Effect;
import myelin.nestml.compile.Solvers.Variable;
import myelin.nestml.equations.Convolution;
import myelin.nestml.equations.EquationSystem;
import myelin.nestml.equations.Jump;
import myelin.nestml.equations.Unknown;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;

/// What spikes do to variables in whose equations they appear, and to convolutions.
final class SpikeEffects {

  private final EquationSystem equations;
  private final Places places;
  private final Lowering lowering;
  private final Solvers solvers;

  SpikeEffects(EquationSystem equations, Places places, Lowering lowering, Solvers solvers) {
    this.equations = equations;
    this.places = places;
    this.lowering = lowering;
    this.solvers = solvers;
  }

  /// What spikes of a port do in equations.
  List<Effect> jumps(Symbol port) {
    List<Effect> effects = new ArrayList<>();
    for (Jump jump : equations.jumps()) if (jump.port().equals(port)) jump(jump, effects);
    return effects;
  }

  /// What spikes do at one place in the equations.
  void jump(Jump jump, List<Effect> to) {
    for (Variable v : solvers.elements(jump.target())) {
      int e = jump.index() != null ? jump.index() : v.element();
      Code weight = new Code.Element(Group.INPUT, places.input(jump.port(), e));
      if (places.sign(jump.port()) < 0) weight = new Code.Negative(weight);
      Code factor = lowering.code(jump.factor(), v.element()).as(Kind.REAL);
      Code grown = Solvers.plus(solvers.read(v), Solvers.times(factor, weight));
      to.add(new Effect.Assign(solvers.read(v), grown));
    }
  }

  /// Lets the hidden variables of convolutions decay, and adds the spikes to them.
  List<Effect> convolutions() {
    Map<Code, Code> grown = decayed();
    more(equations.convolutions())
        .forEach((place, more) -> grown.merge(place, more, Solvers::plus));
    return together(grown);
  }

  /// Lets the hidden variables decay only.
  List<Effect> decays() {
    return together(decayed());
  }

  /// Only adds a spike of a port to the hidden variables.
  List<Effect> growth(Symbol port) {
    List<Effect> effects = new ArrayList<>();
    List<Convolution> own =
        equations.convolutions().stream().filter(c -> c.port().equals(port)).toList();
    more(own)
        .forEach((place, more) -> effects.add(new Effect.Assign(place, Solvers.plus(place, more))));
    return effects;
  }

  private Map<Code, Code> decayed() {
    List<Unknown> hidden = equations.unknowns().stream().filter(Unknown::isHidden).toList();
    Set<String> moving = new LinkedHashSet<>();
    for (Unknown u : hidden) moving.add(u.symbol().name());
    Map<Code, Code> values = new LinkedHashMap<>();
    for (Effect.Assign a : solvers.advance(hidden, moving)) values.put(a.place(), a.value());
    return values;
  }

  /// What spikes add to the hidden variables of some convolutions.
  private Map<Code, Code> more(List<Convolution> convolutions) {
    Map<Code, Code> grown = new LinkedHashMap<>();
    for (Convolution c : convolutions) {
      for (int k = 0; k < c.states().size(); k++) {
        for (Variable v : solvers.elements(c.states().get(k))) {
          int e = c.index() != null ? c.index() : v.element();
          Code weight = new Code.Element(Group.INPUT, places.input(c.port(), e));
          if (places.sign(c.port()) < 0) weight = new Code.Negative(weight);
          Term increment = c.increments().get(k);
          if (increment instanceof Term.Constant zero && zero.value() == 0) continue;
          Code more = Solvers.times(lowering.code(increment, v.element()).as(Kind.REAL), weight);
          grown.merge(solvers.read(v), more, Solvers::plus);
        }
      }
    }
    return grown;
  }

  /// Assigns values to places; all are computed before the first is assigned.
  private static List<Effect> together(Map<Code, Code> values) {
    List<Effect> effects = new ArrayList<>();
    List<Effect> after = new ArrayList<>();
    values.forEach((place, value) -> {
      Code.Local local = new Code.Local("new " + place, Kind.REAL);
      effects.add(new Effect.Assign(local, value));
      after.add(new Effect.Assign(place, local));
    });
    effects.addAll(after);
    return effects;
  }
}
