package myelin.nestml.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import myelin.nestml.model.Action;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.model.Type;
import myelin.nestml.model.UserFunction;
import org.jspecify.annotations.Nullable;

/// Runs statements.
final class Interpreter implements Evaluator.Calls {

  private static final int LONGEST_LOOP = 10_000_000;

  private final Values values;
  private final Evaluator evaluator;
  private final Consumer<Action.Integrate> integrate;
  private final Consumer<Action.Emit> emit;
  private @Nullable Object result;

  Interpreter(Values values, Consumer<Action.Integrate> integrate, Consumer<Action.Emit> emit) {
    this.values = values;
    this.integrate = integrate;
    this.emit = emit;
    evaluator = new Evaluator(values, this);
  }

  Evaluator evaluator() {
    return evaluator;
  }

  /// Runs a block; returns whether it ended with `return`.
  boolean run(List<Action> body) {
    for (Action action : body) if (run(action)) return true;
    return false;
  }

  private boolean run(Action action) {
    switch (action) {
      case Action.Assign a -> assign(a);
      case Action.Integrate i -> integrate.accept(i);
      case Action.Emit e -> emit.accept(e);
      case Action.Print p -> {
        for (Term part : p.parts())
          values.printed.append(Evaluator.shown(evaluator.value(part, 0)));
        if (!p.function().equals("print")) values.printed.append('\n');
      }
      case Action.Run r -> evaluator.value(r.call(), 0);
      case Action.Return r -> {
        result = r.value() == null ? null : evaluator.value(r.value(), 0);
        return true;
      }
      case Action.If i -> {
        for (Action.Branch b : i.branches()) {
          if (evaluator.truth(b.condition())) return run(b.body());
        }
        return run(i.otherwise());
      }
      case Action.For f -> {
        return loop(f);
      }
      case Action.While w -> {
        for (int i = 0; evaluator.truth(w.condition()); i++) {
          if (i > LONGEST_LOOP) throw new IllegalStateException("a loop does not end");
          if (run(w.body())) return true;
        }
      }
    }
    return false;
  }

  private boolean loop(Action.For f) {
    double i = evaluator.number(f.from(), 0);
    for (int n = 0; f.step() > 0 ? i < bound(f) : i > bound(f); n++) {
      if (n > LONGEST_LOOP) throw new IllegalStateException("a loop does not end");
      set(f.variable(), 0, i);
      if (run(f.body())) return true;
      i = (Double) values.of(f.variable().name())[0] + f.step();
    }
    set(f.variable(), 0, i);
    return false;
  }

  private double bound(Action.For f) {
    return evaluator.number(f.to(), 0);
  }

  private void assign(Action.Assign a) {
    Symbol target = a.target();
    if (a.index() != null) {
      set(target, (int) evaluator.number(a.index(), 0), evaluator.value(a.value(), 0));
      return;
    }
    Object[] fresh = values.blank(target);
    for (int i = 0; i < fresh.length; i++) fresh[i] = typed(target, evaluator.value(a.value(), i));
    values.set(target.name(), fresh);
  }

  private void set(Symbol target, int element, Object value) {
    if (element == 0 && target.size() == null) {
      values.set(target.name(), new Object[] {typed(target, value)});
      return;
    }
    Object[] all = values.of(target.name());
    if (element < 0 || element >= all.length) {
      throw new IllegalStateException("'%s' has no element %d".formatted(target.name(), element));
    }
    all[element] = typed(target, value);
  }

  /// The value as a variable of its type keeps it: an integer drops the fraction.
  private static Object typed(Symbol target, Object value) {
    return typed(target.type(), value);
  }

  private static Object typed(Type type, Object value) {
    boolean integer = type.equals(Type.INTEGER);
    return integer && value instanceof Double d ? (Object) (double) d.longValue() : value;
  }

  @Override
  public Object call(UserFunction function, List<Object> arguments) {
    List<Object> given = new ArrayList<>(arguments);
    for (int i = 0; i < given.size(); i++) {
      Symbol argument = function.arguments().get(i);
      values.set(argument.name(), new Object[] {typed(argument, given.get(i))});
    }
    result = null;
    run(function.body());
    Object returned = result == null ? (Object) 0.0 : typed(function.result(), result);
    result = null;
    return returned;
  }
}
