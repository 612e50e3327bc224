package myelin.engine.plastic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import myelin.engine.base.Ranks;
import myelin.engine.input.SpikeBatch;

/// Numbers the synapses of one model in the order in which they first pass a spike: by time, then
/// source, then target, then order of creation. All synapses of the network count, so each part
/// counts those of the others and of other ranks, too; it hears the same spikes.
public final class FirstSpikes {

  /// In place of numbers, for synapses that have none.
  static final FirstSpikes NONE = new FirstSpikes(new int[0], 0);

  /// By id of a source how many synapses of its are new.
  private final int[] fresh;

  private int count;
  private long counted = -1;

  /// By spike of the last step how many synapses were numbered before it.
  private int[] before = {};

  private int from;

  private FirstSpikes(int[] fresh, int count) {
    this.fresh = fresh;
    this.count = count;
  }

  /// Counts the synapses that the spikes of step `begin + lag` come to first. Asked again for the
  /// same step, it has counted already.
  void advance(SpikeBatch spikes, int lag) {
    long step = spikes.begin() + lag;
    if (step == counted) return;
    counted = step;
    from = spikes.from(lag);
    int n = spikes.from(lag + 1) - from;
    if (before.length < n) before = new int[2 * n];
    for (int k = 0; k < n; k++) {
      before[k] = count;
      int sender = spikes.sender(from + k);
      if (sender >= fresh.length) continue;
      count += fresh[sender];
      fresh[sender] = 0;
    }
  }

  /// How many synapses were numbered before spike `k` of the step.
  int before(int k) {
    return before[k - from];
  }

  /// How many are numbered.
  int count() {
    return count;
  }

  /// Begins to number the synapses of one model; all ranks do so at the same time.
  ///
  /// @param parts their tables by part, in one order
  public static void open(Ranks ranks, List<List<PlasticTable>> parts) {
    List<PlasticTable> all = parts.stream().flatMap(List::stream).toList();
    int count = all.stream().mapToInt(t -> t.size() == 0 ? 0 : t.rule().numbers()).max().orElse(0);
    if (!ranks.isAlone()) count = (int) -ranks.least(-count)[0];
    long[] pairs = fresh(all);
    if (!ranks.isAlone()) {
      Ranks.Gathered gathered = ranks.gather(pairs, pairs.length);
      pairs = Arrays.copyOf(gathered.words(), gathered.from()[ranks.size()]);
    }
    Arrays.sort(pairs);
    int[] fresh = new int[pairs.length == 0 ? 0 : source(pairs[pairs.length - 1]) + 1];
    for (long pair : pairs) fresh[source(pair)]++;
    List<int[]> before = new ArrayList<>();
    for (PlasticTable t : all) before.add(new int[t.size()]);
    for (int begin = 0; begin < pairs.length; ) {
      int end = begin + fresh[source(pairs[begin])];
      rank(source(pairs[begin]), pairs, begin, end, all, before);
      begin = end;
    }
    int next = 0;
    for (List<PlasticTable> part : parts) {
      FirstSpikes firsts = new FirstSpikes(fresh.clone(), count);
      for (PlasticTable table : part) table.number(firsts, before.get(next++));
    }
  }

  private static int source(long pair) {
    return (int) (pair >> Integer.SIZE);
  }

  /// The source and the target of each synapse that has passed no spike.
  private static long[] fresh(List<PlasticTable> tables) {
    LongStream.Builder pairs = LongStream.builder();
    for (PlasticTable table : tables) {
      for (int row = 0; row < table.rows(); row++) {
        long source = (long) table.source(row) << Integer.SIZE;
        for (int i = table.begin(row); i < table.end(row); i++) {
          if (!table.rule().isNumbered(i)) pairs.add(source | target(table, i));
        }
      }
    }
    return pairs.build().toArray();
  }

  private static int target(PlasticTable table, int i) {
    return table.posts().targets().id(table.target(i));
  }

  /// Finds for each synapse of one source how many new ones come before it.
  ///
  /// @param pairs the new ones of all ranks, in order; those of the source from `begin` to `end`
  private static void rank(
      int source, long[] pairs, int begin, int end, List<PlasticTable> tables, List<int[]> before) {
    int n = 0;
    for (PlasticTable table : tables) {
      int row = table.row(source);
      if (row >= 0) n += table.length(row);
    }
    long[] order = new long[n];
    int[] of = new int[n];
    int[] place = new int[n];
    n = 0;
    for (int t = 0; t < tables.size(); t++) {
      PlasticTable table = tables.get(t);
      int row = table.row(source);
      for (int i = row < 0 ? 0 : table.begin(row); row >= 0 && i < table.end(row); i++) {
        order[n] = (long) target(table, i) << Integer.SIZE | n;
        of[n] = t;
        place[n++] = i;
      }
    }
    Arrays.sort(order);
    int fresh = begin;
    for (long o : order) {
      int target = (int) (o >> Integer.SIZE);
      while (fresh < end && (int) pairs[fresh] < target) fresh++;
      int k = (int) o;
      before.get(of[k])[place[k]] = fresh - begin;
      if (!tables.get(of[k]).rule().isNumbered(place[k])) fresh++;
    }
  }
}
