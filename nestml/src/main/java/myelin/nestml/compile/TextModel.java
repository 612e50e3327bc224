package myelin.nestml.compile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Signal;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.neuron.Shape;
import myelin.engine.past.History;
import myelin.nestml.equations.EquationSystem;
import myelin.nestml.equations.Substitution;
import myelin.nestml.equations.Unknown;
import myelin.nestml.model.Action;
import myelin.nestml.model.Inline;
import myelin.nestml.model.Model;
import myelin.nestml.model.Port;
import myelin.nestml.model.Size;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.model.TermText;
import myelin.nestml.model.Type;
import myelin.nestml.model.Variable;
import myelin.nestml.model.Variable.Shown;
import myelin.nestml.model.Walk;
import myelin.nestml.run.BlockMaker;
import org.jspecify.annotations.Nullable;

/// Declares a neuron model that is a text; its code is compiled when the first block is made.
public final class TextModel {

  /// The longest delay (ms); a neuron remembers a number for each step of it.
  private static final double LONGEST_DELAY_MS = 10_000;

  private static final Set<String> PARAMETERS_OF_ALL =
      Set.of("tau_minus", "tau_minus_triplet", "tau_Ca", "beta_Ca");

  private final EquationSystem equations;
  private final Model model;
  private final Constants defaults;
  private final Set<Size.ValueOf> sizes;
  private final Map<Shape, BlockMaker> makers = new ConcurrentHashMap<>();

  private TextModel(EquationSystem equations) {
    this.equations = equations;
    model = equations.model();
    defaults = Constants.defaults(model);
    sizes = namedSizes();
  }

  /// The neuron model of a text whose equations have been sorted.
  public static NeuronModel of(EquationSystem equations, String text) {
    return new TextModel(equations).declare(text);
  }

