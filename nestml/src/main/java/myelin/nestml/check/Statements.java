package myelin.nestml.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import myelin.nestml.model.Action;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.model.Type;
import myelin.nestml.syntax.Block;
import myelin.nestml.syntax.Declaration;
import myelin.nestml.syntax.Expression;
import myelin.nestml.syntax.Statement;
import myelin.nestml.syntax.Variable;
import myelin.nestml.text.Place;
import org.jspecify.annotations.Nullable;

/// Checks statements.
final class Statements {

  private static final Set<String> PRINTS = Set.of("print", "println", "info", "warning");
  private static final Pattern SHOWN = Pattern.compile("\\{([^{}]*)\\}");

  private final Names names;
  private final Terms terms;
  private final Set<String> solved;
  private final boolean spiking;

  private @Nullable Type result;
  private boolean integrates;
  private int loops;

  /// @param solved base names of variables that have equations
  /// @param spiking whether the model may send spikes
  Statements(Names names, Terms terms, Set<String> solved, boolean spiking) {
    this.names = names;
    this.terms = terms;
    this.solved = Set.copyOf(solved);
    this.spiking = spiking;
  }

  /// Whether `integrate_odes` was called.
  boolean integrates() {
    return integrates;
  }

  /// The actions of a block outside functions.
  List<Action> of(Where where, List<Statement> body) {
    terms.enter(where);
    result = null;
    return block(body);
  }

  /// The actions of a function.
  List<Action> ofFunction(Type type, List<Statement> body) {
    terms.enter(Where.FUNCTION);
    result = type;
    return block(body);
  }

  private List<Action> block(List<Statement> body) {
    names.open();
    List<Action> actions = new ArrayList<>();
    for (Statement statement : body) {
      try {
        add(statement, actions);
      } catch (Refused e) {
        // the error is reported; the others are still read
      }
    }
    names.close();
    return actions;
  }

  private List<Action> repeated(List<Statement> body) {
    loops++;
    try {
      return block(body);
    } finally {
      loops--;
    }
  }

  private void add(Statement statement, List<Action> to) {
    switch (statement) {
      case Statement.Local l -> local(l.declaration(), to);
      case Statement.Assign a -> to.add(assign(a));
      case Statement.Run r -> to.add(call(r.call()));
      case Statement.Return r -> to.add(returned(r));
      case Statement.If i -> to.add(branches(i));
      case Statement.For f -> to.add(loop(f));
      case Statement.While w -> {
        Term condition = condition(w.condition());
        List<Action> body = repeated(w.body());
        if (condition != null) to.add(new Action.While(condition, body));
      }
    }
  }

  private void local(Declaration d, List<Action> to) {
    if (d.guard() != null || !d.decorators().isEmpty()) {
      names.problems().error(d.place(), "a local variable can have neither a condition nor marks");
    }
    Term value = null;
    try {
      if (d.value() != null) value = terms.of(d.value());
    } catch (Refused e) {
      value = null;
    }
    for (Variable v : d.variables()) {
      if (v.primes() > 0) {
        throw names.refuse(v.place(), "a local variable has no derivatives");
      }
      Type type = Quantities.type(names, d.type());
      if (type.equals(Type.VOID)) {
        throw names.refuse(d.type().place(), "only a function can be of type void");
      }
      Symbol local =
          names.declareLocal(
              v.place(), Symbol.of(v.name(), Symbol.Role.LOCAL, type, terms.size(v, false)));
      if (value == null || d.value() == null) {
        if (d.value() == null) to.add(new Action.Assign(local, null, start(type)));
        continue;
      }
      to.add(new Action.Assign(local, null, fitting(d.value().place(), local, null, value)));
    }
  }

  private static Term start(Type type) {
    return switch (type.kind()) {
      case BOOLEAN -> new Term.Truth(false);
      case STRING -> new Term.Text("");
      default -> new Term.Constant(0, type);
    };
  }

