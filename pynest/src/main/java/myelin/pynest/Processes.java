package myelin.pynest;

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
