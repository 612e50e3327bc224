package myelin;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import myelin.engine.BadInput;
import myelin.engine.CheckpointReader;
import myelin.engine.CheckpointWriter;
import myelin.engine.Kernel;
import myelin.engine.Recorder;

/// The text files of a network's recorders. They are opened before the first step of a run and
/// written by a thread of their own.
final class Files implements AutoCloseable {

  private final Kernel kernel;
  private final IntFunction<String> modelNames;
  private Path folder;
  private String prefix;
  private boolean overwrite;
  private final Map<Integer, RecordFile> open = new LinkedHashMap<>();
  private final Map<Integer, Path> written = new LinkedHashMap<>();
  private final Scribe scribe = new Scribe();
  private int digits;

  Files(Kernel kernel, IntFunction<String> modelNames, Builder settings) {
    this.kernel = kernel;
    this.modelNames = modelNames;
    folder = settings.data_path();
    prefix = settings.data_prefix();
    overwrite = settings.overwrite_files();
  }

  /// Where files that are not open yet go.
  void place(Path path, String begin, boolean replace) {
    folder = path;
    prefix = begin;
    overwrite = replace;
  }

  /// Opens what recorders ask for and have not got. All of it is checked before any file is
  /// touched.
  ///
  /// @throws BadInput if a file exists and may not be overwritten, or cannot be written, or if a
  ///   recorder asks for another file than the one it is writing
  void open() {
    List<Recorder> fresh = new ArrayList<>();
    for (int id = 1; id <= kernel.size(); id++) {
      if (kernel.isNeuron(id) || !(kernel.device(id) instanceof Recorder recorder)) continue;
      if (target(recorder).equals("memory")) continue;
      RecordFile present = open.get(id);
      if (present != null) {
        requireSame(recorder, present);
      } else {
        if (!target(recorder).equals("screen")) RecordFile.require(path(recorder), overwrite);
        fresh.add(recorder);
      }
    }
    for (int id : List.copyOf(open.keySet())) {
      Recorder recorder = (Recorder) kernel.device(id);
      if (!target(recorder).equals("memory")) continue;
      recorder.sendTo(Optional.empty());
      RecordFile file = open.remove(id);
      written.remove(id);
      if (file != null) scribe.close(file);
    }
    for (Recorder recorder : fresh) adopt(recorder, create(recorder));
  }

  private String target(Recorder recorder) {
    return (String) recorder.get("record_to", kernel.now());
  }

  private RecordFile create(Recorder recorder) {
    RecordFile.Format format = format(recorder);
    return target(recorder).equals("screen")
        ? RecordFile.screen(format)
        : RecordFile.create(path(recorder), overwrite, format);
  }

  private void requireSame(Recorder recorder, RecordFile file) {
    boolean screen = target(recorder).equals("screen");
    Optional<Path> wanted = screen ? Optional.empty() : Optional.of(path(recorder));
    if (file.path().equals(wanted) && file.format().equals(format(recorder))) return;
    throw new BadInput(
        BadInput.Kind.FILE,
        "%s %d: record_to, label, file_extension, precision and time_in_steps cannot be changed while it is writing %s"
            .formatted(
                recorder.model().name(),
                recorder.id(),
                file.path().map(Path::toString).orElse("to the screen")));
  }

  private RecordFile.Format format(Recorder recorder) {
    return new RecordFile.Format(
        target(recorder).equals("gdf"),
        (Boolean) recorder.get("time_in_steps", kernel.now()),
        ((Number) recorder.get("precision", kernel.now())).intValue(),
        kernel.grid(),
        Recordings.quantities(recorder));
  }

  /// `data_path/data_prefix(label|model)-<id>-0.<extension>`, the id with as many digits as the
  /// largest.
  private Path path(Recorder recorder) {
    String label = (String) recorder.get("label", kernel.now());
    String extension = (String) recorder.get("file_extension", kernel.now());
    if (extension.isEmpty()) extension = target(recorder).equals("gdf") ? "gdf" : "dat";
    String id = Integer.toString(recorder.id());
    if (digits == 0) digits = Integer.toString(kernel.size()).length();
    String zeros = "0".repeat(Math.max(0, digits - id.length()));
    String name = label.isEmpty() ? modelNames.apply(recorder.id()) : label;
    String file = "%s%s-%s%s-0.%s".formatted(prefix, name, zeros, id, extension);
    try {
      return folder.resolve(file);
    } catch (InvalidPathException e) {
      throw new BadInput(
          BadInput.Kind.FILE, "'%s' cannot be the name of a file".formatted(file), e);
    }
  }

  /// The file of a recorder, if it writes or has written one.
  Optional<Path> of(int recorder) {
    return Optional.ofNullable(written.get(recorder));
  }

  /// The files of all recorders.
  List<Path> all() {
    return List.copyOf(written.values());
  }

  /// Whether writing has failed, for instance because the disk is full; [#flush] tells why.
  boolean isFailing() {
    return scribe.isFailing();
  }

  /// Waits until all that was recorded is in the files.
  ///
  /// @throws BadInput if writing failed, for instance because the disk is full
  void flush() {
    try {
      scribe.flush();
    } catch (IOException e) {
      throw new BadInput(
          BadInput.Kind.FILE,
          "writing records failed: %s; what was written before is complete"
              .formatted(e.getMessage()),
          e);
    }
  }

  /// Which files there are and how long they are; all that was recorded must be in them.
  void save(CheckpointWriter out) throws IOException {
    out.section("files");
    out.put(folder.toString());
    out.put(prefix);
    out.put(overwrite);
    out.put(digits);
    out.put(open.size());
    for (Map.Entry<Integer, RecordFile> e : open.entrySet()) {
      Optional<Path> path = e.getValue().path();
      out.put(e.getKey());
      out.put(path.map(Path::toString).orElse(""));
      out.put(path.isEmpty() ? 0L : java.nio.file.Files.size(path.get()));
    }
  }

  /// Opens the files again, to go on where they were.
  ///
  /// @throws BadInput if one is not there any more, or shorter than it was
  void load(CheckpointReader in) throws IOException {
    in.section("files");
    place(Path.of(in.text()), in.text(), in.flag());
    digits = in.whole();
    Map<Recorder, Path> paths = new LinkedHashMap<>();
    Map<Recorder, Long> lengths = new LinkedHashMap<>();
    for (int n = in.whole(); n > 0; n--) {
      Recorder recorder = (Recorder) kernel.device(in.whole());
      String path = in.text();
      long length = in.wide();
      paths.put(recorder, Path.of(path));
      lengths.put(recorder, length);
      if (!path.isEmpty()) RecordFile.requireRecords(Path.of(path), length);
    }
    paths.forEach((recorder, path) -> {
      RecordFile.Format format = format(recorder);
      boolean screen = path.toString().isEmpty();
      adopt(
          recorder,
          screen
              ? RecordFile.screen(format)
              : RecordFile.resume(path, lengths.getOrDefault(recorder, 0L), format));
    });
  }

  private void adopt(Recorder recorder, RecordFile file) {
    open.put(recorder.id(), file);
    file.path().ifPresent(path -> written.put(recorder.id(), path));
    recorder.sendTo(Optional.of(portion -> scribe.write(file, portion)));
  }

  @Override
  public void close() {
    for (RecordFile file : open.values()) scribe.close(file);
    open.clear();
    flush();
    scribe.end();
  }
}
