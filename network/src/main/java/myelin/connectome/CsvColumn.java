package myelin.connectome;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A column of a table in CSV on its way into memory. It holds whole numbers as long as all fields
/// are such, then numbers as long as they can be shown as they were written, then texts, each of
/// which is kept once. Empty fields of numbers are `NaN`. All can be had as texts; whether they are
/// numbers does not depend on how they are kept.
final class CsvColumn {

  private static final int FIRST = 1 << 10;
  private static final int DIGITS = 18;
  private static final double WHOLE_BELOW = 1e15;

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

  /// Whether whole numbers among numbers are written as `2.0`; known once there is one.
  private boolean point;

  private boolean pointKnown;

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
    if (kind == Kind.TEXT || !addNumber(field)) addText(field);
  }

  private void addEmpty() {
    switch (kind) {
      case EMPTY -> size++;
      case WHOLE, NUMBER -> {
        if (becomeNumbers()) put(Double.NaN);
        else addText("");
      }
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

  /// The number that is written in decimal digits; `NaN` if it is none. A number has no zeros in
  /// front, as `007` has, which is a name.
  private static double number(String field) {
    String text = field.strip();
    int first = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    if (text.length() == first) return Double.NaN;
    boolean zero = text.charAt(first) == '0' && text.length() > first + 1;
    if (zero && ".eE".indexOf(text.charAt(first + 1)) < 0) return Double.NaN; // 007, 0x1p3
    if (!isOfNumber(text.charAt(first)) || !isOfNumber(text.charAt(text.length() - 1))) {
      return Double.NaN; // Infinity, 1d
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static boolean isOfNumber(char c) {
    return c == '.' || (c >= '0' && c <= '9');
  }

  private void addWhole(long number) {
    if (kind == Kind.EMPTY && size > 0) {
      String field = Long.toString(number);
      if (!addNumber(field)) addText(field);
      return;
    }
    kind = Kind.WHOLE;
    if (size == wholes.length) wholes = Arrays.copyOf(wholes, room());
    wholes[size++] = number;
  }

  private int room() {
    return Math.max(FIRST, size + size / 2);
  }

  /// Adds a number to numbers; returns false, and adds nothing, if it is none, or would be shown in
  /// another way than it is written.
  private boolean addNumber(String field) {
    double number = number(field);
    if (!Double.isFinite(number)) return false;
    boolean whole = isWhole(number);
    boolean dotted = (pointKnown || kind == Kind.WHOLE) ? point : field.endsWith(".0");
    if (!shown(number, dotted).equals(field) || !becomeNumbers()) return false;
    if (whole) {
      point = dotted;
      pointKnown = true;
    }
    put(number);
    return true;
  }

  private void put(double number) {
    if (size == numbers.length) numbers = Arrays.copyOf(numbers, room());
    numbers[size++] = number;
  }

  /// Keeps what there is as numbers; returns false, and changes nothing, if these cannot hold it.
  private boolean becomeNumbers() {
    if (kind == Kind.NUMBER) return true;
    for (int i = 0; kind == Kind.WHOLE && i < size; i++) {
      if (wholes[i] <= -WHOLE_BELOW || wholes[i] >= WHOLE_BELOW) return false;
    }
    numbers = new double[room()];
    Arrays.fill(numbers, 0, size, Double.NaN);
    if (kind == Kind.WHOLE) {
      for (int i = 0; i < size; i++) numbers[i] = wholes[i];
      pointKnown = true;
    }
    wholes = new long[0];
    kind = Kind.NUMBER;
    return true;
  }

  private void addText(String text) {
    becomeTexts();
    if (size == codes.length) codes = Arrays.copyOf(codes, room());
    codes[size++] = code(text);
  }

  private void becomeTexts() {
    if (kind == Kind.TEXT) return;
    codes = new int[room()];
    for (int i = 0; i < size; i++) codes[i] = code(shown(i));
    wholes = new long[0];
    numbers = new double[0];
    kind = Kind.TEXT;
  }

  private static boolean isWhole(double number) {
    return number == Math.rint(number) && Math.abs(number) < WHOLE_BELOW;
  }

  private static String shown(double number, boolean dotted) {
    if (Double.isNaN(number)) return "";
    if (!isWhole(number)) return Double.toString(number);
    return (long) number + (dotted ? ".0" : "");
  }

  /// The field of a row as it was written.
  private String shown(int i) {
    return switch (kind) {
      case EMPTY -> "";
      case WHOLE -> Long.toString(wholes[i]);
      case NUMBER -> shown(numbers[i], point);
      case TEXT -> texts.get(codes[i]);
    };
  }

  private int code(String text) {
    Integer known = codeOf.get(text);
    if (known != null) return known;
    codeOf.put(text, texts.size());
    texts.add(text);
    return texts.size() - 1;
  }

  /// Whether there are fields that are not empty, and the first of them is a number.
  boolean startsWithNumber() {
    for (int i = 0; i < size && kind != Kind.EMPTY; i++) {
      String field = shown(i);
      if (!field.isEmpty()) return !Double.isNaN(number(field));
    }
    return false;
  }

  /// Why these are no whole numbers; empty if they are.
  String notWhole() {
    return kind == Kind.WHOLE ? "" : fault(true);
  }

  /// Why these are no numbers; empty if they are.
  String notNumbers() {
    return fault(false);
  }

  /// The first field with which something is wrong, and what.
  private String fault(boolean whole) {
    boolean[] right = new boolean[texts.size()];
    for (int i = 0; i < size; i++) {
      if (kind == Kind.TEXT && right[codes[i]]) continue;
      if (kind == Kind.WHOLE && wholes[i] == (long) (double) wholes[i]) continue;
      if (kind == Kind.NUMBER && (whole ? isWhole(numbers[i]) : !Double.isNaN(numbers[i])))
        continue;
      String fault = whole ? whyNotWhole(shown(i)) : whyNotNumber(shown(i));
      if (!fault.isEmpty()) return "row %d: %s".formatted(i + 1, fault);
      if (kind == Kind.TEXT) right[codes[i]] = true;
    }
    return "";
  }

  private static String whyNotNumber(String field) {
    if (field.isEmpty()) return "the field is empty";
    double number = number(field);
    if (Double.isNaN(number)) return begin(field) + " is not a number";
    if (Double.isInfinite(number)) return begin(field) + " is not a finite number";
    boolean rounded = isWhole(field) && (long) number != whole(field);
    return rounded ? begin(field) + " cannot be held without rounding" : "";
  }

  /// A field in quotation marks, the beginning of a long one.
  private static String begin(String field) {
    int most = 60;
    return "'" + (field.length() > most ? field.substring(0, most) + "..." : field) + "'";
  }

  private static String whyNotWhole(String field) {
    if (isWhole(field)) return "";
    double number = number(field);
    if (!Double.isFinite(number)) return whyNotNumber(field);
    if (number != Math.rint(number)) return begin(field) + " is not a whole number";
    return Math.abs(number) > 0x1p53 ? begin(field) + " is too large" : "";
  }

  private static boolean isWhole(String field) {
    byte[] bytes = field.strip().getBytes(StandardCharsets.UTF_8);
    return bytes.length > 0 && isWhole(bytes, 0, bytes.length);
  }

  private static long whole(String field) {
    byte[] bytes = field.strip().getBytes(StandardCharsets.UTF_8);
    return isWhole(bytes, 0, bytes.length) ? whole(bytes, 0, bytes.length) : (long) number(field);
  }

  /// The whole numbers.
  long[] wholes() {
    if (kind == Kind.WHOLE) return Arrays.copyOf(wholes, size);
    long[] of = texts.stream().mapToLong(CsvColumn::whole).toArray();
    long[] all = new long[size];
    Arrays.setAll(all, i -> kind == Kind.TEXT ? of[codes[i]] : (long) numbers[i]);
    return all;
  }

  /// The numbers.
  double[] numbers() {
    if (kind == Kind.NUMBER) return Arrays.copyOf(numbers, size);
    double[] of = texts.stream().mapToDouble(CsvColumn::number).toArray();
    double[] all = new double[size];
    Arrays.setAll(all, i -> kind == Kind.TEXT ? of[codes[i]] : wholes[i]);
    return all;
  }

  /// The different texts.
  String[] choices() {
    becomeTexts();
    return texts.toArray(String[]::new);
  }

  /// For each row, which of them it is.
  int[] codes() {
    becomeTexts();
    return Arrays.copyOf(codes, size);
  }

  /// The texts.
  String[] texts() {
    String[] all = new String[size];
    Arrays.setAll(all, this::shown);
    return all;
  }
}
