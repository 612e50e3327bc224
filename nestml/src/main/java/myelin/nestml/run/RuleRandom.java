package myelin.nestml.run;

import java.util.function.IntUnaryOperator;
import myelin.engine.random.Philox;
import myelin.engine.random.RandomStream.Purpose;

/// The random numbers of the synapses of one source and one delay that a spike visits: functions of
/// the seed, the source, the target, the step, and how many numbers the visit of the synapse has
/// already drawn. They do not depend on the other synapses of the table.
///
/// The first two numbers of each synapse, which are one block of [Philox], are drawn for all
/// synapses together.
final class RuleRandom {

  /// Bits that count the blocks drawn in one visit of a synapse; more would repeat those of the
  /// next step.
  private static final int BLOCK_BITS = 8;

  private static final int MODEL_BITS = 0xFF;
  private static final int MODEL_PLACE = 16;
  private static final int STEP_BITS = 0xFFFF00;
  private static final int ORDINAL_PLACE = 4;
  private static final int OCCURRENCE_BITS = 0xFF;
  private static final double TO_UNIT = 0x1p-52;
  private static final int UNIT_BITS = 52;
  private static final long LOW = 0xFFFFFFFFL;

  private final IntUnaryOperator targetId;

  /// The first number of each synapse that is visited, and the second.
  private long[] first = {};

  private long[] second = {};

  /// The numbers of a further block.
  private final int[] words = new int[4];

  private long next;
  private byte[] ordinals = {};
  private int from;
  private int k0;
  private int k1;
  private int source;
  private int purpose;
  private int repeated;
  private int block;
  private int draws;
  private long lastStep = -1;
  private int lastRow = -1;

  /// @param targetId node id of the target of a synapse
  RuleRandom(IntUnaryOperator targetId) {
    this.targetId = targetId;
  }

  /// Notes, for each synapse of the table, its number among those between the same two nodes.
  void number(byte[] theOrdinals) {
    ordinals = theOrdinals;
  }

  /// Begins the visit of a source, whose spikes in a row at one step draw different numbers.
  void repeat(int row, long now) {
    repeated = row == lastRow && now == lastStep ? repeated + 1 : 0;
    lastRow = row;
    lastStep = now;
  }

  /// Draws for the synapses `[begin, end)` of a source.
  void draw(long seed, int model, int sourceId, long now, int begin, int end) {
    int n = end - begin;
    from = begin;
    source = sourceId;
    k0 = (int) seed;
    k1 = (int) (seed >>> Integer.SIZE);
    long step = now << BLOCK_BITS;
    block = (int) step;
    purpose = Purpose.TEXT_SYNAPSE.word((model & MODEL_BITS) << MODEL_PLACE);
    purpose ^= ((int) (step >>> Integer.SIZE) << BLOCK_BITS) & STEP_BITS;
    if (first.length < n) {
      first = new long[2 * n];
      second = new long[2 * n];
    }
    long high = step << Integer.SIZE;
    long group = (long) source << Integer.SIZE;
    for (int k = 0; k < n; k++) first[k] = high | (targetId.applyAsInt(begin + k) & LOW);
    for (int k = 0; k < n; k++) second[k] = group | (word(begin + k) & LOW);
    Philox.blocks(k0, k1, first, second, n);
  }

  private int word(int i) {
    return purpose ^ (((ordinals[i] << ORDINAL_PLACE) ^ repeated) & OCCURRENCE_BITS);
  }

  /// Begins the visit of a synapse.
  void turn() {
    draws = 0;
  }

  /// The next number of synapse `i`, uniform in (0, 1).
  double unit(int i) {
    int draw = draws++;
    long bits = draw == 0 ? first[i - from] : draw == 1 ? second[i - from] : further(i, draw);
    return ((bits >>> (Long.SIZE - UNIT_BITS)) + 0.5) * TO_UNIT;
  }

  private long further(int i, int draw) {
    if ((draw & 1) != 0) return next;
    int number = block + (draw >>> 1);
    Philox.block(k0, k1, number, targetId.applyAsInt(i), source, word(i), words);
    next = ((long) words[2] << Integer.SIZE) | (words[3] & LOW);
    return ((long) words[0] << Integer.SIZE) | (words[1] & LOW);
  }
}
