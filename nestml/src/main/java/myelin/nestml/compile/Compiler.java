package myelin.nestml.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.Receptor;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import myelin.nestml.code.BlockClass;
import myelin.nestml.code.BlockClass.FunctionCode;
import myelin.nestml.code.Code;
import myelin.nestml.code.Loops;
import myelin.nestml.compile.Places.Coefficients;
import myelin.nestml.equations.EquationSystem;
import myelin.nestml.equations.Unknown;
import myelin.nestml.model.Inline;
import myelin.nestml.model.Model;
import myelin.nestml.model.Port;
import myelin.nestml.model.Size;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.UserFunction;
import myelin.nestml.model.Variable;
import myelin.nestml.model.Variable.Shown;
import myelin.nestml.run.BlockMaker;
import myelin.nestml.run.Operation;
import myelin.nestml.run.Program;
import org.jspecify.annotations.Nullable;

/// Compiles a model, for neurons whose vectors have certain lengths, to a class in memory.
final class Compiler {

  private final EquationSystem equations;
  private final Model model;
  private final Places places;
  private final Coefficients coefficients;
  private final List<String> names = new ArrayList<>();
  private final List<Boolean> decays = new ArrayList<>();
  private final List<Double> initial = new ArrayList<>();

  Compiler(EquationSystem equations, ToIntFunction<Size> sizes) {
    this.equations = equations;
    model = equations.model();
    places = new Places(sizes);
    coefficients = new Coefficients(model);
  }

  /// The name of element `e` of a variable among the recordables; elements of a vector that is as
  /// long as a list are counted from 1, as receptors are.
  static String name(Symbol symbol, String name, int e) {
    if (symbol.size() == null) return name;
    return name + "_" + (symbol.size() instanceof Size.LengthOf ? e + 1 : e);
  }

  /// Compiles the model.
  ///
  /// @param channels which channels there are
  /// @param shown number of recordables that are not inlines
  BlockMaker compile(Channels channels, int shown) {
    Constants defaults = Constants.defaults(model);
    for (Variable v : model.state()) {
      String name = v.shown() == Shown.HIDDEN ? "" : v.recordable();
      add(v.symbol(), name, e -> defaults.value(v.initial(), e));
    }
    for (Unknown u : equations.unknowns()) {
      if (u.isHidden()) add(u.symbol(), u.symbol().name(), e -> 0.0);
    }
    for (Port p : model.ports()) {
      places.addInput(p.symbol());
      if (p.sign() == Port.Sign.INHIBITORY) places.turn(p.symbol());
    }
    Lowering lowering = new Lowering(model, places, coefficients);
    Loops loops = new Loops();
    Solvers solvers = new Solvers(equations, places, lowering, coefficients, false);
    StepPlan plan = new StepPlan(equations, places, lowering, solvers, loops);
    List<Operation> step = plan.operations();
    int between = plan.between();
    List<Code> inlines = new ArrayList<>();
    for (Inline i : equations.recordables()) {
      for (int e = 0; e < places.size(i.symbol().size()); e++) {
        inlines.add(lowering.code(i.value(), e));
      }
    }
    List<FunctionCode> functions = functions(lowering);
    BlockClass written =
        new BlockClass("Neurons_" + identifier(model.name()), loops, inlines, functions, 0);
    byte[] bytes = written.bytes();
    while (names.size() < places.states()) {
      names.add("");
      decays.add(false);
      initial.add(0.0);
    }
    List<Program.Delay> delays = delays();
    Program program =
        new Program(
            model.name(),
            names.toArray(String[]::new),
            initial.stream().mapToDouble(Double::doubleValue).toArray(),
            array(decays),
            places.inputs(),
            written.between(),
            channels.channel(),
            channels.current(),
            formulas(),
            loops.described(between),
            delays,
            step,
            shown,
            sent(),
            left(),
            lowering.repeats());
    return new BlockMaker(bytes, program);
  }

  /// @param name its name among the recordables; empty if it is not one of them
  private void add(Symbol symbol, String name, java.util.function.IntToDoubleFunction value) {
    places.addState(symbol);
    for (int e = 0; e < places.size(symbol.size()); e++) {
      names.add(name.isEmpty() ? "" : name(symbol, name, e));
      decays.add(isDecaying(symbol));
      initial.add(value.applyAsDouble(e));
    }
  }

  /// Whether a variable decays to zero if nothing arrives.
  private boolean isDecaying(Symbol symbol) {
    return equations.unknowns().stream()
        .filter(u -> u.symbol().equals(symbol))
        .anyMatch(
            u -> u.constant() instanceof myelin.nestml.model.Term.Constant c && c.value() == 0);
  }

  /// The place of the variable that others receive as a slow inward current; negative if there is
  /// none.
  private int sent() {
    return model.state().stream()
        .filter(Variable::sent)
        .mapToInt(v -> places.state(v.symbol()))
        .findFirst()
        .orElse(-1);
  }

  /// The places of the variables that are left to synapses, in order of declaration.
  private int[] left() {
    return model.state().stream()
        .filter(v -> !v.left().isEmpty())
        .mapToInt(v -> places.state(v.symbol()))
        .toArray();
  }

