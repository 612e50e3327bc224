package myelin.nestml.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import myelin.engine.base.BadInput;
import myelin.engine.plastic.PostSpikes;
import myelin.nestml.code.BlockClass;
import myelin.nestml.code.Code;
import myelin.nestml.code.Effect;
import myelin.nestml.code.Loops;
import myelin.nestml.code.Rewriting;
import myelin.nestml.code.RuleClass;
import myelin.nestml.compile.Places.Coefficients;
import myelin.nestml.compile.SynapsePorts.SynapseTraces;
import myelin.nestml.equations.EquationSystem;
import myelin.nestml.equations.Unknown;
import myelin.nestml.model.Action;
import myelin.nestml.model.Builtin;
import myelin.nestml.model.Model;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.model.TermText;
import myelin.nestml.model.UserFunction;
import myelin.nestml.model.Variable;
import myelin.nestml.model.Variable.Shown;
import myelin.nestml.model.Walk;
import myelin.nestml.run.RuleMaker;
import myelin.nestml.run.RuleProgram;
import org.jspecify.annotations.Nullable;

/// Compiles the rule of a synapse model.
///
/// What `update` does depends on how much time has passed since the synapse's last spike. Values
/// that follow from parameters and this time alone, such as the factors by which variables decay,
/// are computed once for all synapses that agree in both.
final class SynapseCompiler {

  private final EquationSystem equations;
  private final Model model;
  private final SynapsePorts ports;
  private final Places places;
  private final List<String> states = new ArrayList<>();

  SynapseCompiler(EquationSystem equations, SynapsePorts ports) {
    this.equations = equations;
    this.model = equations.model();
    this.ports = ports;
    places = new Places(Constants.defaults(model)::size);
  }

  /// The state variables of a synapse that users see besides its weight, in order, without traces
  /// that targets keep.
  static List<Symbol> variables(EquationSystem equations, SynapsePorts ports) {
    Set<String> kept = new HashSet<>();
    ports
        .post()
        .ifPresent(p -> SynapseTraces.of(equations, ports, p).forEach(t -> kept.add(t.name())));
    return variables(equations).stream().filter(s -> !kept.contains(s.name())).toList();
  }

  private static List<Symbol> variables(EquationSystem equations) {
    Model model = equations.model();
    List<Symbol> all = new ArrayList<>();
    for (Variable v : model.state()) {
      String name = v.symbol().name();
      if (!name.equals(model.weight()) && !name.equals(model.delay())) all.add(v.symbol());
    }
    for (Unknown u : equations.unknowns()) if (u.isHidden()) all.add(u.symbol());
    return all;
  }

  /// The names of a variable's elements; its own if it is a single value.
  private List<String> elements(Symbol s) {
    return IntStream.range(0, places.size(s.size()))
        .mapToObj(e -> Compiler.name(s, s.name(), e))
        .toList();
  }

  private boolean[] whenFired() {
    boolean[] all = new boolean[ports.told().size()];
    for (int k = 0; k < all.length; k++) all[k] = ports.told().get(k).whenFired();
    return all;
  }

  private IntStream places(Symbol s) {
    int first = places.state(s);
    return IntStream.range(first, first + places.size(s.size()));
  }