  private Term fitting(Place place, Symbol target, @Nullable Term index, Term value) {
    Term given = terms.operations().given(place, target.type(), value, "'" + target.name() + "'");
    if (given.size() != null && (index != null || !given.size().equals(target.size()))) {
      throw names.refuse(
          place,
          "'%s' is %s, but this is a vector of size %s; sum(...) adds up the elements"
              .formatted(
                  target.name(),
                  index != null || target.size() == null
                      ? "a single value"
                      : "of size " + target.size(),
                  given.size()));
    }
    return given;
  }

  private Action assign(Statement.Assign a) {
    Variable v = a.target();
    Symbol symbol = names.find(v.derivative());
    if (symbol == null) throw names.unknown(v.place(), v.derivative());
    String why =
        switch (symbol.role()) {
          case STATE, LOCAL, ARGUMENT -> null;
          case PARAMETER -> "a parameter, which only users set";
          case INTERNAL -> "one of the internals, which follow from parameters";
          case INLINE -> "a name for an expression";
          case KERNEL -> "part of a kernel";
          case SPIKES, CONTINUOUS -> "an input";
          case TIME -> "the time";
          case CONVOLUTION -> "part of a convolution";
        };
    if (why != null) {
      throw names.refuse(
          v.place(), "'%s' cannot be assigned to: it is %s".formatted(symbol.name(), why));
    }
    Term index = terms.index(symbol, v);
    Term value = terms.of(a.value());
    if (a.operator() != null) {
      Term old = new Term.Read(symbol, index);
      value = terms.operations().binary(a.place(), a.operator(), old, value);
    }
    return new Action.Assign(symbol, index, fitting(a.value().place(), symbol, index, value));
  }

  private Action call(Expression.Call call) {
    List<Expression> arguments = call.arguments();
    if (call.name().equals("integrate_odes")) return integrate(call);
    if (call.name().equals("emit_spike")) return emit(call);
    if (PRINTS.contains(call.name())) {
      if (arguments.size() != 1) {
        throw names.refuse(call.place(), "'%s' takes one argument, a text".formatted(call.name()));
      }
      return new Action.Print(call.name(), parts(arguments.getFirst()));
    }
    Block.Function function = names.function(call.name());
    if (function != null) {
      Term.Invoke run = new Calls(names, terms.operations(), terms).invoke(call, function);
      if (run.size() == null) return new Action.Run(run);
      throw names.refuse(call.place(), "arguments must be single values here, but one is a vector");
    }
    Term unused = new Calls(names, terms.operations(), terms).of(call);
    throw names.refuse(
        call.place(), "the value of '%s', %s, is not used".formatted(call.name(), unused.type()));
  }

  private List<Term> parts(Expression text) {
    if (!(text instanceof Expression.Text written)) return List.of(terms.of(text));
    List<Term> parts = new ArrayList<>();
    Matcher m = SHOWN.matcher(written.value());
    int done = 0;
    while (m.find()) {
      Symbol symbol = names.find(m.group(1).strip());
      if (symbol == null) {
        names
            .problems()
            .warning(
                text.place(),
                "'%s' is not declared, and is printed as it is".formatted(m.group(1)));
        continue;
      }
      parts.add(new Term.Text(written.value().substring(done, m.start())));
      parts.add(new Term.Read(symbol, null));
      done = m.end();
    }
    parts.add(new Term.Text(written.value().substring(done)));
    return parts;
  }

  private Action integrate(Expression.Call call) {
    if (terms.where() == Where.FUNCTION) {
      throw names.refuse(call.place(), "'integrate_odes' cannot be called in a function");
    }
    if (loops > 0) throw names.refuse(call.place(), "'integrate_odes' cannot be called in a loop");
    integrates = true;
    if (call.arguments().isEmpty()) return new Action.Integrate(null);
    List<String> variables = new ArrayList<>();
    for (Expression e : call.arguments()) {
      Variable v = e instanceof Expression.Use u ? u.variable() : null;
      if (v == null || v.primes() > 0 || v.index() != null) {
        throw names.refuse(
            e.place(),
            "'integrate_odes' takes names of state variables, without primes and indices");
      }
      if (names.find(v.name()) == null) throw names.unknown(v.place(), v.name());
      if (!solved.contains(v.name())) {
        throw names.refuse(e.place(), "'%s' has no equation to integrate".formatted(v.name()));
      }
      if (!variables.contains(v.name())) variables.add(v.name());
    }
    return new Action.Integrate(variables);
  }

