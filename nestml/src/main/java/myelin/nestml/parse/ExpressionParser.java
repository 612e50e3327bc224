package myelin.nestml.parse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import myelin.nestml.syntax.Expression;
import myelin.nestml.syntax.Operator;
import myelin.nestml.syntax.UnaryOperator;
import myelin.nestml.syntax.UnitText;
import myelin.nestml.syntax.Variable;
import myelin.nestml.text.Place;
import org.jspecify.annotations.Nullable;

/// Reads expressions, by recursive descent: one method for each level of precedence.
final class ExpressionParser {

  private static final Set<String> TRUTHS = Set.of("true", "True", "false", "False");
  private static final int DEEPEST = 100;
  private static final int MOST_OPERATORS = 1000;

  private final TokenStream tokens;
  private final UnitParser units;

  /// Expressions that are in brackets.
  private final Set<Expression> bracketed = Collections.newSetFromMap(new IdentityHashMap<>());

  private int depth;
  private int operators;

  ExpressionParser(TokenStream tokens, UnitParser units) {
    this.tokens = tokens;
    this.units = units;
  }

  /// Reads an expression.
  Expression read() {
    if (depth == 0) operators = 0;
    return deeper(this::conditional);
  }

  private Expression deeper(Supplier<Expression> part) {
    if (++depth > DEEPEST) {
      depth--;
      throw tokens.fail(
          "this expression is nested too deeply, %d levels at most".formatted(DEEPEST));
    }
    try {
      return part.get();
    } finally {
      depth--;
    }
  }

  private Expression conditional() {
    Expression condition = or();
    if (!tokens.accept("?")) return condition;
    Expression yes = read();
    tokens.expect(":", "between the two values of '?'");
    Expression no = read();
    count();
    return new Expression.Conditional(from(condition), condition, yes, no);
  }

  private Expression or() {
    Expression left = and();
    while (tokens.at("or")) {
      tokens.next();
      Expression right = and();
      warnMixed(left, Operator.AND, Operator.OR);
      warnMixed(right, Operator.AND, Operator.OR);
      left = binary(Operator.OR, left, right);
    }
    return left;
  }

  private void warnMixed(Expression operand, Operator inner, Operator outer) {
    if (operand instanceof Expression.Binary b
        && b.operator() == inner
        && !bracketed.contains(operand)) {
      tokens
          .problems()
          .warning(
              b.place(),
              "'%s' binds more strongly than '%s' here, though not in every release of NESTML; put brackets around it"
                  .formatted(inner.symbol(), outer.symbol()));
    }
  }

  private Expression and() {
    Expression left = not();
    while (tokens.accept("and")) left = binary(Operator.AND, left, not());
    return left;
  }

  private Expression not() {
    if (!tokens.at("not")) return comparison();
    Place place = tokens.next().place();
    count();
    Expression operand = deeper(this::not);
    return new Expression.Unary(place.to(tokens.last().place()), UnaryOperator.NOT, operand);
  }

  private Expression comparison() {
    Expression left = bits(0);
    for (; ; ) {
      Operator operator =
          switch (symbol()) {
            case "<" -> Operator.LESS;
            case "<=" -> Operator.LESS_EQUAL;
            case "==" -> Operator.EQUAL;
            case "!=", "<>" -> Operator.NOT_EQUAL;
            case ">=" -> Operator.GREATER_EQUAL;
            case ">" -> Operator.GREATER;
            default -> null;
          };
      if (operator == null) return left;
      tokens.next();
      left = binary(operator, left, bits(0));
    }
  }

  /// The levels of `|`, `^`, `&` and shifts, the weakest first.
  private Expression bits(int level) {
    if (level == 4) return sum();
    Expression left = bits(level + 1);
    for (; ; ) {
      Operator operator =
          switch (symbol()) {
            case "|" -> level == 0 ? Operator.BIT_OR : null;
            case "^" -> level == 1 ? Operator.BIT_XOR : null;
            case "&" -> level == 2 ? Operator.BIT_AND : null;
            case "<<" -> level == 3 ? Operator.SHIFT_LEFT : null;
            case ">>" -> level == 3 ? Operator.SHIFT_RIGHT : null;
            default -> null;
          };
      if (operator == null) return left;
      tokens.next();
      Expression right = bits(level + 1);
      for (Expression operand : List.of(left, right)) {
        if (operand instanceof Expression.Binary b
            && b.operator().isBitwise()
            && b.operator() != operator) {
          warnMixed(operand, b.operator(), operator);
        }
      }
      left = binary(operator, left, right);
    }
  }

  private Expression sum() {
    Expression left = product();
    for (; ; ) {
      if (tokens.accept("+")) left = binary(Operator.PLUS, left, product());
      else if (tokens.accept("-")) left = binary(Operator.MINUS, left, product());
      else return left;
    }
  }

