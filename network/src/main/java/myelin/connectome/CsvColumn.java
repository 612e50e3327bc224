package myelin.connectome;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A column of a table in CSV on its way into memory. It holds whole numbers as long as all fields
/// are such, then numbers, then texts, each of which is kept once. Empty fields are `NaN`, or empty
/// texts.
final class CsvColumn {

  private static final int FIRST = 1 << 10;
  private static final int DIGITS = 18;

  private enum Kind {
    EMPTY,
    WHOLE,
    NUMBER,
    TEXT
  }

  private Kind kind = Kind.EMPTY;
  private int size;
  private long[] wholes = {};
  private double[] numbers = {};
  private int[] codes = {};
  private final List<String> texts = new ArrayList<>();
  private final Map<String, Integer> codeOf = new HashMap<>();

  /// The first rows with an empty field, and with a text; 0 if there is none.
  private int emptyRow;

  private int textRow;

  /// Adds the field of the next row, the bytes `[from, to)`.
  void add(byte[] bytes, int from, int to) {
    if (from == to) {
      addEmpty();
      return;
    }
    if (kind == Kind.EMPTY || kind == Kind.WHOLE) {
      if (isWhole(bytes, from, to)) {
        addWhole(whole(bytes, from, to));
        return;
      }
    }
    String field = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (kind != Kind.TEXT) {
      double number = number(field);
      if (!Double.isNaN(number)) {
        addNumber(number);
        return;
      }
    }
    addText(field);
  }

  private void addEmpty() {
    if (emptyRow == 0) emptyRow = size + 1;
    switch (kind) {
      case EMPTY -> size++;
      case WHOLE, NUMBER -> addNumber(Double.NaN);
      case TEXT -> addText("");
    }
  }

  /// Whether it is a whole number in its usual form, `-17` or `0`, but not `+3`, `007` or `-0`.
  private static boolean isWhole(byte[] bytes, int from, int to) {
    int first = bytes[from] == '-' ? from + 1 : from;
    int digits = to - first;
    if (digits < 1 || digits > DIGITS + 1 || (bytes[first] == '0' && to - from > 1)) return false;
    for (int k = first; k < to; k++) if (bytes[k] < '0' || bytes[k] > '9') return false;
    return digits <= DIGITS || fits(bytes, from, to);
  }

  private static boolean fits(byte[] bytes, int from, int to) {
    try {
      Long.parseLong(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static long whole(byte[] bytes, int from, int to) {
    boolean negative = bytes[from] == '-';
    long n = 0;
    for (int k = negative ? from + 1 : from; k < to; k++) n = 10 * n - (bytes[k] - '0');
    return negative ? n : -n;
  }

  private static double number(String field) {
    char last = field.charAt(field.length() - 1);
    if (Character.isLetter(last) && last != 'y') return Double.NaN; // Java takes 1d, 1f
    try {
      return Double.parseDouble(field);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private void addWhole(long number) {
    if (kind == Kind.EMPTY && size > 0) {
      addNumber((double) number);
      return;
    }
    kind = Kind.WHOLE;
    if (size == wholes.length) wholes = Arrays.copyOf(wholes, room());
    wholes[size++] = number;
  }

  private int room() {
    return Math.max(FIRST, size + size / 2);
  }

  private void addNumber(double number) {
    if (kind != Kind.NUMBER) {
      numbers = new double[room()];
      Arrays.fill(numbers, 0, size, Double.NaN);
      if (kind == Kind.WHOLE) Arrays.setAll(numbers, i -> i < size ? wholes[i] : 0);
      wholes = new long[0];
      kind = Kind.NUMBER;
    }
    if (size == numbers.length) numbers = Arrays.copyOf(numbers, room());
    numbers[size++] = number;
  }

  private void addText(String text) {
    if (kind != Kind.TEXT) {
      textRow = size + 1;
      codes = new int[room()];
      for (int i = 0; i < size; i++) codes[i] = code(shown(i));
      wholes = new long[0];
      numbers = new double[0];
      kind = Kind.TEXT;
    }
    if (size == codes.length) codes = Arrays.copyOf(codes, room());
    codes[size++] = code(text);
  }

  private String shown(int i) {
    return switch (kind) {
      case WHOLE -> Long.toString(wholes[i]);
      case NUMBER -> {
        double x = numbers[i];
        boolean whole = x == Math.rint(x) && Math.abs(x) < 1e15;
        yield Double.isNaN(x) ? "" : whole ? Long.toString((long) x) : Double.toString(x);
      }
      default -> "";
    };
  }

  private int code(String text) {
    Integer known = codeOf.get(text);
    if (known != null) return known;
    codeOf.put(text, texts.size());
    texts.add(text);
    return texts.size() - 1;
  }

  /// Why these are no whole numbers; empty if they are.
  String notWhole() {
    String fault = notNumbers();
    if (!fault.isEmpty()) return fault;
    if (kind == Kind.WHOLE || size == 0) return "";
    for (int i = 0; i < size; i++) {
      if (kind == Kind.EMPTY || numbers[i] != Math.rint(numbers[i])) {
        return "row %d: '%s' is not a whole number".formatted(i + 1, shown(i));
      }
      if (Math.abs(numbers[i]) > 1L << 53) return "row %d: too large".formatted(i + 1);
    }
    return "";
  }

  /// Why these are no numbers; empty if they are.
  String notNumbers() {
    if (kind == Kind.TEXT) {
      String text = texts.get(codes[textRow - 1]);
      return "row %d: '%s' is not a number".formatted(textRow, text);
    }
    return emptyRow > 0 ? "row %d: the field is empty".formatted(emptyRow) : "";
  }

  /// The whole numbers.
  long[] wholes() {
    if (kind == Kind.WHOLE) return Arrays.copyOf(wholes, size);
    long[] all = new long[size];
    Arrays.setAll(all, i -> (long) numbers[i]);
    return all;
  }

  /// The numbers.
  double[] numbers() {
    if (kind == Kind.NUMBER) return Arrays.copyOf(numbers, size);
    double[] all = new double[size];
    Arrays.setAll(all, i -> kind == Kind.WHOLE ? wholes[i] : Double.NaN);
    return all;
  }

  /// The different texts; empty unless there are any.
  String[] choices() {
    return kind == Kind.EMPTY ? new String[] {""} : texts.toArray(String[]::new);
  }

  /// For each row, which of them it is.
  int[] codes() {
    return kind == Kind.EMPTY ? new int[size] : Arrays.copyOf(codes, kind == Kind.TEXT ? size : 0);
  }

  /// The texts.
  String[] texts() {
    String[] all = new String[size];
    Arrays.setAll(all, i -> kind == Kind.TEXT ? texts.get(codes[i]) : shown(i));
    return all;
  }
}
