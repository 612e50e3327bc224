package myelin.vector;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import myelin.models.loops.PoissonLoop;

/// [PoissonLoop] on vectors, of four numbers a word.
final class PoissonVectors implements PoissonLoop {

  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;

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
