package myelin.nestml.compile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model.Words;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.ParameterSpec.Kind;
import myelin.engine.declare.ParameterSpec.Role;
import myelin.engine.plastic.Plasticity;
import myelin.engine.plastic.SynapseModel;
import myelin.nestml.compile.SynapsePorts.SynapseTraces;
import myelin.nestml.equations.EquationSystem;
import myelin.nestml.equations.Unknown;
import myelin.nestml.model.Action;
import myelin.nestml.model.Handler;
import myelin.nestml.model.Integrator;
import myelin.nestml.model.Model;
import myelin.nestml.model.Size;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.model.Type;
import myelin.nestml.model.Variable;
import myelin.nestml.model.Variable.Shown;
import myelin.nestml.model.Walk;
import myelin.nestml.run.RuleMaker;

/// Declares a synapse model that is a text; its rule is compiled when the first table is made.
///
/// The text's weight and delay are those of the connection, and go by `weight` and `delay` as well
/// as by their own names. Its other state variables are kept for each synapse.
public final class TextSynapse {

  private static final Condition TRUTH = new Condition("0 or 1", x -> x == 0 || x == 1);

  /// Limits of the weight, which have its unit.
  private static final Set<String> LIMITS = Set.of("Wmax", "Wmin");

  private static final Condition RECEPTOR =
      new Condition(">= 0 and below 2^31", v -> v >= 0 && v < 0x1p31);

  private final EquationSystem equations;
  private final Model model;
  private final Constants defaults;
  private final SynapsePorts ports;
  private final String weight;
  private final Set<String> sizes;

  private TextSynapse(EquationSystem equations) {
    this.equations = equations;
    model = equations.model();
    defaults = Constants.defaults(model);
    ports = SynapsePorts.of(model, this::refuse);
    if (model.weight() == null) {
      refuse(
          "no variable is known to be the weight; call it w or weight, or mark it @nest::weight");
    }
    weight = String.valueOf(model.weight());
    sizes = sizes();
  }

  /// The synapse model of a text whose equations have been sorted.
  ///
  /// @throws BadInput if the text uses something that synapses do not support
  public static SynapseModel of(EquationSystem equations, String text) {
    return new TextSynapse(equations).declare(text);
  }

  private void refuse(String why) {
    throw new BadInput(BadInput.Kind.VALUE, "%s: %s".formatted(model.name(), why));
  }

  private SynapseModel declare(String text) {
    check();
    String[] words = model.description().strip().split("\n", 2);
    String first = words[0].strip();
    String summary = first.isEmpty() ? "a synapse" : first.replaceFirst("[.]$", "");
    Words all = new Words(model.name(), summary, words.length > 1 ? words[1].strip() : "");
    Supplier<Plasticity> rule =
        new Supplier<>() {
          private volatile @org.jspecify.annotations.Nullable RuleMaker made;

          @Override
          public Plasticity get() {
            RuleMaker maker = made;
            if (maker == null) {
              synchronized (this) {
                maker = made;
                if (maker == null) made = maker = new SynapseCompiler(equations, ports).compile();
              }
            }
            return maker.make();
          }
        };
    boolean alike =
        model.parameters().stream().filter(TextSynapse::isOwn).allMatch(Variable::homogeneous)
            && model.parameters().stream().anyMatch(TextSynapse::isOwn);
    Map<String, String> aliases = new LinkedHashMap<>();
    if (!weight.equals("weight")) aliases.put(weight, "weight");
    String delay = model.delay();
    if (delay != null && !delay.equals("delay")) aliases.put(delay, "delay");
    return new SynapseModel(all, parameters(), alike, rule)
        .hearing(ports.told().stream().map(p -> p.target()).toArray(String[]::new))
        .hiding(hidden())
        .written(text, aliases);
  }

  /// Whether a variable is a parameter of the rule, not the connection's weight or delay.
  static boolean isOwn(Variable v) {
    return v.symbol().role() == Symbol.Role.PARAMETER && !v.ofTarget();
  }

  /// Whether a variable's guard reads no other variable.
  static boolean isOfOne(Variable v) {
    boolean[] alone = {true};
    Walk.term(
        v.guard(),
        t -> {
          if (t instanceof Term.Read r) alone[0] &= r.symbol().equals(v.symbol());
        });
    return alone[0];
  }

  /// Refuses a guard that cannot be tested: of several variables, only parameters of the rule that
  /// are single values can be.
  private void guard(Variable v) {
    Term guard = v.guard();
    if (guard == null || isOfOne(v)) return;
    boolean[] testable = {isOwn(v) && Constants.isConstant(guard, model)};
    Walk.term(
        guard,
        t -> {
          if (!(t instanceof Term.Read r)) return;
          Symbol s = r.symbol();
          boolean parameter =
              s.role() != Symbol.Role.PARAMETER
                  || (s.size() == null && isOwn(model.variable(s.name())));
          testable[0] &= parameter && !s.name().equals(weight) && !s.name().equals(model.delay());
        });
    if (testable[0]) return;
    refuse(
        "the guard of '%s' reads other variables, which in a synapse it can only if all are single parameters, not states, the weight or the delay"
            .formatted(v.symbol().name()));
  }

