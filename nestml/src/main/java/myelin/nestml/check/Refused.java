package myelin.nestml.check;

/// Thrown to leave an expression or statement whose error has been reported.
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Refused() {
    super("reported already", null, false, false);
  }
}
