package myelin.nestml.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import myelin.nestml.model.Size;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.model.Type;
import myelin.nestml.model.Variable.Shown;
import myelin.nestml.syntax.Block;
import myelin.nestml.syntax.Declaration;
import myelin.nestml.syntax.Expression;
import myelin.nestml.text.Place;
import org.jspecify.annotations.Nullable;

/// The blocks `parameters`, `internals` and `state`.
final class Declarations {

  private record Entry(
      Declaration declaration, myelin.nestml.syntax.Variable variable, Symbol symbol) {}

  private final Names names;
  private final Terms terms;
  private final Predicate<String> connection;
  private final Map<Block.Section, List<Entry>> entries = new LinkedHashMap<>();
  private final Map<String, Place> places = new LinkedHashMap<>();
  private boolean sending;

  /// Names under which state variables with other names are recorded.
  private final Set<String> others = new HashSet<>();

  /// Names under which state variables are left to synapses.
  private final Set<String> leaving = new HashSet<>();

  /// @param connection whether a variable is the weight or the delay of a connection, which may
  ///   change
  Declarations(Names names, Terms terms, Predicate<String> connection) {
    this.names = names;
    this.terms = terms;
    this.connection = connection;
    for (Block.Section s : Block.Section.values()) entries.put(s, new ArrayList<>());
  }

  /// Declares the names of a block.
  ///
  /// @param kernels names of variables that belong to kernels
  /// @param sized whether to declare the variables whose size is a name or a number, or the others
  void declare(Block.Variables block, Set<String> kernels, boolean sized) {
    for (Declaration d : block.declarations()) {
      for (myelin.nestml.syntax.Variable v : d.variables()) {
        if ((v.index() != null) != sized) continue;
        try {
          declare(block.section(), d, v, kernels);
        } catch (Refused e) {
          names.breaks(v.derivative());
        }
      }
    }
  }

  private void declare(
      Block.Section section, Declaration d, myelin.nestml.syntax.Variable v, Set<String> kernels) {
    Symbol.Role role =
        switch (section) {
          case STATE -> kernels.contains(v.name()) ? Symbol.Role.KERNEL : Symbol.Role.STATE;
          case PARAMETERS ->
              connection.test(v.derivative()) ? Symbol.Role.STATE : Symbol.Role.PARAMETER;
          case INTERNALS -> Symbol.Role.INTERNAL;
        };
    Type type = Quantities.type(names, d.type());
    if (type.equals(Type.VOID)) {
      throw names.refuse(d.type().place(), "only a function can be of type void");
    }
    if (v.primes() > 0 && section != Block.Section.STATE) {
      throw names.refuse(v.place(), "only a variable of the block 'state' has derivatives");
    }
    terms.enter(Where.CONSTANT);
    Size size = terms.size(v, section == Block.Section.PARAMETERS);
    Symbol symbol = new Symbol(v.derivative(), v.name(), v.primes(), role, type, size);
    if (!names.declare(v.place(), symbol)) throw new Refused();
    places.put(symbol.name(), v.place());
    entries.getOrDefault(section, List.of()).add(new Entry(d, v, symbol));
  }

  /// The variables of a block, after all names are declared.
  List<myelin.nestml.model.Variable> variables(Block.Section section) {
    List<myelin.nestml.model.Variable> all = new ArrayList<>();
    for (Entry entry : entries.getOrDefault(section, List.of())) {
      try {
        all.add(variable(section, entry));
      } catch (Refused e) {
        names.breaks(entry.symbol().name());
      }
    }
    return all;
  }

  private myelin.nestml.model.Variable variable(Block.Section section, Entry entry) {
    Declaration d = entry.declaration();
    Symbol symbol = entry.symbol();
    Term guard = guard(d);
    boolean homogeneous = false;
    boolean ofTarget = false;
    Shown shown = Shown.ALL;
    boolean sent = false;
    String parameter = symbol.name();
    String recordable = symbol.name();
    String left = "";
    @Nullable String count = null;
    for (Declaration.Decorator decorator : d.decorators()) {
      switch (decorator.name()) {
        case "homogeneous" -> homogeneous = true;
        case "heterogeneous" -> {}
        case Marks.TARGET -> ofTarget = Marks.ofTarget(names, decorator, section, symbol);
        case Marks.HIDDEN -> shown = shown(decorator, section, Shown.HIDDEN);
        case Marks.RECORDED -> shown = shown(decorator, section, Shown.RECORDED);
        case Marks.SLOW_CURRENT -> sent = isState(decorator, section, symbol) && first(decorator);
        case Marks.SET_AS -> parameter = called(decorator, d, symbol);
        case Marks.RECORDED_AS -> {
          if (section == Block.Section.STATE) recordable = recorded(decorator, d, symbol);
          else problem(decorator, "is a mark for state variables");
        }
        case Marks.COUNTED_AS -> {
          if (isList(symbol)) count = Marks.name(names, decorator);
          else problem(decorator, "is a mark for parameters that are lists");
        }
        case Marks.LEFT_AS -> {
          if (isState(decorator, section, symbol)) left = left(decorator, d, symbol);
        }
        default -> Marks.refuse(names, decorator, Marks.OF_VARIABLES);
      }
    }
    terms.enter(
        switch (section) {
          case STATE -> Where.STATE;
          case PARAMETERS -> Where.PARAMETERS;
          case INTERNALS -> Where.INTERNALS;
        });
    Expression value = d.value();
    if (value == null) {
      throw names.refuse(
          entry.variable().place(),
          "'%s' has no initial value; write = and a value".formatted(symbol.name()));
    }
    Term initial =
        value instanceof Expression.Values list ? values(symbol, list) : single(symbol, value);
    return new myelin.nestml.model.Variable(
        symbol,
        initial,
        guard,
        homogeneous,
        ofTarget,
        shown,
        sent,
        parameter,
        recordable,
        left,
        count,
        d.type().text(),
        d.comment());
  }

