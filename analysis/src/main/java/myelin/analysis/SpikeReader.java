package myelin.analysis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Collects spikes from text files, byte by byte and without a string per line.
final class SpikeReader {
  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private enum Layout {
    ID_MS("a neuron id and a time in ms, separated by a tab"),
    ID_STEP("a neuron id and a time in whole steps, separated by a tab"),
    SENDER_MS("a sender and a time_ms, separated by a tab"),
    SENDER_STEP("a sender, a time_step and a time_offset, separated by tabs");

    private final String expected;

    Layout(String expected) {
      this.expected = expected;
    }
  }

  private final double resolution;
  private int[] senders = new int[1024];
  private double[] times = new double[1024];
  private int size;

  private Path file = Path.of("");
  private Layout layout = Layout.ID_MS;
  private boolean begun;
  private long line;
  private byte[] buffer = new byte[1 << 16];

  /// The line being read, from its next byte to the byte after its last.
  private int at;

  private int lineEnd;
  private int lineStart;

  private SpikeReader(double resolution) {
    this.resolution = resolution;
  }

  static SpikeReader inMilliseconds() {
    return new SpikeReader(Double.NaN);
  }

  static SpikeReader inSteps(double resolution) {
    return new SpikeReader(resolution);
  }

  int[] senders() {
    return Arrays.copyOf(senders, size);
  }

  double[] times() {
    return Arrays.copyOf(times, size);
  }

  void read(Path path) {
    file = path;
    layout = Double.isNaN(resolution) ? Layout.ID_MS : Layout.ID_STEP;
    begun = false;
    line = 0;
    try (InputStream input = Files.newInputStream(path)) {
      readLines(input);
    } catch (NoSuchFileException missing) {
      throw new UncheckedIOException("there is no file " + path, missing);
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot read spikes from " + path, failed);
    }
  }

  private void readLines(InputStream input) throws IOException {
    int filled = 0;
    while (true) {
      if (filled == buffer.length) {
        buffer = Arrays.copyOf(buffer, 2 * buffer.length);
      }
      int got = input.read(buffer, filled, buffer.length - filled);
      if (got < 0) {
        break;
      }
      int end = filled + got;
      int start = 0;
      for (int i = filled; i < end; i++) {
        if (buffer[i] == '\n') {
          readLine(start, i);
          start = i + 1;
        }
      }
      System.arraycopy(buffer, start, buffer, 0, end - start);
      filled = end - start;
    }
    if (filled > 0) {
      readLine(0, filled);
    }
  }

  private void readLine(int start, int end) {
    line++;
    lineStart = start;
    at = start;
    lineEnd = end;
    skipBlanks();
    if (at == lineEnd || buffer[at] == '#') {
      return;
    }
    if (!begun) {
      begun = true;
      if (Character.isLetter(buffer[at])) {
        readHeader();
        return;
      }
    }
    readRow();
  }

  private void readHeader() {
    List<String> columns = List.of(text().strip().split("\\s+"));
    if (columns.size() >= 2 && columns.subList(0, 2).equals(List.of("sender", "time_ms"))) {
      layout = Layout.SENDER_MS;
    } else if (columns.size() >= 3
        && columns.subList(0, 3).equals(List.of("sender", "time_step", "time_offset"))) {
      if (Double.isNaN(resolution)) {
        throw new IllegalArgumentException(
            place() + "the times are in steps; give the resolution to read them");
      }
      layout = Layout.SENDER_STEP;
    } else {
      throw new IllegalArgumentException(
          place()
              + "expected the columns sender and time_ms, or sender, time_step and time_offset,"
              + " but found \""
              + text().strip()
              + "\"");
    }
  }

  private void readRow() {
    long sender = whole();
    if (sender < 0 || sender > Integer.MAX_VALUE) {
      throw malformed();
    }
    double time =
        switch (layout) {
          case ID_MS, SENDER_MS -> number();
          case ID_STEP -> milliseconds(whole());
          case SENDER_STEP -> milliseconds(whole()) - number();
        };
    skipBlanks();
    boolean bare = layout == Layout.ID_MS || layout == Layout.ID_STEP;
    if (bare && at < lineEnd) {
      throw malformed();
    }
    if (size == times.length) {
      senders = Arrays.copyOf(senders, 2 * size);
      times = Arrays.copyOf(times, 2 * size);
    }
    senders[size] = (int) sender;
    times[size++] = time;
  }

  /// The time of a step; exact to the last bit where a millisecond is a whole number of steps.
  private double milliseconds(long step) {
    double perMillisecond = Math.rint(1 / resolution);
    boolean divides = Math.abs(perMillisecond * resolution - 1) < 1e-12;
    return divides ? step / perMillisecond : step * resolution;
  }

  private void skipBlanks() {
    while (at < lineEnd && blank(buffer[at])) {
      at++;
    }
  }

  private static boolean blank(byte character) {
    return character == '\t' || character == ' ' || character == '\r';
  }

  private long whole() {
    double value = number();
    if (value != Math.rint(value) || Math.abs(value) > 1e15) {
      throw malformed();
    }
    return (long) value;
  }

  /// The next number of the line. Up to 15 digits make a whole number and a power of ten that are
  /// both exact, hence a quotient that is rounded once, as Double.parseDouble rounds it.
  private double number() {
    skipBlanks();
    int start = at;
    boolean negative = at < lineEnd && buffer[at] == '-';
    if (negative) {
      at++;
    }
    long digits = 0;
    int count = 0;
    int point = -1;
    for (; at < lineEnd; at++) {
      byte character = buffer[at];
      if (character >= '0' && character <= '9') {
        digits = 10 * digits + (character - '0');
        count++;
      } else if (character == '.' && point < 0) {
        point = count;
      } else {
        break;
      }
    }
    if (count == 0 || count > 15 || (at < lineEnd && !blank(buffer[at]))) {
      return unusualNumber(start);
    }
    double value = digits / POWERS[point < 0 ? 0 : count - point];
    return negative ? -value : value;
  }

  private double unusualNumber(int start) {
    at = start;
    while (at < lineEnd && !blank(buffer[at])) {
      if ("0123456789+-.eE".indexOf(buffer[at]) < 0) {
        throw malformed();
      }
      at++;
    }
    try {
      double value =
          Double.parseDouble(new String(buffer, start, at - start, StandardCharsets.US_ASCII));
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException notNumber) {
      throw malformed();
    }
    throw malformed();
  }

  private IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        place() + "expected " + layout.expected + ", but found \"" + text().strip() + "\"");
  }

  private String place() {
    return file + ", line " + line + ": ";
  }

  private String text() {
    int length = Math.min(lineEnd - lineStart, 200);
    return new String(buffer, lineStart, length, StandardCharsets.UTF_8);
  }
}