  private Action emit(Expression.Call call) {
    if (!spiking) {
      throw names.refuse(call.place(), "'emit_spike' needs the block 'output:' with 'spike'");
    }
    List<Expression> arguments = call.arguments();
    if (arguments.size() > 2) {
      throw names.refuse(
          call.place(), "'emit_spike' takes at most two arguments, strength and offset");
    }
    Term strength = arguments.isEmpty() ? null : terms.of(arguments.getFirst());
    if (strength != null && (!strength.type().isNumber() || strength.size() != null)) {
      throw names.refuse(arguments.getFirst().place(), "the strength of a spike must be a number");
    }
    Term second = null;
    if (arguments.size() == 2) {
      Place place = arguments.getLast().place();
      second =
          terms
              .operations()
              .given(place, Type.TIME, terms.of(arguments.getLast()), "the offset of a spike");
    }
    return new Action.Emit(strength, second);
  }

  private Action returned(Statement.Return r) {
    if (result == null || result.equals(Type.VOID)) {
      if (r.value() != null) {
        throw names.refuse(r.place(), "no value can be returned here: no type is declared for it");
      }
      return new Action.Return(null);
    }
    if (r.value() == null) {
      throw names.refuse(r.place(), "a value of type %s must be returned".formatted(result));
    }
    Term value = terms.of(r.value());
    if (value.size() != null) {
      throw names.refuse(
          r.value().place(), "a single value must be returned, but this is a vector");
    }
    return new Action.Return(
        terms.operations().given(r.value().place(), result, value, "the result"));
  }

  private @Nullable Term condition(Expression expression) {
    try {
      Term term = terms.of(expression);
      terms.operations().condition(expression.place(), term, false);
      return term;
    } catch (Refused e) {
      return null;
    }
  }

  private Action branches(Statement.If i) {
    List<Action.Branch> branches = new ArrayList<>();
    for (Statement.Branch b : i.branches()) {
      Term condition = condition(b.condition());
      List<Action> body = block(b.body());
      if (condition != null) branches.add(new Action.Branch(condition, body));
    }
    return new Action.If(branches, block(i.otherwise()));
  }

  private Action loop(Statement.For f) {
    Symbol symbol = names.find(f.variable().name());
    if (symbol == null) {
      throw names.refuse(
          f.variable().place(),
          "'%s' is not declared; declare it before the loop: %s integer"
              .formatted(f.variable().name(), f.variable().name()));
    }
    boolean local =
        symbol.role() == Symbol.Role.LOCAL
            || symbol.role() == Symbol.Role.STATE
            || symbol.role() == Symbol.Role.ARGUMENT;
    if (!local || !symbol.type().isNumber() || symbol.size() != null) {
      throw names.refuse(
          f.variable().place(), "the variable of 'for' must be a number that can be assigned to");
    }
    if (symbol.type().equals(Type.INTEGER) && !f.integerStep()) {
      throw names.refuse(
          f.place(),
          "'%s' is an integer, so the step must be an integer, too".formatted(symbol.name()));
    }
    Term from = bound(symbol, f.from());
    Term to = bound(symbol, f.to());
    List<Action> body = repeated(f.body());
    return new Action.For(symbol, from, to, f.step(), body);
  }

  private Term bound(Symbol symbol, Expression e) {
    Term term = terms.of(e);
    if (term.size() != null)
      throw names.refuse(e.place(), "a bound of 'for' must be a single number");
    return terms.operations().given(e.place(), symbol.type(), term, "'" + symbol.name() + "'");
  }

  /// Whether every path through it ends with `return`.
  static boolean returns(List<Action> body) {
    if (body.isEmpty()) return false;
    return switch (body.getLast()) {
      case Action.Return _ -> true;
      case Action.If i ->
          i.branches().stream().allMatch(b -> returns(b.body())) && returns(i.otherwise());
      default -> false;
    };
  }
}
