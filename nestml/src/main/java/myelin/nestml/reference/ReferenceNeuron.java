package myelin.nestml.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import myelin.nestml.equations.Convolution;
import myelin.nestml.equations.EquationSystem;
import myelin.nestml.equations.Jump;
import myelin.nestml.equations.Solver;
import myelin.nestml.equations.Unknown;
import myelin.nestml.model.Action;
import myelin.nestml.model.Condition;
import myelin.nestml.model.Handler;
import myelin.nestml.model.Integrator;
import myelin.nestml.model.Model;
import myelin.nestml.model.Port;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.model.Type;
import myelin.nestml.model.Variable;
import myelin.nestml.model.Walk;
import org.jspecify.annotations.Nullable;

/// One neuron of a model, which takes steps.
public final class ReferenceNeuron {

  private static final double NEAR_GRID = 1e-6;

  private final Values values;
  private final Interpreter interpreter;
  private final Evaluator evaluator;
  private final ExactSolver exact;
  private final Fehlberg fehlberg;
  private final List<Spike> spikes = new ArrayList<>();
  private final Map<String, double[]> currents = new HashMap<>();
  private boolean integrated;
  private long steps;

  /// A spike that was sent.
  ///
  /// @param time the end of the step (ms)
  /// @param strength 1 unless the text gives another
  /// @param offset time from the spike to the end of the step (ms)
  public record Spike(double time, double strength, double offset) {}

  /// A neuron at time 0.
  ///
  /// @param resolution length of a step (ms)
  /// @param parameters values of parameters and state variables that differ from the model's, in
  ///   canonical units, each a single value or a list; flags are 0 or 1. Other state variables
  ///   begin with what follows from the model's own parameters.
  public ReferenceNeuron(
      EquationSystem system, double resolution, Map<String, double[]> parameters) {
    values = new Values(system, resolution, 1);
    interpreter = new Interpreter(values, this::integrate, this::emit);
    evaluator = interpreter.evaluator();
    exact = new ExactSolver(values, evaluator);
    Map<String, Object[]> initial = initial(system.model(), parameters);
    for (Variable v : system.model().order()) {
      Object[] own = initial.get(v.symbol().name());
      double[] given = parameters.get(v.symbol().name());
      if (own == null || given != null) start(v, given);
      else values.set(v.symbol().name(), own);
    }
    for (Port port : system.model().ports()) {
      values.set(port.symbol().name(), values.blank(port.symbol()));
    }
    for (Convolution c : system.convolutions()) {
      for (Symbol s : c.states()) values.set(s.name(), values.blank(s));
    }
    for (EquationSystem.Delay d : system.delays()) {
      double time = evaluator.number(d.time(), 0);
      values.delay(d.symbol().name(), (int) Math.rint(time / resolution));
    }
    Integrator i = system.model().integrator();
    fehlberg =
        new Fehlberg(
            i.control(),
            evaluator.number(i.absolute(), 0),
            evaluator.number(i.relative(), 0),
            resolution);
  }

  private void start(Variable v, double @Nullable [] given) {
    Symbol symbol = v.symbol();
    Object[] all;
    if (given != null) {
      all = new Object[given.length];
      boolean flag = symbol.type().equals(Type.BOOLEAN);
      for (int i = 0; i < given.length; i++) {
        if (flag) all[i] = given[i] != 0;
        else all[i] = given[i];
      }
    } else if (v.initial() instanceof Term.Values list) {
      all = new Object[list.parts().size()];
      for (int i = 0; i < all.length; i++) all[i] = evaluator.value(list.parts().get(i), 0);
    } else {
      boolean list =
          symbol.size() instanceof myelin.nestml.model.Size.LengthOf l
              && l.list().equals(symbol.name());
      all = new Object[list ? 1 : values.size(symbol)];
      for (int i = 0; i < all.length; i++) all[i] = evaluator.value(v.initial(), i);
    }
    values.set(symbol.name(), all);
  }

  /// The initial values of state variables that follow from the model's own parameters; vectors are
  /// as long as the given parameters say.
  private Map<String, Object[]> initial(Model model, Map<String, double[]> parameters) {
    for (Variable v : model.order()) start(v, parameters.get(v.symbol().name()));
    Map<String, Object[]> all = new HashMap<>();
    for (Variable v : model.state()) {
      all.put(v.symbol().name(), new Object[values.size(v.symbol())]);
    }
    for (Variable v : model.order()) {
      start(v, null);
      Object[] own = all.get(v.symbol().name());
      if (own == null) continue;
      int last = Math.max(0, values.size(v.symbol()) - 1);
      for (int e = 0; e < own.length; e++) {
        own[e] = evaluator.value(v.initial(), Math.min(e, last));
      }
    }
    return all;
  }

