package myelin.engine.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32C;

/// Writes the state of a network to a file: numbers, texts and arrays one after another, in
/// sections whose names [CheckpointReader] looks for.
///
/// ```
///   "MYELIN\r\n"  format  length  checksum | sections ...        little-endian; checksum CRC-32C
/// ```
///
/// The header, up to the bar, is written last, so that an incomplete file is known as such.
public final class CheckpointWriter {

  /// What the file begins with; the line end shows whether a program has converted line ends.
  static final byte[] MAGIC = "MYELIN\r\n".getBytes(StandardCharsets.US_ASCII);

  /// Version of the format.
  static final int FORMAT = 13;

  /// Bytes before the first section.
  static final int HEAD = MAGIC.length + Integer.BYTES + Long.BYTES + Integer.BYTES;

  /// Types of values, as they are written by [#value].
  enum Type {
    REAL,
    WHOLE,
    FLAG,
    TEXT,
    REALS,
    WHOLES,
    TEXTS
  }

  private static final int ROOM = 1 << 20;

  private final FileChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocate(ROOM).order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32C checksum = new CRC32C();
  private long length;

  /// Begins a checkpoint in an empty file.
  public CheckpointWriter(FileChannel file) throws IOException {
    this.file = file;
    file.position(HEAD);
  }

  /// Begins a section.
  public void section(String name) throws IOException {
    put(name);
  }

  private ByteBuffer room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) flush();
    return buffer;
  }

  private void flush() throws IOException {
    buffer.flip();
    checksum.update(buffer.duplicate());
    length += buffer.remaining();
    while (buffer.hasRemaining()) file.write(buffer);
    buffer.clear();
  }

  /// Writes a number.
  public void put(int x) throws IOException {
    room(Integer.BYTES).putInt(x);
  }

  /// Writes a number.
  public void put(long x) throws IOException {
    room(Long.BYTES).putLong(x);
  }

  /// Writes a number with all its bits.
  public void put(double x) throws IOException {
    room(Double.BYTES).putDouble(x);
  }

  /// Writes true or false.
  public void put(boolean x) throws IOException {
    room(1).put((byte) (x ? 1 : 0));
  }

  /// Writes a text.
  public void put(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    put(bytes.length);
    for (int from = 0; from < bytes.length; ) {
      int n = Math.min(bytes.length - from, room(1).remaining());
      buffer.put(bytes, from, n);
      from += n;
    }
  }

  /// Writes the first `n` elements of an array.
  public void put(int[] x, int n) throws IOException {
    put(n);
    for (int from = 0; from < n; ) {
      int k = Math.min(n - from, room(Integer.BYTES).remaining() / Integer.BYTES);
      buffer.asIntBuffer().put(x, from, k);
      buffer.position(buffer.position() + k * Integer.BYTES);
      from += k;
    }
  }

  /// Writes an array.
  public void put(int... x) throws IOException {
    put(x, x.length);
  }

  /// Writes an array.
  public void put(long[] x) throws IOException {
    put(x.length);
    for (long v : x) put(v);
  }

  /// Writes the first `n` elements of an array.
  public void put(double[] x, int n) throws IOException {
    put(n);
    for (int from = 0; from < n; ) {
      int k = Math.min(n - from, room(Double.BYTES).remaining() / Double.BYTES);
      buffer.asDoubleBuffer().put(x, from, k);
      buffer.position(buffer.position() + k * Double.BYTES);
      from += k;
    }
  }

  /// Writes an array.
  public void put(double[] x) throws IOException {
    put(x, x.length);
  }

  /// Writes an array of texts.
  public void put(String[] texts) throws IOException {
    put(texts.length);
    for (String text : texts) put(text);
  }

  /// Writes parameters of a device.
  public void values(Map<String, Object> values) throws IOException {
    put(values.size());
    for (Map.Entry<String, Object> e : values.entrySet()) {
      put(e.getKey());
      value(e.getValue());
    }
  }

  private void value(Object value) throws IOException {
    switch (value) {
      case Boolean b -> type(Type.FLAG).put(b);
      case Long n -> type(Type.WHOLE).put((long) n);
      case Integer n -> type(Type.WHOLE).put((long) n);
      case Number x -> type(Type.REAL).put(x.doubleValue());
      case String s -> type(Type.TEXT).put(s);
      case double[] x -> type(Type.REALS).put(x);
      case long[] n -> type(Type.WHOLES).put(n);
      case String[] s -> type(Type.TEXTS).put(s);
      default -> throw new IllegalStateException("a parameter of " + value.getClass());
    }
  }

  private CheckpointWriter type(Type type) throws IOException {
    put(type.name());
    return this;
  }

  /// Writes the header; the file is then complete, and on the disk.
  public void finish() throws IOException {
    flush();
    buffer.put(MAGIC).putInt(FORMAT).putLong(length).putInt((int) checksum.getValue()).flip();
    file.position(0);
    while (buffer.hasRemaining()) file.write(buffer);
    file.force(true);
  }
}
