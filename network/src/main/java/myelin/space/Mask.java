package myelin.space;

import java.util.Arrays;
import myelin.engine.base.BadInput;
import myelin.value.Dimension;
import myelin.value.Quantity;

/// A region around a node, in which its partners are sought. Immutable. Shapes can be moved
/// ([#anchor]), turned, and combined ([#and], [#or], [#minus]); their edges belong to them.
///
/// Angles are in degrees: the azimuth turns a shape from the first axis towards the second one, the
/// polar angle then tilts it from the third axis towards the first.
public final class Mask {

  static final int MOST = 3;

  /// How a mask and a box of displacements lie to each other; `PARTLY` if that is not clear.
  enum Fit {
    OUTSIDE,
    PARTLY,
    INSIDE
  }

  private final Region region;
  private final int dimensions;
  private final String text;

  private Mask(Region region, int dimensions, String text) {
    this.region = region;
    this.dimensions = dimensions;
    this.text = text;
  }

  /// A rectangle in two dimensions, a box in three, between two opposite corners.
  ///
  /// @param lower the left lower corner, as seen from the node (um)
  /// @param upper the right upper corner (um)
  /// @throws BadInput unless each coordinate of `upper` is above that of `lower`
  public static Mask box(double[] lower, double[] upper) {
    return box(lower, upper, 0, 0);
  }

  /// The same, turned around its middle.
  public static Mask box(double[] lower, double[] upper, double azimuth, double polar) {
    int d = lower.length;
    String name = d == 2 ? "rectangular" : "box";
    if (d != upper.length || d < 2 || d > 3) {
      throw refused(name, "both corners have two coordinates, or both have three");
    }
    requireFinite(name, "corners", lower);
    requireFinite(name, "corners", upper);
    requireFinite(name, "angles", azimuth, polar);
    for (int k = 0; k < d; k++) {
      if (upper[k] > lower[k]) continue;
      throw refused(
          name,
          "Upper right must be strictly to the right and above lower left; they are %s and %s"
              .formatted(Arrays.toString(upper), Arrays.toString(lower)));
    }
    requireFlat(name, d, polar);
    double[] half = new double[MOST];
    double[] middle = new double[MOST];
    Arrays.fill(half, d, MOST, Double.POSITIVE_INFINITY);
    for (int k = 0; k < d; k++) {
      half[k] = (upper[k] - lower[k]) / 2;
      middle[k] = (upper[k] + lower[k]) / 2;
    }
    Region straight =
        azimuth == 0 && polar == 0
            ? Regions.straight(
                padded(lower, Double.NEGATIVE_INFINITY), padded(upper, Double.POSITIVE_INFINITY))
            : Regions.block(middle, half, new Turn(azimuth, polar));
    return new Mask(
        straight,
        d,
        "%s(%s, %s%s)"
            .formatted(
                name, Arrays.toString(lower), Arrays.toString(upper), turned(azimuth, polar)));
  }

  private static double[] padded(double[] x, double rest) {
    double[] all = new double[MOST];
    Arrays.fill(all, rest);
    System.arraycopy(x, 0, all, 0, x.length);
    return all;
  }

  /// A circle; NEST's `circular`.
  public static Mask circular(Quantity<Dimension.Length> radius) {
    return ball("circular", 2, radius.number());
  }

  /// A ball; NEST's `spherical`.
  public static Mask spherical(Quantity<Dimension.Length> radius) {
    return ball("spherical", 3, radius.number());
  }

  private static Mask ball(String name, int dimensions, double radius) {
    requireFinite(name, "radii", radius);
    if (!(radius > 0)) throw refused(name, "radius > 0 required; it is " + radius + " um");
    return new Mask(Regions.ball(radius), dimensions, "%s(%s)".formatted(name, radius));
  }

