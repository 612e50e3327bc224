package myelin.engine.plastic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import myelin.engine.input.SpikeBatch;

/// Numbers the synapses of one model in the order in which they first pass a spike: by time, then
/// source, then target, then order of creation. All synapses of the network count, so each part
/// counts those of the others too; it hears the same spikes.
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

  /// Begins to number the synapses of one model.
  ///
  /// @param parts their tables by part, in one order
  public static void open(List<List<PlasticTable>> parts) {
    List<PlasticTable> all = parts.stream().flatMap(List::stream).toList();
    int sources = all.stream().mapToInt(t -> t.firstSource() + t.rows()).max().orElse(0);
    int count = all.stream().mapToInt(t -> t.size() == 0 ? 0 : t.rule().numbers()).max().orElse(0);
    int[] fresh = new int[sources];
    List<int[]> ranks = new ArrayList<>();
    for (PlasticTable t : all) ranks.add(new int[t.size()]);
    for (int source = 0; source < sources; source++) fresh[source] = rank(source, all, ranks);
    int next = 0;
    for (List<PlasticTable> part : parts) {
      FirstSpikes firsts = new FirstSpikes(fresh.clone(), count);
      for (PlasticTable table : part) table.number(firsts, ranks.get(next++));
    }
  }

  /// Ranks the synapses of one source, and returns how many are new.
  private static int rank(int source, List<PlasticTable> tables, List<int[]> ranks) {
    int n = 0;
    for (PlasticTable table : tables) {
      int row = table.row(source);
      if (row >= 0) n += table.length(row);
    }
    if (n == 0) return 0;
    long[] order = new long[n];
    int[] of = new int[n];
    int[] place = new int[n];
    n = 0;
    for (int t = 0; t < tables.size(); t++) {
      PlasticTable table = tables.get(t);
      int row = table.row(source);
      for (int i = row < 0 ? 0 : table.begin(row); row >= 0 && i < table.end(row); i++) {
        long target = table.posts().targets().id(table.target(i));
        order[n] = target << Integer.SIZE | n;
        of[n] = t;
        place[n++] = i;
      }
    }
    Arrays.sort(order);
    int fresh = 0;
    for (long o : order) {
      int k = (int) o;
      ranks.get(of[k])[place[k]] = fresh;
      if (!tables.get(of[k]).rule().isNumbered(place[k])) fresh++;
    }
    return fresh;
  }
}
