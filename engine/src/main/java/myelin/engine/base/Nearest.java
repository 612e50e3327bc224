package myelin.engine.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Finds what the user may have meant.
public final class Nearest {

  private Nearest() {}

  /// The end of an error message: the nearest of `allowed`, or all of them if none is near.
  public static String hint(String given, Collection<String> allowed) {
    if (allowed.isEmpty()) return "; there are none";
    List<String> near =
        allowed.stream()
            .filter(
                a -> distance(given, a) <= Math.max(1, Math.min(given.length(), a.length()) / 3))
            .sorted(Comparator.comparingInt(a -> distance(given, a)))
            .limit(3)
            .toList();
    if (!near.isEmpty()) return "; did you mean " + String.join(" or ", near) + "?";
    List<String> all = allowed.stream().sorted().toList();
    if (all.size() > 24) {
      return "; there are " + all.size() + ", from " + all.getFirst() + " to " + all.getLast();
    }
    return (all.size() == 1 ? "; there is only " : "; there are ") + String.join(", ", all);
  }

  /// Number of letters to change, add, drop or swap, capitals and signs aside.
  static int distance(String from, String to) {
    String a = plain(from);
    String b = plain(to);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) d[i][0] = i;
    for (int j = 0; j <= b.length(); j++) d[0][j] = j;
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + cost);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
    return d[a.length()][b.length()];
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }
}