  /// Number of elements of a variable or a port; 1 for a single value.
  public int size(Symbol symbol) {
    return values.size(symbol);
  }

  /// The value of a variable, a recordable inline or a hidden state; for a vector, that of its
  /// first element.
  public double get(String name) {
    return get(name, 0);
  }

  /// One element of a vector.
  public double get(String name, int element) {
    Term inline = values.inlines.get(name);
    if (inline != null) return evaluator.number(inline, element);
    return values.number(name, element);
  }

  /// Sets a state variable.
  public void set(String name, double value) {
    values.setNumber(name, 0, value);
  }

  /// The time (ms).
  public double time() {
    return steps * values.resolution;
  }

  /// What was printed.
  public String printed() {
    return values.printed.toString();
  }

  /// All spikes that were sent.
  public List<Spike> spikes() {
    return List.copyOf(spikes);
  }

  /// Takes a step without spikes.
  public void step() {
    step(Map.of());
  }

  /// Takes some steps without spikes.
  public void steps(int number) {
    for (int i = 0; i < number; i++) step();
  }

  /// Sets the input of a continuous port, beginning with the step after the next one.
  public void current(String port, double value) {
    currents.put(port, new double[] {value});
  }

  /// Takes a step.
  ///
  /// @param arriving the summed weights of the spikes that arrive in this step, by port; ports that
  ///   are left out get no spikes
  public void step(Map<String, double[]> arriving) {
    values.time = (steps + 1) * values.resolution;
    for (Port port : values.system.model().ports()) {
      if (!port.isSpiking()) continue;
      Object[] weights = values.blank(port.symbol());
      double[] given = arriving.get(port.symbol().name());
      for (int i = 0; given != null && i < given.length; i++) weights[i] = given[i];
      values.set(port.symbol().name(), weights);
    }
    for (EquationSystem.Delay d : values.system.delays()) {
      double[] now = new double[values.size(d.symbol())];
      for (int i = 0; i < now.length; i++) now[i] = values.number(d.symbol().name(), i);
      values.delayed(d.symbol().name()).put(now);
    }
    Layout hidden = exact.layout();
    double[] next = exact.advanced(hidden, Unknown::isHidden);
    integrated = false;
    interpreter.run(values.system.model().update());
    for (Handler h : values.system.model().handlers()) {
      if (arriving.containsKey(h.port().name())) interpreter.run(h.body());
    }
    for (int i = 0; i < next.length; i++) {
      Layout.Component c = hidden.components.get(i);
      if (c.unknown().isHidden()) values.setNumber(c.symbol().name(), c.element(), next[i]);
    }
    for (Convolution c : values.system.convolutions()) grow(c);
    for (Condition c : values.system.model().conditions()) {
      boolean asked = c.substep() && integrated;
      if (!asked && evaluator.truth(c.condition())) interpreter.run(c.body());
    }
    currents.forEach((port, value) -> values.setNumber(port, 0, value[0]));
    steps++;
  }

  private void grow(Convolution c) {
    for (int k = 0; k < c.states().size(); k++) {
      Symbol state = c.states().get(k);
      for (int i = 0; i < values.size(state); i++) {
        double weight = values.number(c.port().name(), c.index() == null ? i : c.index());
        double increment = evaluator.number(c.increments().get(k), i);
        values.setNumber(state.name(), i, values.number(state.name(), i) + weight * increment);
      }
    }
  }

  private void emit(Action.Emit e) {
    double strength = e.strength() == null ? 1 : evaluator.number(e.strength(), 0);
    double offset = e.second() == null ? 0 : evaluator.number(e.second(), 0);
    spikes.add(new Spike(values.time, strength, offset));
  }

  private void integrate(Action.Integrate action) {
    List<String> named = action.variables();
    Set<String> covered = new HashSet<>();
    for (Unknown u : values.system.unknowns()) {
      if (u.isHidden()) continue;
      if (named == null || named.contains(u.symbol().base())) covered.add(u.symbol().name());
    }
    Layout linear = exact.layout();
    double[] solved =
        exact.advanced(linear, u -> u.isHidden() || covered.contains(u.symbol().name()));
    List<Unknown> together = together(covered);
    Set<String> changed = new HashSet<>();
    if (!together.isEmpty()) numeric(together, changed);
    if (!values.system.model().integrator().equals(Integrator.USUAL)) {
      for (Unknown u : together) if (!u.isHidden()) changed.add(u.symbol().name());
    }
    for (int i = 0; i < solved.length; i++) {
      String name = linear.components.get(i).symbol().name();
      if (!covered.contains(name) || changed.contains(name)) continue;
      values.setNumber(name, linear.components.get(i).element(), solved[i]);
    }
    for (Unknown u : values.system.unknowns()) {
      String name = u.symbol().name();
      if (u.solver() == Solver.TIMER && covered.contains(name) && !changed.contains(name)) {
        values.setNumber(name, 0, counted(values.number(name, 0)));
      }
    }
    for (Jump j : values.system.jumps()) if (covered.contains(j.target().name())) jump(j);
  }

