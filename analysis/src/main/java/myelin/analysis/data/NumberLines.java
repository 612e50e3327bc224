package myelin.analysis.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Reads text files of numbers, byte by byte and without a string per line.
abstract class NumberLines {
  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  /// The length of a time step (ms); NaN if none was given.
  final double resolution;

  private Path file = Path.of("");
  private boolean begun;
  private long line;
  private byte[] buffer = new byte[1 << 16];

  /// The line being read, from its next byte to the byte after its last.
  private int at;

  private int lineEnd;
  private int lineStart;

  NumberLines(double resolution) {
    this.resolution = resolution;
  }

  /// What files hold, for errors: "spikes".
  abstract String what();

  /// What a row must be, for errors.
  abstract String expected();

  /// A file begins.
  abstract void begin();

  /// A file begins with names of columns.
  abstract void header(List<String> columns);

  /// Reads a row, number by number.
  abstract void row();

  /// Reads a file to its end.
  ///
  /// Throws [IllegalArgumentException] if a line is malformed, and [UncheckedIOException] if the
  /// file cannot be read.
  public final void read(Path path) {
    file = path;
    begun = false;
    line = 0;
    begin();
    try (InputStream input = Files.newInputStream(path)) {
      readLines(input);
    } catch (NoSuchFileException missing) {
      throw new UncheckedIOException("there is no file " + path, missing);
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot read " + what() + " from " + path, failed);
    }
  }

  /// Whether the file has had a line that is neither empty nor a comment.
  final boolean begun() {
    return begun;
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
        header(List.of(text(lineEnd).split("\\s+")));
        return;
      }
    }
    row();
  }

  /// The time of a step; exact to the last bit where a millisecond is a whole number of steps.
  final double milliseconds(long step) {
    double perMillisecond = Math.rint(1 / resolution);
    boolean divides = Math.abs(perMillisecond * resolution - 1) < 1e-12;
    return divides ? step / perMillisecond : step * resolution;
  }

  /// Whether the line has nothing more.
  final boolean ended() {
    skipBlanks();
    return at == lineEnd;
  }

  private void skipBlanks() {
    while (at < lineEnd && blank(buffer[at])) {
      at++;
    }
  }

  private static boolean blank(byte character) {
    return character == '\t' || character == ' ' || character == '\r';
  }

  /// The next number of the line, an id.
  final int id() {
    long id = whole();
    if (id < 0 || id > Integer.MAX_VALUE) {
      throw malformed();
    }
    return (int) id;
  }

  /// The next number of the line, which has no fraction.
  final long whole() {
    double value = number();
    if (value != Math.rint(value) || Math.abs(value) > 1e15) {
      throw malformed();
    }
    return (long) value;
  }

  /// The next number of the line, finite, or `nan`, `inf`, `-inf` as C writes them.
  final double any() {
    skipBlanks();
    int start = at;
    int sign = start < lineEnd && buffer[start] == '-' ? 1 : 0;
    if (start + sign == lineEnd || !Character.isLetter(buffer[start + sign])) {
      return number();
    }
    while (at < lineEnd && !blank(buffer[at])) {
      at++;
    }
    return switch (new String(buffer, start, at - start, StandardCharsets.US_ASCII)) {
      case "nan", "-nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> throw malformed();
    };
  }

  /// The next number of the line. Up to 15 digits make a whole number and a power of ten that are
  /// both exact, hence a quotient that is rounded once, as Double.parseDouble rounds it.
  final double number() {
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

  /// A refusal of the line, which should have been what is [#expected()].
  final IllegalArgumentException malformed() {
    return unexpected("expected " + expected());
  }

  /// A refusal of the line, which is quoted.
  final IllegalArgumentException unexpected(String reason) {
    int end = Math.min(lineEnd, lineStart + 200);
    return refused(reason + ", but found \"" + text(end) + "\"");
  }

  /// A refusal of the line.
  final IllegalArgumentException refused(String reason) {
    return new IllegalArgumentException(file + ", line " + line + ": " + reason);
  }

  private String text(int end) {
    return new String(buffer, lineStart, end - lineStart, StandardCharsets.UTF_8).strip();
  }
}
