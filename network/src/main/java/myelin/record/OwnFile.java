package myelin.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import myelin.engine.base.BadInput;
import org.jspecify.annotations.Nullable;

/// A file that nobody but this network may write to. All that is written goes to its end, and what
/// it holds is known by length and checksum, so that it is noticed when somebody else has cut,
/// changed, replaced or removed it.
final class OwnFile {

  private static final int BLOCK = 1 << 16;

  private final Path path;
  private @Nullable OutputStream out;

  /// Bytes that have been written, and their checksum.
  private long length;

  private long checksum;

  /// Computes the checksum; `null` until a file that was written before has been read.
  private @Nullable CRC32C sum;

  /// The file as it was when [#noteState] was last called; `null` until then.
  private @Nullable State noted;

  /// What tells whether a file is still the same, without reading it.
  ///
  /// @param key the file system's key of the file, if it has one
  /// @param size bytes, or -1 if it is not a regular file
  private record State(@Nullable Object key, long size, FileTime modified) {

    static State at(Path path) throws IOException {
      BasicFileAttributes a = Files.readAttributes(path, BasicFileAttributes.class);
      return new State(a.fileKey(), a.isRegularFile() ? a.size() : -1, a.lastModifiedTime());
    }
  }

  /// A file that holds nothing yet.
  OwnFile(Path path) {
    this.path = path;
    sum = new CRC32C();
  }

  /// A file that was left with `length` bytes, which have this checksum.
  OwnFile(Path path, long length, long checksum) {
    this.path = path;
    this.length = length;
    this.checksum = checksum;
  }

  Path path() {
    return path;
  }

  long length() {
    return length;
  }

  long checksum() {
    return checksum;
  }

  /// Makes the file, and the folders that it needs, or opens one that is to be replaced; what is in
  /// it stays until [#clear].
  ///
  /// @param made takes the paths of what was not there before
  void make(boolean replace, List<Path> made) throws IOException {
    makeFolder(Objects.requireNonNull(path.toAbsolutePath().getParent()), made);
    boolean present = Files.exists(path);
    if (present && replace) {
      append();
      return;
    }
    out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    made.add(path);
    out.close();
    append();
  }

  private static void makeFolder(Path folder, List<Path> made) throws IOException {
    if (Files.exists(folder)) return;
    Path above = folder.getParent();
    if (above != null) makeFolder(above, made);
    Files.createDirectory(folder);
    made.add(folder);
  }

  private void append() throws IOException {
    out = Files.newOutputStream(path, StandardOpenOption.APPEND);
  }

  /// Empties the file.
  void clear() throws IOException {
    cutTo(0);
  }

  private void cutTo(long size) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  /// Writes to the end.
  void write(byte[] bytes, int n) throws IOException {
    try {
      Objects.requireNonNull(out, "open").write(bytes, 0, n);
    } catch (IOException e) {
      long size = Files.exists(path) ? Files.size(path) : 0;
      if (size > length && size <= length + n) cutTo(length); // a part of these bytes
      throw e;
    }
    length += n;
    CRC32C running = Objects.requireNonNull(sum, "read");
    running.update(bytes, 0, n);
    checksum = running.getValue();
  }

  /// Takes note of how the file is now that all has been written.
  ///
  /// @throws BadInput if somebody else has written to it meanwhile
  void noteState() {
    State before = noted;
    try {
      State now = State.at(path);
      boolean same = before == null || Objects.equals(now.key, before.key);
      if (now.size != length || !same) throw changed(now);
      noted = now;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// Refuses to continue a file that is not as it was left.
  ///
  /// @throws BadInput if it is gone, or has been changed
  void requireUntouched() {
    try {
      State now = State.at(path);
      if (now.equals(noted)) return;
      if (now.size != length) throw changed(now);
      requireBegin();
      if (out != null) { // it may be another file that holds the same
        out.close();
        append();
      }
      noted = now;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// Refuses a file that does not begin with the bytes that were written.
  ///
  /// @throws BadInput if its bytes are different or fewer
  void requireBegin() throws IOException {
    CRC32C found = new CRC32C();
    byte[] block = new byte[BLOCK];
    long left = length;
    try (InputStream in = Files.newInputStream(path)) {
      while (left > 0) {
        int n = in.read(block, 0, (int) Math.min(BLOCK, left));
        if (n < 0) break;
        found.update(block, 0, n);
        left -= n;
      }
    }
    if (left > 0 || found.getValue() != checksum) throw changed(State.at(path));
    sum = found;
  }

  /// Opens a file again that has been closed, if it is as it was then.
  void reopen() throws IOException {
    requireUntouched();
    append();
  }

  /// Opens a file to write after what was written before; anything beyond that is cut off.
  void resume() throws IOException {
    cutTo(length);
    append();
    noteState();
  }

  private BadInput changed(State now) {
    String how =
        now.size < 0
            ? "it is no longer a file"
            : now.size == length
                ? "it holds other bytes"
                : "it has %,d bytes, and had %,d".formatted(now.size, length);
    return refusal("has been changed by somebody else: " + how, null);
  }

  private BadInput unreadable(IOException e) {
    return e instanceof NoSuchFileException
        ? refusal("no longer exists", e)
        : refusal("cannot be read: " + Reason.of(e), e);
  }

  private BadInput refusal(String what, @Nullable IOException e) {
    BadInput refusal =
        new BadInput(
            BadInput.Kind.FILE,
            "%s, which a recorder was writing, %s. Nothing more was written to it; put it back as it was, or give the recorder another label, data_prefix or data_path to go on in a new file"
                .formatted(path, what));
    if (e != null) refusal.initCause(e);
    return refusal;
  }

  void close() throws IOException {
    if (out != null) out.close();
    out = null;
  }
}