  private List<ParameterSpec> parameters() {
    List<ParameterSpec> all = new ArrayList<>();
    Variable w = model.variable(weight);
    all.add(
        real(
            "weight",
            Unit.WEIGHT,
            defaults.value(w.initial(), 0),
            TextModel.meaning(w),
            Condition.FINITE,
            Role.CONSTANT));
    double ms =
        model.delay() == null ? 1 : defaults.value(model.variable(model.delay()).initial(), 0);
    String time = "time from sending to arrival";
    all.add(real("delay", Unit.MS, ms, time, Condition.POSITIVE, Role.CONSTANT));
    all.add(
        new ParameterSpec(
            "receptor_type",
            Unit.NONE,
            Kind.INTEGER,
            0L,
            "receptor of the target",
            RECEPTOR,
            Role.CONSTANT));
    for (Variable v : model.parameters()) if (isOwn(v)) all.addAll(variable(v, Role.CONSTANT));
    for (Symbol s : SynapseCompiler.variables(equations, ports)) {
      if (isHidden(s)) continue;
      if (s.role() == Symbol.Role.CONVOLUTION) {
        for (int e = 0; e < size(s); e++) {
          String name = Compiler.name(s, s.name(), e);
          all.add(real(name, Unit.NONE, 0, "convolution", Condition.FINITE, Role.STATE));
        }
      } else {
        all.addAll(variable(model.variable(s.name()), Role.STATE));
      }
    }
    if (ports.third().isPresent()) {
      all.add(
          new ParameterSpec(
              "volume_transmitter",
              Unit.NONE,
              Kind.NODE,
              "",
              "the volume transmitter whose spikes the synapse receives",
              Condition.ANY,
              Role.CONSTANT));
    }
    return all;
  }

  private boolean isHidden(Symbol s) {
    return s.role() != Symbol.Role.CONVOLUTION && model.variable(s.name()).shown() == Shown.HIDDEN;
  }

  private List<ParameterSpec> hidden() {
    return SynapseCompiler.variables(equations, ports).stream()
        .filter(this::isHidden)
        .flatMap(s -> variable(model.variable(s.name()), Role.STATE).stream())
        .toList();
  }

  private int size(Symbol s) {
    return s.size() == null ? 1 : defaults.size(s.size());
  }

  /// A variable; of a vector each element.
  private List<ParameterSpec> variable(Variable v, Role role) {
    Symbol s = v.symbol();
    boolean truth = s.type().kind() == Type.Kind.BOOLEAN;
    Condition condition = truth ? TRUTH : TextModel.condition(model, defaults, v);
    boolean whole = s.type().kind() == Type.Kind.INTEGER;
    Unit unit = LIMITS.contains(s.name()) ? Unit.WEIGHT : TextModel.unit(s.type());
    List<ParameterSpec> elements = new ArrayList<>();
    for (int e = 0; e < size(s); e++) {
      double initial = defaults.value(v.initial(), e);
      if (sizes.contains(s.name())) {
        condition =
            new Condition(
                "%d, as vectors have that many elements; only the text can change it"
                    .formatted((long) initial),
                x -> x == initial);
      }
      elements.add(
          new ParameterSpec(
              Compiler.name(s, s.name(), e),
              unit,
              whole ? Kind.INTEGER : Kind.REAL,
              whole ? (Object) (long) initial : (Object) initial,
              TextModel.meaning(v),
              condition,
              role));
    }
    return elements;
  }

  /// The names of the constants on which the sizes of vectors depend.
  private Set<String> sizes() {
    Set<String> all = new HashSet<>();
    Stream.of(model.parameters(), model.internals(), model.state())
        .flatMap(List::stream)
        .forEach(v -> {
          if (v.symbol().size() instanceof Size.ValueOf n) follow(n.name(), all);
        });
    return all;
  }

  private void follow(String constant, Set<String> to) {
    if (!to.add(constant)) return;
    Walk.term(
        model.variable(constant).initial(),
        t -> {
          if (t instanceof Term.Read r && r.symbol().isConstant()) follow(r.symbol().name(), to);
        });
  }

  private static ParameterSpec real(
      String name, Unit unit, double initial, String meaning, Condition condition, Role role) {
    return new ParameterSpec(name, unit, Kind.REAL, initial, meaning, condition, role);
  }

