package myelin.nestml.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import myelin.engine.base.Nearest;
import myelin.nestml.model.Builtin;
import myelin.nestml.model.Symbol;
import myelin.nestml.syntax.Block;
import myelin.nestml.text.Place;
import myelin.nestml.text.Problems;
import myelin.nestml.unit.Units;
import org.jspecify.annotations.Nullable;

/// The names of a model: those of the whole, and those of the block that is being read.
final class Names {

  private static final Set<String> FIXED = Set.of("e", "pi", "t", "inf", "$");

  private static final Set<String> ACTIONS =
      Set.of("integrate_odes", "emit_spike", "print", "println", "info", "warning", "convolve");

  private final Problems problems;
  private final Map<String, Symbol> model = new LinkedHashMap<>();
  private final Map<String, Block.Function> functions = new LinkedHashMap<>();
  private final Deque<Map<String, Symbol>> scopes = new ArrayDeque<>();
  private final Set<String> taken = new HashSet<>();

  /// Names whose declarations have errors; no further errors are reported for them.
  private final Set<String> broken = new HashSet<>();

  Names(Problems problems) {
    this.problems = problems;
  }

  Problems problems() {
    return problems;
  }

  Refused refuse(Place place, String message) {
    problems.error(place, message);
    return new Refused();
  }

  /// Adds a name of the whole model; returns whether it is new.
  boolean declare(Place place, Symbol symbol) {
    if (refusesName(place, symbol.base())) return false;
    if (model.containsKey(symbol.name()) || functions.containsKey(symbol.name())) {
      problems.error(place, "'%s' is declared already".formatted(symbol.name()));
      return false;
    }
    if (symbol.name().length() > 1 && Units.usual().contains(symbol.name())) {
      problems.warning(
          place,
          "'%s' is also a unit; in this model the name means the variable"
              .formatted(symbol.name()));
    }
    model.put(symbol.name(), symbol);
    taken.add(symbol.name());
    return true;
  }

  /// Adds a local name.
  Symbol declareLocal(Place place, Symbol symbol) {
    if (refusesName(place, symbol.base())) throw new Refused();
    if (scopes.element().containsKey(symbol.base())) {
      throw refuse(place, "'%s' is declared already in this block".formatted(symbol.base()));
    }
    if (model.containsKey(symbol.base())) {
      problems.warning(
          place, "'%s' hides the model's variable of that name".formatted(symbol.base()));
    }
    String unique = symbol.base();
    for (int i = 2; !taken.add(unique); i++) unique = symbol.base() + "#" + i;
    Symbol local =
        new Symbol(unique, symbol.base(), 0, symbol.role(), symbol.type(), symbol.size());
    scopes.element().put(symbol.base(), local);
    return local;
  }

  private boolean refusesName(Place place, String name) {
    if (FIXED.contains(name) || Builtin.all().containsKey(name) || ACTIONS.contains(name)) {
      problems.error(
          place, "'%s' has a meaning in the language; choose another name".formatted(name));
      return true;
    }
    return false;
  }

  void open() {
    scopes.push(new HashMap<>());
  }

  void close() {
    scopes.pop();
  }

  /// What a name stands for; null if nothing.
  @Nullable Symbol find(String name) {
    for (Map<String, Symbol> scope : scopes) {
      if (scope.containsKey(name)) return scope.get(name);
    }
    return name.equals("t") ? Symbol.T : model.get(name);
  }

  void breaks(String name) {
    broken.add(name);
  }

  /// Reports that a name stands for nothing.
  Refused unknown(Place place, String name) {
    if (broken.contains(name)) return new Refused();
    Set<String> all = new TreeSet<>(model.keySet());
    for (Map<String, Symbol> scope : scopes) all.addAll(scope.keySet());
    if (functions.containsKey(name) || Builtin.all().containsKey(name)) {
      return refuse(
          place, "'%s' is a function; its arguments in brackets are missing".formatted(name));
    }
    return refuse(place, "'%s' is not declared%s".formatted(name, Nearest.hint(name, all)));
  }

  void declareFunction(Block.Function function) {
    Place place = function.place();
    if (function.name().equals("delta")) {
      problems.error(place, "delta(t) is a kernel of the language; choose another name");
      return;
    }
    if (refusesName(place, function.name())) return;
    if (functions.containsKey(function.name())) {
      problems.error(place, "'%s' is declared already".formatted(function.name()));
      return;
    }
    functions.put(function.name(), function);
  }

  Block.@Nullable Function function(String name) {
    return functions.get(name);
  }

  /// Reports that there is no function of that name.
  Refused unknownFunction(Place place, String name) {
    Set<String> all = new TreeSet<>(Builtin.all().keySet());
    all.addAll(functions.keySet());
    all.addAll(ACTIONS);
    if (find(name) != null) {
      return refuse(place, "'%s' is a variable, not a function; is a '*' missing?".formatted(name));
    }
    return refuse(place, "there is no function '%s'%s".formatted(name, Nearest.hint(name, all)));
  }
}
