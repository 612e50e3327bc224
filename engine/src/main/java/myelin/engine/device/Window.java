package myelin.engine.device;

/// The time in which a device is active: `(start + origin, stop + origin]`, in steps.
///
/// @param after last step at which it is not yet active
/// @param last last step at which it is active
public record Window(long after, long last) {

  /// Reads `start`, `stop` and `origin`.
  ///
  /// @throws myelin.engine.base.BadInput if a time is off the grid or `stop` lies before `start`
  public static Window of(Device.Settings s) {
    long start = s.steps("start");
    long stop = s.steps("stop");
    long origin = s.steps("origin");
    if (stop < start) {
      throw s.refuse(
          "stop = %s ms lies before start = %s ms; stop >= start is needed"
              .formatted(s.real("stop"), s.real("start")));
    }
    return new Window(sum(start, origin), sum(stop, origin));
  }

  /// The sum, in which `Long.MAX_VALUE` stands for never.
  private static long sum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  /// Whether `step` lies inside.
  public boolean contains(long step) {
    return step > after && step <= last;
  }
}
