package myelin.conformance.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import myelin.Simulator;
import myelin.engine.base.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A checkpoint that has been changed and given a matching checksum is refused, or gives a network
/// that runs to an end in good time: no other error, no endless run.
///
/// The build tries some; `-Dmyelin.forgeries=10000` tries more, from `-Dmyelin.forgery=SEED` on.
class ForgedCheckpointsTest {

  private static final int MANY = Integer.getInteger("myelin.forgeries", 400);
  private static final long SEED = Long.getLong("myelin.forgery", 1);

  /// Time for one file (s).
  private static final long PATIENCE = 20;

  @TempDir private Path folder;
  private int refused;
  private int stopped;
  private int ran;
  private long longest;

  @Test
  void areRefusedOrRun() throws IOException, InterruptedException {
    Forgery[] forgeries = new Forgery[ForgedNetworks.ALL.size()];
    for (int k = 0; k < forgeries.length; k++) {
      Path file = folder.resolve("original");
      try (Simulator sim = ForgedNetworks.make(ForgedNetworks.ALL.get(k), folder)) {
        sim.save(file);
      }
      forgeries[k] = new Forgery(file);
    }
    StringBuilder faults = new StringBuilder();
    for (long seed = SEED; seed < SEED + MANY; seed++) {
      int k = (int) (seed % forgeries.length);
      byte[] forged = forgeries[k].make(new Random(seed));
      String fault = attempt(forged);
      if (fault.isEmpty()) continue;
      faults
          .append("%n%s, forgery %d: %s;".formatted(ForgedNetworks.ALL.get(k), seed, fault))
          .append(forgeries[k].differences(forged));
    }
    String counts =
        "%d forged files: %d refused, %d refused while simulating, %d ran, the slowest took %d ms"
            .formatted(MANY, refused, stopped, ran, longest);
    Files.writeString(Path.of("target", "forged-checkpoints.txt"), counts + faults);
    assertThat(faults.toString()).as(counts).isEmpty();
    assertThat(refused).isPositive();
    assertThat(ran).isPositive();
  }

  /// Loads a file and simulates it for 10 ms; returns what is wrong, or nothing.
  private String attempt(byte[] forged) throws IOException, InterruptedException {
    Path file = folder.resolve("forged");
    Files.write(file, forged);
    String[] fault = {""};
    Thread thread = new Thread(() -> fault[0] = use(file), "forged");
    long begin = System.nanoTime();
    thread.setDaemon(true);
    thread.start();
    thread.join(TimeUnit.SECONDS.toMillis(PATIENCE));
    longest = Math.max(longest, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    if (!thread.isAlive()) return fault[0];
    StringBuilder where = new StringBuilder("takes more than %d s".formatted(PATIENCE));
    for (StackTraceElement at : thread.getStackTrace()) where.append(" < ").append(at);
    return where.toString();
  }

  @SuppressWarnings("CatchingUnchecked") // whatever it is, it is a fault
  private String use(Path file) {
    boolean loaded = false;
    try (Simulator sim = Simulator.load(file, 2)) {
      loaded = true;
      sim.simulate(10);
      ran++;
    } catch (BadInput e) {
      if (loaded) stopped++;
      else refused++;
      return e.getMessage().matches("(?s).*(java\\.|Exception|Error:).*") ? e.getMessage() : "";
    } catch (Throwable e) {
      StackTraceElement[] at = e.getStackTrace();
      String where = at.length == 0 ? "" : at[0] + " < " + at[Math.min(1, at.length - 1)];
      return (loaded ? "simulating: " : "loading: ") + e + " at " + where;
    }
    return "";
  }
}
