package myelin.models.train;

import java.util.Arrays;
import myelin.engine.random.Philox;
import myelin.engine.random.RandomStream;

/// A uniform number in (0, 1) for each target of a device and each step, for many targets at once.
/// One evaluation of Philox serves two steps.
final class Uniforms {

  /// Stands in place of a target for numbers that all targets share.
  static final int ALL = 0;

  private static final double TO_UNIT = 0x1p-52;
  private static final long LOW = 0xFFFFFFFFL;

  private final int device;
  private final int[] targets;
  private final int occurrence;
  private final long[] even;
  private final long[] odd;
  private final double[] unit;
  private long pair = -1;

  /// The numbers of a device for its connections number `occurrence` to these targets.
  Uniforms(int device, int[] targets, int occurrence) {
    this.device = device;
    this.targets = targets;
    this.occurrence = occurrence;
    even = new long[targets.length];
    odd = new long[targets.length];
    unit = new double[targets.length];
  }

  /// The numbers of step `k`, target by target; they stay until the next call.
  double[] at(long seed, long k) {
    if (k >>> 1 != pair) {
      pair = k >>> 1;
      for (int i = 0; i < targets.length; i++) even[i] = pair << Integer.SIZE | targets[i];
      Arrays.fill(odd, (long) device << Integer.SIZE | (word(pair, occurrence) & LOW));
      Philox.blocks((int) seed, (int) (seed >>> Integer.SIZE), even, odd, targets.length);
    }
    long[] bits = (k & 1) == 0 ? even : odd;
    for (int i = 0; i < unit.length; i++) unit[i] = unit(bits[i]);
    return unit;
  }

  /// The number of step `k` for one target.
  static double at(long seed, int device, int target, int occurrence, long k) {
    int[] words = new int[4];
    long pair = k >>> 1;
    int k0 = (int) seed;
    int k1 = (int) (seed >>> Integer.SIZE);
    Philox.block(k0, k1, (int) pair, target, device, word(pair, occurrence), words);
    int from = (k & 1) == 0 ? 0 : 2;
    return unit((long) words[from] << Integer.SIZE | (words[from + 1] & LOW));
  }

  private static int word(long pair, int occurrence) {
    int high = (int) (pair >>> Integer.SIZE) << 8;
    return RandomStream.Purpose.TRAIN.word(high | (occurrence & 0xFF));
  }

  private static double unit(long bits) {
    return ((bits >>> 12) + 0.5) * TO_UNIT;
  }
}
