package myelin.conformance.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import myelin.CheckpointFields;
import myelin.CheckpointFields.Field;

/// Checkpoints with some of their numbers changed and a matching checksum, as someone who knows the
/// format would make them.
final class Forgery {

  private static final int LENGTH_AT = 12;
  private static final int CHECKSUM_AT = 20;
  private static final int HEAD = 24;

  private static final long[] WHOLES = {
    0,
    1,
    -1,
    2,
    -2,
    7,
    100,
    255,
    256,
    65_535,
    65_536,
    1 << 20,
    1 << 30,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 31,
    1L << 32,
    1L << 40,
    1L << 53,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private static final double[] REALS = {
    0,
    -0.0,
    1,
    -1,
    0.5,
    0.001,
    1e-9,
    1e-100,
    1e-300,
    Double.MIN_VALUE,
    1e6,
    1e9,
    1e15,
    1e100,
    1e300,
    -1e300,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    2e9,
    1e18
  };

  private final byte[] original;
  private final List<Field> fields;

  /// The first field of each run of fields of one length: the heads of arrays, and what stands
  /// alone, which would seldom be met among the elements of arrays.
  private final int[] heads;

  Forgery(Path file) throws IOException {
    original = Files.readAllBytes(file);
    fields = CheckpointFields.of(original);
    heads =
        IntStream.range(0, fields.size())
            .filter(i -> i == 0 || fields.get(i).bytes() != fields.get(i - 1).bytes())
            .toArray();
  }

  int fields() {
    return fields.size();
  }

  /// The file with one to three numbers changed, or with a stretch left out or repeated.
  byte[] make(Random random) {
    byte[] forged = original.clone();
    if (random.nextInt(20) == 0) return sealed(cut(forged, random));
    for (int n = Math.max(1, random.nextInt(4)); n > 0; n--) {
      Field field = any(random);
      while (field.bytes() == 1 && random.nextInt(8) > 0) field = any(random);
      change(forged, field, random);
    }
    return sealed(forged);
  }

  private Field any(Random random) {
    if (random.nextInt(3) == 0) return fields.get(random.nextInt(fields.size()));
    int at = heads[random.nextInt(heads.length)] + random.nextInt(4);
    return fields.get(Math.min(at, fields.size() - 1));
  }

  private static void change(byte[] bytes, Field field, Random random) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int at = field.at();
    switch (field.bytes()) {
      case Integer.BYTES -> {
        int was = buffer.getInt(at);
        int[] near = {was + 1, was - 1, -was, 2 * was, was ^ 1 << random.nextInt(32)};
        boolean extreme = random.nextBoolean();
        buffer.putInt(at, extreme ? (int) pick(WHOLES, random) : near[random.nextInt(near.length)]);
      }
      case Long.BYTES -> {
        long was = buffer.getLong(at);
        switch (random.nextInt(3)) {
          case 0 -> buffer.putLong(at, pick(WHOLES, random));
          case 1 -> buffer.putDouble(at, REALS[random.nextInt(REALS.length)]);
          default -> buffer.putLong(at, was + random.nextInt(-2, 3) ^ 1L << random.nextInt(64));
        }
      }
      default -> bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : 1 - bytes[at]);
    }
  }

  private static long pick(long[] from, Random random) {
    return from[random.nextInt(from.length)];
  }

  /// Leaves some fields out, or has them twice.
  private byte[] cut(byte[] bytes, Random random) {
    int first = random.nextInt(fields.size() - 1);
    int last = Math.min(fields.size() - 1, first + 1 + random.nextInt(5));
    int from = fields.get(first).at();
    int to = fields.get(last).at();
    boolean out = random.nextBoolean();
    byte[] made = new byte[bytes.length + (out ? from - to : to - from)];
    System.arraycopy(bytes, 0, made, 0, out ? from : to);
    int rest = out ? to : from;
    System.arraycopy(bytes, rest, made, out ? from : to, bytes.length - rest);
    return made;
  }

  private static byte[] sealed(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, HEAD, bytes.length - HEAD);
    ByteBuffer head = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(LENGTH_AT, bytes.length - HEAD);
    head.putInt(CHECKSUM_AT, (int) sum.getValue());
    return bytes;
  }

  /// What differs from the file as it was, for a report: each byte with its place.
  String differences(byte[] forged) {
    if (forged.length != original.length) return "another length: " + forged.length;
    StringBuilder text = new StringBuilder();
    ByteBuffer was = ByteBuffer.wrap(original).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer is = ByteBuffer.wrap(forged).order(ByteOrder.LITTLE_ENDIAN);
    for (Field f : fields) {
      int at = f.at();
      if (Arrays.equals(original, at, at + f.bytes(), forged, at, at + f.bytes())) continue;
      text.append(
          switch (f.bytes()) {
            case 4 -> " %d: %d -> %d".formatted(at, was.getInt(at), is.getInt(at));
            case 8 ->
                " %d: %d = %s -> %d = %s"
                    .formatted(
                        at, was.getLong(at), was.getDouble(at), is.getLong(at), is.getDouble(at));
            default -> " %d: %d -> %d".formatted(at, was.get(at), is.get(at));
          });
    }
    return text.toString();
  }
}
