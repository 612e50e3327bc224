package myelin;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import myelin.engine.BadInput;
import myelin.engine.Records;
import myelin.engine.TimeGrid;

/// One recorder's text file. Only whole lines are handed to the operating system, so that a program
/// that is stopped leaves complete lines.
final class RecordFile {

  /// So many bytes are handed over at once: a page at most, since a process that is killed may
  /// leave one whole page and not the next.
  private static final int FULL = 3600;

  /// What files with a header begin with.
  private static final String TITLE = "# Myelin version: ";

  /// Bytes by which a file of records is known.
  private static final int FIRST = 64;

  private static final int LONGEST_LINE = 1 << 12;
  private static final long[] POWERS = new long[18];

  static {
    POWERS[0] = 1;
    for (int k = 1; k < POWERS.length; k++) POWERS[k] = 10 * POWERS[k - 1];
  }

  /// How records become lines.
  ///
  /// @param gdf the two columns of NEST 2 without a header; else NEST 3's text file
  /// @param steps times in steps instead of milliseconds
  /// @param precision digits after the point
  /// @param grid the network's time grid
  /// @param quantities names of further columns
  record Format(
      boolean gdf, boolean steps, int precision, TimeGrid grid, List<String> quantities) {}

  private final Optional<Path> path;
  private final OutputStream out;
  private final Format format;
  private byte[] lines = new byte[FULL + LONGEST_LINE];
  private int size;

  private boolean failed;

  /// Bytes of whole lines in the file.
  private long length;

  private RecordFile(Optional<Path> path, OutputStream out, Format format) {
    this.path = path;
    this.out = out;
    this.format = format;
  }

