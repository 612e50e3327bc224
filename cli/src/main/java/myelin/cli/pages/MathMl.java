package myelin.cli.pages;

import static myelin.cli.pages.Notation.element;
import static myelin.cli.pages.Notation.operator;
import static myelin.cli.pages.Notation.row;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import myelin.nestml.syntax.Expression;
import myelin.nestml.syntax.Operator;
import myelin.nestml.syntax.UnaryOperator;
import myelin.nestml.syntax.Variable;

/// Expressions of NESTML as MathML, with as few brackets as they need: divisions are fractions,
/// `exp` is a power of e, choices are cases, and sums that are too long go on in the next line.
final class MathMl {

  /// What a name stands for.
  enum Meaning {
    /// One number.
    NUMBER,
    /// A list of them, of which the expression means each.
    LIST,
    /// None that is declared: a unit.
    UNIT
  }

  private static final int CONDITIONAL = 0;
  private static final int COMPARISON = 4;
  private static final int BITS = 5;
  private static final int SUM = 6;
  private static final int PRODUCT = 7;
  private static final int FRACTION = 9;
  private static final int ATOM = 10;

  /// Characters in a line, about.
  private static final int LINE = 56;

  private static final String INDEX = "<mi>k</mi>";

  private final Function<String, Meaning> meanings;

  /// Whether divisions are set in a line, as in exponents, where fractions are too small to read.
  private final boolean flat;

  /// Expressions whose names have these meanings.
  MathMl(Function<String, Meaning> meanings) {
    this(meanings, false);
  }

  private MathMl(Function<String, Meaning> meanings, boolean flat) {
    this.meanings = meanings;
    this.flat = flat;
  }

  /// An equation of what is on its left, as MathML, and an expression.
  String equation(String left, Expression right) {
    List<String> lines = lines(right);
    if (lines.size() == 1) return row(left + operator("=") + lines.getFirst());
    StringBuilder table = new StringBuilder();
    for (int k = 0; k < lines.size(); k++) {
      String begin = k == 0 ? row(left) : "";
      String line = k == 0 ? operator("=") + lines.get(k) : lines.get(k);
      table.append(
          element("mtr", element("mtd", begin) + "<mtd class=\"left\">" + row(line) + "</mtd>"));
    }
    return table(table.toString());
  }

  private static String table(String rows) {
    return "<mtable displaystyle=\"true\">" + rows + "</mtable>";
  }

  /// An expression.
  String of(Expression e) {
    return at(e, CONDITIONAL);
  }

  /// A name, with an index if it is that of a list.
  String name(Variable variable) {
    String index = null;
    if (variable.index() != null) index = of(variable.index());
    else if (meanings.apply(variable.name()) == Meaning.LIST) index = INDEX;
    return Notation.name(variable.name(), index);
  }

  private String at(Expression e, int least) {
    String shown = shown(e);
    return level(e) < least ? bracketed(shown) : shown;
  }

  private static String bracketed(String content) {
    return row(operator("(") + content + operator(")"));
  }

  private int level(Expression e) {
    return switch (e) {
      case Expression.Conditional _ -> CONDITIONAL;
      case Expression.Unary u when u.operator() == UnaryOperator.NOT -> 3;
      case Expression.Unary _ -> PRODUCT;
      case Expression.Binary b -> level(b);
      case Expression.Literal l when l.unit() != null -> PRODUCT;
      case Expression.Call c when isPower(c) -> FRACTION;
      default -> ATOM;
    };
  }

  private int level(Expression.Binary b) {
    return switch (b.operator()) {
      case OR -> 1;
      case AND -> 2;
      case LESS, LESS_EQUAL, EQUAL, NOT_EQUAL, GREATER_EQUAL, GREATER -> COMPARISON;
      case SHIFT_LEFT, SHIFT_RIGHT, BIT_AND, BIT_XOR, BIT_OR -> BITS;
      case PLUS, MINUS -> SUM;
      case TIMES, TRUNCATED_DIVIDE, MODULO -> PRODUCT;
      case DIVIDE -> flat || negative(b.left()) ? PRODUCT : FRACTION;
      case POWER -> FRACTION;
    };
  }

