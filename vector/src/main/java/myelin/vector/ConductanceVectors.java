package myelin.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import myelin.engine.neuron.Block;
import myelin.models.loops.ConductanceLoop;

/// A step of the Runge-Kutta-Fehlberg formulas for `iaf_cond_exp`. Operations and their order are
/// those of `Fehlberg` and `IafCondExp`.
///
/// There are three loops, since the compiler gives up on methods with many more operations than
/// these have, and then makes an object of each vector.
final class ConductanceVectors implements ConductanceLoop {

  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  @Override
  public int advance(
      double h,
      Membrane membrane,
      Conductance ex,
      Conductance in,
      double allowed,
      double[][] k,
      double[] next,
      int[] failing) {
    toThird(h, membrane, ex, in, k);
    toFifth(h, membrane, ex, in, k);
    return toEnd(h, membrane, ex, in, allowed, k, next, failing);
  }

  private static void toThird(
      double h, Membrane membrane, Conductance ex, Conductance in, double[][] k) {
    double V_th = membrane.V_th();
    double g_L = membrane.g_L();
    double E_L = membrane.E_L();
    for (int i = 0; i < Block.LANES; i += DOUBLES.length()) {
      DoubleVector V = load(membrane.V(), i);
      DoubleVector drive = load(membrane.drive(), i);
      DoubleVector gain = load(membrane.gain(), i);
      DoubleVector g_ex = load(ex.g(), i);
      DoubleVector g_in = load(in.g(), i);

      DoubleVector u = V.blend(V_th, V.compare(VectorOperators.GT, V_th));
      DoubleVector I = u.sub(E_L).mul(g_L).add(g_ex.mul(ex.at()[0]).mul(u.sub(ex.E())));
      I = I.add(g_in.mul(in.at()[0]).mul(u.sub(in.E())));
      DoubleVector k1 = drive.sub(I).mul(gain);

      u = V.add(k1.mul(1.0 / 4).mul(h));
      u = u.blend(V_th, u.compare(VectorOperators.GT, V_th));
      I = u.sub(E_L).mul(g_L).add(g_ex.mul(ex.at()[1]).mul(u.sub(ex.E())));
      I = I.add(g_in.mul(in.at()[1]).mul(u.sub(in.E())));
      DoubleVector k2 = drive.sub(I).mul(gain);

      u = V.add(k1.mul(3.0 / 32).add(k2.mul(9.0 / 32)).mul(h));
      u = u.blend(V_th, u.compare(VectorOperators.GT, V_th));
      I = u.sub(E_L).mul(g_L).add(g_ex.mul(ex.at()[2]).mul(u.sub(ex.E())));
      I = I.add(g_in.mul(in.at()[2]).mul(u.sub(in.E())));
      k1.intoArray(k[0], i);
      k2.intoArray(k[1], i);
      drive.sub(I).mul(gain).intoArray(k[2], i);
    }
  }

  private static void toFifth(
      double h, Membrane membrane, Conductance ex, Conductance in, double[][] k) {
    double V_th = membrane.V_th();
    double g_L = membrane.g_L();
    double E_L = membrane.E_L();
    for (int i = 0; i < Block.LANES; i += DOUBLES.length()) {
      DoubleVector V = load(membrane.V(), i);
      DoubleVector drive = load(membrane.drive(), i);
      DoubleVector gain = load(membrane.gain(), i);
      DoubleVector g_ex = load(ex.g(), i);
      DoubleVector g_in = load(in.g(), i);
      DoubleVector k1 = load(k[0], i);
      DoubleVector k2 = load(k[1], i);
      DoubleVector k3 = load(k[2], i);

      DoubleVector slope = k1.mul(1932.0 / 2197).sub(k2.mul(7200.0 / 2197));
      DoubleVector u = V.add(slope.add(k3.mul(7296.0 / 2197)).mul(h));
      u = u.blend(V_th, u.compare(VectorOperators.GT, V_th));
      DoubleVector I = u.sub(E_L).mul(g_L).add(g_ex.mul(ex.at()[3]).mul(u.sub(ex.E())));
      I = I.add(g_in.mul(in.at()[3]).mul(u.sub(in.E())));
      DoubleVector k4 = drive.sub(I).mul(gain);

      slope = k1.mul(439.0 / 216).sub(k2.mul(8)).add(k3.mul(3680.0 / 513));
      u = V.add(slope.sub(k4.mul(845.0 / 4104)).mul(h));
      u = u.blend(V_th, u.compare(VectorOperators.GT, V_th));
      I = u.sub(E_L).mul(g_L).add(g_ex.mul(ex.at()[4]).mul(u.sub(ex.E())));
      I = I.add(g_in.mul(in.at()[4]).mul(u.sub(in.E())));
      k4.intoArray(k[3], i);
      drive.sub(I).mul(gain).intoArray(k[4], i);
    }
  }

  private static int toEnd(
      double h,
      Membrane membrane,
      Conductance ex,
      Conductance in,
      double allowed,
      double[][] k,
      double[] next,
      int[] failing) {
    double V_th = membrane.V_th();
    double g_L = membrane.g_L();
    double E_L = membrane.E_L();
    int n = 0;
    for (int i = 0; i < Block.LANES; i += DOUBLES.length()) {
      DoubleVector V = load(membrane.V(), i);
      DoubleVector g_ex = load(ex.g(), i);
      DoubleVector g_in = load(in.g(), i);
      DoubleVector k1 = load(k[0], i);
      DoubleVector k3 = load(k[2], i);
      DoubleVector k4 = load(k[3], i);
      DoubleVector k5 = load(k[4], i);

      DoubleVector slope = k1.mul(-8.0 / 27).add(load(k[1], i).mul(2)).sub(k3.mul(3544.0 / 2565));
      slope = slope.add(k4.mul(1859.0 / 4104)).sub(k5.mul(11.0 / 40));
      DoubleVector u = V.add(slope.mul(h));
      u = u.blend(V_th, u.compare(VectorOperators.GT, V_th));
      DoubleVector I = u.sub(E_L).mul(g_L).add(g_ex.mul(ex.at()[5]).mul(u.sub(ex.E())));
      I = I.add(g_in.mul(in.at()[5]).mul(u.sub(in.E())));
      DoubleVector k6 = load(membrane.drive(), i).sub(I).mul(load(membrane.gain(), i));

      slope = k1.mul(16.0 / 135).add(k3.mul(6656.0 / 12825)).add(k4.mul(28561.0 / 56430));
      slope = slope.sub(k5.mul(9.0 / 50)).add(k6.mul(2.0 / 55));
      V.add(slope.mul(h)).intoArray(next, i);

      slope = k1.mul(1.0 / 360).sub(k3.mul(128.0 / 4275)).sub(k4.mul(2197.0 / 75240));
      slope = slope.add(k5.mul(1.0 / 50)).add(k6.mul(2.0 / 55));
      // comparisons that also find NaN
      VectorMask<Double> good = slope.mul(h).abs().compare(VectorOperators.LE, allowed);
      good = good.and(g_ex.mul(ex.error()).abs().compare(VectorOperators.LE, allowed));
      good = good.and(g_in.mul(in.error()).abs().compare(VectorOperators.LE, allowed));
      if (good.allTrue()) continue;
      for (long left = good.not().toLong(); left != 0; left &= left - 1) {
        failing[n++] = i + Long.numberOfTrailingZeros(left);
      }
    }
    return n;
  }

  private static DoubleVector load(double[] x, int i) {
    return DoubleVector.fromArray(DOUBLES, x, i);
  }
}