  RuleMaker compile() {
    Symbol weight = model.variable(String.valueOf(model.weight())).symbol();
    places.addState(weight);
    states.add("");
    List<SynapseTraces.Trace> sources = SynapseTraces.of(equations, ports, ports.pre());
    List<SynapseTraces.Trace> targets =
        ports.post().map(p -> SynapseTraces.of(equations, ports, p)).orElse(List.of());
    Set<String> traces = new HashSet<>();
    sources.forEach(s -> traces.add(s.name()));
    targets.forEach(s -> traces.add(s.name()));
    for (Symbol s : variables(equations)) {
      places.addState(s);
      for (String element : elements(s)) states.add(traces.contains(s.name()) ? "" : element);
    }
    int delay = -1;
    if (model.delay() != null) {
      Symbol symbol = model.variable(model.delay()).symbol();
      places.addState(symbol);
      delay = places.state(symbol);
    }
    model.ports().forEach(p -> places.addInput(p.symbol()));

    Coefficients timed = new Coefficients(model);
    Lowering passing = new Lowering(model, places, timed);
    Loops loops = new Loops();
    Solvers timedSolvers = new Solvers(equations, places, passing, timed, true);
    passing.integrateBy(i -> timedSolvers.effects(without(traces, i.variables()), loops));
    List<Effect> advance = new ArrayList<>(passing.effects(withoutConstants(model.update())));
    advance.addAll(timedSolvers.spikes().decays());

    Coefficients constants = new Coefficients(model);
    Lowering lowering = new Lowering(model, places, constants);
    Solvers solvers = new Solvers(equations, places, lowering, constants, true);
    boolean sends = !sendsItsWeight(weight);
    List<Effect> pre = handler(ports.pre(), lowering, solvers, traces);
    if (!sends) pre.removeIf(e -> e instanceof Effect.Emit);
    Set<String> apart = ports.apart(equations);
    apart.removeAll(traces);
    int[] ofApart =
        variables(equations).stream()
            .filter(s -> apart.contains(s.name()))
            .flatMapToInt(this::places)
            .toArray();
    if (!apart.isEmpty()) {
      pre = Rewriting.mapped(pre, c -> c instanceof Code.Indexed i ? i.elements() : c);
    }
    List<Effect> post =
        ports.post().map(p -> handler(p, lowering, solvers, traces)).orElse(List.of());
    post =
        Before.of(
            post,
            Arrays.stream(ofApart)
                .mapToObj(k -> new Code.Element(Code.Group.STATE, k))
                .collect(Collectors.toSet()));
    List<Effect> third =
        ports.third().map(p -> handler(p, lowering, solvers, traces)).orElse(List.of());

    List<BlockClass.FunctionCode> functions = new ArrayList<>();
    for (UserFunction f : model.functions()) functions.add(lowering.function(f).code());
    RuleClass written =
        new RuleClass(
            new RuleClass.Methods(advance, pre, post, third, sends, loops.systems(), functions),
            new RuleClass.Where(
                delay,
                ofApart,
                sources.stream().mapToInt(s -> this.places.state(s.name())).toArray(),
                targets.stream().mapToInt(s -> this.places.state(s.name())).toArray(),
                input(ports.pre()),
                ports.post().map(this::input).orElse(-1),
                ports.third().map(this::input).orElse(-1),
                ports.told().stream().mapToInt(p -> input(p.symbol())).toArray()));
    List<String> parameters = new ArrayList<>();
    for (Variable v : model.parameters()) {
      if (TextSynapse.isOwn(v)) parameters.addAll(elements(v.symbol()));
    }
    List<RuleProgram.Trace> ofSources = new ArrayList<>();
    for (SynapseTraces.Trace s : sources) {
      Code factor =
          timed.add(
              List.of("trace", s.name()), c -> StrictMath.exp(c.value(s.rate(), 0) * c.timestep()));
      ofSources.add(trace(s, ((Code.Element) factor).index(), 0, pre, post));
    }
    List<RuleProgram.Trace> ofTargets = new ArrayList<>();
    for (SynapseTraces.Trace s : targets) {
      double own = ownOfTarget(s);
      Code tau =
          own != 0
              ? new Code.Element(Code.Group.COEFFICIENT, 0)
              : constants.add(List.of("tau", s.name()), c -> -1 / c.value(s.rate(), 0));
      ofTargets.add(trace(s, ((Code.Element) tau).index(), own, pre, post));
    }
    RuleProgram program =
        new RuleProgram(
            model.name(),
            states,
            parameters,
            guards(),
            formulas(constants),
            formulas(timed),
            loops.described(-1),
            ofApart,
            !advance.isEmpty(),
            ofSources,
            ofTargets,
            ports.post().isPresent() || !ports.told().isEmpty(),
            ports.third().isPresent(),
            whenFired(),
            SynapsePorts.isStepwise(equations),
            ports.sourceFirst(model),
            sends,
            sends && isLost(SynapsePorts.handler(model, ports.pre())),
            draws());
    return new RuleMaker(written.bytes(), program);
  }

