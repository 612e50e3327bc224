package myelin.nestml.run;

/// What texts of models print, on the standard output.
final class Printed {

  private Printed() {}

  static void text(String text) {
    System.out.print(text);
  }
}
