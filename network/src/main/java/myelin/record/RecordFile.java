package myelin.record;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import myelin.engine.base.BadInput;
import myelin.engine.base.TimeGrid;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.device.Records;

/// One recorder's text file. Only whole lines are handed to the operating system, so that a program
/// that is stopped leaves complete lines.
public final class RecordFile {

  /// Number of bytes that are handed over at once: at most a page, since a process that is killed
  /// may leave one whole page and not the next.
  private static final int FULL = 3600;

  /// The beginning of files with a header.
  private static final String TITLE = "# Myelin version: ";

  /// Number of bytes by which a file of records is recognized.
  private static final int FIRST = 64;

  private static final OutputStream SCREEN = new FileOutputStream(FileDescriptor.out);
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
  public record Format(
      boolean gdf, boolean steps, int precision, TimeGrid grid, List<String> quantities) {}

  private final int recorder;
  private final Format format;

  /// The file; none for the screen.
  private final Optional<OwnFile> file;

  private byte[] lines = {};
  private int size;
  private boolean failed;

  /// Steps of the first and the last record.
  private long first = Long.MAX_VALUE;

  private long last = Long.MIN_VALUE;

  private RecordFile(int recorder, Format format, Optional<OwnFile> file) {
    this.recorder = recorder;
    this.format = format;
    this.file = file;
  }

  /// A new file of a recorder, which [#begin] makes.
  static RecordFile of(int recorder, Path path, Format format) {
    return new RecordFile(recorder, format, Optional.of(new OwnFile(path)));
  }

  /// A recorder's lines on the screen.
  static RecordFile screen(int recorder, Format format) {
    return new RecordFile(recorder, format, Optional.empty());
  }

  /// Refuses a file that cannot be written or may not be replaced, and touches nothing.
  ///
  /// @param folder the folder that must be there; folders in it will be made
  static void require(Path folder, Path path, boolean overwrite) {
    if (!Files.isDirectory(folder)) throw cannotWrite(path, "there is no folder " + folder);
    if (Files.exists(path)) {
      if (!overwrite) throw exists(path);
      if (!Files.isRegularFile(path)) throw cannotWrite(path, "it is not a file");
      if (!Files.isWritable(path)) throw cannotWrite(path, "permission denied");
      return;
    }
    Path above = path.getParent();
    while (above != null && !above.equals(folder) && !Files.exists(above))
      above = above.getParent();
    Path into = above == null ? folder : above;
    if (!Files.isDirectory(into)) throw cannotWrite(path, into + " is not a folder");
    if (!Files.isWritable(into)) throw cannotWrite(path, "permission denied");
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

  /// Makes new files, all or none, and writes their headers.
  ///
  /// @param overwrite whether they may replace others
  static void begin(List<RecordFile> files, boolean overwrite) {
    List<Path> made = new ArrayList<>();
    Path path = Path.of("");
    boolean whole = false;
    try {
      for (RecordFile file : files) {
        path = file.own().path();
        file.own().make(overwrite, made);
      }
      for (RecordFile file : files) {
        path = file.own().path();
        file.own().clear();
        file.header();
        file.noteState();
      }
      whole = true;
    } catch (FileAlreadyExistsException e) {
      throw exists(path);
    } catch (IOException e) {
      throw cannotWrite(path, Reason.of(e));
    } finally {
      if (!whole) takeBack(files, made);
    }
  }

  private static void takeBack(List<RecordFile> files, List<Path> made) {
    try {
      for (RecordFile file : files) file.own().close();
      for (Path path : made.reversed()) Files.deleteIfExists(path);
    } catch (IOException e) {
      made.forEach(path -> path.toFile().deleteOnExit());
    }
  }

  private OwnFile own() {
    return file.orElseThrow();
  }

  /// Saves where the file is, what was written to it, and how.
  void save(CheckpointWriter out) throws IOException {
    out.put(format.gdf());
    out.put(format.steps());
    out.put(format.precision());
    out.put(format.quantities().toArray(String[]::new));
    out.put(path().map(Path::toString).orElse(""));
    if (file.isEmpty()) return;
    out.put(own().length());
    out.put(own().checksum());
    out.put(first);
    out.put(last);
  }

  /// Reads what [#save] has written.
  static RecordFile load(int recorder, CheckpointReader in, TimeGrid grid) throws IOException {
    Format format = new Format(in.flag(), in.flag(), in.whole(), grid, List.of(in.texts()));
    if (format.precision() < 0 || format.precision() >= POWERS.length) {
      throw in.refuse("it is damaged: a file has %d digits".formatted(format.precision()));
    }
    String path = in.text();
    if (path.isEmpty()) return screen(recorder, format);
    OwnFile own = new OwnFile(Path.of(path), in.wide(), in.wide());
    RecordFile file = new RecordFile(recorder, format, Optional.of(own));
    file.first = in.wide();
    file.last = in.wide();
    return file;
  }

  /// Refuses to continue a file after a checkpoint if it does not exist, does not begin with what
  /// it held then, or holds no records. Nothing is touched, so a forged checkpoint cannot have
  /// other files cut.
  void requireRecords() {
    if (file.isEmpty()) return;
    Path path = own().path();
    try {
      requireTitle(path);
      own().requireBegin();
    } catch (IOException e) {
      throw new BadInput(
          BadInput.Kind.FILE,
          "cannot go on with %s, which a recorder was writing when the checkpoint was made: %s"
              .formatted(path, Reason.of(e)),
          e);
    }
  }

  private static void requireTitle(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      String begin = new String(in.readNBytes(FIRST), StandardCharsets.UTF_8);
      if (begin.isEmpty() || begin.startsWith(TITLE) || begin.matches("(?s)\\d+\\t-?\\d.*")) return;
      throw new BadInput(
          BadInput.Kind.FILE, "cannot go on with %s: it is not a file of records".formatted(path));
    }
  }

