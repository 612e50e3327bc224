package myelin.engine.growth;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import myelin.engine.base.Ids;
import myelin.engine.base.Ranks;

/// How many elements of a name are vacant in the nodes of all ranks that have such.
///
/// @param ids ids of these nodes, ascending
/// @param vacant of each the number, below 0 where synapses have taken more than there are
@SuppressWarnings("ArrayRecordComponent") // never compared
record Vacancy(int[] ids, int[] vacant) {

  /// That of a column; all ranks ask at the same time.
  static Vacancy of(Ranks ranks, ElementColumn own) {
    int[] ids = own.ids();
    if (ranks.isAlone()) return new Vacancy(ids, Arrays.stream(ids).map(own::vacant).toArray());
    long[] words =
        Arrays.stream(ids)
            .mapToLong(id -> (long) id << Integer.SIZE | Integer.toUnsignedLong(own.vacant(id)))
            .toArray();
    Ranks.Gathered gathered = ranks.gather(words, words.length);
    long[] all = Arrays.copyOf(gathered.words(), gathered.from()[ranks.size()]);
    Arrays.sort(all);
    return new Vacancy(
        Arrays.stream(all).mapToInt(w -> (int) (w >> Integer.SIZE)).toArray(),
        Arrays.stream(all).mapToInt(w -> (int) w).toArray());
  }

  /// The nodes.
  BitSet set() {
    BitSet set = new BitSet();
    for (int id : ids) set.set(id);
    return set;
  }

  /// The nodes that have fewer elements than synapses have taken.
  Ids losing() {
    return Ids.sorted(
        IntStream.range(0, ids.length).filter(i -> vacant[i] < 0).map(i -> ids[i]).toArray());
  }

  /// The vacant elements, each as the id of its node.
  int[] elements() {
    long n = 0;
    for (int v : vacant) n += Math.max(0, v);
    int[] found = new int[Math.toIntExact(n)];
    int at = 0;
    for (int i = 0; i < ids.length; i++) {
      int to = at + Math.max(0, vacant[i]);
      Arrays.fill(found, at, to, ids[i]);
      at = to;
    }
    return found;
  }
}