  private static boolean isPower(Expression.Call c) {
    return c.name().equals("exp") || c.name().equals("pow");
  }

  private String shown(Expression e) {
    return switch (e) {
      case Expression.Literal l -> literal(l);
      case Expression.Text t -> element("mtext", "\"" + Html.escape(t.value()) + "\"");
      case Expression.Truth t -> element("mtext", String.valueOf(t.value()));
      case Expression.Infinity _ -> element("mi", "∞");
      case Expression.Values v -> row(operator("[") + list(v.elements()) + operator("]"));
      case Expression.Use u -> use(u.variable());
      case Expression.Call c -> call(c);
      case Expression.Unary u -> unary(u);
      case Expression.Binary b -> binary(b);
      case Expression.Conditional c -> cases(c);
    };
  }

  private static String literal(Expression.Literal l) {
    String number = Notation.number(l.text());
    if (l.unit() == null) return number;
    return row(number + Notation.THIN + Notation.unit(l.unit().text()));
  }

  private String use(Variable v) {
    boolean unit = meanings.apply(v.name()) == Meaning.UNIT;
    if (unit && (v.name().equals("e") || v.name().equals("t"))) return element("mi", v.name());
    if (unit && v.name().equals("pi")) return element("mi", "π");
    if (unit) return Notation.unit(v.name());
    return v.primes() == 0 ? name(v) : Notation.derivative(v.name(), name(v), v.primes());
  }

  private String list(List<Expression> all) {
    return all.stream().map(this::of).collect(Collectors.joining(operator(",")));
  }

  private String call(Expression.Call c) {
    List<Expression> a = c.arguments();
    return switch (c.name()) {
      case "exp" -> element("msup", element("mi", "e") + exponent(a.getFirst()));
      case "pow" -> element("msup", at(a.get(0), ATOM) + exponent(a.get(1)));
      case "abs" -> row(operator("|") + of(a.getFirst()) + operator("|"));
      case "floor" -> row(operator("⌊") + of(a.getFirst()) + operator("⌋"));
      case "ceil" -> row(operator("⌈") + of(a.getFirst()) + operator("⌉"));
      case "sum" -> row(element("msub", operator("∑") + INDEX) + at(a.getFirst(), PRODUCT));
      case "convolve" -> row(at(a.get(0), ATOM) + operator("∗") + at(a.get(1), ATOM));
      default -> row(Notation.name(c.name()) + bracketed(list(a)));
    };
  }

  private String exponent(Expression e) {
    return row(new MathMl(meanings, true).of(e));
  }

  private String unary(Expression.Unary u) {
    return switch (u.operator()) {
      case NOT -> row(element("mtext", "not\u00a0") + at(u.operand(), COMPARISON));
      case MINUS -> row(operator("−") + at(u.operand(), PRODUCT));
      case PLUS -> row(operator("+") + at(u.operand(), PRODUCT));
      case BIT_NOT -> row(operator("~") + at(u.operand(), ATOM));
    };
  }

  private String binary(Expression.Binary b) {
    Operator o = b.operator();
    return switch (o) {
      case POWER -> element("msup", at(b.left(), ATOM) + exponent(b.right()));
      case DIVIDE ->
          flat ? row(at(b.left(), PRODUCT) + operator("/") + at(b.right(), FRACTION)) : fraction(b);
      case TIMES -> row(at(b.left(), PRODUCT) + times(b.right()) + factor(b.right()));
      case PLUS, MINUS -> row(at(b.left(), SUM) + summand(b));
      case TRUNCATED_DIVIDE ->
          row(at(b.left(), PRODUCT) + operator("//") + at(b.right(), FRACTION));
      case MODULO ->
          row(
              at(b.left(), PRODUCT)
                  + element("mtext", "\u00a0mod\u00a0")
                  + at(b.right(), FRACTION));
      case AND, OR -> row(at(b.left(), level(b)) + word(o.symbol()) + at(b.right(), level(b) + 1));
      default -> row(at(b.left(), level(b) + 1) + operator(sign(o)) + at(b.right(), level(b) + 1));
    };
  }

  private static String word(String word) {
    return element("mtext", "\u00a0" + word + "\u00a0");
  }

