package myelin;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import myelin.engine.base.BadInput;
import myelin.engine.base.TimeGrid;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.declare.ModelRegistry;
import myelin.record.Reason;
import org.jspecify.annotations.Nullable;

/// Files of checkpoints: when a network is saved while it is simulated, and how a file takes the
/// place of an older one, whole or not at all.
final class Checkpoints {

  private static final String FILE = "MYELIN_CHECKPOINT";
  private static final String EVERY = "MYELIN_CHECKPOINT_EVERY";
  private static final String ON_STOP = "MYELIN_CHECKPOINT_ON_STOP";

  private @Nullable Path file;
  private long every;
  private boolean onStop;

  /// What the environment asks for, which the launcher sets: a file, the milliseconds between two
  /// checkpoints, and whether to save when the program is ended.
  ///
  /// @param grid the network's time grid
  static Checkpoints asked(TimeGrid grid) {
    Checkpoints checkpoints = new Checkpoints();
    String file = System.getenv(FILE);
    if (file == null || file.isEmpty()) return checkpoints;
    String every = System.getenv().getOrDefault(EVERY, "");
    try {
      double ms = every.isEmpty() ? 0 : Double.parseDouble(every);
      checkpoints.set(
          grid, Path.of(file), ms, !System.getenv().getOrDefault(ON_STOP, "").isEmpty());
    } catch (NumberFormatException e) {
      throw new BadInput(
          BadInput.Kind.VALUE, "%s=%s: milliseconds are needed".formatted(EVERY, every), e);
    }
    return checkpoints;
  }

  void set(TimeGrid grid, Path newFile, double everyMs, boolean whenStopped) {
    long steps = grid.steps(everyMs, "time between checkpoints");
    if (steps < 0) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "a checkpoint every %s ms: the time cannot be negative".formatted(everyMs));
    }
    file = newFile;
    every = steps;
    onStop = whenStopped;
  }

  /// The step at which to save next, but not after `end`.
  ///
  /// @param slice length of a slice (steps); a network is saved only at the end of a slice
  long next(long now, long end, int slice) {
    if (file == null || every == 0) return end;
    return Math.min(end, (now / period(slice) + 1) * period(slice));
  }

  private long period(int slice) {
    return (every + slice - 1) / slice * slice;
  }

  /// Saves a network if a checkpoint is due at this step, or if the program is being ended.
  void save(Simulator simulator, long now, int slice, boolean stopped) {
    boolean due = every > 0 && now % period(slice) == 0;
    if (file != null && (due || (stopped && onStop))) save(simulator, file);
  }

  /// Whether the network is saved when the program is ended, which takes a while.
  boolean onStop() {
    return file != null && onStop;
  }

  /// Saves a network to a file. An older file of that name stays until the new one is whole.
  static void save(Simulator simulator, Path file) {
    simulator.ranks().requireAlone("checkpoints are written");
    Path whole = file.toAbsolutePath();
    Path begun = whole.resolveSibling(whole.getFileName() + ".part");
    try {
      try (FileChannel channel =
          FileChannel.open(
              begun,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        CheckpointWriter out = new CheckpointWriter(channel);
        simulator.save(out);
        out.finish();
      }
      move(begun, whole);
    } catch (IOException e) {
      throw new BadInput(
          BadInput.Kind.FILE,
          "cannot save the network to %s: %s; an older checkpoint of that name is as it was"
              .formatted(file, Reason.of(e)),
          e);
    } finally {
      delete(begun);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      java.nio.file.Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      java.nio.file.Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void delete(Path file) {
    try {
      java.nio.file.Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }

  /// Makes a network, which knows these models, from a file.
  static Simulator load(Path file, int threads, ModelRegistry models) {
    Processes.all().requireAlone("checkpoints are read");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      CheckpointReader in = new CheckpointReader(channel, file.toString());
      try {
        return Simulator.load(in, new Builder().threads(threads).models(models));
      } catch (BadInput e) {
        throw e;
      } catch (RuntimeException e) {
        BadInput refusal = in.refuse("it is damaged: what it holds does not go together");
        refusal.initCause(e);
        throw refusal;
      } catch (OutOfMemoryError e) {
        throw new BadInput(
            BadInput.Kind.MEMORY,
            "cannot load %s: it does not fit into memory; --heap SIZE gives more".formatted(file),
            e);
      }
    } catch (NoSuchFileException e) {
      throw new BadInput(
          BadInput.Kind.FILE, "cannot load %s: there is no such file".formatted(file), e);
    } catch (IOException e) {
      throw new BadInput(BadInput.Kind.FILE, "cannot load %s: %s".formatted(file, Reason.of(e)), e);
    }
  }
}
