package myelin.conformance.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;

/// Samples of one quantity from several seeds of NEST and of Myelin, by the distances between their
/// distributions.
///
/// The distance of two seeds is that of Kolmogorov and Smirnov: the largest difference of the
/// cumulative distributions, 0 to 1. Seeds make other networks, so the distances between NEST's own
/// seeds tell what such a difference means.
///
/// @param myelin mean of Myelin's samples
/// @param nest mean of NEST's samples
/// @param distance median of the distances between a seed of Myelin and one of NEST
/// @param usual median of the distances between two seeds of NEST
/// @param largest the largest distance between two seeds of NEST
/// @param p of all ways to divide the seeds of both into two groups of the same sizes, the fraction
///   that keeps the groups at least as far apart: how likely chance puts them so far apart
record Comparison(
    double myelin, double nest, double distance, double usual, double largest, double p) {

  /// Compares samples, one a seed; of NEST there must be two at least, and 20 in all at most.
  static Comparison of(List<double[]> myelin, List<double[]> nest) {
    List<double[]> all = Stream.concat(nest.stream(), myelin.stream()).toList();
    double[][] distances = distances(all);
    int n = nest.size();
    double[] between = between(distances, n);
    double[] within = within(distances, n);
    return new Comparison(
        mean(myelin),
        mean(nest),
        median(between),
        median(within),
        Arrays.stream(within).max().orElseThrow(),
        chance(distances, n));
  }

  private static double[][] distances(List<double[]> samples) {
    KolmogorovSmirnovTest test = KolmogorovSmirnovTest.withDefaults();
    double[][] distances = new double[samples.size()][samples.size()];
    for (int i = 0; i < distances.length; i++) {
      for (int j = 0; j < i; j++) {
        distances[i][j] = test.statistic(samples.get(i), samples.get(j));
        distances[j][i] = distances[i][j];
      }
    }
    return distances;
  }

  private static double[] between(double[][] distances, int n) {
    return Arrays.stream(distances)
        .skip(n)
        .flatMapToDouble(row -> Arrays.stream(row, 0, n))
        .toArray();
  }

  private static double[] within(double[][] distances, int n) {
    double[] within = new double[n * (n - 1) / 2];
    int k = 0;
    for (int i = 0; i < n; i++) for (int j = 0; j < i; j++) within[k++] = distances[i][j];
    return within;
  }

  private static double mean(List<double[]> samples) {
    return samples.stream().flatMapToDouble(Arrays::stream).average().orElseThrow();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  /// The permutation test with [#apart], over all divisions of which the one at hand has the first
  /// `n` in one group.
  private static double chance(double[][] distances, int n) {
    double observed = apart(distances, (1 << n) - 1) - 1e-12;
    long end = 1L << distances.length;
    int all = 0;
    int asFar = 0;
    for (long group = (1L << n) - 1; group < end; group = next(group)) {
      all++;
      if (apart(distances, (int) group) >= observed) asFar++;
    }
    return (double) asFar / all;
  }

  /// The next larger number with as many bits (Gosper).
  private static long next(long bits) {
    long low = bits & -bits;
    long carried = bits + low;
    return carried | (((bits ^ carried) / low) >> 2);
  }

  /// How far apart two groups are: the mean distance between members of both, less half that
  /// between two members of the one group and half that between two of the other.
  private static double apart(double[][] distances, int group) {
    double[] sums = new double[3];
    int[] pairs = new int[3];
    for (int i = 0; i < distances.length; i++) {
      int one = (group >> i) & 1;
      for (int j = 0; j < i; j++) {
        int kind = one + ((group >> j) & 1);
        sums[kind] += distances[i][j];
        pairs[kind]++;
      }
    }
    return sums[1] / pairs[1] - (sums[0] / Math.max(1, pairs[0]) + sums[2] / pairs[2]) / 2;
  }
}
