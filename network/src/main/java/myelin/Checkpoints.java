package myelin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ranks;
import myelin.engine.base.TimeGrid;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.record.Reason;
import org.jspecify.annotations.Nullable;

/// Files of checkpoints: when a network is saved while it is simulated, and how a file takes the
/// place of an older one, whole or not at all.
final class Checkpoints {

  private static final String FILE = "MYELIN_CHECKPOINT";
  private static final String EVERY = "MYELIN_CHECKPOINT_EVERY";
  private static final String ON_STOP = "MYELIN_CHECKPOINT_ON_STOP";

  /// What ends the name of the one before, while a newer one takes its place.
  private static final String BEFORE = ".myelin-before";

  private static final String PART_BEGINS = "rank-";

  /// Names of the files of ranks.
  private static final Pattern PART = Pattern.compile(PART_BEGINS + "(0|[1-9]\\d{0,8})");

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

  /// Saves a network if a checkpoint is due at this step, or if the program of a rank is being
  /// ended.
  void save(Simulator simulator, long now, int slice, boolean stopped) {
    if (file == null) return;
    boolean due = every > 0 && now % period(slice) == 0;
    boolean ending = onStop && simulator.ranks().any(stopped ? 1 : 0)[0] != 0;
    if (due || ending) save(simulator, file);
  }

  /// Whether the network is saved when the program is ended, which takes a while.
  boolean onStop() {
    return file != null && onStop;
  }

  /// Saves a network to a file, or one of several ranks to a folder. An older one of that name
  /// stays until the new one is whole.
  static void save(Simulator simulator, Path file) {
    Ranks ranks = simulator.ranks();
    Path whole = file.toAbsolutePath();
    Path begun = beside(whole, ".part");
    if (ranks.isAlone()) {
      try {
        attempt(
            file,
            () -> {
              remove(begun);
              write(simulator, begun, 0);
              replace(begun, whole);
            });
      } finally {
        tidy(begun);
      }
      return;
    }
    boolean first = ranks.rank() == 0;
    long mark = ranks.any(first ? UUID.randomUUID().getMostSignificantBits() : 0)[0];
    try {
      ranks.together(() ->
          attempt(
              file,
              () -> {
                if (first) remove(begun);
                if (first) java.nio.file.Files.createDirectories(begun);
              }));
      ranks.together(() -> attempt(file, () -> write(simulator, part(begun, ranks.rank()), mark)));
      ranks.together(() ->
          attempt(
              file,
              () -> {
                if (first) replace(begun, whole);
              }));
    } finally {
      if (first) tidy(begun);
    }
  }

  /// What may fail with an exception of files.
  private interface Work {
    void run() throws IOException;
  }

  private static void attempt(Path file, Work work) {
    try {
      work.run();
    } catch (IOException e) {
      throw new BadInput(
          BadInput.Kind.FILE,
          "cannot save the network to %s: %s; an older checkpoint of that name is as it was"
              .formatted(file, Reason.of(e)),
          e);
    }
  }

  private static Path beside(Path whole, String ending) {
    return whole.resolveSibling(whole.getFileName() + ending);
  }

  private static Path part(Path folder, int rank) {
    return folder.resolve(PART_BEGINS + rank);
  }

