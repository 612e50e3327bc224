package myelin.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import myelin.engine.neuron.Block;
import myelin.models.loops.AlphaLoop;

/// [AlphaLoop] on vectors: several steps of as many neurons as a vector has numbers.
final class AlphaVectors implements AlphaLoop {

  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANE_SHIFT = 16;

  @Override
  public int advance(
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
}