  /// Refuses a file that cannot be written or may not be replaced, and touches nothing.
  static void require(Path path, boolean overwrite) {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !java.nio.file.Files.isDirectory(folder)) {
      throw cannotWrite(path, "there is no folder " + folder);
    }
    if (java.nio.file.Files.exists(path)) {
      if (!overwrite) throw exists(path);
      if (!java.nio.file.Files.isRegularFile(path)) throw cannotWrite(path, "it is no file");
      if (!java.nio.file.Files.isWritable(path)) throw cannotWrite(path, "permission denied");
    } else if (!java.nio.file.Files.isWritable(folder)) {
      throw cannotWrite(path, "permission denied");
    }
  }

  private static BadInput exists(Path path) {
    return new BadInput(
        BadInput.Kind.FILE,
        path + " exists; set overwrite_files, or another data_path, data_prefix or label");
  }

  private static BadInput cannotWrite(Path path, String reason) {
    return new BadInput(
        BadInput.Kind.FILE,
        "cannot write %s: %s; data_path must be a folder that exists and can be written"
            .formatted(path, reason));
  }

  static RecordFile create(Path path, boolean overwrite, Format format) {
    try {
      OutputStream out =
          overwrite
              ? java.nio.file.Files.newOutputStream(path)
              : java.nio.file.Files.newOutputStream(
                  path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      RecordFile file = new RecordFile(Optional.of(path), out, format);
      file.header();
      return file;
    } catch (FileAlreadyExistsException e) {
      throw exists(path);
    } catch (IOException e) {
      throw cannotWrite(path, String.valueOf(e.getMessage()));
    }
  }

  /// Refuses a file to go on with that is not there, is shorter than it was, or holds no records,
  /// and touches nothing: so a forged checkpoint cannot have other files cut.
  static void requireRecords(Path path, long length) {
    try (InputStream in = java.nio.file.Files.newInputStream(path)) {
      String begin = new String(in.readNBytes(FIRST), StandardCharsets.UTF_8);
      if (!begin.isEmpty() && !begin.startsWith(TITLE) && !begin.matches("(?s)\\d+\\t-?\\d.*")) {
        throw new BadInput(
            BadInput.Kind.FILE, "cannot go on with %s: it is no file of records".formatted(path));
      }
      long there = java.nio.file.Files.size(path);
      if (there >= length) return;
      throw new BadInput(
          BadInput.Kind.FILE,
          "cannot go on with %s: it has %,d bytes, and had %,d when the checkpoint was made"
              .formatted(path, there, length));
    } catch (IOException e) {
      throw new BadInput(
          BadInput.Kind.FILE,
          "cannot go on with %s, which a recorder was writing when the checkpoint was made: %s"
              .formatted(path, e),
          e);
    }
  }

  /// Goes on with a file of which the first `length` bytes stay; what was written after the
  /// checkpoint is written again.
  static RecordFile resume(Path path, long length, Format format) {
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
      channel.truncate(length).position(length);
      RecordFile file =
          new RecordFile(Optional.of(path), Channels.newOutputStream(channel), format);
      file.length = length;
      return file;
    } catch (IOException e) {
      throw cannotWrite(path, String.valueOf(e.getMessage()));
    }
  }

  static RecordFile screen(Format format) {
    return new RecordFile(
        Optional.empty(), new FileOutputStream(java.io.FileDescriptor.out), format);
  }

  Format format() {
    return format;
  }

  Optional<Path> path() {
    return path;
  }

  private void header() throws IOException {
    if (format.gdf()) return;
    StringBuilder head = new StringBuilder();
    head.append(TITLE).append(Simulator.version()).append('\n');
    head.append("# RecordingBackendASCII version: 2\n");
    head.append(format.steps() ? "sender\ttime_step\ttime_offset" : "sender\ttime_ms");
    for (String q : format.quantities()) head.append('\t').append(q);
    byte[] bytes = head.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    out.write(bytes);
    length += bytes.length;
  }

  /// Writes records, line by line. A file that could not be written once is not written any more,
  /// as it would have a gap.
  void write(Records records) throws IOException {
    if (failed)
      throw new IOException(path.map(Path::toString).orElse("the screen") + " ends early");
    for (int e = 0; e < records.size(); e++) {
      if (size > FULL) flush();
      line(records, e);
    }
    flush();
  }

  private void line(Records records, int e) {
    int needed = LONGEST_LINE + 400 * records.width();
    if (size + needed > lines.length) lines = Arrays.copyOf(lines, 2 * lines.length + needed);
    whole(records.sender(e));
    lines[size++] = '\t';
    if (format.steps()) {
      whole(records.step(e));
      if (!format.gdf()) {
        lines[size++] = '\t';
        fixed(records.offset(e));
      }
    } else {
      fixed(format.grid().ms(records.step(e)) - records.offset(e));
    }
    for (int v = 0; v < records.width(); v++) {
      lines[size++] = '\t';
      fixed(records.value(v, e));
    }
    lines[size++] = '\n';
  }

  private void whole(long n) {
    text(Long.toString(n));
  }

  private void text(String s) {
    for (int i = 0; i < s.length(); i++) lines[size++] = (byte) s.charAt(i);
  }

  /// A number with a fixed number of digits after the point; halves round to even as in C.
  private void fixed(double x) {
    int digits = format.precision();
    double scaled = Math.abs(x) * POWERS[digits];
    double rounded = Math.rint(scaled);
    if (!(scaled < 1e15) || digits > 9 || Math.abs(Math.abs(scaled - rounded) - 0.5) < 1e-3) {
      text(
          Double.isFinite(x)
              ? exactly(x, digits)
              : Double.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf");
      return;
    }
    long n = (long) rounded;
    if (x < 0 || 1 / x < 0) lines[size++] = '-';
    whole(n / POWERS[digits]);
    if (digits == 0) return;
    lines[size++] = '.';
    long fraction = n % POWERS[digits];
    for (int d = digits - 1; d >= 0; d--) {
      lines[size++] = (byte) ('0' + fraction / POWERS[d] % 10);
    }
  }

  private static String exactly(double x, int digits) {
    String s =
        new java.math.BigDecimal(x)
            .setScale(digits, java.math.RoundingMode.HALF_EVEN)
            .toPlainString();
    return x < 0 && s.charAt(0) != '-' ? "-" + s : s;
  }

  void flush() throws IOException {
    if (size == 0) return;
    try {
      out.write(lines, 0, size);
      length += size;
    } catch (IOException e) {
      failed = true;
      cut();
      throw e;
    } finally {
      size = 0;
    }
  }

  /// Takes away what is left of lines that could not be written as a whole.
  private void cut() throws IOException {
    if (path.isEmpty()) return;
    try (FileChannel channel = FileChannel.open(path.get(), StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  void close() throws IOException {
    flush();
    if (path.isPresent()) out.close();
  }
}
