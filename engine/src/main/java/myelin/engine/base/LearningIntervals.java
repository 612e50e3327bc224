package myelin.engine.base;

/// The intervals in which networks learn that are trained interval by interval: NEST's
/// `eprop_update_interval`, `eprop_learning_window` and `eprop_reset_neurons_on_update`.
///
/// @param update_ms after how long weights may change again (ms)
/// @param window_ms the last part of each interval, in which errors count (ms); all of it, if
///   longer
/// @param reset whether neurons begin anew with each interval
public record LearningIntervals(double update_ms, double window_ms, boolean reset) {

  /// NEST's: one second, all of which counts.
  public static final LearningIntervals DEFAULT = new LearningIntervals(1000, 1000, true);

  /// Checks the intervals.
  ///
  /// @throws BadInput unless both are above zero and finite
  public LearningIntervals {
    if (!(update_ms > 0) || Double.isInfinite(update_ms)) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "eprop_update_interval = %s ms must be above 0 ms and finite".formatted(update_ms));
    }
    if (!(window_ms > 0) || Double.isInfinite(window_ms)) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "eprop_learning_window = %s ms must be above 0 ms and finite".formatted(window_ms));
    }
  }

  /// The interval (steps).
  ///
  /// @throws BadInput if it is shorter than a step
  public long update(TimeGrid grid) {
    return grid.ceil(update_ms, "eprop_update_interval");
  }

  /// The window (steps).
  public long window(TimeGrid grid) {
    return grid.ceil(window_ms, "eprop_learning_window");
  }
}
