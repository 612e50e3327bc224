package myelin.nestml.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import myelin.nestml.syntax.Declaration;
import myelin.nestml.syntax.Equation;
import myelin.nestml.syntax.Expression;
import myelin.nestml.syntax.Operator;
import myelin.nestml.syntax.Statement;
import myelin.nestml.syntax.TypeText;
import myelin.nestml.syntax.Variable;
import myelin.nestml.text.Place;
import org.jspecify.annotations.Nullable;

/// Reads indented blocks, declarations and statements.
final class StatementParser {

  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private final UnitParser units;
  private final Comments comments;

  StatementParser(
      TokenStream tokens, ExpressionParser expressions, UnitParser units, Comments comments) {
    this.tokens = tokens;
    this.expressions = expressions;
    this.units = units;
    this.comments = comments;
  }

  /// Reads `:`, the end of the line, and the indented lines, each with `reader`.
  ///
  /// @param head the word that begins the block, for messages
  void block(String head, Runnable reader) {
    tokens.expect(":", "after '" + head + "'");
    if (!tokens.at(Token.Kind.NEWLINE)) {
      throw tokens.fail("the contents of '%s' must be on the next line, indented".formatted(head));
    }
    Token end = tokens.next();
    if (!tokens.at(Token.Kind.INDENT)) {
      tokens
          .problems()
          .error(
              end.place(),
              "the block '%s' is empty: indent its lines below it, or delete it".formatted(head));
      return;
    }
    tokens.next();
    while (!tokens.at(Token.Kind.DEDENT) && !tokens.at(Token.Kind.END)) line(reader);
    if (tokens.at(Token.Kind.DEDENT)) tokens.next();
  }

  /// Reads one line, and goes on with the next one if it has an error.
  void line(Runnable reader) {
    if (tokens.at(Token.Kind.NEWLINE)) {
      tokens.next();
      return;
    }
    int before = tokens.position();
    try {
      if (tokens.at(Token.Kind.INDENT)) {
        throw tokens.fail(
            "this line is indented more than the one above, but no block begins there");
      }
      if (tokens.at("end") && tokens.peek(1).kind() == Token.Kind.NEWLINE) {
        throw tokens.fail("a block ends where its indentation ends; delete 'end'");
      }
      reader.run();
    } catch (SyntaxError e) {
      tokens.skipLine();
      while (tokens.at("elif") || tokens.at("else")) tokens.skipLine();
      if (tokens.position() == before) tokens.next();
    }
  }

  /// Reads the statements below a line that ends with `:`.
  List<Statement> body(String head) {
    List<Statement> body = new ArrayList<>();
    block(head, () -> statement(body::add));
    return body;
  }

  private void statement(Consumer<Statement> to) {
    Token first = tokens.peek();
    switch (first.kind() == Token.Kind.NAME ? first.text() : "") {
      case "if" -> to.accept(condition());
      case "for" -> to.accept(loop());
      case "while" -> {
        tokens.next();
        Expression condition = expressions.read();
        to.accept(new Statement.While(first.place(), condition, body("while")));
      }
      case "return" -> {
        tokens.next();
        Expression value =
            tokens.at(Token.Kind.NEWLINE) || tokens.at(Token.Kind.DEDENT)
                ? null
                : expressions.read();
        tokens.expectLineEnd("the statement");
        to.accept(new Statement.Return(first.place(), value));
      }
      case "elif", "else" ->
          throw tokens.fail("'%s' follows no 'if' of the same indentation".formatted(first.text()));
      case "pass" -> throw tokens.fail("there is no 'pass': leave out the block, or the branch");
      default -> to.accept(simple());
    }
  }

  private Statement simple() {
    if (tokens.atName() && tokens.peek(1).is("(")) {
      Expression.Call call = expressions.call();
      tokens.expectLineEnd("the call");
      return new Statement.Run(call);
    }
    if (!tokens.atName()) {
      throw tokens.fail(
          ("a statement cannot begin with %s; expected an assignment, a declaration, a call, 'if', 'for',"
                  + " 'while' or 'return'")
              .formatted(tokens.peek().shown()));
    }
    Variable variable = expressions.variable(true);
    Token after = tokens.peek();
    Operator operator =
        switch (after.kind() == Token.Kind.SYMBOL ? after.text() : "") {
          case "+=" -> Operator.PLUS;
          case "-=" -> Operator.MINUS;
          case "*=" -> Operator.TIMES;
          case "/=" -> Operator.DIVIDE;
          case "//=" -> Operator.TRUNCATED_DIVIDE;
          default -> null;
        };
    if (operator == null && !after.is("=")) {
      return new Statement.Local(declared(variable, false));
    }
    tokens.next();
    Expression value = expressions.read();
    tokens.expectLineEnd("the assignment");
    return new Statement.Assign(
        variable.place().to(tokens.last().place()), variable, operator, value);
  }

