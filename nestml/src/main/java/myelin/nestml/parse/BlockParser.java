package myelin.nestml.parse;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import myelin.nestml.syntax.Block;
import myelin.nestml.syntax.Declaration;
import myelin.nestml.syntax.Equation;
import myelin.nestml.syntax.Expression;
import myelin.nestml.syntax.TypeText;
import myelin.nestml.syntax.Variable;
import myelin.nestml.text.Place;

/// Reads the blocks of a model.
final class BlockParser {

  private static final Set<String> BLOCKS =
      new TreeSet<>(
          List.of(
              "state",
              "parameters",
              "internals",
              "equations",
              "input",
              "output",
              "update",
              "function",
              "onReceive",
              "onCondition"));

  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private final UnitParser units;
  private final StatementParser statements;
  private final Comments comments;

  BlockParser(TokenStream tokens, Comments comments) {
    this.tokens = tokens;
    this.comments = comments;
    units = new UnitParser(tokens);
    expressions = new ExpressionParser(tokens, units);
    statements = new StatementParser(tokens, expressions, units, comments);
  }

  StatementParser statements() {
    return statements;
  }

  UnitParser units() {
    return units;
  }

  /// Reads a block.
  void read(Consumer<Block> to) {
    Token head = tokens.peek();
    Place place = head.place();
    switch (head.kind() == Token.Kind.NAME ? head.text() : "") {
      case "state" -> to.accept(variables(Block.Section.STATE));
      case "parameters" -> to.accept(variables(Block.Section.PARAMETERS));
      case "internals" -> to.accept(variables(Block.Section.INTERNALS));
      case "equations" -> {
        tokens.next();
        List<Equation> equations = new ArrayList<>();
        statements.block("equations", () -> equation(equations::add));
        to.accept(new Block.Equations(place, equations));
      }
      case "input" -> {
        tokens.next();
        List<Block.Port> ports = new ArrayList<>();
        statements.block("input", () -> ports.add(port()));
        to.accept(new Block.Input(place, ports));
      }
      case "output" -> to.accept(output());
      case "update" -> {
        tokens.next();
        to.accept(new Block.Update(place, statements.body("update")));
      }
      case "function" -> to.accept(function());
      case "onReceive" -> to.accept(onReceive());
      case "onCondition" -> to.accept(onCondition());
      case "initial_values" ->
          throw tokens.fail("write 'state:' for 'initial_values:' and put its lines there");
      default -> throw tokens.unknown("a block of a model", BLOCKS);
    }
  }

  private Block variables(Block.Section section) {
    Token head = tokens.next();
    List<Declaration> declarations = new ArrayList<>();
    statements.block(head.text(), () -> declarations.add(statements.declaration()));
    return new Block.Variables(head.place(), section, declarations);
  }

  private void equation(Consumer<Equation> to) {
    Token first = tokens.peek();
    if (tokens.at("@") && tokens.peek(1).is("integrator")) {
      tokens.next();
      tokens.next();
      tokens.expect("(", "after '@integrator'");
      List<Equation.Option> options = statements.options(null);
      tokens.expectLineEnd("the line '@integrator'");
      to.accept(new Equation.Integrator(first.place(), options));
    } else if (tokens.at("kernel")) {
      to.accept(kernel());
    } else if (tokens.at("inline") || tokens.at("recordable")) {
      to.accept(inline());
    } else if (tokens.at("shape") && tokens.peek(1).kind() == Token.Kind.NAME) {
      throw tokens.fail("write 'kernel' for 'shape'");
    } else if (tokens.at("function")) {
      throw tokens.fail("write 'inline NAME TYPE = EXPRESSION' for 'function'");
    } else {
      to.accept(ode());
    }
  }

  private Equation ode() {
    Token first = tokens.peek();
    Variable variable = expressions.variable(false);
    if (variable.primes() == 0 && tokens.at("=")) {
      throw tokens.fail(
          first.place(),
          "an equation gives a derivative, as in %s' = ...; to name an expression write inline %s TYPE = ..."
              .formatted(variable.name(), variable.name()));
    }
    tokens.expect("=", "after '" + variable.derivative() + "'");
    Expression value = expressions.read();
    tokens.accept(";");
    List<Declaration.Decorator> decorators = statements.decorators();
    return new Equation.Ode(
        variable.place(), variable, value, decorators, ended(first, "the equation"));
  }

  private Equation inline() {
    Token first = tokens.peek();
    boolean recordable = tokens.accept("recordable");
    tokens.expect("inline", "after 'recordable'");
    Variable variable = expressions.variable(false);
    if (tokens.at("=")) {
      throw tokens.fail(
          "the type of '%s' is missing before '='; write inline %s mV = ..."
              .formatted(variable.name(), variable.name()));
    }
    TypeText type = units.type();
    tokens.expect("=", "after the type of '" + variable.name() + "'");
    Expression value = expressions.read();
    tokens.accept(";");
    List<Declaration.Decorator> decorators = statements.decorators();
    String comment = ended(first, "the line");
    return new Equation.Inline(
        variable.place(), recordable, variable, type, value, decorators, comment);
  }

