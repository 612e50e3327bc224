package myelin.vector;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import myelin.engine.random.Philox;
import myelin.models.loops.PoissonLoop;

/// [PoissonLoop] on vectors, with four numbers in a word.
final class PoissonVectors implements PoissonLoop {

  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  private static final int FEWEST_TOGETHER = 4;
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;

  /// A round is two products and a few bit operations, as [Philox#blocks] packs them, but a vector
  /// of counters goes through all rounds in turn, in registers. With vectors of two counters the
  /// products take too long to be worth it.
  @Override
  public void blocks(int k0, int k1, long[] p, long[] q, int n) {
    if (LONGS.length() < FEWEST_TOGETHER) {
      Philox.blocks(k0, k1, p, q, n);
      return;
    }
    for (int i = 0; i < n; i += LONGS.length()) {
      LongVector x = LongVector.fromArray(LONGS, p, i);
      LongVector y = LongVector.fromArray(LONGS, q, i);
      long key0 = (long) k0 << Integer.SIZE;
      long key1 = (long) k1 << Integer.SIZE;
      for (int round = 0; round < Philox.ROUNDS; round++) {
        LongVector px = x.lanewise(VectorOperators.LSHR, Integer.SIZE).mul(Philox.M0);
        LongVector py = y.lanewise(VectorOperators.LSHR, Integer.SIZE).mul(Philox.M1);
        x = x.lanewise(VectorOperators.LSHL, Integer.SIZE).lanewise(VectorOperators.XOR, py);
        y = y.lanewise(VectorOperators.LSHL, Integer.SIZE).lanewise(VectorOperators.XOR, px);
        x = x.lanewise(VectorOperators.XOR, key0);
        y = y.lanewise(VectorOperators.XOR, key1);
        key0 += Philox.W0 << Integer.SIZE;
        key1 += Philox.W1 << Integer.SIZE;
      }
      x.intoArray(p, i);
      y.intoArray(q, i);
    }
  }

  @Override
  public boolean look(long[] words, short[] steps, long[] numbers) {
    ShortVector flip = ShortVector.broadcast(SHORTS, Short.MIN_VALUE);
    ShortVector open = flip;
    VectorMask<Short> any = VectorMask.fromLong(SHORTS, 0);
    for (int i = 0; i < numbers.length; i += LONGS.length()) {
      ShortVector u =
          LongVector.fromArray(LONGS, words, i)
              .reinterpretAsShorts()
              .lanewise(VectorOperators.XOR, flip);
      ShortVector number = ShortVector.zero(SHORTS);
      VectorMask<Short> equal = VectorMask.fromLong(SHORTS, 0);
      for (short step : steps) {
        number = number.add((short) 1, u.compare(VectorOperators.GT, step));
        equal = equal.or(u.compare(VectorOperators.EQ, step));
      }
      number.blend(open, equal).reinterpretAsLongs().intoArray(numbers, i);
      any = any.or(equal);
    }
    return !any.anyTrue();
  }
}
