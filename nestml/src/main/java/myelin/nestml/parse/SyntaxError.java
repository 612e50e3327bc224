package myelin.nestml.parse;

/// Leaves the statement that has an error, which is already reported.
final class SyntaxError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SyntaxError() {
    super("reported already", null, false, false);
  }
}
