package myelin.conformance.network;

import java.util.Arrays;
import java.util.StringJoiner;
import java.util.function.IntToDoubleFunction;
import myelin.Names;

/// A value of a random program, and how a user would write it.
record Said(Object value, String text) {

  static Said of(Object value) {
    return new Said(value, value instanceof String s ? '"' + s + '"' : String.valueOf(value));
  }

  /// A list of numbers.
  static Said list(int n, IntToDoubleFunction number) {
    double[] numbers = new double[n];
    Arrays.setAll(numbers, number);
    StringJoiner text = new StringJoiner(", ", "new double[] {", "}");
    for (double x : numbers) text.add(Double.toString(x));
    return new Said(numbers, text.toString());
  }

  /// Drawn uniformly.
  static Said uniform(double low, double high) {
    return Said.of(Names.uniform(low, high));
  }

  /// Drawn from a normal distribution, again if beyond two deviations.
  static Said normal(double mean, double std) {
    var low = Names.number(mean - 2 * std);
    var high = Names.number(mean + 2 * std);
    String text = "normal(%s, %s).redraw(number(%s), number(%s))".formatted(mean, std, low, high);
    return new Said(Names.normal(mean, std).redraw(low, high), text);
  }
}
