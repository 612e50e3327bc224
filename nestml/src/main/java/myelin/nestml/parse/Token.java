package myelin.nestml.parse;

import myelin.nestml.text.Place;

/// A piece of the text that belongs together.
///
/// @param text as it is written; of a text in quotes, what is between them
record Token(Kind kind, String text, Place place) {

  /// What sort of token.
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

  /// Whether it is this word or symbol.
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

  /// How a message calls it.
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
