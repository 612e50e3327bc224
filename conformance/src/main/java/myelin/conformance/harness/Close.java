package myelin.conformance.harness;

/// Compares traces; a failure shows the first place that differs, and not both traces.
@FunctionalInterface
public interface Close {

  /// Compares numbers with those expected to within `tolerance`; there must be as many of each.
  void compare(String what, double[] actual, double[] expected, double tolerance);

  /// Requires as many numbers as are expected, each within `tolerance` of what is expected.
  static void require(String what, double[] actual, double[] expected, double tolerance) {
    for (int i = 0; i < Math.min(actual.length, expected.length); i++) {
      if (Math.abs(actual[i] - expected[i]) <= tolerance) continue;
      throw new AssertionError(
          "%s [%d] is %s, not %s +- %s".formatted(what, i, actual[i], expected[i], tolerance));
    }
    requireAsMany(what, actual, expected);
  }

  /// Requires as many numbers as are expected.
  static void requireAsMany(String what, double[] actual, double[] expected) {
    if (actual.length == expected.length) return;
    throw new AssertionError(
        "%s: %d elements, not %d".formatted(what, actual.length, expected.length));
  }
}
