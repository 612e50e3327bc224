package myelin.engine.base;

import java.util.Locale;
import java.util.function.Supplier;

/// Checks that the heap has room for what is about to be allocated.
public final class Memory {

  private static final double RESERVE = 0.95;

  private Memory() {}

  /// Refuses what does not fit, with the option that would make room.
  ///
  /// @param bytes what is about to be allocated
  /// @param what what needs it, in the plural
  /// @throws BadInput if the heap does not have so much left
  public static void require(double bytes, String what) {
    require(bytes, () -> what);
  }

  /// The same with words that are made only if they are needed.
  public static void require(double bytes, Supplier<String> what) {
    if (has(bytes)) return;
    Runtime runtime = Runtime.getRuntime();
    double most = runtime.maxMemory();
    double used = used(runtime);
    double need = Math.ceil(2 * (bytes + used) / RESERVE / 1e9) / 2;
    String size =
        need < 1e6 ? String.format(Locale.ROOT, "%.0fg", Math.ceil(need)) : "more than any";
    throw new BadInput(
        BadInput.Kind.MEMORY,
        "%s need %s of memory, but the heap has %s left of %s (a twentieth stays free); run with a heap of %s: ./myelin --heap %s ... or java -Xmx%s"
            .formatted(
                what.get(),
                text(bytes),
                text(Math.max(0, most - used)),
                text(most),
                size,
                size,
                size));
  }

  /// Whether the heap has so much left, a twentieth aside.
  public static boolean has(double bytes) {
    Runtime runtime = Runtime.getRuntime();
    double most = RESERVE * runtime.maxMemory();
    if (bytes <= most - used(runtime)) return true;
    if (bytes > most) return false;
    System.gc();
    return bytes <= most - used(runtime);
  }

  private static double used(Runtime runtime) {
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static String text(double bytes) {
    return bytes >= 1e9
        ? String.format(Locale.ROOT, "%.1f GB", bytes / 1e9)
        : String.format(Locale.ROOT, "%.0f MB", bytes / 1e6);
  }
}
