package myelin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import myelin.engine.checkpoint.CheckpointReader;

/// Where the numbers of a checkpoint begin and how long they are: what its reader asks for, which
/// is told by handing it a byte at a time.
public final class CheckpointFields extends FileChannel {

  /// A number, a flag or a letter of the file.
  ///
  /// @param at its first byte
  /// @param bytes 1, 4 or 8
  public record Field(int at, int bytes) {}

  private final byte[] file;
  private final List<Integer> starts = new ArrayList<>();
  private int position;
  private boolean tracing;

  private CheckpointFields(byte[] file) {
    this.file = file;
  }

  /// The fields of a checkpoint, in order.
  public static List<Field> of(byte[] file) throws IOException {
    CheckpointFields channel = new CheckpointFields(file);
    CheckpointReader in = new CheckpointReader(channel, "the checkpoint");
    channel.tracing = true;
    Simulator.load(in, new Builder().threads(1)).close();
    List<Field> fields = new ArrayList<>();
    channel.starts.add(file.length);
    for (int k = 0; k + 1 < channel.starts.size(); k++) {
      int at = channel.starts.get(k);
      fields.add(new Field(at, channel.starts.get(k + 1) - at));
    }
    return fields;
  }

  @Override
  public int read(ByteBuffer to) {
    if (position == file.length) return -1;
    if (!tracing) {
      int n = Math.min(to.remaining(), file.length - position);
      to.put(file, position, n);
      position += n;
      return n;
    }
    if (to.position() == 0) starts.add(position);
    to.put(file[position++]);
    return 1;
  }

  @Override
  public FileChannel position(long newPosition) {
    position = (int) newPosition;
    return this;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public long size() {
    return file.length;
  }

  private static UnsupportedOperationException no() {
    return new UnsupportedOperationException("a checkpoint is read from here");
  }

  @Override
  public long read(ByteBuffer[] to, int offset, int length) {
    throw no();
  }

  @Override
  public int write(ByteBuffer from) {
    throw no();
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) {
    throw no();
  }

  @Override
  public FileChannel truncate(long newSize) {
    throw no();
  }

  @Override
  public void force(boolean metaData) {
    throw no();
  }

  @Override
  public long transferTo(long from, long count, WritableByteChannel target) {
    throw no();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long at, long count) {
    throw no();
  }

  @Override
  public int read(ByteBuffer to, long at) {
    throw no();
  }

  @Override
  public int write(ByteBuffer from, long at) {
    throw no();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long at, long length) {
    throw no();
  }

  @Override
  public FileLock lock(long at, long length, boolean shared) {
    throw no();
  }

  @Override
  public FileLock tryLock(long at, long length, boolean shared) {
    throw no();
  }

  @Override
  protected void implCloseChannel() {}
}
