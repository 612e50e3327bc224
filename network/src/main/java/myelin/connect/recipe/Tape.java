package myelin.connect.recipe;

import java.util.ArrayList;
import java.util.List;

/// What a pass has drawn, so that a second one need not draw it again: lists of whole numbers. In
/// lists that ascend, a number takes a byte if it follows the one before it closely, and five
/// otherwise; in others as many bytes as the largest number.
final class Tape {

  private static final int LEAST_ROOM = 1 << 12;
  private static final int MOST_ROOM = 1 << 20;
  private static final int FAR = 255;
  private static final int MOST_BYTES = 5;

  private final int width;
  private final List<byte[]> chunks = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();
  private byte[] chunk = {};
  private int at;
  private long bytes;
  private int[] numbers = {};

  /// An empty tape.
  ///
  /// @param ascending whether numbers mostly ascend in a list
  /// @param end the number after the largest
  Tape(boolean ascending, int end) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, end - 1));
    width = ascending ? 0 : (bits + Byte.SIZE - 1) / Byte.SIZE;
  }

  /// Number of bytes it takes.
  long bytes() {
    return bytes;
  }

  /// Keeps the first `n` of these.
  void put(int[] list, int n) {
    long needed = (n + 1L) * MOST_BYTES;
    if (chunk.length - at < needed) {
      end();
      long room = Math.clamp(bytes, LEAST_ROOM, MOST_ROOM);
      chunk = new byte[(int) Math.max(room, needed)];
      chunks.add(chunk);
      bytes += chunk.length;
      at = 0;
    }
    byte[] to = chunk;
    int a = at;
    for (int b = 0; b < Integer.BYTES; b++) to[a++] = (byte) (n >>> (Byte.SIZE * b));
    if (width > 0) {
      for (int i = 0; i < n; i++) {
        int number = list[i];
        for (int b = 0; b < width; b++) to[a++] = (byte) (number >>> (Byte.SIZE * b));
      }
    } else {
      a = putGaps(list, n, to, a);
    }
    at = a;
  }

  private static int putGaps(int[] list, int n, byte[] to, int a) {
    int last = 0;
    for (int i = 0; i < n; i++) {
      int number = list[i];
      int gap = number - last;
      last = number;
      if (gap >= 0 && gap < FAR) {
        to[a++] = (byte) gap;
        continue;
      }
      to[a++] = (byte) FAR;
      for (int b = 0; b < Integer.BYTES; b++) to[a++] = (byte) (number >>> (Byte.SIZE * b));
    }
    return a;
  }

  private void end() {
    if (!chunks.isEmpty()) ends.add(at);
    at = 0;
  }

  /// Ends the tape and goes to its first list; then each can be read once.
  void rewind() {
    end();
    chunk = chunks.isEmpty() ? chunk : chunks.removeFirst();
  }

  /// Reads the next list, which [#numbers] holds then; returns how many numbers it has.
  int read() {
    if (at == ends.getFirst()) {
      ends.removeFirst();
      chunk = chunks.removeFirst();
      at = 0;
    }
    byte[] from = chunk;
    int n = whole(from, at, Integer.BYTES);
    at += Integer.BYTES;
    if (numbers.length < n) numbers = new int[2 * n];
    int[] to = numbers;
    if (width == 0) {
      at = readGaps(from, at, n, to);
      return n;
    }
    for (int i = 0; i < n; i++) to[i] = whole(from, at + width * i, width);
    at += width * n;
    return n;
  }

  private static int readGaps(byte[] from, int a, int n, int[] to) {
    int last = 0;
    for (int i = 0; i < n; i++) {
      int gap = from[a++] & FAR;
      if (gap < FAR) {
        last += gap;
      } else {
        last = whole(from, a, Integer.BYTES);
        a += Integer.BYTES;
      }
      to[i] = last;
    }
    return a;
  }

  private static int whole(byte[] from, int a, int many) {
    int number = 0;
    for (int b = 0; b < many; b++) number |= (from[a + b] & 0xFF) << (Byte.SIZE * b);
    return number;
  }

  /// What has been read last; reused.
  int[] numbers() {
    return numbers;
  }
}