  private RuleProgram.Trace trace(
      SynapseTraces.Trace t, int number, double own, List<Effect> pre, List<Effect> post) {
    Code.Element place = new Code.Element(Code.Group.STATE, places.state(t.name()));
    return new RuleProgram.Trace(
        t.name(),
        number,
        own,
        model.variable(t.name()).shown() == Shown.HIDDEN,
        t.jump(),
        t.last(),
        reads(pre, place),
        reads(post, place));
  }

  /// The target's own time constant with which a trace decays; zero if it decays with another.
  private double ownOfTarget(SynapseTraces.Trace t) {
    double[] own = {0};
    Walk.term(
        t.rate(),
        term -> {
          if (!(term instanceof Term.Read r)) return;
          Variable v = model.variable(r.symbol().name());
          if (!v.ofTarget()) return;
          boolean slow = v.symbol().name().endsWith("triplet");
          own[0] = slow ? PostSpikes.Trace.TRIPLET : PostSpikes.Trace.MINUS;
        });
    if (own[0] == 0) return 0;
    for (double tau : new double[] {1, 2}) { // the rate must be -1 / tau, without a factor
      Constants with = new Constants(model, 1, places::size, (s, e) -> tau);
      if (-1 / with.value(t.rate(), 0) != tau) {
        throw new BadInput(
            BadInput.Kind.VALUE,
            "%s: %s must decay with the target's time constant itself"
                .formatted(model.name(), t.name()));
      }
    }
    return own[0];
  }

  /// Whether the body may send no spike at all.
  private static boolean isLost(List<Action> body) {
    return body.stream().noneMatch(a -> a instanceof Action.Emit);
  }

  private static boolean reads(List<Effect> effects, Code.Element place) {
    return BlockClass.elements(to -> Rewriting.elements(effects, to)).contains(place);
  }

  /// The names of variables that are integrated, without traces; null for all.
  private @Nullable List<String> without(Set<String> traces, @Nullable List<String> names) {
    if (traces.isEmpty()) return names;
    List<String> left = new ArrayList<>();
    for (Unknown u : equations.unknowns()) {
      String base = u.symbol().base();
      boolean meant = names == null || names.contains(base);
      if (!u.isHidden() && meant && !traces.contains(base)) left.add(base);
    }
    return left;
  }

  private int input(Symbol port) {
    return places.input(port, 0);
  }

  /// What a spike of a port does: first to variables in whose equations it appears, then by the
  /// statements, then to convolutions.
  private List<Effect> handler(
      Symbol port, Lowering lowering, Solvers solvers, Set<String> traces) {
    List<Effect> all = new ArrayList<>(solvers.spikes().jumps(port));
    List<Action> own = new ArrayList<>(SynapsePorts.handler(model, port));
    own.removeIf(a -> a instanceof Action.Assign s && traces.contains(s.target().name()));
    all.addAll(lowering.effects(own));
    all.addAll(solvers.spikes().growth(port));
    return all;
  }

  /// Whether a spike of the source is always sent once, after all other changes of the weight, and
  /// with the synapse's weight.
  private boolean sendsItsWeight(Symbol weight) {
    List<Action> body = SynapsePorts.handler(model, ports.pre());
    int[] emits = {0};
    boolean[] last = {false};
    for (Action a : body) {
      emits[0] += a instanceof Action.Emit ? 1 : 0;
      if (a instanceof Action.Emit e) {
        last[0] = e.strength() instanceof Term.Read r && r.symbol().equals(weight);
      } else if (!(a instanceof Action.Assign s) || s.target().equals(weight)) {
        last[0] = false;
      }
    }
    return emits[0] == 1 && last[0] && body.stream().noneMatch(SynapseCompiler::branches);
  }

