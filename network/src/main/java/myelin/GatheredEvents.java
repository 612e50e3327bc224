package myelin;

import myelin.engine.base.Ranks;
import myelin.engine.device.Records;

/// The events that the ranks have recorded, taken together, in the order in which one process has
/// them.
final class GatheredEvents {

  /// Columns of whole numbers, or of numbers that every event has: sender, step, offset.
  private static final int COLUMNS = 3;

  private GatheredEvents() {}

  /// The events of all ranks, each of which gives its own.
  static Records of(Ranks ranks, Events own) {
    int width = COLUMNS + own.quantities().size();
    Ranks.Gathered all = ranks.gather(words(own, width), own.size() * width);
    int n = all.from()[ranks.size()] / width;
    long[] words = all.words();
    Records records = new Records(width - COLUMNS);
    double[] row = new double[width - COLUMNS];
    for (int at = 0; at < n * width; at += width) {
      for (int v = 0; v < row.length; v++) {
        row[v] = Double.longBitsToDouble(words[at + COLUMNS + v]);
      }
      records.add((int) words[at], words[at + 1], Double.longBitsToDouble(words[at + 2]), row);
    }
    return records.inOrder(own.quantities().indexOf("targets"));
  }

  private static long[] words(Events own, int width) {
    int[] senders = own.senders();
    long[] steps = own.steps();
    double[] offsets = own.offsets();
    long[] words = new long[Math.multiplyExact(own.size(), width)];
    for (int e = 0; e < own.size(); e++) {
      words[e * width] = senders[e];
      words[e * width + 1] = steps[e];
      words[e * width + 2] = Double.doubleToRawLongBits(offsets[e]);
    }
    for (int v = 0; v < width - COLUMNS; v++) {
      double[] values = own.values(own.quantities().get(v));
      for (int e = 0; e < own.size(); e++) {
        words[e * width + COLUMNS + v] = Double.doubleToRawLongBits(values[e]);
      }
    }
    return words;
  }
}
