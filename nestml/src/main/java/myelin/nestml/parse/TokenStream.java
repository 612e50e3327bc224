package myelin.nestml.parse;

import java.util.List;
import java.util.Set;
import myelin.engine.base.Nearest;
import myelin.nestml.text.Place;
import myelin.nestml.text.Problems;

/// The tokens of a text, and how far they have been read.
final class TokenStream {

  /// Words that cannot be names.
  static final Set<String> RESERVED =
      Set.of(
          ("model state parameters internals equations input output update function onReceive"
                  + " onCondition kernel inline recordable spike continuous inhibitory excitatory if"
                  + " elif else for in step while return and or not inf integer real string boolean"
                  + " void true false True False")
              .split(" "));

  private final List<Token> tokens;
  private final Problems problems;
  private int at;

  TokenStream(List<Token> tokens, Problems problems) {
    this.tokens = tokens;
    this.problems = problems;
  }

  Problems problems() {
    return problems;
  }

  /// Number of tokens that have been read.
  int position() {
    return at;
  }

  Token peek() {
    return tokens.get(at);
  }

  /// The token `ahead` after the next one.
  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  /// The token that was read last.
  Token last() {
    return tokens.get(Math.max(0, at - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    if (at < tokens.size() - 1) at++;
    return token;
  }

  boolean at(String word) {
    return peek().is(word);
  }

  boolean at(Token.Kind kind) {
    return peek().kind() == kind;
  }

  /// Whether the next token may be a name.
  boolean atName() {
    return at(Token.Kind.NAME) && !RESERVED.contains(peek().text());
  }

  /// Reads the next token if it is this one.
  boolean accept(String word) {
    if (!at(word)) return false;
    next();
    return true;
  }

  /// Reads this word or symbol.
  ///
  /// @param where where it is expected, such as "after the condition"
  Token expect(String word, String where) {
    if (at(word)) return next();
    throw fail("'%s' is missing %s, before %s".formatted(word, where, peek().shown()));
  }

  /// Reads a name.
  ///
  /// @param what what it names
  Token expectName(String what) {
    if (atName()) return next();
    if (at(Token.Kind.NAME)) {
      throw fail(
          "'%s' is a word of the language; choose another name for %s"
              .formatted(peek().text(), what));
    }
    throw fail("the name of %s is missing before %s".formatted(what, peek().shown()));
  }

  /// Reads the end of a line.
  void expectLineEnd(String after) {
    if (at(Token.Kind.NEWLINE)) {
      next();
      return;
    }
    if (at(Token.Kind.DEDENT) || at(Token.Kind.END)) return;
    throw fail("%s should end here, before %s".formatted(after, peek().shown()));
  }

  /// Reports an error at the next token.
  SyntaxError fail(String message) {
    return fail(peek().place(), message);
  }

  SyntaxError fail(Place place, String message) {
    problems.error(place, message);
    return new SyntaxError();
  }

  /// Reports that a word is not one of those that are allowed here.
  SyntaxError unknown(String what, Set<String> allowed) {
    Token token = peek();
    String hint = token.kind() == Token.Kind.NAME ? Nearest.hint(token.text(), allowed) : "";
    if (hint.isEmpty())
      hint = "; there are " + String.join(", ", allowed.stream().sorted().toList());
    return fail(token.place(), "%s is not %s%s".formatted(token.shown(), what, hint));
  }

  /// Skips the rest of a line with an error, and the lines that are indented below it.
  void skipLine() {
    while (!at(Token.Kind.NEWLINE) && !at(Token.Kind.DEDENT) && !at(Token.Kind.END)) {
      if (at(Token.Kind.INDENT)) {
        skipIndented();
        return;
      }
      next();
    }
    if (at(Token.Kind.NEWLINE)) next();
    if (at(Token.Kind.INDENT)) skipIndented();
  }

  private void skipIndented() {
    int depth = 0;
    do {
      if (at(Token.Kind.INDENT)) depth++;
      if (at(Token.Kind.DEDENT)) depth--;
      if (at(Token.Kind.END)) return;
      next();
    } while (depth > 0);
  }
}
