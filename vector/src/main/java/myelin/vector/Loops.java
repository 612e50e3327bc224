package myelin.vector;

import java.util.List;
import jdk.incubator.vector.DoubleVector;
import myelin.models.loops.VectorLoops;

/// The loops that use `jdk.incubator.vector`. Operations and their order are those of the plain
/// loops, so that results are the same to the bit.
public final class Loops implements VectorLoops {

  /// With vectors of fewer numbers, the compiler makes an object of the result of each comparison,
  /// which is a hundred times slower than plain loops.
  private static final int FEWEST_DOUBLES = 4;

  /// For the service loader.
  public Loops() {}

  @Override
  public List<?> all() {
    if (DoubleVector.SPECIES_PREFERRED.length() < FEWEST_DOUBLES)
      return List.of(new PoissonVectors());
    return List.of(
        new AlphaVectors(),
        new ConductanceVectors(),
        new PoissonVectors(),
        new StdpVectors(),
        new ThresholdVectors());
  }
}
