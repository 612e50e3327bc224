package myelin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import myelin.engine.checkpoint.CheckpointReader;

/// Where the numbers of a checkpoint begin and how long they are: what its reader asks for, which
/// is found out by handing it a byte at a time.
public final class CheckpointFields implements SeekableByteChannel {

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
    SavedNetwork.load(List.of(in), new Builder().threads(1)).close();
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
  public CheckpointFields position(long newPosition) {
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

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public CheckpointFields truncate(long newSize) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