  private static boolean branches(Action action) {
    return !(action instanceof Action.Assign || action instanceof Action.Emit)
        && !(action instanceof Action.Print)
        && !(action instanceof Action.If i && mayNotEmit(i));
  }

  private static boolean mayNotEmit(Action.If i) {
    List<Action> inside = new ArrayList<>(i.otherwise());
    i.branches().forEach(b -> inside.addAll(b.body()));
    return inside.stream()
        .allMatch(a -> a instanceof Action.Assign || (a instanceof Action.If n && mayNotEmit(n)));
  }

  private boolean draws() {
    boolean[] found = {false};
    Walk.model(
        model,
        t -> found[0] |= t instanceof Term.Apply a && a.function().kind() == Builtin.Kind.RANDOM);
    return found[0];
  }

  private List<RuleProgram.Formula> formulas(Coefficients coefficients) {
    return coefficients.formulas().stream().map(this::formula).toList();
  }

  private RuleProgram.Formula formula(ToDoubleFunction<Constants> of) {
    return (h, timestep, parameter) ->
        of.applyAsDouble(
            new Constants(
                model,
                h,
                timestep,
                places::size,
                (s, e) -> parameter.applyAsDouble(Compiler.name(s, s.name(), e))));
  }

  /// The guards that read several parameters; [TextSynapse] declares the others.
  private List<RuleProgram.Guard> guards() {
    List<RuleProgram.Guard> all = new ArrayList<>();
    for (Variable v : model.parameters()) {
      Term guard = v.guard();
      if (guard == null || TextSynapse.isOfOne(v)) continue;
      List<String> reads = new ArrayList<>();
      Walk.term(
          guard,
          t -> {
            if (t instanceof Term.Read r && r.symbol().role() == Symbol.Role.PARAMETER) {
              reads.add(r.symbol().name());
            }
          });
      all.add(
          new RuleProgram.Guard(
              TermText.of(guard),
              reads.stream().distinct().toList(),
              formula(c -> c.value(guard, 0))));
    }
    return all;
  }

  /// The statements without local variables that only ever get one constant value; the value
  /// replaces them.
  private List<Action> withoutConstants(List<Action> actions) {
    Map<String, Integer> times = new HashMap<>();
    count(actions, times);
    Map<String, Term> values = new HashMap<>();
    List<Action> left = new ArrayList<>();
    UnaryOperator<Term> replace =
        t ->
            t instanceof Term.Read r && r.index() == null
                ? values.getOrDefault(r.symbol().name(), t)
                : t;
    for (Action action : actions) {
      Action own = Rewriting.mapped(action, replace);
      if (own instanceof Action.Assign a
          && a.target().role() == Symbol.Role.LOCAL
          && times.getOrDefault(a.target().name(), 0) == 1
          && Constants.isConstant(a.value(), model)) {
        values.put(a.target().name(), a.value());
      } else {
        left.add(own);
      }
    }
    return left;
  }

  private static void count(List<Action> actions, Map<String, Integer> times) {
    for (Action action : actions) {
      switch (action) {
        case Action.Assign a -> times.merge(a.target().name(), 1, Integer::sum);
        case Action.If i -> {
          i.branches().forEach(b -> count(b.body(), times));
          count(i.otherwise(), times);
        }
        case Action.For f -> {
          times.merge(f.variable().name(), 2, Integer::sum);
          count(f.body(), times);
        }
        case Action.While w -> count(w.body(), times);
        default -> {}
      }
    }
  }

  /// The names of the variables that statements assign to.
  static Set<String> assigned(List<Action> actions) {
    Map<String, Integer> times = new HashMap<>();
    count(actions, times);
    return new HashSet<>(times.keySet());
  }
}