  /// A ring; NEST's `doughnut`. The inner circle is not part of it.
  public static Mask doughnut(Quantity<Dimension.Length> inner, Quantity<Dimension.Length> outer) {
    double from = inner.number();
    double to = outer.number();
    requireFinite("doughnut", "radii", from, to);
    if (!(from < to)) {
      throw refused(
          "doughnut",
          "inner_radius < outer_radius required; they are %s um and %s um".formatted(from, to));
    }
    Mask hole = ball("doughnut", 2, from);
    Mask disc = ball("doughnut", 2, to);
    return new Mask(disc.minus(hole).region, 2, "doughnut(%s, %s)".formatted(from, to));
  }

  /// An ellipse with these whole axes, the first the longer one; NEST's `elliptical`.
  public static Mask elliptical(
      Quantity<Dimension.Length> major, Quantity<Dimension.Length> minor, double azimuth) {
    return ellipse(
        "elliptical", 2, major.number(), minor.number(), Double.POSITIVE_INFINITY, azimuth, 0);
  }

  /// An ellipsoid with these whole axes, the first at least as long as the second; NEST's
  /// `ellipsoidal`.
  public static Mask ellipsoidal(
      Quantity<Dimension.Length> major,
      Quantity<Dimension.Length> minor,
      Quantity<Dimension.Length> polar,
      double azimuth,
      double polarAngle) {
    return ellipse(
        "ellipsoidal", 3, major.number(), minor.number(), polar.number(), azimuth, polarAngle);
  }

  private static Mask ellipse(
      String name,
      int dimensions,
      double major,
      double minor,
      double polar,
      double azimuth,
      double polarAngle) {
    requireFinite(name, "axes", major, minor, dimensions == 3 ? polar : 1);
    requireFinite(name, "angles", azimuth, polarAngle);
    if (!(major > 0) || !(minor > 0) || !(polar > 0)) {
      throw refused(
          name, "All axis > 0 required; they are %s, %s and %s um".formatted(major, minor, polar));
    }
    if (major < minor) {
      throw refused(
          name,
          "major_axis greater than minor_axis required; they are %s um and %s um"
              .formatted(major, minor));
    }
    double[] half = {major / 2, minor / 2, polar / 2};
    String text =
        "%s(%s, %s%s%s)"
            .formatted(
                name,
                major,
                minor,
                dimensions == 3 ? ", " + polar : "",
                turned(azimuth, polarAngle));
    return new Mask(Regions.ellipse(half, new Turn(azimuth, polarAngle)), dimensions, text);
  }

  /// So many fields of the grid on which the nodes are, to the right of the node's own and below
  /// it, its own included; NEST's `grid`.
  ///
  /// @param shape number of columns and rows, and of layers in three dimensions
  /// @param anchor the field of the mask that lies on the node's own, counted likewise
  /// @throws BadInput unless there are as many anchors, and all numbers of the shape are above 0
  public static Mask grid(int[] shape, int[] anchor) {
    if (shape.length < 2 || shape.length > 3 || anchor.length != shape.length) {
      throw refused("grid", "shape and anchor have two numbers, or both have three");
    }
    for (int n : shape)
      if (n < 1) throw refused("grid", "the numbers of its shape must be above 0");
    Region fields = new Regions.Fields(shape.clone(), anchor.clone());
    return new Mask(
        fields,
        shape.length,
        "grid(%s, %s)".formatted(Arrays.toString(shape), Arrays.toString(anchor)));
  }

