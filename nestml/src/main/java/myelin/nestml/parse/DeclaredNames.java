package myelin.nestml.parse;

import java.util.HashSet;
import java.util.Set;

/// Finds the names that a model declares, before the model is read. They decide what a name after a
/// number means: if it is both a unit and a variable of the model, it is the variable.
final class DeclaredNames {

  private static final Set<String> BEFORE = Set.of("recordable", "inline", "kernel");

  private final TokenStream tokens;
  private final Set<String> names = new HashSet<>();

  private DeclaredNames(TokenStream tokens) {
    this.tokens = tokens;
  }

  /// The names that are declared from the next token to the end of its block.
  static Set<String> of(TokenStream tokens) {
    DeclaredNames all = new DeclaredNames(tokens);
    all.scan();
    return all.names;
  }

  private void scan() {
    boolean lineBegins = true;
    int depth = 0;
    for (int i = 0; ; i++) {
      Token token = tokens.peek(i);
      if (token.kind() == Token.Kind.END) return;
      if (token.kind() == Token.Kind.INDENT) depth++;
      if (token.kind() == Token.Kind.DEDENT && --depth <= 0) return;
      if (!token.endsLine() && lineBegins) line(i);
      lineBegins = token.endsLine();
    }
  }

  private void line(int from) {
    int i = from;
    if (tokens.peek(i).is("function")) {
      function(i);
      return;
    }
    while (BEFORE.contains(tokens.peek(i).text())) i++;
    int first = i;
    while (tokens.peek(i).kind() == Token.Kind.NAME) {
      i = afterVariable(i);
      if (!tokens.peek(i).is(",")) break;
      i++;
    }
    if (i == first) return;
    Token after = tokens.peek(i);
    boolean declares =
        after.kind() == Token.Kind.NAME
            || after.is("<-")
            || tokens.peek(i - 1).is("'")
            || first > from
            || (after.kind() == Token.Kind.INTEGER && tokens.peek(i + 1).is("/"));
    if (!declares) return;
    for (int j = first; j < i; j = afterVariable(j) + 1) names.add(tokens.peek(j).text());
  }

  private int afterVariable(int name) {
    int i = name + 1;
    if (tokens.peek(i).is("[")) {
      while (!tokens.peek(i).is("]")) {
        if (tokens.peek(i).endsLine()) return i;
        i++;
      }
      i++;
    }
    while (tokens.peek(i).is("'")) i++;
    return i;
  }

  private void function(int from) {
    for (int i = from + 2; !tokens.peek(i).endsLine(); i++) {
      boolean begins = tokens.peek(i).is("(") || tokens.peek(i).is(",");
      if (begins && tokens.peek(i + 1).kind() == Token.Kind.NAME) {
        names.add(tokens.peek(i + 1).text());
      }
    }
  }
}
