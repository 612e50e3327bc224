package myelin.connectome;

import myelin.engine.base.BadInput;

/// Times within a trial as whole steps.
final class TrialSteps {

  /// How far from the grid a time may be, as 0.1 + 0.2 is (steps).
  private static final double NEAR = 1e-4;

  private TrialSteps() {}

  /// The steps of times.
  ///
  /// @param h the resolution (ms)
  /// @param what what they are the times of, for messages
  /// @throws BadInput unless all are multiples of the resolution, above 0 and below 2^31 steps
  static int[] of(double h, String what, double... times) {
    int[] steps = new int[times.length];
    for (int k = 0; k < steps.length; k++) {
      double x = times[k] / h;
      steps[k] = (int) Math.rint(x);
      if (Math.abs(x - steps[k]) <= NEAR && steps[k] > 0) continue;
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s: %s ms must be a multiple of the resolution, %s ms, above 0 and below %s ms"
              .formatted(what, times[k], h, 0x1p31 * h));
    }
    return steps;
  }
}