  /// This mask as it is among nodes at these places.
  ///
  /// @throws BadInput if it has another number of dimensions, or is one of fields and they are on
  ///   no grid
  public Mask on(Positions positions) {
    if (dimensions != positions.dimensions()) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "Mask is incompatible with layer: %s has %d dimensions, and positions have %d"
              .formatted(this, dimensions, positions.dimensions()));
    }
    if (!(region instanceof Regions.Fields fields)) return this;
    if (!positions.isGrid()) {
      throw new BadInput(BadInput.Kind.VALUE, "%s goes with nodes on a grid only".formatted(this));
    }
    return new Mask(fields.on(positions), dimensions, text);
  }

  /// Refuses a mask that is larger than an extent whose edges are joined, along any axis, since it
  /// would hold a node twice.
  ///
  /// @throws BadInput for such a mask
  public void requireWithin(Positions positions) {
    if (!positions.isWrapped()) return;
    Mask here = on(positions);
    for (int k = 0; k < dimensions; k++) {
      if (here.upper(k) - here.lower(k) <= positions.extent()[k] * (1 + 1e-12)) continue;
      throw new BadInput(
          BadInput.Kind.VALUE,
          "Mask size must not exceed layer size: %s is %s um long along axis %d, and the extent %s um; set allow_oversized_mask to override."
              .formatted(this, here.upper(k) - here.lower(k), k, positions.extent()[k]));
    }
  }

  /// The same, moved.
  ///
  /// @param by how far along each axis (um)
  /// @throws BadInput unless there is a number for each axis, or if it is a mask of fields
  public Mask anchor(double... by) {
    requireShape("be moved by lengths; give the anchor as fields");
    if (by.length != dimensions) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s: the anchor must be %d-dimensional, not %d-dimensional"
              .formatted(this, dimensions, by.length));
    }
    requireFinite(text, "anchors", by);
    return new Mask(
        Regions.moved(region, padded(by, 0)),
        dimensions,
        "%s.anchor(%s)".formatted(text, Arrays.toString(by)));
  }

  /// What is in both.
  public Mask and(Mask other) {
    requireAlike(other);
    return new Mask(
        Regions.and(region, other.region), dimensions, "(%s & %s)".formatted(this, other));
  }

  /// What is in either.
  public Mask or(Mask other) {
    requireAlike(other);
    return new Mask(
        Regions.or(region, other.region), dimensions, "(%s | %s)".formatted(this, other));
  }

  /// What is in this one, but not in the other.
  public Mask minus(Mask other) {
    requireAlike(other);
    return new Mask(
        Regions.minus(region, other.region), dimensions, "(%s - %s)".formatted(this, other));
  }

  private void requireAlike(Mask other) {
    requireShape("be combined");
    other.requireShape("be combined");
    if (dimensions == other.dimensions) return;
    throw new BadInput(
        BadInput.Kind.VALUE,
        "Masks must have same number of dimensions: %s has %d, %s has %d"
            .formatted(this, dimensions, other, other.dimensions));
  }

  private void requireShape(String what) {
    if (!(region instanceof Regions.Fields)) return;
    throw new BadInput(BadInput.Kind.VALUE, "Grid masks can not " + what + ": " + this);
  }

  /// Number of dimensions.
  public int dimensions() {
    return dimensions;
  }

  /// Whether a point is in it, as seen from the node (um).
  public boolean contains(double x, double y, double z) {
    return region.contains(x, y, z);
  }

  /// The least coordinate `k` in it (um), or less.
  public double lower(int k) {
    return region.lower(k);
  }

  /// The largest coordinate `k` in it (um), or more.
  public double upper(int k) {
    return region.upper(k);
  }

  /// The radius of the circle or ball around the node that it is; negative for other shapes (um).
  double radius() {
    return region.radius();
  }

  /// How a box of displacements lies to it.
  Fit fit(double[] least, double[] most) {
    return region.fit(least, most);
  }

  private static void requireFinite(String name, String what, double... numbers) {
    for (double x : numbers) {
      if (Double.isFinite(x)) continue;
      throw refused(name, "%s must be finite, not %s".formatted(what, x));
    }
  }

  private static void requireFlat(String name, int dimensions, double polar) {
    if (dimensions == 3 || polar == 0) return;
    throw refused(name, "polar_angle not defined in 2D");
  }

  private static String turned(double azimuth, double polar) {
    return (azimuth == 0 ? "" : ", azimuth " + azimuth) + (polar == 0 ? "" : ", polar " + polar);
  }

  private static BadInput refused(String name, String why) {
    return new BadInput(BadInput.Kind.VALUE, "mask %s: %s".formatted(name, why));
  }

  @Override
  public String toString() {
    return text;
  }
}
