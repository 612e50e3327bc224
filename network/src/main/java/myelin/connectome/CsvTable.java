package myelin.connectome;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import myelin.engine.base.BadInput;
import myelin.engine.base.Nearest;

/// A table in CSV, with the names of its columns in the first row: fields between commas (or tabs,
/// where the first row has tabs and no commas), in quotation marks if they hold commas, line breaks
/// or such marks, which are doubled there. A file whose name ends in `.gz` is unpacked.
public final class CsvTable {

  private static final int ROOM = 1 << 18;
  private static final int LONGEST_ROW = 1 << 26;

  private final String file;
  private final List<String> names = new ArrayList<>();
  private final List<CsvColumn> columns = new ArrayList<>();
  private int rows;

  private byte[] buffer = new byte[ROOM];
  private int end;
  private boolean all;
  private boolean onlyHead;
  private boolean open;
  private byte separator = ',';
  private int[] from = new int[16];
  private int[] to = new int[16];
  private boolean[] quoted = new boolean[16];
  private int fields;

  private CsvTable(String file) {
    this.file = file;
  }

  /// Reads those columns of a file whose names are `wanted`.
  ///
  /// @throws BadInput if it cannot be read, a row has not as many fields as the first, is too long
  ///   (64 MiB and more) or has marks where they cannot be, or if a wanted name occurs twice
  public static CsvTable read(Path path, Predicate<String> wanted) {
    CsvTable table = new CsvTable(String.valueOf(path.getFileName()));
    try (InputStream in = open(path)) {
      table.read(in, wanted);
    } catch (IOException e) {
      throw new BadInput(BadInput.Kind.FILE, path + " cannot be read: " + e, e);
    }
    table.buffer = new byte[0];
    return table;
  }

  /// Reads all columns.
  public static CsvTable read(Path path) {
    return read(path, name -> true);
  }

  /// The names of the columns of a file.
  public static List<String> head(Path path) {
    CsvTable table = new CsvTable(String.valueOf(path.getFileName()));
    table.onlyHead = true;
    try (InputStream in = open(path)) {
      table.read(in, name -> true);
    } catch (IOException e) {
      throw new BadInput(BadInput.Kind.FILE, path + " cannot be read: " + e, e);
    }
    return table.names();
  }

