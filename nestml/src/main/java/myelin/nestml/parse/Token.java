package myelin.nestml.parse;

import myelin.nestml.text.Place;

/// A token: the smallest piece of a text that has a meaning.
///
/// @param text the token as it is written; for a text in quotes, what is between them
record Token(Kind kind, String text, Place place) {

  /// The kind of a token.
  enum Kind {
    NAME,
    INTEGER,
    FLOAT,
    STRING,
    SYMBOL,
    NEWLINE,
    INDENT,
    DEDENT,
    END
  }

  /// Whether the token is this word or symbol.
  boolean is(String word) {
    return (kind == Kind.SYMBOL || kind == Kind.NAME) && text.equals(word);
  }

  /// Whether no token of the same line follows.
  boolean endsLine() {
    return switch (kind) {
      case NEWLINE, INDENT, DEDENT, END -> true;
      default -> false;
    };
  }

  /// The token as messages show it.
  String shown() {
    return switch (kind) {
      case NEWLINE -> "the end of the line";
      case INDENT -> "more indentation";
      case DEDENT -> "the end of the block";
      case END -> "the end of the file";
      case STRING -> "a text in quotes";
      default -> "'" + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + "'";
    };
  }
}
