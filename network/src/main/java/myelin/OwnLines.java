package myelin;

import java.util.Arrays;
import myelin.engine.base.BadInput;

/// What a program that is run from its source file shows of an error that it was told of, and did
/// not catch: the message, and the lines of its own that led there. `MYELIN_STACKTRACE=yes` in the
/// environment shows all.
final class OwnLines {

  private static final String SOURCE_LAUNCHER = "jdk.compiler/com.sun.tools.javac.launcher.";

  private OwnLines() {}

  /// Has the present thread show errors so, unless the program has a way of its own.
  static void show() {
    Thread thread = Thread.currentThread();
    ThreadGroup group = thread.getThreadGroup();
    if (!System.getProperty("sun.java.command", "").startsWith(SOURCE_LAUNCHER)
        || System.getenv("MYELIN_STACKTRACE") != null
        || Thread.getDefaultUncaughtExceptionHandler() != null
        || group == null
        || thread.getUncaughtExceptionHandler() != group) {
      return;
    }
    thread.setUncaughtExceptionHandler((failed, error) -> {
      if (error instanceof BadInput) shorten(error);
      group.uncaughtException(failed, error);
    });
  }

  /// Takes Myelin's own lines out of the stack traces of an error and its causes.
  static void shorten(Throwable error) {
    for (Throwable e = error; e != null; e = e.getCause()) {
      e.setStackTrace(
          Arrays.stream(e.getStackTrace())
              .filter(line -> !line.getClassName().startsWith("myelin."))
              .toArray(StackTraceElement[]::new));
    }
  }
}
