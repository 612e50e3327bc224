package myelin.nestml.check;

import java.util.List;
import myelin.nestml.model.Builtin;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import myelin.nestml.model.Type;
import myelin.nestml.syntax.Block;
import myelin.nestml.syntax.Expression;
import myelin.nestml.syntax.Operator;
import myelin.nestml.text.Place;

/// Calls of functions, delayed variables, convolutions.
final class Calls {

  private final Names names;
  private final Operations operations;
  private final Terms terms;

  Calls(Names names, Operations operations, Terms terms) {
    this.names = names;
    this.operations = operations;
    this.terms = terms;
  }

  /// A call that has a value.
  Term of(Expression.Call call) {
    Symbol symbol = names.find(call.name());
    if (symbol != null && symbol.role() == Symbol.Role.STATE && call.arguments().size() == 1) {
      return delayed(call, symbol);
    }
    if (call.name().equals("convolve")) return convolution(call);
    if (call.name().equals("delta")) {
      throw names.refuse(call.place(), "delta(t) can only be a kernel: kernel NAME = delta(t)");
    }
    Builtin builtin = Builtin.all().get(call.name());
    if (builtin != null) return builtin(call, builtin);
    Block.Function function = names.function(call.name());
    if (function != null) {
      Term.Invoke invoked = invoke(call, function);
      if (invoked.type().equals(Type.VOID)) {
        throw names.refuse(call.place(), "'%s' has no value".formatted(call.name()));
      }
      return invoked;
    }
    throw names.unknownFunction(call.place(), call.name());
  }

