package myelin.models.compartment;

/// The equations for the potentials of trees of one form, one element a neuron: as many as there
/// are compartments, each with its parent and its children. They are solved from the leaves to the
/// root and back (Hines 1984, doi:10.1016/0020-7101(84)90008-4).
final class Tree {

  /// The parent of each compartment, which stands before it; -1 for the root, the first.
  private final int[] parent;

  /// What multiplies the potential of a compartment in its own equation (uS).
  final double[][] own;

  /// The right-hand sides (nA).
  final double[][] known;

  Tree(int[] parent, int lanes) {
    this.parent = parent;
    own = new double[parent.length][lanes];
    known = new double[parent.length][lanes];
  }

  /// Number of compartments.
  int size() {
    return parent.length;
  }

  /// The parent of a compartment, or -1.
  int parent(int k) {
    return parent[k];
  }

  /// Puts the solution into `v`; what has been collected is gone.
  ///
  /// @param between by compartment: what the potential of the parent is multiplied by in its
  ///   equation, and its own in that of the parent, without the sign, which is negative (uS)
  /// @param n number of neurons
  void solve(double[][] between, double[][] v, int n) {
    for (int k = parent.length - 1; k > 0; k--) {
      eliminate(between[k], own[k], known[k], own[parent[k]], known[parent[k]], n);
    }
    double[] root = v[0];
    for (int i = 0; i < n; i++) root[i] = known[0][i] / own[0][i];
    for (int k = 1; k < parent.length; k++) {
      substitute(between[k], own[k], known[k], v[parent[k]], v[k], n);
    }
  }

  private static void eliminate(
      double[] between, double[] own, double[] known, double[] above, double[] right, int n) {
    for (int i = 0; i < n; i++) {
      double factor = between[i] / own[i];
      above[i] -= factor * between[i];
      right[i] += factor * known[i];
    }
  }

  private static void substitute(
      double[] between, double[] own, double[] known, double[] above, double[] v, int n) {
    for (int i = 0; i < n; i++) v[i] = (known[i] + between[i] * above[i]) / own[i];
  }
}
