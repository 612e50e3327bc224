package myelin.live;

/// Numbers and texts in JSON.
final class LiveJson {

  private LiveJson() {}

  /// Writes a number; `null` for what JSON has no number for.
  static void number(double value, StringBuilder json) {
    if (!Double.isFinite(value)) json.append("null");
    else if (value == Math.rint(value) && Math.abs(value) < 1e15) json.append((long) value);
    else json.append(value);
  }

  /// Writes a text.
  static void text(String text, StringBuilder json) {
    json.append('"');
    for (int k = 0; k < text.length(); k++) {
      char c = text.charAt(k);
      if (c == '"' || c == '\\') json.append('\\').append(c);
      else if (c < ' ') json.append("\\u%04x".formatted((int) c));
      else json.append(c);
    }
    json.append('"');
  }

  /// Writes numbers as a list.
  static void numbers(double[] values, StringBuilder json) {
    json.append('[');
    for (int k = 0; k < values.length; k++) {
      if (k > 0) json.append(',');
      number(values[k], json);
    }
    json.append(']');
  }
}
