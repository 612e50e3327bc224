package myelin.sonata;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The groups of a population, in which nodes or edges have values of their own: which element is
/// in which group, at which place there. Where the file does not say, all are in group 0, in order.
final class Groups {

  private final Hdf hdf;
  private final String path;
  private final List<Integer> numbers = new ArrayList<>();
  private final @Nullable Column group;
  private final @Nullable Column index;
  private final long length;

  private Groups(
      Hdf hdf, String path, @Nullable Column group, @Nullable Column index, long length) {
    this.hdf = hdf;
    this.path = path;
    this.group = group;
    this.index = index;
    this.length = length;
    for (String name : hdf.groups(path)) {
      if (name.matches("\\d{1,5}")) numbers.add(Integer.parseInt(name));
    }
  }

  /// The groups of a population with `length` elements.
  ///
  /// @param of the path of what has as many
  static Groups of(Hdf hdf, String path, String group, String index, long length, String of) {
    if (length >= Integer.MAX_VALUE) {
      throw hdf.bad(of, "has %,d elements; Myelin reads fewer than 2^31".formatted(length));
    }
    boolean given = hdf.has(path + "/" + group) || hdf.has(path + "/" + index);
    if (!given) {
      Groups all = new Groups(hdf, path, null, null, length);
      all.requireOne(group, index);
      return all;
    }
    return new Groups(
        hdf,
        path,
        hdf.column(path + "/" + group, length, of),
        hdf.column(path + "/" + index, length, of),
        length);
  }

  private void requireOne(String group, String index) {
    for (int number : numbers) {
      if (number == 0) continue;
      throw hdf.bad(
          path + "/" + number,
          "is a group that nothing is in: %s lacks %s and %s, without which all are in group 0"
              .formatted(path, group, index));
    }
  }

  /// Not a number, `n` times.
  static double[] nothing(int n) {
    double[] values = new double[n];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  /// Number of groups.
  int size() {
    return numbers.size();
  }

  private String path(int g) {
    return path + "/" + numbers.get(g);
  }

  /// A column of a group, or null if it has none of that name.
  @Nullable Column column(int g, String name) {
    String place = path(g) + "/" + name;
    return hdf.has(place) ? checked(hdf.column(place), g) : null;
  }

  /// The columns in `dynamics_params` of a group, by name.
  Map<String, Column> parameters(int g) {
    Map<String, Column> found = new LinkedHashMap<>();
    String place = path(g) + "/dynamics_params";
    if (!hdf.has(place)) return found;
    for (String name : hdf.columns(place)) {
      found.put(name, checked(hdf.column(place + "/" + name), g));
    }
    return found;
  }

  private Column checked(Column column, int g) {
    if (group != null || numbers.get(g) != 0 || column.length() == length) return column;
    throw hdf.bad(
        column.path(),
        "has %,d elements; there are %,d of them".formatted(column.length(), length));
  }

  /// The place in its group of each of `n` elements, for each group; -1 where an element is in
  /// another.
  int[][] places(long from, int n) {
    int[][] places = new int[size()][n];
    if (group == null || index == null) {
      for (int g = 0; g < places.length; g++) {
        boolean all = numbers.get(g) == 0;
        for (int i = 0; i < n; i++) places[g][i] = all ? (int) (from + i) : -1;
      }
      return places;
    }
    for (int[] p : places) Arrays.fill(p, -1);
    long[] ids = group.wholes(from, n);
    int[] at = index.places(from, n, Integer.MAX_VALUE, "no place in a group");
    int g = -1;
    for (int i = 0; i < n; i++) {
      if (i == 0 || ids[i] != ids[i - 1]) {
        g = ids[i] == (int) ids[i] ? numbers.indexOf((int) ids[i]) : -1;
      }
      if (g < 0) {
        throw group.refused(
            from + i,
            Long.toString(ids[i]),
            "none of the groups %s of %s".formatted(numbers, path));
      }
      places[g][i] = at[i];
    }
    return places;
  }

  /// Puts the values that elements have in a group; of others nothing.
  void put(Column column, int g, int[][] places, double[] values) {
    int[] at = places[g];
    int first = Integer.MAX_VALUE;
    int last = -1;
    for (int place : at) {
      if (place < 0) continue;
      first = Math.min(first, place);
      last = Math.max(last, place);
    }
    if (last < 0) return;
    if (last >= column.length()) {
      throw hdf.bad(
          column.path(),
          "has %,d elements, but %s names number %,d of them (from 0)"
              .formatted(column.length(), index == null ? path : index.path(), last));
    }
    double[] read = column.numbers(first, last - first + 1);
    for (int i = 0; i < at.length; i++) if (at[i] >= 0) values[i] = read[at[i] - first];
  }
}