  private static void write(Simulator simulator, Path to, long mark) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            to,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      CheckpointWriter out = new CheckpointWriter(channel);
      simulator.saved().save(out, mark);
      out.finish();
    }
  }

  /// Puts a file or folder in place of an older one, which is moved aside first if one of them is a
  /// folder; [#existing] finds it there if this is interrupted.
  private static void replace(Path begun, Path whole) throws IOException {
    Path old = beside(whole, BEFORE);
    boolean folders =
        java.nio.file.Files.isDirectory(begun) || java.nio.file.Files.isDirectory(whole);
    boolean aside = folders && java.nio.file.Files.exists(whole);
    if (aside) {
      if (java.nio.file.Files.isDirectory(whole) && own(whole).isEmpty()) throw other(whole);
      remove(old);
      move(whole, old);
    }
    try {
      move(begun, whole);
    } catch (IOException e) {
      if (aside) move(old, whole);
      throw e;
    }
    tidy(old);
  }

  /// The files of ranks in a folder that holds nothing else.
  ///
  /// @throws FileSystemException if there is anything else in it
  private static SortedMap<Integer, Path> own(Path folder) throws IOException {
    SortedMap<Integer, Path> parts = parts(folder);
    try (Stream<Path> all = java.nio.file.Files.list(folder)) {
      if (all.count() > parts.size()) throw other(folder);
    }
    return parts;
  }

  /// The files of ranks in a folder, by the numbers of the ranks.
  private static SortedMap<Integer, Path> parts(Path folder) throws IOException {
    SortedMap<Integer, Path> parts = new TreeMap<>();
    try (DirectoryStream<Path> all = java.nio.file.Files.newDirectoryStream(folder)) {
      for (Path path : all) {
        String name = path.getFileName().toString();
        if (!PART.matcher(name).matches()) continue;
        parts.put(Integer.valueOf(name.substring(PART_BEGINS.length())), path);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return parts;
  }

  private static FileSystemException other(Path folder) {
    return new FileSystemException(
        folder.toString(), null, folder + " holds something else than a checkpoint");
  }

  /// Removes a checkpoint: a file, or a folder with the files of ranks and nothing else.
  private static void remove(Path checkpoint) throws IOException {
    if (java.nio.file.Files.isDirectory(checkpoint)) {
      for (Path part : own(checkpoint).values()) java.nio.file.Files.delete(part);
    }
    java.nio.file.Files.deleteIfExists(checkpoint);
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      java.nio.file.Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      java.nio.file.Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// Removes what is no longer needed; where that fails, the next save does so.
  private static void tidy(Path checkpoint) {
    try {
      if (java.nio.file.Files.exists(checkpoint)) remove(checkpoint);
    } catch (IOException e) {
      System.err.printf("myelin: cannot remove %s: %s%n", checkpoint, Reason.of(e));
    }
  }

  /// The checkpoint of that name, or the one before it, where a newer one was just taking its
  /// place.
  private static Path existing(Path file, boolean tells) {
    Path old = beside(file.toAbsolutePath(), BEFORE);
    if (java.nio.file.Files.exists(file) || !java.nio.file.Files.exists(old)) return file;
    if (tells) {
      System.err.printf(
          "myelin: there is no %s, since a save was interrupted; loading the one before, %s%n",
          file, old);
    }
    return old;
  }

  /// The files of a checkpoint: one, or one of each rank.
  private static List<Path> files(Path checkpoint) throws IOException {
    if (!java.nio.file.Files.isDirectory(checkpoint)) return List.of(checkpoint);
    SortedMap<Integer, Path> parts = parts(checkpoint);
    parts.put(0, part(checkpoint, 0));
    return List.copyOf(parts.values());
  }

  /// Makes a network from a checkpoint, with some settings.
  static Simulator load(Path file, Builder settings) {
    List<FileChannel> open = new ArrayList<>();
    try {
      List<CheckpointReader> readers = new ArrayList<>();
      for (Path part : files(existing(file, settings.ranks().rank() == 0))) {
        FileChannel channel = FileChannel.open(part, StandardOpenOption.READ);
        open.add(channel);
        readers.add(new CheckpointReader(channel, part.toString()));
      }
      try {
        return SavedNetwork.load(readers, settings);
      } catch (BadInput e) {
        throw e;
      } catch (RuntimeException e) {
        BadInput refusal =
            readers.getFirst().refuse("it is damaged: what it holds does not go together");
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
          BadInput.Kind.FILE, "cannot load %s: there is no such file".formatted(e.getFile()), e);
    } catch (IOException e) {
      throw new BadInput(BadInput.Kind.FILE, "cannot load %s: %s".formatted(file, Reason.of(e)), e);
    } finally {
      open.forEach(Checkpoints::close);
    }
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
