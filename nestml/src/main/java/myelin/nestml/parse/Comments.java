package myelin.nestml.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/// The comments of a text, by line.
final class Comments {

  private final Map<Integer, String> beside = new HashMap<>();
  private final Map<Integer, String> alone = new HashMap<>();

  /// Adds the text that follows a `#`.
  ///
  /// @param whole whether nothing else is on the line
  void add(int line, String text, boolean whole) {
    (whole ? alone : beside).put(line, text);
  }

  /// The first line of the comment directly above `line`; `line` itself if there is none.
  int begin(int line) {
    int first = line;
    while (alone.containsKey(first - 1)) first--;
    return first;
  }

  /// The comment directly above a line, with its line breaks.
  String above(int line) {
    List<String> lines = new ArrayList<>();
    for (int i = begin(line); i < line; i++) {
      String text = alone.getOrDefault(i, "");
      lines.add((text.startsWith(" ") ? text.substring(1) : text).stripTrailing());
    }
    return String.join("\n", lines).strip();
  }

  /// The comments above and beside the lines from `first` to `last`, joined into one line.
  String of(int first, int last) {
    StringBuilder all = new StringBuilder();
    words(above(first), all);
    for (int i = first; i <= last; i++) words(beside.getOrDefault(i, ""), all);
    return all.toString();
  }

  /// Appends the words of a text, each after a space.
  private static void words(String text, StringBuilder to) {
    for (StringTokenizer words = new StringTokenizer(text); words.hasMoreTokens(); ) {
      if (!to.isEmpty()) to.append(' ');
      to.append(words.nextToken());
    }
  }
}
