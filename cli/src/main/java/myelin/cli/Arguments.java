package myelin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import myelin.engine.base.BadInput;
import picocli.CommandLine;

/// The options of a program of a single source file: its fields that are annotated with picocli's
/// `@Option`. The first line of `main` reads them: `Arguments.read(this, args);`.
///
/// From then on errors are reported in one line, as the command `myelin` does, and with the option
/// `--stacktrace` in full.
public final class Arguments {

  /// The name of the precompiled example that runs.
  static final ScopedValue<String> EXAMPLE = ScopedValue.newInstance();

  private static final int GOES_ON = -1;

  private Arguments() {}

  /// Sets the fields of `program` from the arguments it was called with. Ends the program after
  /// `--help` and `--version`, with status 0, and after wrong options, with status 2.
  public static void read(Object program, String... args) {
    boolean example = EXAMPLE.isBound();
    String file = program.getClass().getName() + ".java";
    if (!example) tellErrors(file, Failure.traceAsked(args));
    CommandLine command = new CommandLine(program);
    command.setCommandName(example ? "myelin example " + EXAMPLE.get() : "myelin run " + file);
    Parsing.prepare(command);
    command.setExecutionStrategy(
        parsed -> CommandLine.executeHelpRequest(parsed) == null ? GOES_ON : 0);
    int status = command.execute(Failure.withoutTrace(args));
    if (status == GOES_ON) return;
    if (example) throw new Failure.Ended(status);
    System.out.flush();
    System.exit(status);
  }

  private static void tellErrors(String file, boolean trace) {
    Thread.currentThread()
        .setUncaughtExceptionHandler(
            (thread, e) -> System.exit(Failure.of(e).in(file).tell(trace)));
  }

  /// Refuses what the user gave, with a message, unless `fine`.
  ///
  /// @throws BadInput unless `fine`
  public static void require(boolean fine, String message) {
    if (!fine) throw new BadInput(BadInput.Kind.VALUE, message);
  }

  /// Makes sure that files can be written into a folder, and makes the folder if there is none.
  ///
  /// @throws BadInput if they cannot
  public static void requireFolder(Path folder) {
    try {
      if (!Files.isDirectory(folder)) Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BadInput(BadInput.Kind.FILE, "cannot make the folder " + Failure.io(e), e);
    }
    if (!Files.isWritable(folder)) {
      throw new BadInput(
          BadInput.Kind.FILE,
          "cannot write into the folder %s: permission denied".formatted(folder));
    }
  }
}
