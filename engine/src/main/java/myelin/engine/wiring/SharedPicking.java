package myelin.engine.wiring;

import java.util.Arrays;
import java.util.BitSet;
import myelin.engine.base.Ids;
import myelin.engine.base.Ranks;

/// Picks a synapse of each of some sources where several ranks share the network: each has those
/// onto its neurons. They tell each other the targets, of as many sources at a time as fit into a
/// message, and then all pick alike.
final class SharedPicking {

  /// So many targets are told at once, or those of one source.
  private static final int MOST = 1 << 22;

  private final Ranks ranks;
  private final Ids sources;

  /// By rank and source the number of synapses.
  private long[] count = {};

  SharedPicking(Ranks ranks, Ids sources) {
    this.ranks = ranks;
    this.sources = sources;
  }

  private int count(int rank, int i) {
    return (int) count[rank * sources.size() + i];
  }

  private int total(int i) {
    int n = 0;
    for (int r = 0; r < ranks.size(); r++) n += count(r, i);
    return n;
  }

  /// Picks.
  ///
  /// @param to is given the targets of what is picked on any rank, 0 where nothing is
  /// @param at is given the places of what is picked on this rank, [Picking#NONE] for the others
  void pick(Picking picking, BitSet targets, Picking.Choice choice, int[] to, long[] at) {
    long[] own = new long[sources.size()];
    picking.visit(sources, 0, own.length, targets, (w, i, one) -> own[i] = one.size());
    Ranks.Gathered all = ranks.gather(own, own.length);
    count = Arrays.copyOf(all.words(), all.from()[ranks.size()]);
    Arrays.fill(at, Picking.NONE);
    int[] repetition = new int[own.length];
    for (int begin = 0, end; begin < own.length; begin = end) {
      long n = total(begin);
      for (end = begin + 1; end < own.length && n + total(end) <= MOST; end++) n += total(end);
      int from = begin;
      int[] start = new int[end - begin + 1];
      for (int i = begin; i < end; i++) start[i - from + 1] = start[i - from] + (int) own[i];
      int[] mine = new int[start[end - begin]];
      picking.visit(
          sources,
          begin,
          end,
          targets,
          (w, i, one) -> {
            for (int e = 0; e < one.size(); e++) mine[start[i - from] + e] = one.target(e);
          });
      choose(begin, end, tell(mine), choice, to, repetition);
      picking.visit(
          sources,
          begin,
          end,
          targets,
          (w, i, one) -> {
            if (to[i] > 0 && ranks.has(to[i]))
              at[i] = one.place(before(one, to[i]) + repetition[i]);
          });
    }
  }

  private static int before(OfSource synapses, int target) {
    int n = 0;
    for (int e = 0; e < synapses.size(); e++) if (synapses.target(e) < target) n++;
    return n;
  }

  /// Two targets a word.
  private Ranks.Gathered tell(int[] targets) {
    long[] words = new long[(targets.length + 1) / 2];
    for (int k = 0; k < targets.length; k++) {
      words[k / 2] |= Integer.toUnsignedLong(targets[k]) << (k % 2 * Integer.SIZE);
    }
    return ranks.gather(words, words.length);
  }

  /// Chooses for the sources from `begin` to `end`.
  ///
  /// @param repetition is given how many synapses onto the same target come before
  private void choose(
      int begin, int end, Ranks.Gathered told, Picking.Choice choice, int[] to, int[] repetition) {
    int[] next = new int[ranks.size()];
    for (int i = begin; i < end; i++) {
      int[] all = new int[total(i)];
      int n = 0;
      for (int r = 0; r < next.length; r++) {
        for (int e = count(r, i); e > 0; e--, next[r]++) {
          long word = told.words()[told.from()[r] + next[r] / 2];
          all[n++] = (int) (word >>> (next[r] % 2 * Integer.SIZE));
        }
      }
      if (n == 0) continue;
      Arrays.sort(all);
      int k = choice.of(sources.at(i), n);
      to[i] = all[k];
      while (k > repetition[i] && all[k - repetition[i] - 1] == to[i]) repetition[i]++;
    }
  }
}
