package myelin.nestml.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import myelin.engine.neuron.Derivation;
import myelin.nestml.compile.BlockClass.FunctionCode;
import myelin.nestml.compile.Places.Coefficients;
import myelin.nestml.equations.EquationSystem;
import myelin.nestml.equations.Unknown;
import myelin.nestml.model.Inline;
import myelin.nestml.model.Model;
import myelin.nestml.model.Port;
import myelin.nestml.model.Shown;
import myelin.nestml.model.Size;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.UserFunction;
import myelin.nestml.model.Variable;
import myelin.nestml.run.BlockMaker;
import myelin.nestml.run.Operation;
import myelin.nestml.run.Program;

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

  /// The name of element `e` of a variable among the recordables; those of a vector that is as long
  /// as a list are counted from 1, as receptors are.
  static String name(Symbol symbol, int e) {
    if (symbol.size() == null) return symbol.name();
    return symbol.name() + "_" + (symbol.size() instanceof Size.LengthOf ? e + 1 : e);
  }

  /// Compiles.
  ///
  /// @param channels which channels there are
  /// @param shown number of recordables that are no inlines
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
    Loops loops = new Loops(places);
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
            sent());
    return new BlockMaker(bytes, program);
  }

  private void add(Symbol symbol, String recordable, java.util.function.IntToDoubleFunction value) {
    places.addState(symbol);
    for (int e = 0; e < places.size(symbol.size()); e++) {
      boolean single = recordable.isEmpty() || symbol.size() == null;
      names.add(single ? recordable : name(symbol, e));
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

  /// The place of the variable that others feel as a slow inward current; negative without.
  private int sent() {
    return model.state().stream()
        .filter(Variable::sent)
        .mapToInt(v -> places.state(v.symbol()))
        .findFirst()
        .orElse(-1);
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
}
