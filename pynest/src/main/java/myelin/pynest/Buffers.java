package myelin.pynest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import myelin.Events;

/// Writes arrays into memory that Python has given, without a copy in between.
public final class Buffers {

  private Buffers() {}

  /// Writes doubles.
  public static void copy(double[] from, ByteBuffer to) {
    to.order(ByteOrder.nativeOrder()).asDoubleBuffer().put(from);
  }

  /// Writes whole numbers of 64 bits.
  public static void copy(long[] from, ByteBuffer to) {
    to.order(ByteOrder.nativeOrder()).asLongBuffer().put(from);
  }

  /// Writes whole numbers of 32 bits.
  public static void copy(int[] from, ByteBuffer to) {
    to.order(ByteOrder.nativeOrder()).asIntBuffer().put(from);
  }

  /// Writes the senders of events as whole numbers of 64 bits, and their times [ms].
  public static void copy(Events events, ByteBuffer senders, ByteBuffer times) {
    events.senders(senders.order(ByteOrder.nativeOrder()).asLongBuffer());
    events.times(times.order(ByteOrder.nativeOrder()).asDoubleBuffer());
  }
}
