package myelin.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import myelin.engine.base.BadInput;

/// How an error is reported on the terminal: one line, and an exit status.
record Failure(int status, String message, Throwable cause) {

  /// Exit status for errors that the user can correct in the command.
  static final int WRONG_INPUT = 2;

  /// Exit status for all other failures.
  static final int FAILED = 1;

  private static final String TRACE = "--stacktrace";
  private static final String TRACE_VARIABLE = "MYELIN_STACKTRACE";

  /// Thrown when a program has ended early and has said why.
  static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Ended(int status) {
      super("ended with status " + status, null, false, false);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /// Whether the arguments, or the environment, ask for stack traces.
  static boolean traceAsked(String... args) {
    String variable = System.getenv(TRACE_VARIABLE);
    return Arrays.asList(args).contains(TRACE) || (variable != null && !variable.isEmpty());
  }

  /// The arguments without the one that asks for stack traces.
  static String[] withoutTrace(String... args) {
    return Arrays.stream(args).filter(a -> !a.equals(TRACE)).toArray(String[]::new);
  }

  /// The report of an error.
  static Failure of(Throwable thrown) {
    Throwable e = thrown;
    while (e instanceof InvocationTargetException && e.getCause() != null) e = e.getCause();
    return switch (e) {
      case BadInput x -> new Failure(WRONG_INPUT, line(x), x);
      case UncheckedIOException x when x.getCause() != null ->
          new Failure(FAILED, io(x.getCause()), x);
      case IOException x -> new Failure(FAILED, io(x), x);
      case OutOfMemoryError x -> new Failure(FAILED, memory(), x);
      default -> new Failure(FAILED, unexpected(e), e);
    };
  }

  /// Prints it; returns the exit status.
  int tell(boolean trace) {
    if (cause instanceof Ended ended) return ended.status();
    System.out.flush();
    System.err.println("myelin: " + message);
    if (trace) cause.printStackTrace();
    return status;
  }

  /// The same with the line of `file` where it arose; unchanged for an error that [Arguments]
  /// found.
  Failure in(String file) {
    for (StackTraceElement frame : cause.getStackTrace()) {
      if (frame.getClassName().equals(Arguments.class.getName())) return this;
      if (file.equals(frame.getFileName())) {
        return new Failure(
            status, "%s (%s:%d)".formatted(message, file, frame.getLineNumber()), cause);
      }
    }
    return this;
  }

  private static String line(Throwable e) {
    return String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static String unexpected(Throwable e) {
    String name = e.getClass().getSimpleName();
    String what = e.getMessage() == null ? name : name + ": " + line(e);
    return what + "; run with " + TRACE + " to see where";
  }

  private static String memory() {
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    String more = megabytes < 512 ? 2 * megabytes + "m" : (2 * megabytes + 1023) / 1024 + "g";
    return "out of memory: the heap of %d MB is full; run with a larger one: ./myelin --heap %s ..."
        .formatted(megabytes, more);
  }

  /// What is wrong with a file, in words: the messages of these exceptions are mere names.
  static String io(IOException e) {
    return switch (e) {
      case NoSuchFileException x -> x.getFile() + ": no such file or folder";
      case AccessDeniedException x -> x.getFile() + ": permission denied";
      case FileAlreadyExistsException x -> x.getFile() + ": a file of that name exists";
      default -> line(e);
    };
  }
}
