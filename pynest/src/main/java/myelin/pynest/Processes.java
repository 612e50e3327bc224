package myelin.pynest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import myelin.Simulator;
import myelin.engine.base.Ranks;

/// The processes that simulate a network together, for Python.
public final class Processes {

  private Processes() {}

  /// All of them, which are joined if they have not been.
  ///
  /// @throws myelin.engine.base.BadInput if they cannot be joined
  public static Ranks all() {
    return Simulator.builder().ranks();
  }

  /// Whether any process says so; each process calls it.
  public static boolean any(boolean own) {
    return all().any(own ? 1 : 0)[0] != 0;
  }

  /// The text of the first process that gives one that is not empty; each process calls it.
  public static String first(String own) {
    byte[] bytes = own.getBytes(StandardCharsets.UTF_8);
    long[] words = new long[bytes.length];
    for (int k = 0; k < bytes.length; k++) words[k] = bytes[k];
    Ranks.Gathered all = all().gather(words, words.length);
    int from = 0;
    while (from + 1 < all().size() && all.from()[from] == all.from()[from + 1]) from++;
    byte[] found = new byte[all.from()[from + 1] - all.from()[from]];
    for (int k = 0; k < found.length; k++) found[k] = (byte) all.words()[all.from()[from] + k];
    return new String(found, StandardCharsets.UTF_8);
  }

  /// The numbers that all processes give, one process after the other; each process calls it.
  public static long[] gather(long[] own) {
    Ranks.Gathered all = all().gather(own, own.length);
    return Arrays.copyOf(all.words(), all.from()[all().size()]);
  }

  /// The ids that any process gives, in ascending order; each process calls it.
  public static int[] together(int[] own) {
    long[] words = Arrays.stream(own).asLongStream().toArray();
    Ranks.Gathered all = all().gather(words, words.length);
    return Arrays.stream(all.words(), 0, all.from()[all().size()])
        .mapToInt(id -> (int) id)
        .distinct()
        .sorted()
        .toArray();
  }
}
