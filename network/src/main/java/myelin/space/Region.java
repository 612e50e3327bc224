package myelin.space;

/// A set of points around the origin (um). In two dimensions the third coordinate is 0.
interface Region {

  boolean contains(double x, double y, double z);

  /// The ends of a box around it.
  double lower(int k);

  double upper(int k);

  /// The radius of the circle or ball around the origin that it is; negative for other shapes.
  default double radius() {
    return -1;
  }

  /// How a box of points lies to it; `PARTLY` is always right.
  Mask.Fit fit(double[] least, double[] most);
}