  /// Continues a file as it was when the checkpoint was made; what was written after that is
  /// written again.
  void resume() {
    if (file.isEmpty()) return;
    try {
      own().resume();
    } catch (IOException e) {
      throw cannotWrite(own().path(), Reason.of(e));
    }
  }

  /// Continues a file that was closed.
  ///
  /// @throws BadInput if somebody else has changed it since
  void reopen() {
    try {
      requireTitle(own().path());
      own().reopen();
    } catch (IOException e) {
      throw cannotWrite(own().path(), Reason.of(e));
    }
  }

  /// Refuses to go on if somebody else has changed the file.
  public void requireUntouched() {
    file.ifPresent(OwnFile::requireUntouched);
  }

  /// Takes note of how the file is once all has been written.
  void noteState() {
    if (!failed) file.ifPresent(OwnFile::noteState);
  }

  /// Of one file at two times, as it was later: it only grows.
  static RecordFile longer(RecordFile a, RecordFile b) {
    return b.own().length() >= a.own().length() ? b : a;
  }

  int recorder() {
    return recorder;
  }

  /// Whether it is at that place, and written in that way.
  boolean is(Optional<Path> place, Format way) {
    return path().equals(place) && format.equals(way);
  }

  /// Whether it has records of steps after `after` up to `end`.
  boolean holds(long after, long end) {
    return first <= end && last > after;
  }

  /// How its lines are written.
  public Format format() {
    return format;
  }

  /// The path of the file; none for the screen.
  public Optional<Path> path() {
    return file.map(OwnFile::path);
  }

  private void header() throws IOException {
    if (format.gdf()) return;
    StringBuilder head = new StringBuilder();
    head.append(TITLE).append(Version.text()).append('\n');
    head.append("# RecordingBackendASCII version: 2\n");
    head.append(format.steps() ? "sender\ttime_step\ttime_offset" : "sender\ttime_ms");
    for (String q : format.quantities()) head.append('\t').append(q);
    byte[] bytes = head.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    own().write(bytes, bytes.length);
  }

  /// Writes records, line by line. A file that could not be written once is not written to again,
  /// as it would have a gap.
  void write(Records records) throws IOException {
    if (failed)
      throw new IOException(path().map(Path::toString).orElse("the screen") + " ends early");
    if (records.size() == 0) return;
    first = Math.min(first, records.step(0));
    last = Math.max(last, records.step(records.size() - 1));
    for (int e = 0; e < records.size(); e++) {
      if (size > FULL) flush();
      line(records, e);
    }
    flush();
  }

  private void line(Records records, int e) {
    int needed = LONGEST_LINE + 400 * records.width();
    if (size + needed > lines.length) lines = Arrays.copyOf(lines, FULL + lines.length + needed);
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
      if (file.isPresent()) own().write(lines, size);
      else SCREEN.write(lines, 0, size);
    } catch (IOException e) {
      failed = true;
      throw e;
    } finally {
      size = 0;
    }
  }

  void close() throws IOException {
    flush();
    lines = new byte[0];
    if (file.isPresent()) own().close();
  }
}