  private Expression product() {
    Expression left = signed();
    for (; ; ) {
      Operator operator =
          switch (symbol()) {
            case "*" -> Operator.TIMES;
            case "/" -> Operator.DIVIDE;
            case "//" -> Operator.TRUNCATED_DIVIDE;
            case "%" -> Operator.MODULO;
            default -> null;
          };
      if (operator == null) return left;
      tokens.next();
      left = binary(operator, left, signed());
    }
  }

  private Expression signed() {
    UnaryOperator operator =
        switch (symbol()) {
          case "+" -> UnaryOperator.PLUS;
          case "-" -> UnaryOperator.MINUS;
          case "~" -> UnaryOperator.BIT_NOT;
          default -> null;
        };
    if (operator == null) return power();
    Place place = tokens.next().place();
    count();
    Expression operand = deeper(this::signed);
    return new Expression.Unary(place.to(tokens.last().place()), operator, operand);
  }

  private Expression power() {
    Expression base = primary();
    if (!tokens.accept("**")) return base;
    return binary(Operator.POWER, base, deeper(this::signed));
  }

  private Expression primary() {
    Token token = tokens.peek();
    Token.Kind kind = token.kind();
    if (kind == Token.Kind.NAME) return named(token);
    if (kind == Token.Kind.INTEGER || kind == Token.Kind.FLOAT) return number(tokens.next());
    if (kind == Token.Kind.STRING) {
      tokens.next();
      return new Expression.Text(token.place(), token.text());
    }
    if (tokens.at("(")) {
      tokens.next();
      Expression inner = read();
      if (tokens.at(Token.Kind.NEWLINE)) {
        throw tokens.fail(
            "')' is missing before the end of the line; to go on in the next line, end this one with '\\'");
      }
      tokens.expect(")", "after the expression in brackets");
      bracketed.add(inner);
      return inner;
    }
    if (tokens.at("[")) return values();
    throw tokens.fail("a value is missing before %s".formatted(token.shown()));
  }

  private Expression named(Token token) {
    if (TRUTHS.contains(token.text())) {
      tokens.next();
      return new Expression.Truth(token.place(), token.text().endsWith("rue"));
    }
    if (tokens.accept("inf")) return new Expression.Infinity(token.place());
    if (!tokens.atName())
      throw tokens.fail("a value is missing before %s".formatted(token.shown()));
    if (tokens.peek(1).is("(")) return call();
    Variable variable = variable(false);
    return new Expression.Use(variable.place(), variable);
  }

  /// Reads `name(a, b)`.
  Expression.Call call() {
    Token name = tokens.next();
    tokens.expect("(", "after '" + name.text() + "'");
    List<Expression> arguments = new ArrayList<>();
    if (!tokens.at(")")) {
      do arguments.add(read());
      while (tokens.accept(","));
    }
    tokens.expect(")", "after the arguments of '" + name.text() + "'");
    count();
    return new Expression.Call(name.place().to(tokens.last().place()), name.text(), arguments);
  }

  private Expression values() {
    Place place = tokens.next().place();
    List<Expression> elements = new ArrayList<>();
    if (!tokens.at("]")) {
      do elements.add(read());
      while (tokens.accept(","));
    }
    tokens.expect("]", "after the values of the list");
    return new Expression.Values(place.to(tokens.last().place()), elements);
  }

  /// Reads `x`, `x[i]`, `x''`.
  ///
  /// @param declared whether `x[]` is allowed
  Variable variable(boolean declared) {
    Token name = tokens.expectName("a variable");
    Expression index = null;
    boolean list = false;
    if (tokens.at("[") && !tokens.peek(1).is("[")) {
      tokens.next();
      if (declared && tokens.at("]")) list = true;
      else index = read();
      tokens.expect("]", "after the index");
    }
    int primes = 0;
    while (tokens.accept("'")) primes++;
    if (primes > 20) throw tokens.fail(name.place(), "a derivative is of order 20 at most");
    return new Variable(name.place().to(tokens.last().place()), name.text(), index, list, primes);
  }

  private Expression number(Token token) {
    boolean integer = token.kind() == Token.Kind.INTEGER;
    double value = Double.parseDouble(token.text());
    if (Double.isInfinite(value)) {
      tokens.problems().error(token.place(), "this number is too large; 'inf' is infinity");
    }
    if (integer && value >= 0x1p63) {
      tokens.problems().error(token.place(), "this integer is too large; write it with a point");
    }
    @Nullable UnitText unit = units.afterNumber();
    Place place = unit == null ? token.place() : token.place().to(unit.place());
    return new Expression.Literal(place, token.text(), value, integer, unit);
  }

  private String symbol() {
    Token token = tokens.peek();
    return token.kind() == Token.Kind.SYMBOL ? token.text() : "";
  }

  private Expression binary(Operator operator, Expression left, Expression right) {
    count();
    return new Expression.Binary(from(left), operator, left, right);
  }

  private Place from(Expression first) {
    return first.place().to(tokens.last().place());
  }

  private void count() {
    if (++operators > MOST_OPERATORS) {
      throw tokens.fail(
          "this expression has more than %d operators; give parts of it a name"
              .formatted(MOST_OPERATORS));
    }
  }
}
