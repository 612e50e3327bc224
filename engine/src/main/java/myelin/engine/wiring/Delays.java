package myelin.engine.wiring;

import java.io.IOException;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.table.ConnectionTable;

/// What delays may be, and the smallest and largest that connections have had (steps): those of
/// devices at once, those in tables when these are built. As in NEST they never come closer again.
public final class Delays {

  private int least = 1;
  private int most = ConnectionTable.DELAY_LIMIT;
  private int min = Integer.MAX_VALUE;
  private int max;

  /// Delays from one step to the largest that tables hold.
  public Delays() {}

  /// Allows delays from `newLeast` to `newMost` from now on; connect calls check this.
  public void limit(int newLeast, int newMost) {
    least = newLeast;
    most = newMost;
  }

  /// The smallest delay that is allowed.
  public int least() {
    return least;
  }

  /// The largest delay that is allowed.
  public int most() {
    return most;
  }

  /// Notes that connections have these delays.
  public void use(int... delays) {
    for (int d : delays) {
      min = Math.min(min, d);
      max = Math.max(max, d);
    }
  }

  /// The smallest so far; `Integer.MAX_VALUE` without any.
  public int min() {
    return min;
  }

  /// The largest so far; 0 without any.
  public int max() {
    return max;
  }

  /// Writes limits and extrema.
  public void save(CheckpointWriter out) throws IOException {
    out.put(least, most, min, max);
  }

  /// Reads what [#save] has written.
  public void load(CheckpointReader in) throws IOException {
    int[] all = in.wholes();
    int longest = ConnectionTable.DELAY_LIMIT;
    in.require(
        all.length == 4
            && all[0] >= 1
            && all[1] >= all[0]
            && all[1] <= longest
            && (all[2] == Integer.MAX_VALUE || (all[2] >= 1 && all[2] <= longest))
            && all[3] >= 0
            && all[3] <= longest,
        "there are no such delays");
    limit(all[0], all[1]);
    min = all[2];
    max = all[3];
  }
}
