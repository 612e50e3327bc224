package myelin.engine.growth;

import java.util.Arrays;
import myelin.engine.random.RandomStream;

/// Vacant elements of sources and of targets, paired at random: as many pairs as there are of the
/// side that has fewer, and each element in one pair at most.
///
/// @param source node ids, one for each pair
/// @param target likewise
record Pairing(int[] source, int[] target) {

  /// Pairs elements. Those of the side that has more are drawn, without putting them back.
  ///
  /// @param pre the elements of sources, each as the id of its node
  static Pairing of(int[] pre, int[] post, RandomStream random) {
    int n = Math.min(pre.length, post.length);
    int[] source = pre.clone();
    int[] target = post.clone();
    shuffle(pre.length > post.length ? source : target, n, random);
    return new Pairing(Arrays.copyOf(source, n), Arrays.copyOf(target, n));
  }

  /// Puts `n` drawn elements to the front, in the order in which they are drawn.
  private static void shuffle(int[] all, int n, RandomStream random) {
    for (int i = 0; i < n; i++) {
      int j = i + random.nextInt(all.length - i);
      int drawn = all[j];
      all[j] = all[i];
      all[i] = drawn;
    }
  }

  /// Pairs elements by weights: one source's element after the other, in drawn order, takes one of
  /// the targets' elements that are left, each as likely as the weight of the pair. Sources for
  /// which no pair is possible stay vacant.
  ///
  /// @param post the elements of targets, likewise, node by node
  /// @param autapses whether a node may be paired with itself
  static Pairing weighted(
      int[] pre, int[] post, PairWeights weights, boolean autapses, RandomStream random) {
    int[] source = pre.clone();
    shuffle(source, source.length, random);
    Vacancies vacancies = new Vacancies(post, weights, autapses, random);
    int[] from = new int[Math.min(pre.length, post.length)];
    int[] to = new int[from.length];
    int n = 0;
    for (int k = 0; k < source.length && !vacancies.isEmpty(); k++) {
      int target = vacancies.take(source[k]);
      if (target < 0) continue;
      from[n] = source[k];
      to[n++] = target;
    }
    return new Pairing(Arrays.copyOf(from, n), Arrays.copyOf(to, n));
  }

  /// The same without pairs of a node with itself, whose elements stay vacant.
  Pairing withoutAutapses() {
    int[] from = source.clone();
    int[] to = target.clone();
    int n = 0;
    for (int k = 0; k < source.length; k++) {
      if (source[k] == target[k]) continue;
      from[n] = source[k];
      to[n++] = target[k];
    }
    return new Pairing(Arrays.copyOf(from, n), Arrays.copyOf(to, n));
  }
}
