package myelin.nestml.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import myelin.nestml.syntax.TypeText;
import myelin.nestml.syntax.UnitText;
import myelin.nestml.text.Place;
import myelin.nestml.unit.Units;
import org.jspecify.annotations.Nullable;

/// Reads units and types.
final class UnitParser {

  private static final int LARGEST = 20;
  private static final int DEEPEST = 10;

  private final TokenStream tokens;

  /// Names of the model's variables, which are not units after a number.
  private Set<String> declared = Set.of();

  UnitParser(TokenStream tokens) {
    this.tokens = tokens;
  }

  void declared(Set<String> names) {
    declared = Set.copyOf(names);
  }

  /// Reads the unit of a number, if there is one: the names that follow as long as they are units,
  /// not variables.
  @Nullable UnitText afterNumber() {
    boolean quotient =
        tokens.at(Token.Kind.INTEGER)
            && tokens.peek(1).is("/")
            && tokens.peek(2).kind() == Token.Kind.NAME;
    boolean inBrackets = tokens.at("(") && isUnit(tokens.peek(1));
    if (!tokens.atName() && !quotient && !inBrackets) return null;
    return read(false);
  }

  /// Reads a type.
  TypeText type() {
    Token token = tokens.peek();
    for (TypeText.Kind kind : TypeText.Kind.values()) {
      if (kind != TypeText.Kind.QUANTITY
          && token.is(kind.name().toLowerCase(java.util.Locale.ROOT))) {
        tokens.next();
        return new TypeText(token.place(), kind, null);
      }
    }
    if (!tokens.atName() && !tokens.at(Token.Kind.INTEGER) && !tokens.at("(")) {
      throw tokens.fail(
          "a type is missing before %s: integer, real, boolean, string or a unit such as mV"
              .formatted(token.shown()));
    }
    UnitText unit = read(true);
    return new TypeText(unit.place(), TypeText.Kind.QUANTITY, unit);
  }

  private UnitText read(boolean type) {
    int from = tokens.position();
    Place first = tokens.peek().place();
    List<UnitText.Factor> factors = product(type, 0);
    StringBuilder text = new StringBuilder();
    for (int back = tokens.position() - from; back > 0; back--) {
      text.append(tokens.peek(-back).text());
    }
    return new UnitText(first.to(tokens.last().place()), text.toString(), factors);
  }

  private List<UnitText.Factor> product(boolean type, int depth) {
    List<UnitText.Factor> all = new ArrayList<>(power(type, depth));
    while ((tokens.at("*") || tokens.at("/")) && (type || goesOn())) {
      boolean below = tokens.next().is("/");
      for (UnitText.Factor f : power(type, depth)) all.add(below ? raised(f, -1, 1) : f);
    }
    return all;
  }

  /// Whether the next operator is followed by a unit.
  private boolean goesOn() {
    Token after = tokens.peek(1);
    if (after.is("(")) {
      return isUnit(tokens.peek(2)) && unitsOnlyUpToBracket();
    }
    return isUnit(after) && !tokens.peek(2).is("(");
  }

  private boolean unitsOnlyUpToBracket() {
    for (int i = 2; ; i++) {
      Token token = tokens.peek(i);
      if (token.is(")")) return true;
      boolean fits =
          isUnit(token)
              || token.is("*")
              || token.is("/")
              || token.is("**")
              || token.kind() == Token.Kind.INTEGER;
      if (!fits) return false;
    }
  }

  private boolean isUnit(Token token) {
    return token.kind() == Token.Kind.NAME
        && !declared.contains(token.text())
        && Units.named(token.text()) != null;
  }

  private List<UnitText.Factor> power(boolean type, int depth) {
    if (depth > DEEPEST) throw tokens.fail("this unit has too many brackets");
    List<UnitText.Factor> base;
    if (tokens.accept("(")) {
      base = product(type, depth + 1);
      tokens.expect(")", "after the unit in brackets");
    } else if (tokens.at(Token.Kind.INTEGER)) {
      if (!tokens.peek().text().equals("1")) {
        throw tokens.fail("the only number that a unit may begin with is 1, as in 1/ms");
      }
      tokens.next();
      base = List.of();
    } else {
      Token name = tokens.expectName("a unit");
      base = List.of(new UnitText.Factor(name.place(), name.text(), 1, 1));
    }
    if (!tokens.at("**") || !(type || exponentFollows())) return base;
    tokens.next();
    int[] exponent = exponent();
    return base.stream().map(f -> raised(f, exponent[0], exponent[1])).toList();
  }

  private boolean exponentFollows() {
    int i = 1;
    boolean brackets = tokens.peek(i).is("(");
    if (brackets) i++;
    if (tokens.peek(i).is("-") || tokens.peek(i).is("+")) i++;
    Token.Kind kind = tokens.peek(i).kind();
    Token after = tokens.peek(i + 1);
    if (brackets) return kind == Token.Kind.INTEGER && (after.is("/") || after.is(")"));
    return kind == Token.Kind.INTEGER || kind == Token.Kind.FLOAT;
  }

  private int[] exponent() {
    boolean brackets = tokens.accept("(");
    int sign = tokens.accept("-") ? -1 : 1;
    if (sign == 1) tokens.accept("+");
    Token number = tokens.next();
    int numerator = 0;
    int denominator = 1;
    if (number.kind() == Token.Kind.FLOAT) {
      double value = Double.parseDouble(number.text());
      while (denominator < 8 && value * denominator != Math.rint(value * denominator))
        denominator++;
      numerator = small(number, value * denominator);
    } else if (number.kind() == Token.Kind.INTEGER) {
      numerator = small(number, Double.parseDouble(number.text()));
    } else {
      throw tokens.fail(number.place(), "the exponent of a unit must be a number");
    }
    if (brackets) {
      if (tokens.accept("/")) {
        Token below = tokens.next();
        if (below.kind() != Token.Kind.INTEGER) {
          throw tokens.fail(below.place(), "expected a fraction of two integers, such as (1/2)");
        }
        denominator = small(below, Double.parseDouble(below.text()));
      }
      tokens.expect(")", "after the exponent");
    }
    if (denominator < 1 || denominator > 8) {
      throw tokens.fail(number.place(), "the denominator of an exponent must be from 1 to 8");
    }
    return new int[] {sign * numerator, denominator};
  }

  private int small(Token token, double value) {
    if (value != Math.rint(value) || value > LARGEST) {
      throw tokens.fail(
          token.place(),
          "the exponent of a unit must be an integer or a fraction, %d at most".formatted(LARGEST));
    }
    return (int) value;
  }

  private UnitText.Factor raised(UnitText.Factor f, int numerator, int denominator) {
    long above = (long) f.numerator() * numerator;
    long below = (long) f.denominator() * denominator;
    if (Math.abs(above) > 1000 || below > 1000) {
      throw tokens.fail(f.place(), "this unit has too large an exponent");
    }
    return new UnitText.Factor(f.place(), f.name(), (int) above, (int) below);
  }
}