  private static InputStream open(Path path) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(path), ROOM);
    return path.toString().endsWith(".gz") ? new GZIPInputStream(in, ROOM) : in;
  }

  private void read(InputStream in, Predicate<String> wanted) throws IOException {
    int at = 0;
    List<Integer> places = new ArrayList<>();
    List<CsvColumn> kept = new ArrayList<>();
    int width = -1;
    while (true) {
      int next = row(at);
      if (next < 0) {
        if (all) break;
        fill(in, at);
        at = 0;
        if (width < 0) detect();
        continue;
      }
      if (width < 0) {
        width = fields;
        for (int c = 0; c < width; c++) {
          String name = text(c);
          if (c == 0 && name.startsWith("\uFEFF")) name = name.substring(1);
          names.add(name);
          columns.add(new CsvColumn());
          if (onlyHead || !wanted.test(name)) continue;
          if (names.indexOf(name) < c) {
            throw new BadInput(
                BadInput.Kind.FILE, "%s has two columns with the name '%s'".formatted(file, name));
          }
          places.add(c);
          kept.add(columns.get(c));
        }
        if (onlyHead) return;
      } else if (fields > 1 || to[0] > from[0] || width == 1) {
        rows++;
        if (fields != width) throw wrong(width);
        for (int k = 0; k < kept.size(); k++) {
          int c = places.get(k);
          kept.get(k).add(buffer, from[c], to[c]);
        }
      }
      at = next;
    }
    if (width < 0) throw new BadInput(BadInput.Kind.FILE, file + " is empty");
    for (int c = width - 1; c >= 0; c--) {
      if (places.contains(c)) continue;
      names.remove(c);
      columns.remove(c);
    }
  }

  private BadInput wrong(int width) {
    return new BadInput(
        BadInput.Kind.FILE,
        "%s, row %d: %d fields, where the first line names %d columns"
            .formatted(file, rows, fields, width));
  }

  private void detect() {
    int line = 0;
    while (line < end && buffer[line] != '\n') line++;
    String first = new String(buffer, 0, line, StandardCharsets.UTF_8);
    separator = (byte) (first.indexOf('\t') >= 0 && first.indexOf(',') < 0 ? '\t' : ',');
  }

  /// Moves what is left from `at` on to the beginning, and reads on.
  private void fill(InputStream in, int at) throws IOException {
    int left = end - at;
    if (left > LONGEST_ROW) throw open ? notClosed() : broken("the row is longer than 64 MiB");
    byte[] room = left > buffer.length / 2 ? new byte[2 * buffer.length] : buffer;
    System.arraycopy(buffer, at, room, 0, left);
    buffer = room;
    int more = in.readNBytes(buffer, left, buffer.length - left);
    end = left + more;
    all = end < buffer.length;
  }

  /// Finds the fields of the row that begins at `at`; returns where the next begins, or a negative
  /// number if the row is not all there, or there is none.
  private int row(int at) {
    fields = 0;
    open = false;
    int k = at;
    if (k >= end) return -1;
    while (true) {
      boolean marked = k < end && buffer[k] == '"';
      int begin = k;
      if (marked) {
        k = closing(k + 1);
        open = k < 0;
        if (open || (k + 1 >= end && !all)) return -1;
        if (k < end && !endsField(k)) {
          throw broken(
              "there is text after the quotation mark that closes field %d; a mark within a field is doubled"
                  .formatted(fields + 1));
        }
      }
      while (k < end && buffer[k] != separator && buffer[k] != '\n') k++;
      if (k >= end && !all) return -1;
      field(begin, k, marked);
      if (k < end && buffer[k++] != '\n') continue;
      for (int c = 0; c < fields; c++) if (quoted[c]) to[c] = unquote(++from[c], to[c]);
      return k;
    }
  }

  /// The place after the mark that closes a quoted field; negative if that is not there yet.
  private int closing(int inside) {
    for (int k = inside; k < end; k++) {
      if (buffer[k] != '"') continue;
      if (k + 1 == end && !all) return -1;
      if (k + 1 < end && buffer[k + 1] == '"') k++;
      else return k + 1;
    }
    if (!all) return -1;
    throw notClosed();
  }

  /// Whether the byte at `k` separates fields or begins the end of a line.
  private boolean endsField(int k) {
    boolean line = buffer[k] == '\r' && (k + 1 == end || buffer[k + 1] == '\n');
    return line || buffer[k] == separator || buffer[k] == '\n';
  }

  private BadInput notClosed() {
    return broken("a quotation mark is opened and not closed");
  }

  /// Something is wrong in the row that is being read.
  private BadInput broken(String how) {
    String row = names.isEmpty() ? "first line" : "row " + (rows + 1);
    return new BadInput(BadInput.Kind.FILE, "%s, %s: %s".formatted(file, row, how));
  }

  private void field(int begin, int limit, boolean marked) {
    if (fields == from.length) {
      from = Arrays.copyOf(from, 2 * fields);
      to = Arrays.copyOf(to, 2 * fields);
      quoted = Arrays.copyOf(quoted, 2 * fields);
    }
    from[fields] = begin;
    to[fields] = limit > begin && buffer[limit - 1] == '\r' ? limit - 1 : limit;
    quoted[fields++] = marked;
  }

  /// Takes the marks out of a quoted field; returns where it ends then.
  private int unquote(int first, int last) {
    int to = first;
    for (int k = first; k < last; k++) {
      if (buffer[k] == '"' && (k + 1 == last || buffer[++k] != '"')) break;
      buffer[to++] = buffer[k];
    }
    return to;
  }

  private String text(int c) {
    return new String(buffer, from[c], to[c] - from[c], StandardCharsets.UTF_8);
  }

  /// The file's name.
  public String file() {
    return file;
  }

  /// Number of rows, that with the names not counted.
  public int rows() {
    return rows;
  }

  /// Names of the columns that were read.
  public List<String> names() {
    return List.copyOf(names);
  }

  private CsvColumn column(String name) {
    int c = names.indexOf(name);
    if (c >= 0) return columns.get(c);
    throw new BadInput(
        BadInput.Kind.FILE,
        "%s has no column '%s'%s".formatted(file, name, Nearest.hint(name, names)));
  }

  private void require(String name, String fault) {
    if (fault.isEmpty()) return;
    throw new BadInput(BadInput.Kind.FILE, "%s, column %s, %s".formatted(file, name, fault));
  }

  /// A column of whole numbers.
  ///
  /// @throws BadInput if there is no such column, or a field is none
  public long[] wholes(String name) {
    CsvColumn column = column(name);
    require(name, column.notWhole());
    return column.wholes();
  }

  /// A column of numbers.
  ///
  /// @throws BadInput if there is no such column, or a field is none
  public double[] numbers(String name) {
    CsvColumn column = column(name);
    require(name, column.notNumbers());
    return column.numbers();
  }

  /// Whether all fields of a column are whole numbers.
  public boolean isWhole(String name) {
    return column(name).notWhole().isEmpty();
  }

  /// Whether all fields of a column are numbers.
  public boolean isNumbers(String name) {
    return column(name).notNumbers().isEmpty();
  }

  /// Whether a column has numbers rather than texts, by its first field that is not empty.
  boolean startsWithNumber(String name) {
    return column(name).startsWithNumber();
  }

  /// Refuses what is wrong in the row of index `row`, from 0.
  BadInput refused(int row, String how) {
    return new BadInput(BadInput.Kind.VALUE, "%s, row %d: %s".formatted(file, row + 1, how));
  }

  /// The different fields of a column as they were written.
  public String[] choices(String name) {
    return column(name).choices();
  }

  /// For each row, which of [#choices] it is.
  public int[] codes(String name) {
    return column(name).codes();
  }

  /// The fields of a column as they were written.
  ///
  /// @throws BadInput if there is no such column
  public String[] texts(String name) {
    return column(name).texts();
  }
}
