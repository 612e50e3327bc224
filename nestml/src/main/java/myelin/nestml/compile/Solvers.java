package myelin.nestml.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import myelin.nestml.code.Code;
import myelin.nestml.code.Code.Group;
import myelin.nestml.code.Code.Kind;
import myelin.nestml.code.Effect;
import myelin.nestml.code.Loops;
import myelin.nestml.compile.Places.Coefficients;
import myelin.nestml.compile.StepPlan.Changes;
import myelin.nestml.equations.Coefficient;
import myelin.nestml.equations.EquationSystem;
import myelin.nestml.equations.Jump;
import myelin.nestml.equations.Solver;
import myelin.nestml.equations.Unknown;
import myelin.nestml.model.Builtin;
import myelin.nestml.model.Integrator;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.model.Type;
import myelin.nestml.run.Operation;
import myelin.nestml.run.Propagator;
import myelin.nestml.syntax.Operator;
import org.jspecify.annotations.Nullable;

/// Makes operations that advance equations: exact ones by propagators, others by the integrator.
final class Solvers {

  /// A variable, or an element of a vector.
  record Variable(Symbol symbol, int element) {
    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Variable v && v.element == element && v.symbol.equals(symbol);
    }

    @Override
    public int hashCode() {
      return 31 * symbol.hashCode() + element;
    }
  }

  private final Matrices matrices = new Matrices();

  private static final Term ZERO = new Term.Constant(0, Type.REAL);
  private static final Term TIMESTEP = new Term.Apply(Builtin.TIMESTEP, List.of(), Type.TIME);

  private final EquationSystem equations;
  private final Places places;
  private final Lowering lowering;
  private final Coefficients coefficients;
  private final Changes changes;
  private final boolean elapsed;
  private final SpikeEffects spikes;
  private final Map<String, Unknown> unknowns = new LinkedHashMap<>();

  /// @param elapsed whether equations advance by any time, as in synapses, not by one step
  Solvers(
      EquationSystem equations,
      Places places,
      Lowering lowering,
      Coefficients coefficients,
      boolean elapsed) {
    this.elapsed = elapsed;
    spikes = new SpikeEffects(equations, places, lowering, this);
    this.equations = equations;
    this.places = places;
    this.lowering = lowering;
    this.coefficients = coefficients;
    changes = new Changes(equations.model(), places);
    for (Unknown u : equations.unknowns()) unknowns.put(u.symbol().name(), u);
  }

  /// The unknowns that a call advances.
  ///
  /// @param names base names; null for all
  private List<Unknown> advanced(@Nullable List<String> names) {
    List<Unknown> all = new ArrayList<>();
    for (Unknown u : equations.unknowns()) {
      if (!u.isHidden() && (names == null || names.contains(u.symbol().base()))) all.add(u);
    }
    return all;
  }

  /// What an `integrate_odes` does.
  ///
  /// @param names base names of the variables; null for all
  List<Operation> integrate(@Nullable List<String> names, Loops loops) {
    Integration i = integration(names);
    List<Operation> operations = new ArrayList<>();
    boolean one = i.numeric().isEmpty() && i.steps().isEmpty();
    if (one) i.before().addAll(i.after());
    if (!i.before().isEmpty()) operations.add(loops.add(i.before()));
    if (one) return operations;
    i.steps().forEach(step -> operations.add(loops.add(step, true)));
    if (!i.numeric().isEmpty()) operations.add(system(i.numeric(), i.along(), loops));
    if (!i.after().isEmpty()) operations.add(loops.add(i.after()));
    return operations;
  }

  /// The same for one synapse; spikes in equations are left out.
  List<Effect> effects(@Nullable List<String> names, Loops loops) {
    Integration i = integration(names);
    List<Effect> effects = new ArrayList<>(i.before());
    if (!i.numeric().isEmpty()) {
      effects.add(new Effect.Integrate(system(i.numeric(), i.along(), loops).system()));
    }
    effects.addAll(i.after());
    return effects;
  }

  /// What is done before and after the numeric unknowns are integrated, and the exact ones that are
  /// integrated along with them.
  ///
  /// @param steps loops that take a step of a method without control of errors
  private record Integration(
      List<Effect> before,
      List<Unknown> numeric,
      List<Unknown> along,
      List<List<Effect>> steps,
      List<Effect> after) {}

  private Code room(Code place) {
    return elapsed ? new Code.Local("kept " + place, Kind.REAL) : room();
  }

  /// A place for a value of each neuron.
  Code.Element room() {
    return new Code.Element(Group.STATE, places.addHidden());
  }

  private Integration integration(@Nullable List<String> names) {
    List<Unknown> all = advanced(names);
    Set<String> moving = new LinkedHashSet<>();
    for (Unknown u : equations.unknowns()) {
      if (u.isHidden() || all.contains(u)) moving.add(u.symbol().name());
    }
    List<Unknown> exact = all.stream().filter(u -> u.solver() == Solver.EXACT).toList();
    List<Unknown> numeric = all.stream().filter(u -> u.solver() == Solver.NUMERIC).toList();
    List<Unknown> along = along(numeric, moving);
    // models that choose their integrator integrate variables together that depend on each other
    boolean together = !equations.model().integrator().equals(Integrator.USUAL);
    List<Unknown> replaced =
        together ? exact.stream().filter(u -> !along.contains(u)).toList() : exact;
    List<Effect> before = new ArrayList<>();
    List<Effect> after = new ArrayList<>();
    // much time may pass between the spikes of a synapse: the integrator chooses its steps
    boolean fixed = !elapsed && equations.model().integrator().method().fixed();
    boolean runge = fixed && equations.model().integrator().method() == Integrator.Method.RK4;
    boolean split = !numeric.isEmpty() && (!fixed || runge);
    for (Effect.Assign a : advance(replaced, moving)) {
      if (!split) {
        Code.Local value = new Code.Local("new " + a.place(), Kind.REAL);
        before.add(new Effect.Assign(value, a.value()));
        after.add(new Effect.Assign(a.place(), value));
        continue;
      }
      Code room = room(a.place());
      before.add(new Effect.Assign(room, a.value()));
      Effect exactly = new Effect.Assign(a.place(), room);
      boolean kept =
          !fixed
              && exact.stream().anyMatch(u -> changes.may(u.symbol().name()) && has(u, a.place()));
      after.add(kept ? changes.unless(a.place(), exactly, before) : exactly);
    }
    List<List<Effect>> steps = List.of();
    if (fixed && !numeric.isEmpty()) {
      Code h = coefficients.code(TIMESTEP, 0, Kind.REAL);
      List<Unknown> stepped = Stream.concat(numeric.stream(), along.stream()).toList();
      if (runge) {
        steps = RungeKutta.classical(this, stepped, h);
      } else { // hidden variables advance with the convolutions
        List<Unknown> seen = stepped.stream().filter(u -> !u.isHidden()).toList();
        RungeKutta.euler(this, seen, h, before, after);
      }
    }
    for (Unknown u : along) {
      if (!u.isHidden() || fixed) continue;
      for (Variable v : elements(u.symbol())) {
        Code room = room(read(v));
        before.add(new Effect.Assign(room, read(v)));
        after.add(new Effect.Assign(read(v), room));
      }
    }
    for (Unknown u : all) {
      if (u.solver() != Solver.TIMER) continue;
      boolean kept = split && !fixed && changes.may(u.symbol().name());
      Code place = lowering.place(u.symbol(), 0);
      after.add(kept ? changes.unless(place, tick(u), before) : tick(u));
    }
    for (Jump jump : equations.jumps()) {
      boolean covered = all.stream().anyMatch(u -> u.symbol().equals(jump.target()));
      if (covered && !elapsed) spikes.jump(jump, after);
    }
    return new Integration(before, fixed ? List.of() : numeric, along, steps, after);
  }

  /// The derivative of a variable, or of an element of a vector.
  Code slope(Unknown u, Variable v) {
    return lowering.code(u.slope(), v.element()).as(Kind.REAL);
  }

  /// The exact unknowns that are integrated along, because numeric ones depend on them.
  private List<Unknown> along(List<Unknown> numeric, Set<String> moving) {
    Set<Unknown> found = new LinkedHashSet<>();
    List<Unknown> left = new ArrayList<>(numeric);
    while (!left.isEmpty()) {
      Unknown u = left.removeLast();
      for (Symbol s : reads(u.slope())) {
        Unknown other = unknowns.get(s.name());
        if (other == null || other.solver() != Solver.EXACT || !moving.contains(s.name())) continue;
        if (found.add(other)) left.add(other);
      }
    }
    List<Unknown> ordered = new ArrayList<>();
    for (Unknown u : equations.unknowns()) if (found.contains(u)) ordered.add(u);
    return ordered;
  }

  private static Set<Symbol> reads(Term term) {
    Set<Symbol> found = new LinkedHashSet<>();
    collect(term, found);
    return found;
  }

  private static void collect(Term term, Set<Symbol> found) {
    if (term instanceof Term.Read r) found.add(r.symbol());
    for (Term part : term.parts()) collect(part, found);
  }

  private Unknown unknown(Symbol symbol) {
    return Objects.requireNonNull(unknowns.get(symbol.name()), symbol.name());
  }

  List<Variable> elements(Symbol symbol) {
    List<Variable> all = new ArrayList<>();
    for (int e = 0; e < places.size(symbol.size()); e++) all.add(new Variable(symbol, e));
    return all;
  }

  Code.Element read(Variable v) {
    return new Code.Element(Group.STATE, places.state(v.symbol()) + v.element());
  }

  private boolean has(Unknown u, Code place) {
    return elements(u.symbol()).stream().anyMatch(v -> read(v).equals(place));
  }

  /// The effects of spikes.
  SpikeEffects spikes() {
    return spikes;
  }

  /// What conditions change between the integrator's steps.
  Changes changes() {
    return changes;
  }

  private Effect tick(Unknown u) {
    Code now = lowering.place(u.symbol(), 0);
    Code time = coefficients.code(TIMESTEP, 0, Kind.REAL);
    Code left = elapsed ? new Code.Binary(Operator.MINUS, now, time) : new Code.Tick(now, time);
    return new Effect.Assign(now, left);
  }

  static Code plus(Code a, Code b) {
    if (a instanceof Code.Real n && n.value() == 0) return b;
    return new Code.Binary(Operator.PLUS, a, b);
  }

  static Code times(Code a, Code b) {
    if (a instanceof Code.Real n && n.value() == 1) return b;
    if (b instanceof Code.Real n && n.value() == 1) return a;
    return new Code.Binary(Operator.TIMES, a, b);
  }

  /// The values of linear unknowns at the end of the step.
  ///
  /// @param moving names of all variables that advance meanwhile; others stay as they are
  List<Effect.Assign> advance(List<Unknown> targets, Set<String> moving) {
    List<Variable> variables = new ArrayList<>();
    for (Unknown u : closure(targets, moving)) variables.addAll(elements(u.symbol()));
    int n = variables.size();
    Term[] entries = new Term[n * n];
    int[] elements = new int[n * n];
    Term[] constant = new Term[n];
    for (int i = 0; i < n; i++) {
      Variable v = variables.get(i);
      Unknown u = unknown(v.symbol());
      constant[i] = Objects.requireNonNullElse(u.constant(), ZERO);
      for (Coefficient c : u.coefficients()) {
        for (Variable on : dependsOn(c, v)) {
          int e = c.coupling() == Coefficient.Coupling.SUM ? on.element() : v.element();
          int j = variables.indexOf(on);
          if (j < 0) {
            Term index = on.symbol().size() == null ? null : number(on.element());
            Term acts =
                new Term.Binary(
                    Operator.TIMES,
                    element(c.factor(), e),
                    new Term.Read(on.symbol(), index),
                    Type.REAL);
            constant[i] = new Term.Binary(Operator.PLUS, constant[i], acts, Type.REAL);
          } else {
            int at = i * n + j;
            entries[at] =
                entries[at] == null
                    ? c.factor()
                    : new Term.Binary(Operator.PLUS, entries[at], c.factor(), c.factor().type());
            elements[at] = e;
          }
        }
      }
    }
    return solution(targets, variables, entries, elements, constant);
  }

  private List<Effect.Assign> solution(
      List<Unknown> targets,
      List<Variable> variables,
      Term[] entries,
      int[] elements,
      Term[] constant) {
    int n = variables.size();
    boolean[][] reaches = reaches(entries, n);
    int matrix = matrices.number(variables, entries);
    Propagator propagator = new Propagator(n);
    List<Effect.Assign> effects = new ArrayList<>();
    for (Unknown u : targets) {
      for (Variable v : elements(u.symbol())) {
        int i = variables.indexOf(v);
        Code sum = new Code.Real(0);
        for (int j = 0; j < n; j++) {
          if (!reaches[i][j]) continue;
          Code p = entry(matrix, propagator, entries, elements, i, j);
          sum = plus(sum, times(p, read(variables.get(j))));
        }
        for (int j = 0; j < n; j++) {
          if (!reaches[i][j]) continue;
          Coefficients.Factor q = factor(matrix, propagator, entries, elements, i, n + j);
          for (Code c : lowering.multiplied(constant[j], variables.get(j).element(), q)) {
            sum = plus(sum, c);
          }
        }
        effects.add(new Effect.Assign(read(v), sum));
      }
    }
    return effects;
  }

  private Code entry(
      int matrix, Propagator propagator, Term[] entries, int[] elements, int row, int column) {
    Coefficients.Factor f = factor(matrix, propagator, entries, elements, row, column);
    return coefficients.add(f.key(), f.formula());
  }

  /// An entry of the matrix that advances linear equations.
  private static Coefficients.Factor factor(
      int matrix, Propagator propagator, Term[] entries, int[] elements, int row, int column) {
    int n = propagator.equations();
    return new Coefficients.Factor(
        new Matrices.Entry(matrix, row, column),
        c -> {
          double[] a = new double[n * n];
          for (int k = 0; k < a.length; k++) {
            if (entries[k] != null) a[k] = c.value(entries[k], elements[k]);
          }
          return propagator.of(a, c.timestep())[row][column];
        });
  }

  private static Term number(int value) {
    return new Term.Constant(value, Type.INTEGER);
  }

  /// An element of a factor; the factor itself if it is not a vector.
  private static Term element(Term factor, int e) {
    if (factor.size() == null) return factor;
    if (factor instanceof Term.Read r) return new Term.Read(r.symbol(), number(e));
    throw new IllegalStateException("an element of " + factor);
  }

  /// Which variables act on which, within a step.
  private static boolean[][] reaches(Term[] entries, int n) {
    boolean[][] r = new boolean[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) r[i][j] = i == j || entries[i * n + j] != null;
    }
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) r[i][j] |= r[i][k] && r[k][j];
      }
    }
    return r;
  }

  private List<Variable> dependsOn(Coefficient c, Variable v) {
    return switch (c.coupling()) {
      case OWN -> List.of(new Variable(c.symbol(), c.symbol().size() == null ? 0 : v.element()));
      case SUM -> elements(c.symbol());
      case ELEMENT -> List.of(new Variable(c.symbol(), c.index()));
    };
  }

  /// The unknowns and all moving ones that they depend on, in the order of the text.
  private List<Unknown> closure(List<Unknown> targets, Set<String> moving) {
    Set<Unknown> found = new LinkedHashSet<>(targets);
    List<Unknown> left = new ArrayList<>(targets);
    while (!left.isEmpty()) {
      for (Coefficient c : left.removeLast().coefficients()) {
        Unknown other = unknowns.get(c.symbol().name());
        if (other == null || !moving.contains(c.symbol().name())) continue;
        if (found.add(other)) left.add(other);
      }
    }
    List<Unknown> ordered = new ArrayList<>();
    for (Unknown u : equations.unknowns()) if (found.contains(u)) ordered.add(u);
    return ordered;
  }

  private Operation.Integrate system(List<Unknown> numeric, List<Unknown> along, Loops loops) {
    List<Variable> variables = new ArrayList<>();
    List<Code> slopes = new ArrayList<>();
    List<Unknown> all = new ArrayList<>(numeric);
    all.addAll(along);
    for (Unknown u : all) variables.addAll(elements(u.symbol()));
    for (Variable v : variables) {
      Term slope = unknown(v.symbol()).slope();
      slopes.add(lowering.code(slope, v.element()).as(Kind.REAL));
    }
    int[] at = variables.stream().mapToInt(v -> read(v).index()).toArray();
    Integrator integrator = equations.model().integrator();
    return loops.addSystem(
        at,
        slopes,
        place(integrator.absolute()),
        place(integrator.relative()),
        integrator.control() == Integrator.Control.DERIVATIVE);
  }

  private int place(Term constant) {
    Code code = coefficients.add(List.of("tolerance", constant), c -> c.value(constant, 0));
    return ((Code.Element) code).index();
  }
}
