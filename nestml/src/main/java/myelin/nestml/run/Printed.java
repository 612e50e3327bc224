package myelin.nestml.run;

import java.util.Locale;

/// Prints what texts of models ask for, on standard output.
final class Printed {

  private Printed() {}

  /// Prints a text, in which `{}` stands for the values.
  ///
  /// @param function `print`, `println`, `info` or `warning`; the last two say who prints
  static void text(String function, String whose, String text, double[] values) {
    String shown = text;
    for (double value : values) shown = shown.replaceFirst("\\{}", Double.toString(value));
    boolean message = function.equals("info") || function.equals("warning");
    String begin = message ? "%s: %s: ".formatted(whose, function.toLowerCase(Locale.ROOT)) : "";
    System.out.print(begin + shown + (function.equals("print") ? "" : System.lineSeparator()));
  }
}
