package myelin.engine.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import myelin.engine.base.BadInput;

/// Reads what a [CheckpointWriter] has written. The whole file is checked before any of it is used.
/// It holds numbers and texts only: nothing in it is run, and models are looked up by name.
public final class CheckpointReader {

  private static final int ROOM = 1 << 20;

  private final SeekableByteChannel file;
  private final String name;
  private final ByteBuffer buffer = ByteBuffer.allocate(ROOM).order(ByteOrder.LITTLE_ENDIAN);
  private long left;

  /// Checks a file and begins to read it.
  ///
  /// @param name for messages
  /// @throws BadInput if it is not a checkpoint, is of another format, was cut short, or was
  ///   altered
  public CheckpointReader(SeekableByteChannel file, String name) throws IOException {
    this.file = file;
    this.name = name;
    buffer.limit(CheckpointWriter.HEAD);
    while (buffer.hasRemaining() && file.read(buffer) >= 0) {}
    boolean whole = !buffer.hasRemaining();
    buffer.flip();
    byte[] magic = new byte[CheckpointWriter.MAGIC.length];
    if (whole) buffer.get(magic);
    if (!whole || Arrays.equals(magic, new byte[magic.length])) {
      throw refuse("it is incomplete: the program that wrote it was stopped before the end");
    }
    if (!Arrays.equals(magic, CheckpointWriter.MAGIC)) throw refuse("it is not a checkpoint");
    int format = buffer.getInt();
    if (format != CheckpointWriter.FORMAT) {
      throw refuse(
          "it is of format %d, and this version of Myelin reads format %d; load it with the version that saved it"
              .formatted(format, CheckpointWriter.FORMAT));
    }
    long length = buffer.getLong();
    int expected = buffer.getInt();
    long there = file.size() - CheckpointWriter.HEAD;
    if (there != length) {
      throw refuse(
          "it has been cut short or added to: %,d bytes instead of %,d".formatted(there, length));
    }
    if (checksum() != expected) throw refuse("it has been altered: its checksum is wrong");
    file.position(CheckpointWriter.HEAD);
    left = length;
    buffer.limit(0);
  }

  private int checksum() throws IOException {
    CRC32C sum = new CRC32C();
    buffer.clear();
    while (file.read(buffer) >= 0) {
      buffer.flip();
      sum.update(buffer);
      buffer.clear();
    }
    return (int) sum.getValue();
  }

  /// A refusal of this file.
  public BadInput refuse(String why) {
    return new BadInput(BadInput.Kind.FILE, "cannot load %s: %s".formatted(name, why));
  }

  /// Refuses this file as damaged unless `holds`.
  ///
  /// @param what a clause that says what is wrong otherwise
  public void require(boolean holds, String what) {
    if (!holds) throw refuse("it is damaged: " + what);
  }

  /// Reads a number that is not negative, and not larger than `most`.
  ///
  /// @param what a clause that says what is wrong otherwise
  public int whole(int most, String what) throws IOException {
    int x = whole();
    require(x >= 0 && x <= most, what);
    return x;
  }

  /// Reads a step of the past: not negative, and not later than `now`.
  public long step(long now) throws IOException {
    long x = wide();
    require(x >= 0 && x <= now, "a time is negative or in the future");
    return x;
  }

  /// Reads steps of the past, in ascending order.
  public long[] steps(long now) throws IOException {
    long[] all = wides();
    long before = 0;
    for (long x : all) {
      require(x >= before && x <= now, "times are out of order or in the future");
      before = x;
    }
    return all;
  }

  /// Reads how many of something there are, which is not negative.
  public long count() throws IOException {
    long x = wide();
    require(x >= 0, "a number is negative");
    return x;
  }

  /// Returns `x`, but refuses this file if one of the numbers is NaN or infinite.
  public double[] finite(double[] x) {
    for (double v : x) require(Double.isFinite(v), "a value is not a finite number");
    return x;
  }

  /// Begins a section.
  ///
  /// @throws BadInput if another one is next
  public void section(String wanted) throws IOException {
    String next = text();
    if (!next.equals(wanted)) {
      throw refuse("it is damaged: '%s' where '%s' was expected".formatted(next, wanted));
    }
  }

  private ByteBuffer next(int bytes) throws IOException {
    if (left < bytes) throw refuse("it is damaged: it ends too early");
    left -= bytes;
    if (buffer.remaining() < bytes) {
      buffer.compact();
      while (buffer.position() < bytes && file.read(buffer) >= 0) {}
      buffer.flip();
    }
    return buffer;
  }

  /// Whether what is left has room for `n` things that take at least `bytesEach` bytes each.
  public boolean holds(int n, int bytesEach) {
    return (long) n * bytesEach <= left;
  }

  private int length(int bytesEach) throws IOException {
    int n = whole();
    if (n < 0 || (long) n * bytesEach > left) throw refuse("it is damaged: a length is wrong");
    return n;
  }

  /// Reads a number.
  public int whole() throws IOException {
    return next(Integer.BYTES).getInt();
  }

  /// Reads a number.
  public long wide() throws IOException {
    return next(Long.BYTES).getLong();
  }

  /// Reads a number.
  public double real() throws IOException {
    return next(Double.BYTES).getDouble();
  }

  /// Reads true or false.
  public boolean flag() throws IOException {
    return next(1).get() != 0;
  }

  /// Reads a text.
  public String text() throws IOException {
    byte[] bytes = new byte[length(1)];
    for (int i = 0; i < bytes.length; i++) bytes[i] = next(1).get();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// Reads an array.
  public int[] wholes() throws IOException {
    int[] x = new int[length(Integer.BYTES)];
    for (int i = 0; i < x.length; i++) x[i] = next(Integer.BYTES).getInt();
    return x;
  }

  /// Reads flags that were written one by one after their number.
  public boolean[] flags() throws IOException {
    boolean[] x = new boolean[length(1)];
    for (int i = 0; i < x.length; i++) x[i] = flag();
    return x;
  }

  /// Reads an array.
  public long[] wides() throws IOException {
    long[] x = new long[length(Long.BYTES)];
    for (int i = 0; i < x.length; i++) x[i] = wide();
    return x;
  }

  /// Reads an array.
  public double[] reals() throws IOException {
    double[] x = new double[length(Double.BYTES)];
    for (int i = 0; i < x.length; i++) x[i] = next(Double.BYTES).getDouble();
    return x;
  }

  /// Reads an array of texts.
  public String[] texts() throws IOException {
    String[] x = new String[length(Integer.BYTES)];
    for (int i = 0; i < x.length; i++) x[i] = text();
    return x;
  }

  /// Reads parameters of a device.
  public Map<String, Object> values() throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int n = length(1); n > 0; n--) values.put(text(), value());
    return values;
  }

  private Object value() throws IOException {
    return switch (CheckpointWriter.Type.valueOf(text())) {
      case REAL -> real();
      case WHOLE -> wide();
      case FLAG -> flag();
      case TEXT -> text();
      case REALS -> reals();
      case WHOLES -> wides();
      case TEXTS -> texts();
    };
  }

  /// Refuses this file unless all of it has been read.
  public void finish() {
    if (left != 0) throw refuse("it is damaged: it is longer than expected");
  }
}
