package myelin.pynest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import myelin.Events;

/// Writes numbers into memory that Python provides: from element `first` on, as many as there are
/// and as fit.
public final class Buffers {

  private Buffers() {}

  /// Writes doubles.
  public static void copy(double[] from, int first, ByteBuffer to) {
    var out = to.order(ByteOrder.nativeOrder()).asDoubleBuffer();
    out.put(from, first, Math.min(from.length - first, out.remaining()));
  }

  /// Writes whole numbers of 64 bits.
  public static void copy(long[] from, int first, ByteBuffer to) {
    var out = to.order(ByteOrder.nativeOrder()).asLongBuffer();
    out.put(from, first, Math.min(from.length - first, out.remaining()));
  }

  /// Writes whole numbers of 32 bits.
  public static void copy(int[] from, int first, ByteBuffer to) {
    var out = to.order(ByteOrder.nativeOrder()).asIntBuffer();
    out.put(from, first, Math.min(from.length - first, out.remaining()));
  }

  /// Writes the senders of events as whole numbers of 64 bits.
  public static void senders(Events events, int first, ByteBuffer to) {
    events.senders(first, to.order(ByteOrder.nativeOrder()).asLongBuffer());
  }

  /// Writes the times of events (ms) as doubles.
  public static void times(Events events, int first, ByteBuffer to) {
    events.times(first, to.order(ByteOrder.nativeOrder()).asDoubleBuffer());
  }
}