  /// The name that a mark gives to a recordable, which no other one may have. Names of the elements
  /// of a vector end in a number, so they may go with the same name without a number.
  private String recorded(Declaration.Decorator mark, Declaration d, Symbol symbol) {
    requireSingle(mark, d.variables().size() > 1);
    String name = Marks.name(names, mark);
    if (symbol.size() != null) return name;
    Symbol same = names.find(name);
    boolean free = same == null || same.isConstant() || same.equals(symbol);
    if (!free || !others.add(name)) {
      names
          .problems()
          .error(
              mark.place(),
              "the name '%s' is taken by something else that may be recorded".formatted(name));
    }
    return name;
  }

  /// The name under which synapses hear a variable, and no other of the neuron.
  private String left(Declaration.Decorator mark, Declaration d, Symbol symbol) {
    String name = called(mark, d, symbol);
    if (!leaving.add(name)) {
      names.problems().error(mark.place(), "two variables are left as '%s'".formatted(name));
    }
    return name;
  }

  /// Whether this is the first variable that is sent.
  private boolean first(Declaration.Decorator mark) {
    if (!sending) {
      sending = true;
      return true;
    }
    names.problems().error(mark.place(), "only one variable can be sent as a slow inward current");
    return false;
  }

  private boolean isState(Declaration.Decorator mark, Block.Section section, Symbol symbol) {
    if (section == Block.Section.STATE && symbol.size() == null) return true;
    problem(mark, "is a mark for single state variables, not for vectors or others");
    return false;
  }

  private static boolean isList(Symbol symbol) {
    return symbol.role() == Symbol.Role.PARAMETER && symbol.size() instanceof Size.LengthOf;
  }

  private void problem(Declaration.Decorator mark, String what) {
    names.problems().error(mark.place(), "'@%s' %s".formatted(mark.name(), what));
  }

  /// The name that a mark gives to a variable.
  private String called(Declaration.Decorator mark, Declaration d, Symbol symbol) {
    requireSingle(mark, symbol.size() != null || d.variables().size() > 1);
    return Marks.name(names, mark);
  }

  private void requireSingle(Declaration.Decorator mark, boolean several) {
    if (several) {
      throw names.refuse(
          mark.place(), "'@%s' names a single variable, not several".formatted(mark.name()));
    }
  }

  private Term single(Symbol symbol, Expression value) {
    Term term =
        terms
            .operations()
            .given(value.place(), symbol.type(), terms.of(value), "'" + symbol.name() + "'");
    if (term.size() != null && !term.size().equals(symbol.size())) {
      String wanted = symbol.size() == null ? "a single value" : "of size " + symbol.size();
      throw names.refuse(
          value.place(),
          "'%s' is %s, but this is a vector of size %s"
              .formatted(symbol.name(), wanted, term.size()));
    }
    return term;
  }

  private Term values(Symbol symbol, Expression.Values list) {
    if (symbol.size() == null || symbol.role() != Symbol.Role.PARAMETER) {
      throw names.refuse(
          list.place(),
          "only a parameter that is a list has a list of values: %s[] ..."
              .formatted(symbol.name()));
    }
    if (symbol.size() instanceof Size.Fixed f && f.elements() != list.elements().size()) {
      throw names.refuse(
          list.place(),
          "'%s' has %d elements, but %d are given"
              .formatted(symbol.name(), f.elements(), list.elements().size()));
    }
    List<Term> parts = new ArrayList<>();
    for (Expression e : list.elements())
      parts.add(single(Symbol.of(symbol.name(), symbol.role(), symbol.type(), null), e));
    return new Term.Values(parts, symbol.type(), symbol.size());
  }

  private @Nullable Term guard(Declaration d) {
    if (d.guard() == null) return null;
    terms.enter(Where.GUARD);
    try {
      Term guard = terms.of(d.guard());
      terms.operations().condition(d.guard().place(), guard, true);
      return guard;
    } catch (Refused e) {
      return null;
    }
  }

  private Shown shown(Declaration.Decorator decorator, Block.Section section, Shown shown) {
    if (section == Block.Section.STATE) return shown;
    names
        .problems()
        .error(
            decorator.place(),
            "'@%s' is a mark for state variables; others are not recorded"
                .formatted(decorator.name()));
    return Shown.ALL;
  }

  /// All variables, each after what it depends on.
  List<myelin.nestml.model.Variable> ordered(
      List<myelin.nestml.model.Variable> fixed, List<myelin.nestml.model.Variable> state) {
    List<myelin.nestml.model.Variable> all = new ArrayList<>(fixed);
    all.addAll(state);
    return sorted(all);
  }

  private List<myelin.nestml.model.Variable> sorted(List<myelin.nestml.model.Variable> variables) {
    return Order.of(
        variables,
        v -> v.symbol().name(),
        v -> {
          Set<String> uses = new HashSet<>(Order.uses(v.symbol().size(), List.of(v.initial())));
          boolean itself =
              v.symbol().size() instanceof Size.LengthOf l && l.list().equals(v.symbol().name());
          if (itself
              && Order.uses(null, List.of(v.initial())).stream()
                  .noneMatch(v.symbol().name()::equals)) {
            uses.remove(v.symbol().name());
          }
          return uses;
        },
        (v, blocking) ->
            names
                .problems()
                .error(
                    places.getOrDefault(v.symbol().name(), new Place(1, 1, 0)),
                    "the value of '%s' depends on itself, by way of '%s'"
                        .formatted(v.symbol().name(), blocking)));
  }
}