  /// Reads the declaration of a variable of the model.
  Declaration declaration() {
    boolean recordable = tokens.accept("recordable");
    if (tokens.at("function") || tokens.at("inline")) {
      throw tokens.fail(
          "an abbreviation belongs in the block 'equations': inline NAME TYPE = EXPRESSION");
    }
    return declared(expressions.variable(true), recordable);
  }

  private Declaration declared(Variable first, boolean recordable) {
    List<Variable> variables = new ArrayList<>(List.of(first));
    while (tokens.accept(",")) variables.add(expressions.variable(true));
    if (tokens.at("=")) {
      throw tokens.fail(
          "the type of '%s' is missing before '=': integer, real, boolean, string or a unit, as in '%s mV = ...'"
              .formatted(first.name(), first.name()));
    }
    TypeText type = units.type();
    Expression value = tokens.accept("=") ? expressions.read() : null;
    Expression guard = null;
    if (tokens.at("[") && tokens.peek(1).is("[")) {
      tokens.next();
      tokens.next();
      guard = expressions.read();
      tokens.expect("]", "after the condition, which ends with ']]'");
      tokens.expect("]", "after the condition, which ends with ']]'");
    }
    List<Declaration.Decorator> decorators = decorators();
    int last = tokens.last().place().line();
    tokens.accept(";");
    tokens.expectLineEnd("the declaration");
    return new Declaration(
        first.place(),
        recordable,
        variables,
        type,
        value,
        guard,
        decorators,
        comments.of(first.place().line(), last));
  }

  /// Reads `@homogeneous`, `@space::name("text")` and the like.
  List<Declaration.Decorator> decorators() {
    List<Declaration.Decorator> all = new ArrayList<>();
    while (tokens.at("@")) {
      Place at = tokens.next().place();
      Token name = tokens.expectName("the mark");
      String text = name.text();
      if (tokens.accept("::")) text += "::" + tokens.expectName("the mark").text();
      String argument = null;
      if (tokens.accept("(")) {
        if (!tokens.at(Token.Kind.STRING)) {
          throw tokens.fail("write a text in quotes, as in '@%s(\"name\")'".formatted(text));
        }
        argument = tokens.next().text();
        tokens.expect(")", "after the text");
      }
      all.add(new Declaration.Decorator(at.to(tokens.last().place()), text, argument));
    }
    return all;
  }

  private Statement condition() {
    Place place = tokens.next().place();
    List<Statement.Branch> branches = new ArrayList<>();
    Expression first = expressions.read();
    branches.add(new Statement.Branch(first, body("if")));
    List<Statement> otherwise = List.of();
    while (tokens.at("elif")) {
      tokens.next();
      Expression next = expressions.read();
      branches.add(new Statement.Branch(next, body("elif")));
    }
    if (tokens.accept("else")) {
      if (tokens.at("if")) throw tokens.fail("write 'elif' for 'else if'");
      otherwise = body("else");
    }
    return new Statement.If(place, branches, otherwise);
  }

  private Statement loop() {
    Place place = tokens.next().place();
    Variable variable = expressions.variable(false);
    tokens.expect("in", "after the variable of 'for'");
    Expression from = expressions.read();
    tokens.expect("...", "between the first value and the last of 'for'");
    Expression to = expressions.read();
    if (!tokens.at("step")) {
      throw tokens.fail(
          "'step' is missing in 'for': write for %s in ... step 1:".formatted(variable.name()));
    }
    tokens.next();
    double sign = tokens.accept("-") ? -1 : 1;
    Token step = tokens.next();
    boolean integer = step.kind() == Token.Kind.INTEGER;
    if (!integer && step.kind() != Token.Kind.FLOAT) {
      throw tokens.fail(step.place(), "the step of 'for' must be a number, such as 1 or -0.5");
    }
    double size = Double.parseDouble(step.text());
    if (size == 0 || Double.isInfinite(size)) {
      tokens.problems().error(step.place(), "with a step of " + step.text() + " 'for' never ends");
    }
    return new Statement.For(place, variable, from, to, sign * size, integer, body("for"));
  }

  /// Reads `, name=value` up to the closing bracket.
  List<Equation.Option> options(@Nullable String separator) {
    List<Equation.Option> options = new ArrayList<>();
    boolean first = separator == null;
    while (!tokens.at(")")) {
      if (!first) tokens.expect(",", "between the options");
      first = false;
      Token name = tokens.expectName("an option");
      tokens.expect("=", "after the option '" + name.text() + "'");
      options.add(new Equation.Option(name.place(), name.text(), expressions.read()));
    }
    tokens.next();
    return options;
  }
}
