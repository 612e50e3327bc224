package myelin.engine.base;

import java.util.Arrays;

/// Node ids, ascending and each once: a range, or a list.
public final class Ids {

  private final int first;
  private final int size;
  private final int[] list;

  private static final int[] NO_GAPS = {};

  private Ids(int first, int size, int[] list) {
    this.first = first;
    this.size = size;
    this.list = list;
  }

  /// The ids `first .. first + size - 1`.
  public static Ids range(int first, int size) {
    return new Ids(first, size, NO_GAPS);
  }

  /// The ids of `list`, which must be ascending and without repetition; the array is not copied.
  public static Ids list(int[] list) {
    int n = list.length;
    if (n == 0) return range(1, 0);
    return list[n - 1] - list[0] == n - 1 ? range(list[0], n) : new Ids(list[0], n, list);
  }

  /// These ids, which may repeat, in order; the array is changed.
  public static Ids sorted(int[] list) {
    Arrays.sort(list);
    int n = 0;
    for (int id : list) if (n == 0 || id != list[n - 1]) list[n++] = id;
    return list(n == list.length ? list : Arrays.copyOf(list, n));
  }

  /// How many.
  public int size() {
    return size;
  }

  /// The `i`-th id.
  public int at(int i) {
    return contiguous() ? first + i : list[i];
  }

  /// The position of `id`, or a negative number if it is not among them.
  public int indexOf(int id) {
    if (!contiguous()) return Arrays.binarySearch(list, id);
    return id >= first && id - first < size ? id - first : -1;
  }

  /// Whether the ids have no gaps.
  public boolean contiguous() {
    return list.length == 0;
  }

  /// The ids at positions `from .. to - 1`.
  public Ids slice(int from, int to) {
    return contiguous() ? range(first + from, to - from) : list(Arrays.copyOfRange(list, from, to));
  }

  /// A copy as an array.
  public int[] array() {
    int[] ids = new int[size];
    for (int i = 0; i < size; i++) ids[i] = at(i);
    return ids;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ids that
        && size == that.size
        && (size == 0 || first == that.first)
        && Arrays.equals(list, that.list);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * size + first) + Arrays.hashCode(list);
  }

  @Override
  public String toString() {
    if (!contiguous()) return "Ids" + Arrays.toString(list);
    return size == 0 ? "Ids[]" : "Ids[%d .. %d]".formatted(first, first + size - 1);
  }
}