  /// The value of a timer one step later, on the time grid if it was close to it.
  private double counted(double before) {
    double left = before / values.resolution - 1;
    double whole = Math.rint(left);
    return (Math.abs(left - whole) < NEAR_GRID ? whole : left) * values.resolution;
  }

  private void jump(Jump j) {
    for (int i = 0; i < values.size(j.target()); i++) {
      double weight = values.number(j.port().name(), j.index() == null ? i : j.index());
      double old = values.number(j.target().name(), i);
      values.setNumber(j.target().name(), i, old + evaluator.number(j.factor(), i) * weight);
    }
  }

  /// The unknowns that are integrated together: those covered that have no exact solution, and the
  /// others on which these depend.
  private List<Unknown> together(Set<String> covered) {
    List<Unknown> moving =
        values.system.unknowns().stream()
            .filter(u -> u.solver() != Solver.TIMER)
            .filter(u -> u.isHidden() || covered.contains(u.symbol().name()))
            .toList();
    List<Unknown> found =
        new ArrayList<>(moving.stream().filter(u -> u.solver() == Solver.NUMERIC).toList());
    for (int k = 0; k < found.size(); k++) {
      Walk.term(
          found.get(k).slope(),
          t -> {
            for (Unknown other : moving) {
              boolean read = t instanceof Term.Read r && r.symbol().equals(other.symbol());
              if (read && !found.contains(other)) found.add(other);
            }
          });
    }
    return found;
  }

  /// Integrates these unknowns. Hidden ones are restored afterwards, and so are exact ones unless
  /// the model chooses its integrator.
  private void numeric(List<Unknown> moving, Set<String> changed) {
    Layout layout = new Layout(values, moving);
    double[] before = layout.gather();
    double[] y = before.clone();
    Integrator.Method method = values.system.model().integrator().method();
    if (method == Integrator.Method.EULER) {
      System.arraycopy(moved(before, values.resolution, slopes(layout, before)), 0, y, 0, y.length);
      layout.scatter(y);
    } else if (method == Integrator.Method.RK4) {
      double h = values.resolution;
      double[] k1 = slopes(layout, before);
      double[] k2 = slopes(layout, moved(before, 0.5 * h, k1));
      double[] k3 = slopes(layout, moved(before, 0.5 * h, k2));
      double[] k4 = slopes(layout, moved(before, h, k3));
      for (int i = 0; i < y.length; i++) {
        y[i] = before[i] + h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
      }
      layout.scatter(y);
    } else {
      integrated = true;
      fehlberg.advance(
          y, values.resolution, at -> slopes(layout, at), () -> substep(layout, y, changed));
      layout.scatter(y);
    }
    boolean usual = values.system.model().integrator().equals(Integrator.USUAL);
    for (int i = 0; i < y.length; i++) {
      Layout.Component c = layout.components.get(i);
      boolean replaced =
          usual && c.unknown().solver() == Solver.EXACT && !changed.contains(c.symbol().name());
      boolean kept = c.unknown().isHidden() || replaced;
      if (kept) values.setNumber(c.symbol().name(), c.element(), before[i]);
    }
  }

  private static double[] moved(double[] from, double h, double[] slope) {
    double[] to = from.clone();
    for (int i = 0; i < to.length; i++) to[i] += h * slope[i];
    return to;
  }

  private double[] slopes(Layout layout, double[] at) {
    layout.scatter(at);
    double[] slopes = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      Layout.Component c = layout.components.get(i);
      slopes[i] = evaluator.number(c.unknown().slope(), c.element());
    }
    return slopes;
  }

  /// After an accepted step, tests the conditions that are declared `within=substep`; their changes
  /// go into y.
  private void substep(Layout layout, double[] y, Set<String> changed) {
    layout.scatter(y);
    Map<String, Object[]> old = new HashMap<>();
    for (Unknown u : values.system.unknowns()) {
      old.put(u.symbol().name(), values.of(u.symbol().name()).clone());
    }
    boolean held = false;
    for (Condition c : values.system.model().conditions()) {
      if (!c.substep() || !evaluator.truth(c.condition())) continue;
      held = true;
      interpreter.run(c.body());
    }
    if (!held) return;
    old.forEach((name, was) -> {
      if (!java.util.Arrays.equals(was, values.of(name))) changed.add(name);
    });
    System.arraycopy(layout.gather(), 0, y, 0, y.length);
  }
}
