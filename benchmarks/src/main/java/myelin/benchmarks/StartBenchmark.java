package myelin.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// How long does a user wait for the smallest things? Whole processes of the launcher, from the
/// shell script to the end of the JVM, with the program already built.
///
/// A score is wall time. The launcher is found in the folder that the property `myelin.root` names.
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 10)
public class StartBenchmark {

  private final Path root = Path.of(System.getProperty("myelin.root", "")).toAbsolutePath();
  private Path folder = Path.of("");

  /// A folder for what the example writes.
  @Setup(Level.Iteration)
  public void open() throws IOException {
    folder = Files.createTempDirectory("myelin");
  }

  /// Deletes the folder.
  @TearDown(Level.Iteration)
  public void close() throws IOException {
    File[] files = folder.toFile().listFiles();
    for (File file : files == null ? new File[0] : files) Files.delete(file.toPath());
    Files.delete(folder);
  }

  /// Prints the version.
  @Benchmark
  public int version() throws IOException, InterruptedException {
    return myelin("--version");
  }

  /// Simulates a network of 500 neurons for a second and draws its raster plot.
  @Benchmark
  public int example() throws IOException, InterruptedException {
    return myelin("example", "connect_a_network");
  }

  private int myelin(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder process = new ProcessBuilder(arguments);
    process.command().addFirst(root.resolve("myelin").toString());
    process.directory(folder.toFile());
    process.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    process.redirectError(ProcessBuilder.Redirect.DISCARD);
    int status = process.start().waitFor();
    if (status != 0) throw new IOException(process.command() + " ended with " + status);
    return status;
  }
}
