package myelin.pynest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import myelin.Events;
import myelin.engine.base.Unit;
import myelin.value.Numbers;
import myelin.value.Quantity;

/// Writes numbers into memory that Python provides, and reads them from there: from element `first`
/// on, as many as there are and as fit.
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

  /// Room for numbers.
  public static double[] doubles(int n) {
    return new double[n];
  }

  /// Room for whole numbers.
  public static int[] ints(int n) {
    return new int[n];
  }

  /// Room for the numbers of a quantity.
  public static Numbers numbers(int n) {
    return new Numbers(n);
  }

  /// The quantity of these numbers, in NEST's unit.
  public static Quantity<?> quantity(Numbers numbers) {
    return numbers.quantity(Unit.NONE);
  }

  /// Room for wide whole numbers.
  public static long[] longs(int n) {
    return new long[n];
  }

  /// Reads wide whole numbers.
  public static void put(ByteBuffer from, long[] to, int first) {
    var numbers = from.order(ByteOrder.nativeOrder()).asLongBuffer();
    numbers.get(to, first, Math.min(to.length - first, numbers.remaining()));
  }

  /// Reads doubles.
  public static void put(ByteBuffer from, double[] to, int first) {
    var numbers = from.order(ByteOrder.nativeOrder()).asDoubleBuffer();
    numbers.get(to, first, Math.min(to.length - first, numbers.remaining()));
  }

  /// Reads the numbers of a quantity.
  public static void put(ByteBuffer from, Numbers to, int first) {
    to.put(first, from.order(ByteOrder.nativeOrder()).asDoubleBuffer());
  }

  /// Reads whole numbers.
  public static void put(ByteBuffer from, int[] to, int first) {
    var numbers = from.order(ByteOrder.nativeOrder()).asIntBuffer();
    numbers.get(to, first, Math.min(to.length - first, numbers.remaining()));
  }
}