  private NeuronModel declare(String text) {
    String[] words = model.description().strip().split("\n", 2);
    String first = words[0].strip();
    String summary = first.isEmpty() ? "neuron" : first.replaceFirst("[.]$", "");
    NeuronModel.Builder b = NeuronModel.named(model.name());
    b.words(summary, words.length > 1 ? words[1].strip() : "").source(text);
    for (Variable v : model.state()) {
      if (PARAMETERS_OF_ALL.contains(v.symbol().name())) {
        throw new BadInput(
            BadInput.Kind.VALUE,
            "%s: each neuron has a parameter %s, for synapses; give the state variable another name"
                .formatted(model.name(), v.symbol().name()));
      }
      if (v.symbol().size() != null) continue;
      Unit unit = unit(v.symbol().type());
      switch (v.shown()) {
        case ALL ->
            b.state(
                v.parameter(),
                v.recordable(),
                unit,
                defaults.value(v.initial(), 0),
                meaning(v),
                condition(v));
        case RECORDED -> b.recordable(v.recordable(), unit, meaning(v));
        case HIDDEN -> {}
      }
    }
    for (Variable v : model.parameters()) {
      if (v.ofTarget()) {
        throw new BadInput(
            BadInput.Kind.VALUE,
            "%s: '@myelin::target' is a mark for synapses, but '%s' belongs to a neuron"
                .formatted(model.name(), v.symbol().name()));
      }
      parameter(v, b);
    }
    for (Port p : model.ports()) {
      if (p.target() == null) continue;
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s: '@myelin::target' is a mark for synapses, but '%s' is a port of a neuron"
              .formatted(model.name(), p.symbol().name()));
    }
    boolean sends = model.state().stream().anyMatch(Variable::sent);
    boolean takes = model.ports().stream().anyMatch(Port::slow);
    if (sends || takes) b.tells(Signal.SLOW_CURRENT, sends, takes);
    // a model that sends a signal but no spikes keeps nothing for plastic synapses, as in NEST
    if (model.spiking() || !sends) b.clock(false).archive();
    for (Variable v : model.state()) {
      if (!v.left().isEmpty()) b.leaves(v.left(), History.Keep.UNTIL_HEARD);
    }
    b.check(this::check);
    b.shaped(this::shaped);
    if (!model.spiking()) b.silent();
    if (mayFireOften()) b.severalSpikesPerStep();
    return b.block(shape -> maker(shape).make());
  }

  private void parameter(Variable v, NeuronModel.Builder b) {
    Symbol s = v.symbol();
    if (s.size() != null) {
      int n = size(s.size(), null);
      double[] values = new double[n];
      for (int e = 0; e < n; e++) values[e] = defaults.value(v.initial(), e);
      b.list(s.name(), unit(s.type()), values, meaning(v), condition(v));
      if (v.count() != null) b.count(v.count(), s.name(), "number of elements of " + s.name());
    } else if (s.type().kind() == Type.Kind.BOOLEAN) {
      b.flag(v.parameter(), defaults.value(v.initial(), 0) != 0, meaning(v));
    } else if (s.type().kind() == Type.Kind.INTEGER) {
      long initial = (long) defaults.value(v.initial(), 0);
      b.integer(v.parameter(), initial, meaning(v), condition(v));
    } else {
      b.parameter(
          v.parameter(), unit(s.type()), defaults.value(v.initial(), 0), meaning(v), condition(v));
    }
  }

  static String meaning(Variable v) {
    return v.meaning().isBlank() ? v.symbol().base() : v.meaning();
  }

  static Unit unit(Type type) {
    if (!type.hasUnit()) return Unit.NONE;
    String text = type.dimension().unit();
    for (Unit u : Unit.values()) if (u.symbol().equals(text)) return u;
    return Unit.NONE;
  }

  private Condition condition(Variable v) {
    return condition(model, defaults, v);
  }

  /// The condition on a single parameter; [#check] tests those that join several.
  static Condition condition(Model model, Constants defaults, Variable v) {
    boolean whole = v.symbol().type().kind() == Type.Kind.INTEGER;
    boolean list = v.symbol().size() != null;
    boolean finite = list || Condition.FINITE.allows(defaults.value(v.initial(), 0));
    Condition number = finite ? Condition.FINITE : Condition.ANY;
    Term guard = v.guard();
    if (guard == null || !reads(guard).stream().allMatch(v.symbol().name()::equals)) {
      return whole ? WHOLE : number;
    }
    return new Condition(
        guarded(v.symbol().name(), TermText.of(guard)),
        x ->
            number.allows(x)
                && (!whole || x == Math.rint(x))
                && defaults.value(with(guard, v.symbol(), x), 0) != 0);
  }

  /// A guard with a number in place of a variable, which may be a state variable.
  private static Term with(Term guard, Symbol variable, double x) {
    return Substitution.mapped(
        guard,
        t ->
            t instanceof Term.Read r && r.symbol().equals(variable)
                ? new Term.Constant(x, variable.type())
                : t);
  }

  private static final Condition WHOLE = new Condition("a whole number", x -> x == Math.rint(x));

  /// A guard in words that can follow "must be".
  private static String guarded(String name, String guard) {
    String begin = name + " ";
    boolean once = guard.startsWith(begin) && !guard.substring(begin.length()).contains(name);
    return once && !guard.contains(" and ") && !guard.contains(" or ")
        ? guard.substring(begin.length())
        : "such that " + guard;
  }

  private static List<String> reads(Term term) {
    List<String> names = new java.util.ArrayList<>();
    Walk.term(
        term,
        t -> {
          if (t instanceof Term.Read r) names.add(r.symbol().name());
        });
    return names;
  }

  private void check(NeuronModel.Values values) {
    Constants own =
        new Constants(
            model,
            0.1,
            defaults::size,
            (s, e) -> s.size() == null ? values.get(parameter(s)) : defaults(s, e));
    for (Variable v : model.parameters()) {
      Term guard = v.guard();
      if (guard == null || v.symbol().size() != null) continue;
      if (reads(guard).stream().allMatch(v.symbol().name()::equals)) continue;
      if (!Constants.isConstant(guard, model) || own.value(guard, 0) != 0) continue;
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s: %s must be %s, where %s"
              .formatted(
                  model.name(),
                  v.parameter(),
                  guarded(v.symbol().name(), TermText.of(guard)),
                  reads(guard).stream()
                      .distinct()
                      .map(name -> name + " = " + values.get(parameter(model, name)))
                      .collect(Collectors.joining(", "))));
    }
    for (Size.ValueOf size : sizes) {
      String list = listOf(size);
      int has = list == null ? defaults.size(size) : values.shape().length(list);
      double must = own.value(new Term.Read(model.variable(size.name()).symbol(), null), 0);
      if (has == must) continue;
      throw new BadInput(
          BadInput.Kind.VALUE,
          list == null
              ? "%s: %s = %s, but vectors of the model have %d elements, which only its text can change"
                  .formatted(model.name(), size.name(), must, has)
              : "%s: %s = %s, but %s has %d elements; set both at once"
                  .formatted(model.name(), size.name(), must, list, has));
    }
    for (EquationSystem.Delay d : equations.delays()) {
      double time = own.value(d.time(), 0);
      if (time >= 0 && time <= LONGEST_DELAY_MS) continue;
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s: the delay %s = %s ms of %s must be at least 0 and at most %s ms"
              .formatted(
                  model.name(), TermText.of(d.time()), time, d.symbol().name(), LONGEST_DELAY_MS));
    }
  }

  /// The name by which users set a parameter.
  private String parameter(Symbol s) {
    return parameter(model, s.name());
  }

  /// The name by which users set a parameter, from its name in the text.
  static String parameter(Model model, String name) {
    return model.variable(name).parameter();
  }

  private double defaults(Symbol s, int e) {
    return defaults.value(model.variable(s.name()).initial(), e);
  }

  private int size(Size size, @Nullable Shape shape) {
    if (shape != null && size instanceof Size.LengthOf l) return shape.length(l.list());
    String list = listOf(size);
    return shape == null || list == null ? defaults.size(size) : shape.length(list);
  }

  /// The name of the first parameter that is a list of a size; null if there is none.
  private @Nullable String listOf(Size size) {
    return model.parameters().stream()
        .filter(p -> size.equals(p.symbol().size()))
        .map(p -> p.symbol().name())
        .findFirst()
        .orElse(null);
  }

  /// The sizes of vectors that are the values of parameters or internals.
  private Set<Size.ValueOf> namedSizes() {
    Set<Size.ValueOf> all = new LinkedHashSet<>();
    Stream.of(model.parameters(), model.internals(), model.state())
        .flatMap(List::stream)
        .map(Variable::symbol)
        .forEach(s -> named(s, all));
    model.ports().forEach(p -> named(p.symbol(), all));
    model.inlines().forEach(i -> named(i.symbol(), all));
    return all;
  }

  private static void named(Symbol symbol, Set<Size.ValueOf> to) {
    if (symbol.size() instanceof Size.ValueOf v) to.add(v);
  }

  private ToIntFunction<Size> sizes(Shape shape) {
    return size -> size(size, shape);
  }

  /// Declares what depends on how long lists are, and all that must be declared after it.
  private void shaped(NeuronModel.Builder b, Shape shape) {
    for (Variable v : model.parameters()) {
      Size size = v.symbol().size();
      if (size instanceof Size.LengthOf l) requireLength(v.symbol().name(), l.list(), shape);
      if (size instanceof Size.ValueOf n) {
        requireLength(v.symbol().name(), Objects.requireNonNull(listOf(n)), shape);
      }
      if (size instanceof Size.Fixed f && shape.length(v.symbol().name()) != f.elements()) {
        throw new BadInput(
            BadInput.Kind.VALUE,
            "%s: %s has %d elements and must have %d, as the text says"
                .formatted(
                    model.name(),
                    v.symbol().name(),
                    shape.length(v.symbol().name()),
                    f.elements()));
      }
    }
    for (Variable v : model.state()) {
      if (v.symbol().size() != null && v.shown() != Shown.HIDDEN) {
        recordables(v.symbol(), v.recordable(), meaning(v), b, shape);
      }
    }
    for (Unknown u : equations.unknowns()) {
      if (u.isHidden()) recordables(u.symbol(), u.symbol().name(), "convolution", b, shape);
    }
    for (Inline i : equations.recordables()) {
      String meaning = i.meaning().isBlank() ? i.symbol().base() : i.meaning();
      recordables(i.symbol(), i.symbol().name(), meaning, b, shape);
    }
    Compiler.Channels.declare(model, sizes(shape), b);
  }

  private void requireLength(String list, String wanted, Shape shape) {
    int has = shape.length(list);
    int must = shape.length(wanted);
    if (has == must) return;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "%s: %s has %d elements and must have %d, as many as %s; set both at once"
            .formatted(model.name(), list, has, must, wanted));
  }

  private void recordables(
      Symbol s, String name, String meaning, NeuronModel.Builder b, Shape shape) {
    for (int e = 0; e < Compiler.Channels.size(s.size(), sizes(shape)); e++) {
      b.recordable(Compiler.name(s, name, e), unit(s.type()), meaning);
    }
  }

  private BlockMaker maker(Shape shape) {
    return makers.computeIfAbsent(
        shape,
        s -> {
          NeuronModel.Builder aside = NeuronModel.named(model.name());
          Compiler.Channels channels = Compiler.Channels.declare(model, sizes(s), aside);
          int shown = 0;
          for (Variable v : model.state()) {
            if (v.shown() == Shown.HIDDEN) continue;
            shown += Compiler.Channels.size(v.symbol().size(), sizes(s));
          }
          for (Unknown u : equations.unknowns()) {
            if (u.isHidden()) shown += Compiler.Channels.size(u.symbol().size(), sizes(s));
          }
          return new Compiler(equations, sizes(s)).compile(channels, shown);
        });
  }

  /// Whether a neuron may fire several times in one step.
  private boolean mayFireOften() {
    int[] emits = {0};
    boolean[] often = {false};
    List.of(model.update()).forEach(a -> count(a, emits, often, false));
    model.handlers().forEach(h -> count(h.body(), emits, often, false));
    model.conditions().forEach(c -> count(c.body(), emits, often, c.substep()));
    model.functions().forEach(f -> count(f.body(), emits, often, true));
    return often[0] || emits[0] > 1;
  }

  private static void count(List<Action> actions, int[] emits, boolean[] often, boolean repeated) {
    for (Action action : actions) {
      switch (action) {
        case Action.Emit e -> {
          emits[0]++;
          often[0] |= repeated || e.strength() != null;
        }
        case Action.If i -> {
          i.branches().forEach(b -> count(b.body(), emits, often, repeated));
          count(i.otherwise(), emits, often, repeated);
        }
        case Action.For f -> count(f.body(), emits, often, true);
        case Action.While w -> count(w.body(), emits, often, true);
        default -> {}
      }
    }
  }
}