  private static String sign(Operator o) {
    return switch (o) {
      case LESS_EQUAL -> "≤";
      case GREATER_EQUAL -> "≥";
      case NOT_EQUAL -> "≠";
      case EQUAL -> "=";
      default -> o.symbol();
    };
  }

  /// What is between two factors: a point before a number, else a thin space.
  private static String times(Expression right) {
    return first(right) instanceof Expression.Literal ? operator("·") : Notation.THIN;
  }

  private String factor(Expression e) {
    return negative(e) ? bracketed(of(e)) : at(e, PRODUCT);
  }

  /// An operator and what it adds or takes away.
  private String summand(Expression.Binary b) {
    String sign = operator(b.operator() == Operator.PLUS ? "+" : "−");
    Expression right = b.right();
    return sign + (negative(right) ? bracketed(of(right)) : at(right, PRODUCT));
  }

  private String fraction(Expression.Binary b) {
    Expression above = b.left();
    boolean negative = negative(above);
    if (negative) above = withoutSign(above);
    List<String> lines = lines(above);
    String numerator = lines.size() == 1 ? row(lines.getFirst()) : below(lines);
    String fraction = element("mfrac", numerator + row(of(b.right())));
    return negative ? row(operator("−") + fraction) : fraction;
  }

  private static String below(List<String> lines) {
    return table(
        lines.stream()
            .map(l -> element("mtr", "<mtd class=\"left\">" + row(l) + "</mtd>"))
            .collect(Collectors.joining()));
  }

  /// The leftmost factor.
  private static Expression first(Expression e) {
    return e instanceof Expression.Binary b && b.operator() == Operator.TIMES ? first(b.left()) : e;
  }

  /// Whether a product or fraction begins with a minus.
  private static boolean negative(Expression e) {
    return switch (e) {
      case Expression.Unary u -> u.operator() == UnaryOperator.MINUS;
      case Expression.Binary b when isProduct(b) -> negative(b.left());
      default -> false;
    };
  }

  private static boolean isProduct(Expression.Binary b) {
    return b.operator() == Operator.TIMES || b.operator() == Operator.DIVIDE;
  }

  private static Expression withoutSign(Expression e) {
    if (e instanceof Expression.Unary u) return u.operand();
    Expression.Binary b = (Expression.Binary) e;
    return new Expression.Binary(b.place(), b.operator(), withoutSign(b.left()), b.right());
  }

  private String cases(Expression.Conditional c) {
    StringBuilder rows = new StringBuilder();
    Expression rest = c;
    while (rest instanceof Expression.Conditional one) {
      rows.append(choice(one.yes(), element("mtext", "if\u00a0") + of(one.condition())));
      rest = one.no();
    }
    rows.append(choice(rest, element("mtext", "otherwise")));
    return row("<mo fence=\"true\" form=\"prefix\">{</mo>" + table(rows.toString()));
  }

  private String choice(Expression value, String when) {
    List<String> lines = lines(value);
    String shown = lines.size() == 1 ? row(lines.getFirst()) : below(lines);
    return element(
        "mtr",
        "<mtd class=\"left\">" + shown + "</mtd><mtd class=\"left\">" + row(when) + "</mtd>");
  }

  /// An expression, or if it is a sum that is too long, several lines of it.
  private List<String> lines(Expression e) {
    String whole = of(e);
    if (width(whole) <= LINE || !isSum(e)) return List.of(whole);
    List<String> pieces = new ArrayList<>();
    Expression rest = e;
    while (rest instanceof Expression.Binary b && isSum(b)) {
      pieces.addFirst(summand(b));
      rest = b.left();
    }
    pieces.addFirst(at(rest, SUM));
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String piece : pieces) {
      if (!line.isEmpty() && width(line) + width(piece) > LINE) {
        lines.add(line);
        line = "";
      }
      line += piece;
    }
    lines.add(line);
    return lines;
  }

  private static boolean isSum(Expression e) {
    return e instanceof Expression.Binary b
        && (b.operator() == Operator.PLUS || b.operator() == Operator.MINUS);
  }

  /// Characters that are seen, about.
  private static int width(String shown) {
    return shown.replaceAll("<[^>]*>", "").length();
  }
}