  /// A call of a function of the model.
  Term.Invoke invoke(Expression.Call call, Block.Function function) {
    count(call, function.parameters().size());
    List<Term> arguments = new java.util.ArrayList<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      Expression e = call.arguments().get(i);
      Block.Parameter p = function.parameters().get(i);
      Term argument = terms.of(e);
      Type type = Quantities.type(names, p.type());
      arguments.add(operations.given(e.place(), type, argument, "the argument '" + p.name() + "'"));
    }
    operations.sizes(call.place(), arguments);
    Type result = function.result() == null ? Type.VOID : Quantities.type(names, function.result());
    return new Term.Invoke(function.name(), arguments, result);
  }

  private void count(Expression.Call call, int expected) {
    if (call.arguments().size() != expected) {
      throw names.refuse(
          call.place(),
          "'%s' takes %d argument%s, but is given %d"
              .formatted(call.name(), expected, expected == 1 ? "" : "s", call.arguments().size()));
    }
  }

  private Term delayed(Expression.Call call, Symbol symbol) {
    Expression argument = call.arguments().getFirst();
    boolean fits =
        argument instanceof Expression.Binary b
            && b.operator() == Operator.MINUS
            && b.left() instanceof Expression.Use u
            && u.variable().name().equals("t");
    if (!fits || terms.where() != Where.EQUATIONS) {
      throw names.refuse(
          call.place(),
          "'%s' is a variable, not a function; in an equation, %s(t - d) is its value a time d ago"
              .formatted(call.name(), call.name()));
    }
    Expression.Binary difference = (Expression.Binary) argument;
    Term delay = terms.of(difference.right());
    boolean constant =
        delay instanceof Term.Constant
            || (delay instanceof Term.Read r && r.symbol().isConstant() && r.size() == null);
    if (!constant || !delay.type().equals(Type.TIME)) {
      throw names.refuse(
          difference.right().place(), "a delay must be a constant or a parameter, in ms");
    }
    return new Term.Delayed(symbol, delay);
  }

  private Term convolution(Expression.Call call) {
    count(call, 2);
    if (terms.where() == Where.KERNEL || terms.where() == Where.STATE) {
      throw names.refuse(call.place(), "convolve() has no meaning here");
    }
    Expression first = call.arguments().getFirst();
    Expression second = call.arguments().getLast();
    Symbol kernel =
        first instanceof Expression.Use u && u.variable().index() == null
            ? names.find(u.variable().derivative())
            : null;
    if (kernel == null || kernel.role() != Symbol.Role.KERNEL) {
      throw names.refuse(first.place(), "the first argument of convolve() must be a kernel");
    }
    Symbol port = second instanceof Expression.Use u ? names.find(u.variable().name()) : null;
    if (port == null || port.role() != Symbol.Role.SPIKES) {
      throw names.refuse(
          second.place(), "the second argument of convolve() must be a port for spikes");
    }
    Term index = terms.index(port, ((Expression.Use) second).variable());
    Double element = index == null ? null : Constants.value(index);
    if (index != null && element == null) {
      throw names.refuse(second.place(), "the index of a port in convolve() must be a number");
    }
    return new Term.Convolve(kernel.name(), port, element == null ? null : element.intValue());
  }

  private Term builtin(Expression.Call call, Builtin function) {
    count(call, function.arguments());
    Place place = call.place();
    Where where = terms.where();
    if (function.kind() == Builtin.Kind.RANDOM && !where.mayDraw()) {
      throw names.refuse(
          place,
          "'%s' can be used only in update, onReceive and onCondition".formatted(call.name()));
    }
    if (function == Builtin.TIMESTEP && where != Where.UPDATE) {
      throw names.refuse(place, "'timestep()' can be used only in update");
    }
    if (function == Builtin.RESOLUTION && !where.knowsResolution()) {
      throw names.refuse(
          place, "'resolution()' can be used only in statements, parameters, internals and state");
    }
    List<Term> arguments = terms.all(call.arguments());
    for (Term argument : arguments) {
      if (function.kind() != Builtin.Kind.VECTOR && !argument.type().isNumber()) {
        throw names.refuse(
            place, "'%s' takes numbers, but this is %s".formatted(call.name(), argument.type()));
      }
    }
    if (function.kind() != Builtin.Kind.VECTOR) operations.sizes(place, arguments);
    return new Term.Apply(function, arguments, type(place, function, arguments));
  }

  private Type type(Place place, Builtin function, List<Term> arguments) {
    return switch (function.kind()) {
      case REAL -> plain(place, function, arguments.getFirst().type());
      case SAME -> same(place, function, arguments);
      case POWER ->
          operations
              .binary(place, Operator.POWER, arguments.getFirst(), arguments.getLast())
              .type();
      case RANDOM -> {
        switch (function) {
          case RANDOM_POISSON ->
              operations.given(place, Type.REAL, arguments.getFirst(), "the mean");
          case RANDOM_BINOMIAL -> {
            operations.given(place, Type.INTEGER, arguments.getFirst(), "the number of trials");
            operations.given(place, Type.REAL, arguments.getLast(), "the probability");
          }
          default -> {
            yield same(place, function, arguments);
          }
        }
        yield Type.INTEGER;
      }
      case STEP -> {
        if (function != Builtin.STEPS) yield Type.TIME;
        operations.given(place, Type.TIME, arguments.getFirst(), "the argument of 'steps'");
        yield Type.INTEGER;
      }
      case VECTOR -> {
        Term vector = arguments.getFirst();
        if (vector.size() == null) {
          throw names.refuse(
              place, "'%s' takes a vector, but this is a single value".formatted(function.text()));
        }
        if (function == Builtin.SIZE) yield Type.INTEGER;
        if (!vector.type().isNumber()) {
          throw names.refuse(place, "'sum' takes numbers, but this is " + vector.type());
        }
        yield vector.type();
      }
    };
  }

  private Type plain(Place place, Builtin function, Type type) {
    if (type.hasUnit()) {
      names
          .problems()
          .warning(
              place,
              "'%s' takes a plain number, but this is in %s; divide by (1 %s) to remove the unit"
                  .formatted(function.text(), type, type));
    }
    return Type.REAL;
  }

  private Type same(Place place, Builtin function, List<Term> arguments) {
    Type type = arguments.getFirst().type();
    Term first = arguments.getFirst();
    for (Term argument : arguments) {
      Type next = operations.common(place, function.text(), first, argument);
      if (!type.hasUnit() || next.hasUnit()) type = next;
    }
    boolean real = arguments.stream().anyMatch(a -> a.type().kind() == Type.Kind.REAL);
    boolean random = function.kind() == Builtin.Kind.RANDOM;
    return type.equals(Type.INTEGER) && (real || random) ? Type.REAL : type;
  }
}
