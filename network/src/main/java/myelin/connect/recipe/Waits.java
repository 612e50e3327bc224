package myelin.connect.recipe;

import myelin.engine.math.Logarithm;
import myelin.engine.random.RandomStream;

/// Exponential and uniform numbers of one stream, drawn many at a time.
final class Waits {

  private static final int MOST = 256;
  private static final int LEAST = 16;
  private static final int BITS = 30;

  /// So many bits of the second word make an exponential number finer; the others are uniform.
  private static final int FINE = 12;

  /// How far uniform numbers are apart.
  static final double GRAIN = 0x1p-18;

  private static final double TO_UNIT = 0x1p-42;

  private final RandomStream random;
  private final int[] bits = new int[2 * MOST];
  private final double[] unit = new double[MOST];
  private final double[] log = new double[MOST];
  private int next;
  private int filled;
  private int together = LEAST;

  Waits(RandomStream random) {
    this.random = random;
  }

  /// Forgets what has been drawn, as the stream is another.
  ///
  /// @param expected about how many numbers will be asked for
  void begin(double expected) {
    next = filled = 0;
    together = (int) Math.clamp(expected, LEAST, MOST);
  }

  /// Moves to the next exponential number with mean 1.
  double next() {
    if (next == filled) fill();
    return -log[next++];
  }

  /// A uniform number that goes with the last exponential one, to within [#GRAIN] above it; the
  /// same each time.
  double uniform() {
    return (bits[2 * next - 1] >>> FINE) * GRAIN;
  }

  private void fill() {
    random.nextInts(1 << BITS, bits, 2 * together);
    for (int i = 0; i < together; i++) {
      int fine = bits[2 * i + 1] & ((1 << FINE) - 1);
      unit[i] = (((long) bits[2 * i] << FINE | fine) + 0.5) * TO_UNIT;
    }
    Logarithm.log(unit, log, together);
    next = 0;
    filled = together;
  }
}
