package myelin;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;

/// The line that a terminal shows while a network runs: how far it has got, how fast it runs, how
/// long it will still take.
@SuppressWarnings("SystemConsoleNull") // System.console() may return null
final class Progress {

  private static final int BAR = 30;
  private static final long EVERY_NS = 200_000_000L;
  private static final long PATIENCE_NS = 2_000_000_000L;

  private final PrintWriter terminal;
  private final double totalMs;
  private final long begin = System.nanoTime();
  private long next;
  private boolean shown;

  private Progress(PrintWriter terminal, double totalMs, boolean late) {
    this.terminal = terminal;
    this.totalMs = totalMs;
    next = late ? PATIENCE_NS : EVERY_NS;
  }

  /// The line for a run of `totalMs` (ms); `null` where there is no terminal to show it on.
  ///
  /// @param late whether it is shown only if the run takes more than two seconds
  static @org.jspecify.annotations.Nullable Progress of(double totalMs, boolean late) {
    Console console = System.console();
    boolean dumb = "dumb".equals(System.getenv("TERM"));
    if (console == null || !console.isTerminal() || dumb || totalMs <= 0) return null;
    return new Progress(console.writer(), totalMs, late);
  }

  /// Shows that `doneMs` of this run have been simulated, up to time `atMs` of the network.
  void at(double doneMs, double atMs) {
    long now = System.nanoTime();
    if (now - begin < next) return;
    next = now - begin + EVERY_NS;
    line(doneMs, atMs, now);
  }

  private void line(double doneMs, double atMs, long now) {
    double wall = (now - begin) * 1e-9;
    double part = doneMs / totalMs;
    int full = (int) Math.round(BAR * part);
    String text =
        String.format(
            Locale.ROOT,
            "\r[%s%s] %3.0f %%  %.1f ms  real-time factor %.2f  %s left ",
            "#".repeat(full),
            "-".repeat(BAR - full),
            100 * part,
            atMs,
            wall * 1e3 / Math.max(doneMs, 1e-9),
            time(wall * (1 - part) / Math.max(part, 1e-9)));
    terminal.print(text);
    terminal.flush();
    shown = true;
  }

  /// Completes the line.
  void close(double doneMs, double atMs) {
    if (!shown) return;
    line(doneMs, atMs, System.nanoTime());
    terminal.println();
    terminal.flush();
  }

  private static String time(double seconds) {
    if (seconds < 60) return String.format(Locale.ROOT, "%.0f s", seconds);
    long minutes = Math.round(seconds / 60);
    return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }
}