  private List<Program.Delay> delays() {
    List<Program.Delay> delays = new ArrayList<>();
    for (Places.Delay d : places.delays()) {
      Code time = coefficients.add(List.of("delay", d.delay()), c -> c.value(d.delay(), 0));
      delays.add(new Program.Delay(d.state(), ((Code.Element) time).index(), d.input()));
    }
    return delays;
  }

  private List<FunctionCode> functions(Lowering lowering) {
    List<FunctionCode> all = new ArrayList<>();
    for (UserFunction f : model.functions()) all.add(lowering.function(f).code());
    return all;
  }

  private List<ToDoubleFunction<Derivation>> formulas() {
    List<ToDoubleFunction<Derivation>> all = new ArrayList<>();
    for (ToDoubleFunction<Constants> formula : coefficients.formulas()) {
      all.add(p ->
          formula.applyAsDouble(
              new Constants(
                  model,
                  p.h(),
                  places::size,
                  (s, e) ->
                      s.size() == null
                          ? p.get(TextModel.parameter(model, s.name()))
                          : p.get(s.name(), e))));
    }
    return all;
  }

  private static boolean[] array(List<Boolean> list) {
    boolean[] all = new boolean[list.size()];
    for (int k = 0; k < all.length; k++) all[k] = list.get(k);
    return all;
  }

  private static String identifier(String name) {
    return name.replaceAll("[^A-Za-z0-9_]", "_");
  }

  /// The channels and receptors of a model.
  ///
  /// @param channel by input, its channel, or [Program#SLOW_CURRENT]; inputs are the elements of
  ///   ports in the order of the text
  /// @param current by input, whether it is a current
  record Channels(int[] channel, boolean[] current) {

    private record Ends(String name, int positive, int negative) {}

    /// Declares the channels and receptors of a model.
    static Channels declare(Model model, ToIntFunction<Size> sizes, NeuronModel.Builder to) {
      List<Boolean> currents = new ArrayList<>();
      List<Integer> numbers = new ArrayList<>();
      Map<String, Integer> first = new TreeMap<>();
      int channels = 0;
      for (Port p : model.ports()) {
        first.put(p.symbol().name(), channels);
        int n = size(p.symbol().size(), sizes);
        for (int e = 0; e < n; e++) {
          currents.add(!p.isSpiking());
          numbers.add(p.slow() ? Program.SLOW_CURRENT : channels++);
          if (p.slow()) continue;
          String name = n == 1 ? p.symbol().name() : p.symbol().name() + " " + e;
          to.channel(name, p.isSpiking() ? Content.WEIGHTS : Content.CURRENT, Unit.NONE);
        }
      }
      List<Ends> spikes = new ArrayList<>();
      for (myelin.nestml.model.Receptor r : model.receptors()) {
        for (int e = 0; e < size(r.size(), sizes); e++) spikes.add(ends(r, e, first));
      }
      List<Port> shared = new ArrayList<>();
      List<Port> own = new ArrayList<>();
      for (Port p : model.ports()) {
        if (!p.isSpiking() && !p.slow()) (p.receptor() == null ? shared : own).add(p);
      }
      int begin = spikes.size() == 1 && model.receptors().getFirst().size() == null ? 0 : 1;
      int last = Math.max(begin + spikes.size(), shared.size());
      for (int number = 0; number < last; number++) {
        int s = number - begin;
        Ends ends =
            s >= 0 && s < spikes.size()
                ? spikes.get(s)
                : new Ends("current", Receptor.REFUSED, Receptor.REFUSED);
        int current = number < shared.size() ? place(first, shared.get(number)) : Receptor.REFUSED;
        String name = number == 0 ? "default" : ends.name();
        boolean empty = ends.positive() == Receptor.REFUSED && current == Receptor.REFUSED;
        if (!empty) to.receptor(number, name, ends.positive(), ends.negative(), current);
      }
      for (Port p : own) {
        String name = Objects.requireNonNull(p.receptor());
        to.receptor(last++, name, Receptor.REFUSED, Receptor.REFUSED, place(first, p));
      }
      int[] channel = new int[currents.size()];
      boolean[] current = new boolean[currents.size()];
      for (int k = 0; k < channel.length; k++) {
        channel[k] = numbers.get(k);
        current[k] = currents.get(k);
      }
      return new Channels(channel, current);
    }

    private static Ends ends(myelin.nestml.model.Receptor r, int e, Map<String, Integer> first) {
      String own = r.ports().getFirst().receptor();
      String name = own == null ? String.join(", ", r.names(e)) : own;
      int positive = Receptor.REFUSED;
      int negative = Receptor.REFUSED;
      for (Port p : r.ports()) {
        int channel = place(first, p) + e;
        boolean alone = r.ports().size() == 1;
        if (alone || p.sign() != Port.Sign.INHIBITORY) positive = channel;
        boolean takesNegative = alone ? !p.refusing() : p.sign() == Port.Sign.INHIBITORY;
        if (takesNegative) negative = channel;
      }
      return new Ends(name, positive, negative);
    }

    private static int place(Map<String, Integer> first, Port port) {
      return Objects.requireNonNull(first.get(port.symbol().name()));
    }

    static int size(@Nullable Size size, ToIntFunction<Size> sizes) {
      return size == null ? 1 : sizes.applyAsInt(size);
    }
  }
}
