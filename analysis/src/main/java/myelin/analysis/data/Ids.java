package myelin.analysis.data;

import java.util.Arrays;

/// A set of ids, ascending, that knows the rank of each.
public final class Ids {
  private final int[] ids;
  private final int first;

  /// The rank of each id, counted from the first; empty where ids lie too far apart for a table.
  private final int[] ranks;

  private Ids(int[] ids, int first, int[] ranks) {
    this.ids = ids;
    this.first = first;
    this.ranks = ranks;
  }

  /// The set of these ids, each of which may be given several times.
  public static Ids of(int[] given) {
    if (given.length == 0) {
      return new Ids(new int[0], 0, new int[0]);
    }
    int low = given[0];
    int high = given[0];
    for (int id : given) {
      low = Math.min(low, id);
      high = Math.max(high, id);
    }
    long span = (long) high - low + 1;
    if (span > 4L * given.length + (1 << 20)) {
      return new Ids(Arrays.stream(given).sorted().distinct().toArray(), low, new int[0]);
    }
    int[] ranks = new int[(int) span];
    for (int id : given) {
      ranks[id - low] = 1;
    }
    int[] ids = new int[ranks.length];
    int count = 0;
    for (int i = 0; i < ranks.length; i++) {
      if (ranks[i] == 1) {
        ids[count] = low + i;
        ranks[i] = count++;
      } else {
        ranks[i] = -1;
      }
    }
    return new Ids(Arrays.copyOf(ids, count), low, ranks);
  }

  /// The number of ids in the set.
  public int size() {
    return ids.length;
  }

  /// The ids, ascending; a copy.
  public int[] toArray() {
    return ids.clone();
  }

  /// The rank of an id, counted from 0, or a negative number if it is not in the set.
  public int index(int id) {
    if (ranks.length == 0) {
      return Arrays.binarySearch(ids, id);
    }
    long place = (long) id - first;
    return place < 0 || place >= ranks.length ? -1 : ranks[(int) place];
  }
}
