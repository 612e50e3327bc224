package myelin.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/// Compares traces; a failure shows the first place that differs, and not both traces.
final class Close {

  private Close() {}

  /// Requires as many numbers, each within `tolerance` of what is expected.
  static void require(String what, double[] actual, double[] expected, double tolerance) {
    for (int i = 0; i < Math.min(actual.length, expected.length); i++) {
      if (Math.abs(actual[i] - expected[i]) <= tolerance) continue;
      fail("%s [%d] is %s, not %s +- %s", what, i, actual[i], expected[i], tolerance);
    }
    assertThat(actual.length).as("number of elements of %s", what).isEqualTo(expected.length);
  }
}
