package myelin.space;

/// A turn of a shape by two angles, from the view of the shape: it takes points to where they would
/// be if the shape had not been turned.
final class Turn {

  private final double[][] rows;

  /// A turn by angles in degrees: from the first axis towards the second one, and from the third
  /// axis towards the first.
  Turn(double azimuth, double polar) {
    double ca = StrictMath.cos(StrictMath.toRadians(azimuth));
    double sa = StrictMath.sin(StrictMath.toRadians(azimuth));
    double cp = StrictMath.cos(StrictMath.toRadians(polar));
    double sp = StrictMath.sin(StrictMath.toRadians(polar));
    rows = new double[][] {{cp * ca, cp * sa, -sp}, {-sa, ca, 0}, {sp * ca, sp * sa, cp}};
  }

  /// Coordinate `k` of a point after the turn.
  double at(int k, double x, double y, double z) {
    double[] row = rows[k];
    return row[0] * x + row[1] * y + row[2] * z;
  }

  /// How far a box or, if `round`, an ellipsoid of these half axes reaches along axis `k` in space.
  double reach(int k, double[] half, boolean round) {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      double part = rows[i][k] == 0 ? 0 : Math.abs(rows[i][k]) * half[i];
      sum += round ? part * part : part;
    }
    return round ? Math.sqrt(sum) : sum;
  }
}
