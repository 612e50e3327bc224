package myelin.space;

import java.util.Arrays;

/// Places sorted so that those with neighboring numbers lie near each other, in a tree whose nodes
/// know the smallest box around their places.
///
/// Leaves hold [#LEAF] places each, the last one perhaps fewer; node `i` of a level has nodes `2 i`
/// and `2 i + 1` of the level below it. So which places a node holds follows from its number, and
/// all leaves but the last are full. Each node is split across its longest side.
///
/// ```
///   level 2   |               0               |    1    |
///   level 1   |       0       |       1       |    2    |
///   level 0   |   0   |   1   |   2   |   3   |  4  | 5 |      8 places each
/// ```
///
/// Bentley (1975), Multidimensional binary search trees used for associative searching,
/// doi:10.1145/361002.361007.
public final class Tree {

  /// Number of places of a leaf; a power of two.
  public static final int LEAF = 8;

  private static final int LEAF_BITS = 3;

  private final int dimensions;
  private final int size;
  private final int[] place;
  private final int[] number;
  private final double[][] sorted;

  /// By level the number of its first node among all.
  private final int[] first;

  private final double[][] least;
  private final double[][] most;

  /// Sorts places.
  public Tree(Positions positions) {
    dimensions = positions.dimensions();
    size = positions.size();
    double[][] all = positions.coordinates();
    place = new int[size];
    Arrays.setAll(place, i -> i);
    new Sort(all).sort(0, size);
    number = new int[size];
    for (int s = 0; s < size; s++) number[place[s]] = s;
    int leaves = (size + LEAF - 1) / LEAF;
    sorted = new double[Mask.MOST][leaves * LEAF];
    for (int k = 0; k < dimensions; k++) {
      for (int s = 0; s < leaves * LEAF; s++) {
        sorted[k][s] = all[k][place[Math.min(s, size - 1)]];
      }
    }
    int levels = 1;
    while (((leaves - 1) >> (levels - 1)) > 0) levels++;
    first = new int[levels + 1];
    for (int l = 0; l < levels; l++) first[l + 1] = first[l] + ((leaves - 1) >> l) + 1;
    least = new double[Mask.MOST][first[levels]];
    most = new double[Mask.MOST][first[levels]];
    for (int k = 0; k < dimensions; k++) bound(k, leaves);
  }

  private void bound(int k, int leaves) {
    double[] from = least[k];
    double[] to = most[k];
    for (int i = 0; i < leaves; i++) {
      from[i] = to[i] = sorted[k][i * LEAF];
      for (int s = i * LEAF; s < (i + 1) * LEAF; s++) {
        from[i] = Math.min(from[i], sorted[k][s]);
        to[i] = Math.max(to[i], sorted[k][s]);
      }
    }
    for (int l = 1; l < levels(); l++) {
      for (int i = 0; i < nodes(l); i++) {
        int one = node(l - 1, 2 * i);
        int other = node(l - 1, Math.min(2 * i + 1, nodes(l - 1) - 1));
        from[node(l, i)] = Math.min(from[one], from[other]);
        to[node(l, i)] = Math.max(to[one], to[other]);
      }
    }
  }

  /// Sorts ranges of places in halves: which places a half gets depends on nothing but the places.
  private final class Sort {

    private final double[][] all;

    Sort(double[][] all) {
      this.all = all;
    }

    void sort(int from, int to) {
      int n = to - from;
      if (n <= LEAF) {
        Arrays.sort(place, from, to);
        return;
      }
      int middle = from + LEAF * Integer.highestOneBit((n - 1) / LEAF);
      part(all[longest(from, to)], from, to - 1, middle);
      sort(from, middle);
      sort(middle, to);
    }

    private int longest(int from, int to) {
      int longest = 0;
      double length = -1;
      for (int k = 0; k < dimensions; k++) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int s = from; s < to; s++) {
          low = Math.min(low, all[k][place[s]]);
          high = Math.max(high, all[k][place[s]]);
        }
        if (high - low <= length) continue;
        longest = k;
        length = high - low;
      }
      return longest;
    }

    /// Brings the places that come first in the order of `x` to where they stand before `middle`.
    ///
    /// Hoare (1961), Algorithm 65: Find, doi:10.1145/366622.366647.
    private void part(double[] x, int from, int to, int middle) {
      int low = from;
      int high = to;
      while (low < high) {
        int pivot = place[(low + high) >>> 1];
        int i = low;
        int j = high;
        while (i <= j) {
          while (isBefore(x, place[i], pivot)) i++;
          while (isBefore(x, pivot, place[j])) j--;
          if (i > j) break;
          int swap = place[i];
          place[i++] = place[j];
          place[j--] = swap;
        }
        if (j < middle) low = i;
        if (middle < i) high = j;
      }
    }

    private boolean isBefore(double[] x, int one, int other) {
      return x[one] < x[other] || (x[one] == x[other] && one < other);
    }
  }

  /// Number of dimensions.
  public int dimensions() {
    return dimensions;
  }

  /// Number of places.
  public int size() {
    return size;
  }

  /// Number of levels; the last one has one node.
  public int levels() {
    return first.length - 1;
  }

  /// Number of nodes of a level; leaves are level 0.
  public int nodes(int level) {
    return first[level + 1] - first[level];
  }

  /// The number among all nodes of node `i` of a level; leaves come first, in order.
  public int node(int level, int i) {
    return first[level] + i;
  }

  /// Where the places of node `i` of a level begin.
  public int from(int level, int i) {
    return i << (level + LEAF_BITS);
  }

  /// The number after that of the last place of node `i` of a level.
  public int to(int level, int i) {
    return (int) Math.min(size, (i + 1L) << (level + LEAF_BITS));
  }

  /// The place that is number `s` in the order of the tree. Those of a leaf ascend.
  public int place(int s) {
    return place[s];
  }

  /// The number of a place in the order of the tree.
  public int number(int atPlace) {
    return number[atPlace];
  }

  /// The coordinates along axis `k` in the order of the tree (um), those of the last place again
  /// until its leaf is full; to be read only.
  public double[] sorted(int k) {
    return sorted[k];
  }

  /// The least coordinate `k` of a node (um).
  public double least(int k, int node) {
    return least[k][node];
  }

  /// The largest coordinate `k` of a node (um).
  public double most(int k, int node) {
    return most[k][node];
  }
}
