package myelin.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import myelin.engine.plastic.SpikePairs;
import myelin.models.loops.StdpLoop;

/// Spike-timing dependent plasticity of as many synapses at a time as a vector has numbers.
///
/// What a synapse hears is a cache line of its target. The lines of some synapses are read and
/// transposed into columns; then a vector has one number of each synapse. Where a vector holds a
/// line, eight lines are transposed at a time, as bits, since places in a vector of `double`s would
/// be `double`s, to be converted each time. Where vectors are shorter, that would take longer than
/// to move each number by itself.
///
/// Longer helper methods would be neat here, but vectors that are passed to a method that is not
/// inlined become objects, and only the smallest methods always are.
final class StdpVectors implements StdpLoop {

  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> EIGHT = DoubleVector.SPECIES_512;
  private static final int LANES = DOUBLES.length();

  /// Whether a vector holds a record.
  private static final boolean WHOLE = LANES == SpikePairs.RECORD;

  /// How many synapses have columns at a time.
  private static final int SOME = 64;

  private static final int OLDEST = SpikePairs.MARKS - 2;

  /// Most synapses hear no more spikes than this.
  private static final int FEW = 3;

  private static final ThreadLocal<double[]> COLUMNS =
      ThreadLocal.withInitial(() -> new double[SpikePairs.RECORD * SOME]);

  private static final LongVector EVEN = places(0, 8, 2, 10, 4, 12, 6, 14);
  private static final LongVector ODD = places(1, 9, 3, 11, 5, 13, 7, 15);
  private static final LongVector PAIRS = places(0, 1, 8, 9, 4, 5, 12, 13);
  private static final LongVector OTHER_PAIRS = places(2, 3, 10, 11, 6, 7, 14, 15);
  private static final LongVector FIRST_HALVES = places(0, 1, 2, 3, 8, 9, 10, 11);
  private static final LongVector LAST_HALVES = places(4, 5, 6, 7, 12, 13, 14, 15);

  private static LongVector places(long... of) {
    return LongVector.fromArray(LongVector.SPECIES_512, of, 0);
  }

  @Override
  public int change(
      double[] weight,
      char[] target,
      int from,
      int to,
      double[] record,
      Pairing shared,
      int[] left) {
    double[] columns = COLUMNS.get();
    int end = from + (to - from) / LANES * LANES;
    int n = 0;
    for (int i = from; i < end; i += SOME) {
      int next = Math.min(i + SOME, end);
      if (WHOLE) turn(record, target, i, next, columns);
      else move(record, target, i, next, columns);
      n = change(weight, i, next, columns, shared, left, n);
    }
    for (int i = end; i < to; i++) left[n++] = i;
    return n;
  }

  /// The same as [#turn], number by number.
  private static void move(double[] record, char[] target, int from, int to, double[] columns) {
    for (int i = from; i < to; i++) {
      int at = SpikePairs.RECORD * target[i];
      int k = i - from;
      columns[k] = record[at];
      columns[SOME + k] = record[at + 1];
      columns[2 * SOME + k] = record[at + 2];
      columns[3 * SOME + k] = record[at + 3];
      columns[4 * SOME + k] = record[at + 4];
      columns[5 * SOME + k] = record[at + 5];
      columns[6 * SOME + k] = record[at + 6];
      columns[7 * SOME + k] = record[at + 7];
    }
  }

