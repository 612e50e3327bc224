package myelin.nestml.parse;

/// Thrown to leave a statement whose error has been reported.
final class SyntaxError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SyntaxError() {
    super("reported already", null, false, false);
  }
}
