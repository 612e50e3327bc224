package myelin.nestml.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import myelin.nestml.model.Action;
import myelin.nestml.model.Condition;
import myelin.nestml.model.Handler;
import myelin.nestml.model.Inline;
import myelin.nestml.model.Kernel;
import myelin.nestml.model.Model;
import myelin.nestml.model.Ode;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.model.Type;
import myelin.nestml.model.UserFunction;
import myelin.nestml.model.Variable;
import myelin.nestml.model.Walk;
import myelin.nestml.parse.Parser;
import myelin.nestml.syntax.Block;
import myelin.nestml.syntax.Declaration;
import myelin.nestml.syntax.Equation;
import myelin.nestml.syntax.Expression;
import myelin.nestml.syntax.ModelSyntax;
import myelin.nestml.text.Place;
import myelin.nestml.text.Problem;
import myelin.nestml.text.Problems;
import myelin.nestml.text.SourceText;
import org.jspecify.annotations.Nullable;

/// Checks a model.
public final class Checker {

  private final Problems problems;
  private final ModelSyntax syntax;
  private final Names names;
  private final Terms terms;

  private Checker(Problems problems, ModelSyntax syntax) {
    this.problems = problems;
    this.syntax = syntax;
    names = new Names(problems);
    terms = new Terms(names);
  }

  /// Reads and checks all models of a text.
  ///
  /// @throws myelin.nestml.text.BadModelText if the text has errors, with all of them
  public static List<Model> models(SourceText source) {
    Problems problems = new Problems(source);
    List<Model> models = models(problems);
    problems.refuse();
    return models;
  }

  /// Reads and checks all models of the text of `problems`, which gets errors and warnings. With
  /// errors the result is incomplete.
  public static List<Model> models(Problems problems) {
    List<Model> models = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (ModelSyntax syntax : Parser.models(problems)) {
      if (!taken.add(syntax.name())) {
        problems.error(
            syntax.place(), "there is already a model '%s' above".formatted(syntax.name()));
      }
      models.add(new Checker(problems, syntax).model());
    }
    return models;
  }

