package myelin.nestml.check;

/// Leaves an expression or statement that has an error, which is already reported.
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Refused() {
    super("reported already", null, false, false);
  }
}