  /// Puts number `r` of the record of the target of synapse `from + k` at `r * SOME + k`.
  private static void turn(double[] record, char[] target, int from, int to, double[] columns) {
    for (int i = from; i < to; i += SpikePairs.RECORD) {
      LongVector r0 = bits(record, SpikePairs.RECORD * target[i]);
      LongVector r1 = bits(record, SpikePairs.RECORD * target[i + 1]);
      LongVector r2 = bits(record, SpikePairs.RECORD * target[i + 2]);
      LongVector r3 = bits(record, SpikePairs.RECORD * target[i + 3]);
      LongVector r4 = bits(record, SpikePairs.RECORD * target[i + 4]);
      LongVector r5 = bits(record, SpikePairs.RECORD * target[i + 5]);
      LongVector r6 = bits(record, SpikePairs.RECORD * target[i + 6]);
      LongVector r7 = bits(record, SpikePairs.RECORD * target[i + 7]);
      LongVector even01 = EVEN.selectFrom(r0, r1);
      LongVector even23 = EVEN.selectFrom(r2, r3);
      LongVector even45 = EVEN.selectFrom(r4, r5);
      LongVector even67 = EVEN.selectFrom(r6, r7);
      LongVector odd01 = ODD.selectFrom(r0, r1);
      LongVector odd23 = ODD.selectFrom(r2, r3);
      LongVector odd45 = ODD.selectFrom(r4, r5);
      LongVector odd67 = ODD.selectFrom(r6, r7);
      LongVector c04 = PAIRS.selectFrom(even01, even23);
      LongVector d04 = PAIRS.selectFrom(even45, even67);
      LongVector c15 = PAIRS.selectFrom(odd01, odd23);
      LongVector d15 = PAIRS.selectFrom(odd45, odd67);
      LongVector c26 = OTHER_PAIRS.selectFrom(even01, even23);
      LongVector d26 = OTHER_PAIRS.selectFrom(even45, even67);
      LongVector c37 = OTHER_PAIRS.selectFrom(odd01, odd23);
      LongVector d37 = OTHER_PAIRS.selectFrom(odd45, odd67);
      int k = i - from;
      put(FIRST_HALVES.selectFrom(c04, d04), columns, k);
      put(FIRST_HALVES.selectFrom(c15, d15), columns, SOME + k);
      put(FIRST_HALVES.selectFrom(c26, d26), columns, 2 * SOME + k);
      put(FIRST_HALVES.selectFrom(c37, d37), columns, 3 * SOME + k);
      put(LAST_HALVES.selectFrom(c04, d04), columns, 4 * SOME + k);
      put(LAST_HALVES.selectFrom(c15, d15), columns, 5 * SOME + k);
      put(LAST_HALVES.selectFrom(c26, d26), columns, 6 * SOME + k);
      put(LAST_HALVES.selectFrom(c37, d37), columns, 7 * SOME + k);
    }
  }

  private static LongVector bits(double[] x, int at) {
    return DoubleVector.fromArray(EIGHT, x, at).reinterpretAsLongs();
  }

  private static void put(LongVector bits, double[] x, int at) {
    bits.reinterpretAsDoubles().intoArray(x, at);
  }

  private static int change(
      double[] weight,
      int from,
      int to,
      double[] columns,
      Pairing shared,
      int[] left,
      int already) {
    int n = already;
    double since = shared.sinceMark();
    double before = shared.beforeMark();
    double up = shared.up();
    double down = shared.down();
    double fall = shared.fall();
    double less = shared.less();
    double part = shared.part();
    double rest = shared.rest();
    DoubleVector most = DoubleVector.broadcast(DOUBLES, shared.most());
    DoubleVector zero = DoubleVector.zero(DOUBLES);
    for (int i = from; i < to; i += LANES) {
      int marks = i - from + SpikePairs.MARK * SOME;
      DoubleVector old = DoubleVector.fromArray(DOUBLES, weight, i);
      DoubleVector w = old;
      boolean many =
          DoubleVector.fromArray(DOUBLES, columns, marks + FEW * SOME)
              .compare(VectorOperators.LT, since)
              .anyTrue();
      for (int age = many ? OLDEST : FEW - 1; age >= 0; age--) {
        DoubleVector mark = DoubleVector.fromArray(DOUBLES, columns, marks + age * SOME);
        DoubleVector heard = zero.blend(mark, mark.compare(VectorOperators.LT, since));
        DoubleVector more = w.add(heard.mul(up).mul(most.sub(w.mul(less))));
        w = most.blend(more, more.compare(VectorOperators.LT, most));
      }
      DoubleVector K = DoubleVector.fromArray(DOUBLES, columns, i - from).mul(fall);
      w = w.sub(K.mul(down).mul(w.mul(part).add(rest)));
      w = zero.blend(w, w.compare(VectorOperators.GT, 0));
      VectorMask<Double> not =
          DoubleVector.fromArray(DOUBLES, columns, marks + (OLDEST + 1) * SOME)
              .compare(VectorOperators.LT, since)
              .or(
                  DoubleVector.fromArray(DOUBLES, columns, marks)
                      .compare(VectorOperators.LT, before))
              .or(old.compare(VectorOperators.GT, most));
      w.blend(old, not).intoArray(weight, i);
      for (long lanes = not.toLong(); lanes != 0; lanes &= lanes - 1) {
        left[n++] = i + Long.numberOfTrailingZeros(lanes);
      }
    }
    return n;
  }
}
