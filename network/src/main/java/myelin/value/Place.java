package myelin.value;

/// Where a value is drawn: at a node, or between the two nodes of a pair. Mutable: one object
/// serves a whole loop. Lengths are in micrometers.
public final class Place {

  /// Number of dimensions that a place can have at most.
  public static final int MOST = 3;

  /// No place, for values that depend on none.
  static final Place NOWHERE = new Place();

  private final double[] away = new double[MOST];
  private final double[] source = new double[MOST];
  private final double[] target = new double[MOST];

  /// A place at the origin.
  public Place() {}

  /// Moves coordinate `k` of the source, or of the only node.
  public void source(int k, double x) {
    source[k] = x;
  }

  /// Moves coordinate `k` of the target.
  public void target(int k, double x) {
    target[k] = x;
  }

  /// Sets how far source and target are apart along an axis: the shortest way, without sign.
  public void away(int k, double x) {
    away[k] = x;
  }

  /// How far source and target are apart along an axis (um).
  public double away(int k) {
    return away[k];
  }

  /// Distance of source and target (um).
  public double distance() {
    return Math.sqrt(away[0] * away[0] + away[1] * away[1] + away[2] * away[2]);
  }

  double source(int k) {
    return source[k];
  }

  double target(int k) {
    return target[k];
  }
}
