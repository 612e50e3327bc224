package myelin.engine.growth;

import java.util.Arrays;
import myelin.engine.random.RandomStream;

/// Vacant elements of targets, of which sources take one after the other, each as likely as the
/// weight of the pair.
///
/// An element is drawn from all, and taken as often as its weight says beside the largest; where
/// that takes long, the weights of all nodes are looked at. Both give each element the same chance.
final class Vacancies {

  private final PairWeights weights;
  private final boolean autapses;
  private final RandomStream random;

  /// The nodes, and how many elements of each are left.
  private final int[] nodes;

  private final int[] left;
  private final double[] sums;

  /// By element the number of its node, node by node; the first ones of each are those left.
  private int[] owner = {};

  /// By node its first element.
  private final int[] start;

  private int all;

  /// All of these elements.
  ///
  /// @param elements each as the id of its node, node by node
  /// @param autapses whether a node may take its own
  Vacancies(int[] elements, PairWeights weights, boolean autapses, RandomStream random) {
    this.weights = weights;
    this.autapses = autapses;
    this.random = random;
    nodes = Arrays.stream(elements).distinct().toArray();
    left = new int[nodes.length];
    start = new int[nodes.length];
    sums = new double[nodes.length];
    int n = -1;
    for (int k = 0; k < elements.length; k++) {
      if (n < 0 || nodes[n] != elements[k]) n++;
      left[n]++;
    }
    all = elements.length;
    list();
  }

  /// Lists the elements that are left.
  private void list() {
    owner = new int[all];
    int k = 0;
    for (int n = 0; n < nodes.length; n++) {
      start[n] = k;
      Arrays.fill(owner, k, k + left[n], n);
      k += left[n];
    }
  }

  boolean isEmpty() {
    return all == 0;
  }

  /// Takes an element for a source, and gives the id of its node, or -1 if none is possible.
  int take(int source) {
    int n = draw(source);
    if (n < 0) return -1;
    left[n]--;
    all--;
    if (2 * all < owner.length) list();
    return nodes[n];
  }

  private int draw(int source) {
    double most = weights.most();
    for (int tries = most < Double.POSITIVE_INFINITY ? nodes.length / 2 : 0; tries > 0; tries--) {
      int k = random.nextInt(owner.length);
      int n = owner[k];
      if (k - start[n] >= left[n]) continue;
      if (random.nextDouble() * most < weight(source, n)) return n;
    }
    double sum = 0;
    for (int n = 0; n < nodes.length; n++) {
      if (left[n] > 0) sum += left[n] * weight(source, n);
      sums[n] = sum;
    }
    if (!(sum > 0)) return -1;
    double at = Math.min(random.nextDouble() * sum, Math.nextDown(sum));
    int n = 0;
    while (sums[n] <= at) n++;
    return n;
  }

  private double weight(int source, int n) {
    return nodes[n] == source && !autapses ? 0 : Math.max(0, weights.of(source, nodes[n]));
  }
}
