package myelin.models.device;

import myelin.engine.base.BadInput;
import myelin.engine.base.TimeGrid;
import myelin.engine.device.Device;

/// Lists of times that may lie off the grid if the user allows it.
public final class OffGrid {

  private OffGrid() {}

  /// The steps of `ms`: on the grid, or, if allowed, the end of the step that each time lies in.
  public static long[] steps(Device.Settings s, TimeGrid grid, String name, boolean allowed) {
    double[] ms = s.reals(name);
    long[] steps = new long[ms.length];
    for (int i = 0; i < ms.length; i++) {
      String what = s.what(name) + "[" + i + "]";
      try {
        steps[i] = allowed ? grid.ceil(ms[i], what) : grid.steps(ms[i], what);
      } catch (BadInput e) {
        if (e.kind() != BadInput.Kind.GRID) throw e;
        throw new BadInput(
            e.kind(),
            e.getMessage() + "; or set allow_offgrid_times to move it to the end of its step",
            e);
      }
    }
    return steps;
  }
}