  /// Refuses what synapses do not support.
  private void check() {
    if (!model.spiking()) refuse("a synapse sends spikes; write the block 'output:' with 'spike'");
    if (!model.conditions().isEmpty()) {
      refuse("onCondition has no meaning in a synapse, which waits from spike to spike");
    }
    Integrator.Method method = model.integrator().method();
    if (method.fixed()) {
      refuse(
          "method=%s has no meaning in a synapse, which takes no steps; write method=rk45"
              .formatted(method.word()));
    }
    for (Variable v : model.parameters()) if (v.ofTarget()) requireTrace(v.symbol());
    if (!equations.delays().isEmpty()) {
      refuse(
          "'%s' is used with a delay, but synapses keep no past; keep it in the target, where variables may have delays, and read it by a continuous port"
              .formatted(equations.delays().getFirst().symbol().name()));
    }
    for (List<Variable> block : List.of(model.parameters(), model.state(), model.internals())) {
      for (Variable v : block) {
        String name = v.symbol().name();
        guard(v);
        if (v.symbol().size() != null && (name.equals(weight) || name.equals(model.delay()))) {
          refuse("'%s' is a vector, but a connection has one weight and one delay".formatted(name));
        }
        if (v.symbol().type().kind() == Type.Kind.STRING) {
          refuse("'%s' is a text, which synapses cannot have".formatted(v.symbol().name()));
        }
        if (!v.left().isEmpty()) {
          refuse(
              "'@myelin::left_as' is a mark for neurons, and '%s' belongs to a synapse"
                  .formatted(v.symbol().name()));
        }
      }
    }
    emits(model.update(), "in update");
    model.functions().forEach(f -> emits(f.body(), "in a function"));
    for (Handler h : model.handlers()) {
      if (h.port().equals(ports.pre())) delays(h.body());
      else emits(h.body(), "in onReceive(%s)".formatted(h.port().name()));
    }
    if (SynapsePorts.handler(model, ports.pre()).isEmpty()) {
      refuse(
          "there is no onReceive(%s), where spikes are sent on by emit_spike"
              .formatted(ports.pre().name()));
    }
    List<List<Action>> blocks = new ArrayList<>(List.of(model.update()));
    model.handlers().forEach(h -> blocks.add(h.body()));
    model.functions().forEach(f -> blocks.add(f.body()));
    for (List<Action> block : blocks) {
      if (SynapseCompiler.assigned(block).contains(String.valueOf(model.delay()))) {
        refuse("'%s' is the delay, which cannot change".formatted(model.delay()));
      }
    }
  }

  /// Refuses a parameter of the target unless it is only used as the time constant of a trace of
  /// the target's spikes, which is kept with the target.
  private void requireTrace(Symbol parameter) {
    boolean[] elsewhere = {false};
    Predicate<Term> reads = t -> t instanceof Term.Read r && r.symbol().equals(parameter);
    for (List<Variable> block : List.of(model.parameters(), model.state(), model.internals())) {
      for (Variable v : block) Walk.term(v.initial(), t -> elsewhere[0] |= reads.test(t));
    }
    model.inlines().forEach(i -> Walk.term(i.value(), t -> elsewhere[0] |= reads.test(t)));
    List<List<Action>> blocks = new ArrayList<>(List.of(model.update()));
    model.handlers().forEach(h -> blocks.add(h.body()));
    model.functions().forEach(f -> blocks.add(f.body()));
    blocks.forEach(b -> Walk.actions(b, t -> elsewhere[0] |= reads.test(t)));
    List<String> traces =
        ports.post().map(p -> SynapseTraces.of(equations, ports, p)).orElse(List.of()).stream()
            .map(SynapseTraces.Trace::name)
            .toList();
    for (Unknown u : equations.unknowns()) {
      if (traces.contains(u.symbol().name())) continue;
      Walk.term(u.slope(), t -> elsewhere[0] |= reads.test(t));
    }
    if (!elsewhere[0]) return;
    refuse(
        "'%s' belongs to the target; it can only be the time constant of a variable that begins at 0, decays by K' = -K / %s, and grows by a number or is set to a number when the target fires"
            .formatted(parameter.name(), parameter.name()));
  }

  /// Refuses spikes that are sent where none can be sent.
  private void emits(List<Action> actions, String where) {
    if (!found(actions).isEmpty()) {
      refuse(
          "emit_spike is called %s, but a synapse sends when its source fires, in onReceive(%s)"
              .formatted(where, ports.pre().name()));
    }
  }

  /// Refuses spikes with a delay other than the connection's.
  private void delays(List<Action> actions) {
    for (Action.Emit e : found(actions)) {
      boolean own =
          e.second() == null
              || (e.second() instanceof Term.Read r && r.symbol().name().equals(model.delay()));
      if (!own) {
        refuse(
            "a spike has the delay of its connection; omit the second argument of emit_spike, or give a parameter 'd' or 'delay' there");
      }
    }
  }

  private static List<Action.Emit> found(List<Action> actions) {
    List<Action.Emit> all = new ArrayList<>();
    for (Action action : actions) {
      switch (action) {
        case Action.Emit e -> all.add(e);
        case Action.If i -> {
          i.branches().forEach(b -> all.addAll(found(b.body())));
          all.addAll(found(i.otherwise()));
        }
        case Action.For f -> all.addAll(found(f.body()));
        case Action.While w -> all.addAll(found(w.body()));
        default -> {}
      }
    }
    return all;
  }
}
