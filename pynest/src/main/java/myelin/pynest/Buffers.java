package myelin.pynest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

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

  /// Writes whole numbers of 32 bits as such of 64.
  public static void copy(int[] from, ByteBuffer to) {
    LongBuffer out = to.order(ByteOrder.nativeOrder()).asLongBuffer();
    long[] some = new long[4096];
    for (int i = 0; i < from.length; i += some.length) {
      int n = Math.min(some.length, from.length - i);
      for (int k = 0; k < n; k++) some[k] = from[i + k];
      out.put(some, 0, n);
    }
  }
}