  private <T extends Block> List<T> blocks(Class<T> kind) {
    return syntax.blocks().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private Model model() {
    refuseRepeated();
    List<Equation> equations = new ArrayList<>();
    for (Block.Equations b : blocks(Block.Equations.class)) equations.addAll(b.equations());
    Dynamics dynamics = new Dynamics(names, terms, equations);
    String name = syntax.name();
    boolean synapse = isSynapse(name.toLowerCase(Locale.ROOT)) || hearsSource();
    String weight = synapse ? connection("weight", "w") : null;
    String delay = synapse ? connection("delay", "d") : null;
    Declarations declarations =
        new Declarations(names, terms, v -> v.equals(weight) || v.equals(delay));
    Inputs inputs = new Inputs(names, terms);
    Set<String> kernelNames = dynamics.kernelNames();
    for (Block.Function f : blocks(Block.Function.class)) names.declareFunction(f);
    for (boolean sized : new boolean[] {false, true}) {
      for (Block.Variables b : blocks(Block.Variables.class)) {
        declarations.declare(b, kernelNames, sized);
      }
    }
    for (Block.Input b : blocks(Block.Input.class)) inputs.declare(b);
    dynamics.declare();

    List<Variable> parameters = declarations.variables(Block.Section.PARAMETERS);
    List<Variable> internals = declarations.variables(Block.Section.INTERNALS);
    List<Variable> state = declarations.variables(Block.Section.STATE);
    List<Variable> fixed = new ArrayList<>(parameters);
    fixed.addAll(internals);
    List<Inline> inlines = dynamics.inlines();
    List<Ode> odes = dynamics.odes();
    List<Kernel> kernels = dynamics.kernels();

    boolean spiking = blocks(Block.Output.class).stream().anyMatch(Block.Output::spiking);
    for (Block.Output output : blocks(Block.Output.class)) {
      if (!output.spiking()) {
        problems.error(output.place(), "output other than 'spike' is not supported");
      }
    }
    Set<String> solved = new HashSet<>();
    for (Ode ode : odes) solved.add(ode.base());
    Statements statements = new Statements(names, terms, solved, spiking);
    List<UserFunction> functions = functions(statements);
    List<Action> update = new ArrayList<>();
    for (Block.Update u : blocks(Block.Update.class)) {
      update.addAll(statements.of(Where.UPDATE, u.body()));
    }
    List<Handler> handlers = handlers(statements);
    List<Condition> conditions = conditions(statements);
    if (!odes.isEmpty() && !statements.integrates()) {
      problems.error(
          odes.getFirst().place(),
          "the equations are never integrated; call integrate_odes() in 'update'");
    }
    return new Model(
        name,
        synapse,
        weight,
        delay,
        syntax.docstring(),
        syntax.text(),
        parameters,
        internals,
        state,
        declarations.ordered(fixed, state),
        inlines,
        kernels,
        odes,
        dynamics.integrator(),
        inputs.ports(),
        inputs.receptors(),
        spiking,
        functions,
        update,
        handlers,
        conditions,
        problems.all().stream().filter(p -> !p.isError()).toList());
  }

  /// The variable that is the weight of a connection, or its delay: the one marked `@nest::weight`,
  /// or else called `weight`, or else by its first letter; null if there is none.
  private @Nullable String connection(String what, String letter) {
    Set<String> declared = new HashSet<>();
    for (Block.Variables b : blocks(Block.Variables.class)) {
      if (b.section() == Block.Section.INTERNALS) continue;
      for (Declaration d : b.declarations()) {
        boolean marked = d.decorators().stream().anyMatch(m -> m.name().equals("nest::" + what));
        for (myelin.nestml.syntax.Variable v : d.variables()) {
          if (marked) return v.name();
          declared.add(v.derivative());
        }
      }
    }
    if (declared.contains(what)) return what;
    return declared.contains(letter) ? letter : null;
  }

  /// As in NESTML, the name decides. NEST's neurons with several receptors end in `multisynapse`.
  private static boolean isSynapse(String name) {
    return name.endsWith("synapse") && !name.endsWith("multisynapse");
  }

  /// Whether the name of a port for spikes begins with `pre`, as it does in synapses.
  private boolean hearsSource() {
    return blocks(Block.Input.class).stream()
        .flatMap(b -> b.ports().stream())
        .anyMatch(p -> p.spiking() && p.variable().name().startsWith("pre"));
  }

  private void refuseRepeated() {
    Map<String, Place> seen = new HashMap<>();
    for (Block block : syntax.blocks()) {
      String kind =
          switch (block) {
            case Block.Equations _ -> "equations";
            case Block.Input _ -> "input";
            case Block.Output _ -> "output";
            case Block.Update _ -> "update";
            case Block.OnReceive r -> "onReceive(" + r.port().name() + ")";
            default -> null;
          };
      if (kind == null) continue;
      Place before = seen.putIfAbsent(kind, block.place());
      if (before != null) {
        problems.error(
            block.place(),
            "there is already a block '%s', in line %d; put these lines there"
                .formatted(kind, before.line()));
      }
    }
  }

  private List<UserFunction> functions(Statements statements) {
    List<UserFunction> all = new ArrayList<>();
    for (Block.Function f : blocks(Block.Function.class)) {
      if (names.function(f.name()) != f) continue;
      names.open();
      try {
        List<Symbol> arguments = new ArrayList<>();
        for (Block.Parameter p : f.parameters()) {
          Type type = Quantities.type(names, p.type());
          arguments.add(
              names.declareLocal(p.place(), Symbol.of(p.name(), Symbol.Role.ARGUMENT, type, null)));
        }
        Type result = f.result() == null ? Type.VOID : Quantities.type(names, f.result());
        List<Action> body = statements.ofFunction(result, f.body());
        if (!result.equals(Type.VOID) && !problems.hasErrors() && !Statements.returns(body)) {
          problems.error(
              f.place(),
              "'%s' must return a value of type %s at the end of every path through it"
                  .formatted(f.name(), result));
        }
        all.add(new UserFunction(f.name(), arguments, result, body));
      } catch (Refused e) {
        // the error is reported; the others are still read
      } finally {
        names.close();
      }
    }
    return refuseRecursion(all);
  }

  private List<UserFunction> refuseRecursion(List<UserFunction> functions) {
    return Order.of(
        functions,
        UserFunction::name,
        Checker::invoked,
        (f, other) ->
            problems.error(
                syntax.place(),
                "the function '%s' calls itself, by way of '%s', which is not supported"
                    .formatted(f.name(), other)));
  }

  private static Set<String> invoked(UserFunction function) {
    Set<String> names = new HashSet<>();
    Walk.actions(
        function.body(),
        t -> {
          if (t instanceof Term.Invoke i) names.add(i.function());
        });
    return names;
  }

  private List<Handler> handlers(Statements statements) {
    List<Handler> all = new ArrayList<>();
    List<Place> places = new ArrayList<>();
    for (Block.OnReceive r : blocks(Block.OnReceive.class)) {
      try {
        Symbol port = names.find(r.port().name());
        if (port == null) throw names.unknown(r.port().place(), r.port().name());
        if (port.role() != Symbol.Role.SPIKES || r.port().index() != null) {
          throw names.refuse(r.port().place(), "onReceive() takes the name of a port for spikes");
        }
        Long priority = priority(r.options());
        all.add(new Handler(port, priority, statements.of(Where.RECEIVE, r.body())));
        places.add(r.place());
      } catch (Refused e) {
        // the error is reported; the others are still read
      }
    }
    List<Long> given = new ArrayList<>();
    for (Handler h : all) if (h.priority() != null) given.add(h.priority());
    if (given.size() == 1) {
      problems.error(
          places.get(indexOfPriority(all)),
          "only one handler has a priority; give another one a priority too, or remove it");
    }
    if (new HashSet<>(given).size() < given.size()) {
      problems.error(places.getLast(), "two handlers have the same priority");
    }
    Comparator<Handler> falling =
        Comparator.comparing(
            Handler::priority, Comparator.nullsLast(Comparator.<Long>reverseOrder()));
    return all.stream().sorted(falling).toList();
  }

  private static int indexOfPriority(List<Handler> handlers) {
    for (int i = 0; i < handlers.size(); i++) if (handlers.get(i).priority() != null) return i;
    return 0;
  }

  private @Nullable Long priority(List<Equation.Option> options) {
    Long priority = null;
    for (Equation.Option option : options) {
      if (!option.name().equals("priority")) {
        throw names.refuse(
            option.place(),
            "'%s' is not an option of onReceive; the only one is priority"
                .formatted(option.name()));
      }
      terms.enter(Where.CONSTANT);
      Term value = terms.of(option.value());
      Double number = Constants.value(value);
      if (number == null || !value.type().equals(Type.INTEGER)) {
        throw names.refuse(option.value().place(), "a priority must be an integer");
      }
      priority = number.longValue();
    }
    return priority;
  }

  private List<Condition> conditions(Statements statements) {
    List<Condition> all = new ArrayList<>();
    for (Block.OnCondition c : blocks(Block.OnCondition.class)) {
      Term condition = null;
      boolean substep = false;
      try {
        terms.enter(Where.CONDITION);
        condition = terms.of(c.condition());
        terms.operations().condition(c.condition().place(), condition, false);
        for (Equation.Option option : c.options()) substep = within(option);
      } catch (Refused e) {
        condition = null;
      }
      List<Action> body = statements.of(Where.CONDITION, c.body());
      if (condition != null) all.add(new Condition(condition, substep, body));
    }
    return all;
  }

  private boolean within(Equation.Option option) {
    String word = option.value() instanceof Expression.Use u ? u.variable().name() : "";
    if (!option.name().equals("within") || !word.equals("substep")) {
      throw names.refuse(
          option.place(),
          "onCondition has one option: within=substep tests after each step of the integrator");
    }
    return true;
  }

  /// The errors and warnings of a text.
  public static List<Problem> problems(SourceText source) {
    Problems problems = new Problems(source);
    models(problems);
    return problems.all();
  }
}
