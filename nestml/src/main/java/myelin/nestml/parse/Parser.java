package myelin.nestml.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import myelin.nestml.syntax.Block;
import myelin.nestml.syntax.ModelSyntax;
import myelin.nestml.text.Problems;

/// Reads the models of a text.
public final class Parser {

  private static final int LONGEST = 4_000_000;

  private final Problems problems;
  private final Comments comments = new Comments();
  private final TokenStream tokens;
  private final BlockParser blocks;
  private final List<ModelSyntax> models = new ArrayList<>();

  private Parser(Problems problems) {
    this.problems = problems;
    tokens = new TokenStream(Lexer.tokens(problems, comments), problems);
    blocks = new BlockParser(tokens, comments);
  }

  /// Reads all models of the text of `problems`, which gets all errors. What could be read is
  /// returned even if there are errors.
  public static List<ModelSyntax> models(Problems problems) {
    if (problems.source().content().length() > LONGEST) {
      problems.error(
          new myelin.nestml.text.Place(1, 1, 0),
          "this text is too long: %d characters at most".formatted(LONGEST));
      return List.of();
    }
    Parser parser = new Parser(problems);
    parser.all();
    return List.copyOf(parser.models);
  }

  private void all() {
    while (!tokens.at(Token.Kind.END)) {
      if (tokens.at(Token.Kind.DEDENT)) tokens.next();
      else blocks.statements().line(this::model);
    }
    if (models.isEmpty() && !problems.hasErrors()) {
      problems.error(
          tokens.peek().place(), "there is no model in this text: 'model NAME:' begins one");
    }
  }

  private void model() {
    Token head = tokens.peek();
    if ((tokens.at("neuron") || tokens.at("synapse")) && tokens.peek(1).kind() == Token.Kind.NAME) {
      problems.error(
          head.place(),
          "write 'model %s:' for '%s %s:'"
              .formatted(tokens.peek(1).text(), head.text(), tokens.peek(1).text()));
    } else if (!tokens.at("model")) {
      throw tokens.unknown("the beginning of a model", Set.of("model"));
    }
    tokens.next();
    Token name = tokens.expectName("the model");
    blocks.units().declared(DeclaredNames.of(tokens));
    List<Block> read = new ArrayList<>();
    blocks.statements().block("model", () -> blocks.read(read::add));
    int line = head.place().line();
    models.add(
        new ModelSyntax(
            name.place(), name.text(), comments.above(line), read, text(comments.begin(line))));
  }

  /// The lines from `first` to the last one read.
  private String text(int first) {
    int last = tokens.last().place().line();
    if (tokens.last().kind() == Token.Kind.DEDENT && !tokens.at(Token.Kind.END)) {
      last = comments.begin(last) - 1;
    }
    List<String> lines = problems.source().lines();
    return String.join("\n", lines.subList(first - 1, Math.max(first, last))).stripTrailing()
        + "\n";
  }
}
