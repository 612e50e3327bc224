package myelin.conformance.network;

import static myelin.Names.ms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import myelin.Simulator;
import myelin.conformance.harness.Mpirun;
import myelin.engine.base.Ranks;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One of several processes is killed at random moments, again and again: the others end, files
/// have complete lines, and the last checkpoint goes on, on another number of ranks, to the same
/// end.
///
/// How often is the system property `kills`; `-Dkills=20` takes some minutes.
class KilledRanksTest {

  private static final int KILLS = Integer.getInteger("kills", 1);

  /// How long a program may take on a busy machine (s).
  private static final int LONG = 200;

  /// Within so long all ranks have ended after one of them was killed (s).
  private static final int SOON = 30;

  /// A program's only argument is the folder that it works in, where each rank tells its process.
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      Path saved = folder.resolve("network");
      boolean again = isSaved(folder);
      try (Simulator sim = again ? Simulator.load(saved, 1) : KilledRunTest.network(folder)) {
        tell(folder, sim.ranks());
        sim.checkpoint(saved, ms(20), true);
        sim.simulate(KilledRunTest.DURATION - sim.time());
      }
    }

    private static void tell(Path folder, Ranks ranks) throws IOException {
      Path begun = folder.resolve("begun-" + ranks.rank());
      Files.writeString(begun, String.valueOf(ProcessHandle.current().pid()));
      Files.move(begun, pid(folder, ranks.rank()), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static boolean isSaved(Path folder) {
    return Stream.of("network", "network.myelin-before")
        .anyMatch(name -> Files.exists(folder.resolve(name)));
  }

  private static Path pid(Path folder, int rank) {
    return folder.resolve("pid-" + rank);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsLeftGoesOnToTheSameEnd(Mpirun mpi, @TempDir Path whole, @TempDir Path killed)
      throws IOException, InterruptedException {
    assumeTrue(mpi.isInstalled(), mpi + " is not installed");
    try (Simulator sim = KilledRunTest.network(whole)) {
      sim.simulate(KilledRunTest.DURATION);
    }
    long seed = System.nanoTime();
    int kills = 0;
    for (int run = 0; kills < KILLS; run++) {
      assertThat(run).as("runs of which none was killed, of %d", kills).isLessThan(4 + kills);
      Path folder = Files.createDirectory(killed.resolve("run-" + run));
      kills += kill(mpi, folder, KILLS - kills, seed + run);
      requireSame(lines(whole), lines(folder), seed + run);
    }
  }

  /// Kills ranks of a run that each time goes on, up to `most` times, until it is at its end;
  /// returns how many were killed.
  private static int kill(Mpirun mpi, Path folder, int most, long seed)
      throws IOException, InterruptedException {
    Random random = new Random(seed);
    for (int kills = 0; kills < most; kills++) {
      String which = "kill %d of seed %d".formatted(kills, seed);
      int after = random.nextInt(kills == 0 ? 300 : 1500);
      if (!kill(mpi, folder, ranks(kills), after, random, which)) return kills;
    }
    Mpirun.End end = Mpirun.await(mpi.start(ranks(most), Program.class, folder.toString()), LONG);
    assertThat(end.status()).as(end.output()).isZero();
    return most;
  }

  private static void requireSame(List<String> wanted, List<String> there, long seed) {
    assertThat(wanted).hasSizeGreaterThan(1000);
    if (there.equals(wanted)) return;
    var lost = new ArrayList<>(wanted);
    there.forEach(lost::remove);
    var more = new ArrayList<>(there);
    wanted.forEach(more::remove);
    throw new AssertionError("seed %d: lost %s, too many %s".formatted(seed, lost, more));
  }

  /// On how many ranks a run goes on: on others than the one before.
  private static int ranks(int run) {
    return 3 - run % 2;
  }

  /// Kills one of `ranks` processes, if they have not reached the end before; returns whether one
  /// was killed.
  ///
  /// @param after how long after the first checkpoint (ms)
  private static boolean kill(
      Mpirun mpi, Path folder, int ranks, int after, Random random, String which)
      throws IOException, InterruptedException {
    for (int r = 0; r < 3; r++) Files.deleteIfExists(pid(folder, r));
    Process process = mpi.start(ranks, Program.class, folder.toString());
    int victim = random.nextInt(ranks);
    for (int k = 0; k < 10 * LONG && process.isAlive(); k++) {
      if (all(folder, ranks) && isSaved(folder)) break;
      Thread.sleep(100);
    }
    Thread.sleep(after);
    boolean there = false;
    if (process.isAlive() && all(folder, ranks)) {
      long id = Long.parseLong(Files.readString(pid(folder, victim)));
      there = ProcessHandle.of(id).map(ProcessHandle::destroyForcibly).orElse(false);
      Mpirun.End end = Mpirun.await(process, SOON);
      if (there) {
        assertThat(end.status()).as(which + ": " + end.output()).isNotZero();
        assertThat(end.output()).as(which).containsIgnoringCase("kill");
      }
    } else {
      Mpirun.End end = Mpirun.await(process, SOON);
      assertThat(end.status()).as(which + ": " + end.output()).isZero();
    }
    for (int r = 0; r < ranks; r++) requireEnd(pid(folder, r), which);
    for (Path file : records(folder)) KilledRunTest.requireCompleteLines(file);
    return there;
  }

  private static boolean all(Path folder, int ranks) {
    for (int r = 0; r < ranks; r++) if (!Files.exists(pid(folder, r))) return false;
    return true;
  }

  private static void requireEnd(Path told, String which) throws IOException, InterruptedException {
    long id = Long.parseLong(Files.readString(told));
    for (int k = 0; k < 10 * SOON && isAlive(id); k++) Thread.sleep(100);
    assertThat(isAlive(id)).as("%s: %s still runs", which, told).isFalse();
  }

  private static boolean isAlive(long id) {
    return ProcessHandle.of(id).map(ProcessHandle::isAlive).orElse(false);
  }

  private static List<Path> records(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".dat")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The spikes in all files of a folder, in one order.
  private static List<String> lines(Path folder) {
    return records(folder).stream()
        .flatMap(file -> {
          try {
            return Files.readAllLines(file).stream().filter(l -> l.matches("\\d.*"));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        })
        .sorted()
        .toList();
  }
}
