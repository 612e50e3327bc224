package myelin.vector;

import java.util.EnumSet;
import java.util.Set;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import myelin.engine.neuron.Block;
import myelin.models.loops.VectorLoops;

/// [VectorLoops] by way of `jdk.incubator.vector`. Operations and their order are those of the
/// plain loops, so that results are the same to the bit.
public final class Loops implements VectorLoops {

  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  private static final int LANE_SHIFT = 16;

  /// With vectors of fewer numbers the compiler makes objects of the results of comparisons, a
  /// hundred times slower than plain loops.
  private static final int FEWEST_DOUBLES = 4;

  /// For the service loader.
  public Loops() {}

  @Override
  public Set<Kind> kinds() {
    return DOUBLES.length() < FEWEST_DOUBLES ? EnumSet.of(Kind.POISSON) : EnumSet.allOf(Kind.class);
  }

  @Override
  public int alpha(
      int steps,
      double[][] spikes_ex,
      double[][] spikes_in,
      Leaky neurons,
      double[] P33,
      double[] drift,
      Alpha ex,
      Alpha in,
      int[] fired) {
    int n = 0;
    int own = neurons.alike() ? 0 : -1;
    for (int i = 0; i < Block.LANES; i += DOUBLES.length()) {
      DoubleVector V = load(neurons.V(), i);
      DoubleVector held = load(neurons.held(), i);
      DoubleVector left = load(neurons.left(), i);
      DoubleVector V_th = load(neurons.V_th(), i & own);
      DoubleVector x = load(ex.x(), i);
      DoubleVector dx = load(ex.dx(), i);
      DoubleVector y = load(in.x(), i);
      DoubleVector dy = load(in.dx(), i);
      DoubleVector decay = load(P33, i & own);
      DoubleVector constant = load(drift, i & own);
      DoubleVector P11_ex = load(ex.P11(), i & own);
      DoubleVector P31_ex = load(ex.P31(), i & own);
      DoubleVector P32_ex = load(ex.P32(), i & own);
      DoubleVector P11_in = load(in.P11(), i & own);
      DoubleVector P31_in = load(in.P31(), i & own);
      DoubleVector P32_in = load(in.P32(), i & own);
      for (int k = 0; k < steps; k++) {
        V =
            decay
                .mul(V)
                .add(P31_ex.mul(dx).add(P32_ex.mul(x)))
                .add(P31_in.mul(dy).add(P32_in.mul(y)))
                .add(constant);
        x = P11_ex.mul(x.add(dx));
        dx = P11_ex.mul(dx).add(load(spikes_ex[k], i));
        y = P11_in.mul(y.add(dy));
        dy = P11_in.mul(dy).add(load(spikes_in[k], i));
        V = V.blend(held, left.compare(VectorOperators.GT, 0));
        left = left.sub(1);
        VectorMask<Double> fires = V.compare(VectorOperators.GE, V_th);
        if (!fires.anyTrue()) continue;
        n = note(fires.toLong(), i, k, fired, n);
        V = V.blend(load(neurons.V_reset(), i & own), fires);
        held = held.blend(load(neurons.V_reset(), i & own), fires);
        left = left.blend(load(neurons.silence(), i & own), fires);
      }
      V.intoArray(neurons.V(), i);
      held.intoArray(neurons.held(), i);
      x.intoArray(ex.x(), i);
      dx.intoArray(ex.dx(), i);
      y.intoArray(in.x(), i);
      dy.intoArray(in.dx(), i);
    }
    return n;
  }

  private static DoubleVector load(double[] x, int i) {
    return DoubleVector.fromArray(DOUBLES, x, i);
  }

  private static int note(long lanes, int i, int step, int[] fired, int from) {
    int n = from;
    for (long left = lanes; left != 0; left &= left - 1) {
      fired[n++] = (i + Long.numberOfTrailingZeros(left)) << LANE_SHIFT | step;
    }
    return n;
  }

  @Override
  public int conductances(
      double h,
      Membrane membrane,
      Conductance ex,
      Conductance in,
      double allowed,
      double[][] k,
      double[] next,
      int[] failing) {
    return Conductances.step(h, membrane, ex, in, allowed, k, next, failing);
  }

  @Override
  public boolean poisson(long[] words, short[] steps, long[] numbers) {
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

  @Override
  public int stdp(
      double[] weight,
      char[] target,
      int from,
      int to,
      double[] record,
      Pairing shared,
      int[] left) {
    return Stdp.change(weight, target, from, to, record, shared, left);
  }
}
