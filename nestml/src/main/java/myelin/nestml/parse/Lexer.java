package myelin.nestml.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import myelin.nestml.text.Place;
import myelin.nestml.text.Problems;
import org.jspecify.annotations.Nullable;

/// Divides a text into tokens; indentation becomes tokens as well.
final class Lexer {

  private static final int DEEPEST = 40;
  private static final int TAB = 8;
  private static final int LONGEST_NAME = 200;

  private static final Pattern NAME = Pattern.compile("[A-Za-z_$][A-Za-z_0-9$]*+");
  private static final Pattern NUMBER =
      Pattern.compile("(?:[0-9]++(?:\\.(?!\\.)[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");
  private static final Pattern SYMBOL =
      Pattern.compile(
          "\\.\\.\\.|//=|\\*\\*|\\+=|-=|\\*=|/=|//|<<|>>|<=|>=|==|!=|<>|<-(?=[ \t])|::|&&|\\|\\|"
              + "|[-+*/%(){}\\[\\],:;?<>=&^|~@'!]");

  private final Problems problems;
  private final Comments comments;
  private final List<Token> tokens = new ArrayList<>();
  private final Deque<Integer> indents = new ArrayDeque<>();
  private boolean joined;

  /// The text that ends a comment in an old form, whose lines are skipped; null outside of one.
  private @Nullable String skippedTo;

  private Lexer(Problems problems, Comments comments) {
    this.problems = problems;
    this.comments = comments;
  }

  /// The tokens of the text, with an `END` at the end; its comments go to `comments`.
  static List<Token> tokens(Problems problems, Comments comments) {
    Lexer lexer = new Lexer(problems, comments);
    lexer.all();
    return lexer.tokens;
  }

  private void all() {
    indents.push(0);
    List<String> lines = problems.source().lines();
    boolean deep = false;
    for (int i = 0; i < lines.size() && !deep; i++) deep = line(i + 1, lines.get(i));
    Place end = new Place(lines.size(), lines.getLast().length() + 1, 0);
    if (!tokens.isEmpty() && tokens.getLast().kind() != Token.Kind.NEWLINE) {
      tokens.add(new Token(Token.Kind.NEWLINE, "", end));
    }
    while (indents.size() > 1) {
      indents.pop();
      tokens.add(new Token(Token.Kind.DEDENT, "", end));
    }
    tokens.add(new Token(Token.Kind.END, "", end));
  }

  /// Reads a line; returns whether it is indented too deeply to go on.
  private boolean line(int number, String text) {
    if (skippedTo != null) {
      if (text.contains(skippedTo)) skippedTo = null;
      return false;
    }
    int at = 0;
    while (at < text.length() && isSpace(text.charAt(at))) at++;
    boolean empty = at == text.length();
    if (empty || text.charAt(at) == '#') {
      if (!empty) comments.add(number, text.substring(at + 1), true);
      return false;
    }
    if (!joined && indent(number, text, at)) return true;
    joined = false;
    rest(number, text, at);
    return false;
  }

  private boolean indent(int number, String text, int at) {
    int width = 0;
    for (int i = 0; i < at; i++) width += text.charAt(i) == '\t' ? TAB - width % TAB : 1;
    Place place = new Place(number, at + 1, 0);
    int now = indents.element();
    if (width > now) {
      if (indents.size() > DEEPEST) {
        problems.error(place, "blocks are nested too deeply, %d at most".formatted(DEEPEST));
        return true;
      }
      indents.push(width);
      tokens.add(new Token(Token.Kind.INDENT, "", place));
      return false;
    }
    while (width < indents.element()) {
      indents.pop();
      tokens.add(new Token(Token.Kind.DEDENT, "", place));
    }
    if (width != indents.element()) {
      problems.error(
          new Place(number, 1, at),
          "this indentation matches no line above; indent by %d or %d columns"
              .formatted(indents.element(), now));
    }
    return false;
  }

  private void rest(int number, String text, int from) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isSpace(c)) {
        at++;
      } else if (c == '#') {
        comments.add(number, text.substring(at + 1), false);
        at = text.length();
      } else if (c == '\\' && text.substring(at + 1).isBlank()) {
        joined = true;
        return;
      } else {
        at = token(number, text, at);
      }
    }
    if (!tokens.isEmpty() && tokens.getLast().is(",")) {
      joined = true;
      return;
    }
    tokens.add(new Token(Token.Kind.NEWLINE, "", new Place(number, text.length() + 1, 0)));
  }

  /// Reads the token at a column; returns where the next one may begin.
  private int token(int number, String text, int at) {
    char c = text.charAt(at);
    if (c == '"') return quoted(number, text, at);
    if (text.startsWith("/*", at)) {
      problems.error(
          new Place(number, at + 1, 2),
          "comments begin with '#', not with '/*', and end with the line");
      if (!text.substring(at).contains("*/")) skippedTo = "*/";
      return text.length();
    }
    Matcher m = NAME.matcher(text).region(at, text.length()).useTransparentBounds(true);
    if (m.lookingAt()) {
      if (m.end() - at > LONGEST_NAME) {
        problems.error(
            new Place(number, at + 1, m.end() - at),
            "this name is too long, %d characters at most".formatted(LONGEST_NAME));
      }
      return add(Token.Kind.NAME, m, number);
    }
    if (m.usePattern(NUMBER).lookingAt()) {
      String digits = m.group();
      boolean integer = digits.chars().allMatch(d -> d >= '0' && d <= '9');
      return add(integer ? Token.Kind.INTEGER : Token.Kind.FLOAT, m, number);
    }
    if (m.usePattern(SYMBOL).lookingAt()) return symbol(m, number);
    problems.error(
        new Place(number, at + 1, 1),
        "the character '%s' has no meaning here"
            .formatted(new String(Character.toChars(text.codePointAt(at)))));
    return at + Character.charCount(text.codePointAt(at));
  }

  private int symbol(Matcher m, int number) {
    String meant =
        switch (m.group()) {
          case "&&" -> "and";
          case "||" -> "or";
          case "!" -> "not";
          default -> null;
        };
    if (meant == null) return add(Token.Kind.SYMBOL, m, number);
    Place place = new Place(number, m.start() + 1, m.end() - m.start());
    problems.error(place, "write '%s' for '%s'".formatted(meant, m.group()));
    tokens.add(new Token(Token.Kind.NAME, meant, place));
    return m.end();
  }

  private int add(Token.Kind kind, Matcher m, int number) {
    tokens.add(new Token(kind, m.group(), new Place(number, m.start() + 1, m.end() - m.start())));
    return m.end();
  }

  private int quoted(int number, String text, int at) {
    if (text.startsWith("\"\"\"", at)) {
      problems.error(
          new Place(number, at + 1, 3),
          "a description is a comment: begin each of its lines with '#', directly above 'model'");
      if (!text.substring(at + 3).contains("\"\"\"")) skippedTo = "\"\"\"";
      return text.length();
    }
    StringBuilder value = new StringBuilder();
    int i = at + 1;
    while (i < text.length() && text.charAt(i) != '"') {
      char c = text.charAt(i++);
      if (c == '\\' && i < text.length()) {
        char escaped = text.charAt(i++);
        c = escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped;
      }
      value.append(c);
    }
    Place place = new Place(number, at + 1, Math.min(i + 1, text.length()) - at);
    if (i == text.length()) problems.error(place, "this text has no closing '\"'");
    tokens.add(new Token(Token.Kind.STRING, value.toString(), place));
    return i + 1;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\f';
  }
}
