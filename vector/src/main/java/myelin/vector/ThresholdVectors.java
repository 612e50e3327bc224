package myelin.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import myelin.models.loops.ThresholdLoop;

/// [ThresholdLoop] on vectors: a branch for four of them, which is never taken while all are below.
final class ThresholdVectors implements ThresholdLoop {

  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int LENGTH = DOUBLES.length();
  private static final int TOGETHER = 4 * LENGTH;

  @Override
  public boolean areAllBelow(double[] V, double threshold, int from, int to) {
    DoubleVector theta = DoubleVector.broadcast(DOUBLES, threshold);
    int i = from;
    for (; i <= to - TOGETHER; i += TOGETHER) {
      VectorMask<Double> a = reached(V, i, theta).or(reached(V, i + LENGTH, theta));
      VectorMask<Double> b =
          reached(V, i + 2 * LENGTH, theta).or(reached(V, i + 3 * LENGTH, theta));
      if (a.or(b).anyTrue()) return false;
    }
    for (; i < to; i++) if (V[i] >= threshold) return false;
    return true;
  }

  @Override
  public boolean areAllBelow(double[] V, double[] V_th, int from, int to) {
    int i = from;
    for (; i <= to - TOGETHER; i += TOGETHER) {
      VectorMask<Double> a = reached(V, i, V_th).or(reached(V, i + LENGTH, V_th));
      VectorMask<Double> b = reached(V, i + 2 * LENGTH, V_th).or(reached(V, i + 3 * LENGTH, V_th));
      if (a.or(b).anyTrue()) return false;
    }
    for (; i < to; i++) if (V[i] >= V_th[i]) return false;
    return true;
  }

  private static VectorMask<Double> reached(double[] V, int i, double[] V_th) {
    return reached(V, i, DoubleVector.fromArray(DOUBLES, V_th, i));
  }

  private static VectorMask<Double> reached(double[] V, int i, DoubleVector theta) {
    return DoubleVector.fromArray(DOUBLES, V, i).compare(VectorOperators.GE, theta);
  }
}