  private Equation kernel() {
    Token first = tokens.next();
    List<Equation.Part> parts = new ArrayList<>();
    do {
      Variable variable = expressions.variable(false);
      tokens.expect("=", "after '" + variable.derivative() + "'");
      parts.add(new Equation.Part(variable, expressions.read()));
    } while (tokens.accept(","));
    tokens.accept(";");
    Place place = parts.getFirst().variable().place();
    return new Equation.Kernel(place, parts, ended(first, "the kernel"));
  }

  private String ended(Token first, String what) {
    int last = tokens.last().place().line();
    tokens.expectLineEnd(what);
    return comments.of(first.place().line(), last);
  }

  private Block.Port port() {
    Token first = tokens.peek();
    Variable variable = expressions.variable(true);
    TypeText type = tokens.at("<-") ? null : units.type();
    tokens.expect("<-", "after the name of the port, as in 'spikes <- spike'");
    Map<Block.Qualifier, Boolean> qualifiers = new EnumMap<>(Block.Qualifier.class);
    while (tokens.at("excitatory") || tokens.at("inhibitory")) {
      Block.Qualifier q =
          tokens.at("excitatory") ? Block.Qualifier.EXCITATORY : Block.Qualifier.INHIBITORY;
      if (qualifiers.put(q, true) != null) {
        tokens
            .problems()
            .error(tokens.peek().place(), "'%s' is given twice".formatted(tokens.peek().text()));
      }
      tokens.next();
    }
    if (tokens.at("current")) throw tokens.fail("write 'continuous' for 'current'");
    boolean spiking = tokens.at("spike");
    if (!spiking && !tokens.at("continuous")) {
      throw tokens.unknown("a kind of input", Set.of("spike", "continuous"));
    }
    Token kind = tokens.next();
    if (spiking && type != null) {
      throw tokens.fail(
          type.place(),
          "a port for spikes has no type; write '%s <- spike'".formatted(variable.name()));
    }
    if (!spiking && type == null) {
      throw tokens.fail(
          kind.place(),
          "a continuous port needs a type; write '%s pA <- continuous'".formatted(variable.name()));
    }
    if (!spiking && !qualifiers.isEmpty()) {
      throw tokens.fail(kind.place(), "only ports for spikes are excitatory or inhibitory");
    }
    List<Declaration.Decorator> decorators = statements.decorators();
    return new Block.Port(
        variable.place(),
        variable,
        type,
        List.copyOf(qualifiers.keySet()),
        spiking,
        decorators,
        ended(first, "the port"));
  }

  private Block output() {
    Token head = tokens.next();
    if (tokens.at(":") && (tokens.peek(1).is("spike") || tokens.peek(1).is("continuous"))) {
      throw tokens.fail(
          tokens.peek(1).place(),
          "write '%s' on a line of its own below 'output:', indented"
              .formatted(tokens.peek(1).text()));
    }
    List<Block.Output> found = new ArrayList<>();
    statements.block("output", () -> found.add(emitted(head)));
    if (found.size() > 1) {
      tokens.problems().error(head.place(), "a model can have only one kind of output");
    }
    return found.isEmpty() ? new Block.Output(head.place(), true, List.of()) : found.getFirst();
  }

  private Block.Output emitted(Token head) {
    if (!tokens.at("spike") && !tokens.at("continuous")) {
      throw tokens.unknown("a kind of output", Set.of("spike", "continuous"));
    }
    boolean spiking = tokens.next().is("spike");
    List<Block.Parameter> attributes = List.of();
    if (tokens.at("(")) attributes = parameters();
    tokens.expectLineEnd("the output");
    return new Block.Output(head.place(), spiking, attributes);
  }

  private List<Block.Parameter> parameters() {
    List<Block.Parameter> all = new ArrayList<>();
    tokens.expect("(", "before the arguments");
    if (!tokens.at(")")) {
      do {
        Token name = tokens.expectName("an argument");
        all.add(new Block.Parameter(name.place(), name.text(), units.type()));
      } while (tokens.accept(","));
    }
    tokens.expect(")", "after the arguments");
    return all;
  }

  private Block function() {
    Token head = tokens.next();
    Token name = tokens.expectName("the function");
    List<Block.Parameter> parameters = parameters();
    TypeText result = tokens.at(":") ? null : units.type();
    return new Block.Function(
        name.place(),
        name.text(),
        parameters,
        result,
        statements.body("function"),
        comments.above(head.place().line()));
  }

  private Block onReceive() {
    Token head = tokens.next();
    tokens.expect("(", "after 'onReceive', as in 'onReceive(spikes):'");
    Variable port = expressions.variable(false);
    List<Equation.Option> options = statements.options(",");
    return new Block.OnReceive(head.place(), port, options, statements.body("onReceive"));
  }

  private Block onCondition() {
    Token head = tokens.next();
    tokens.expect("(", "after 'onCondition', as in 'onCondition(V_m >= V_th):'");
    Expression condition = expressions.read();
    List<Equation.Option> options = statements.options(",");
    return new Block.OnCondition(head.place(), condition, options, statements.body("onCondition"));
  }
}
