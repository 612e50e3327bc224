package myelin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import myelin.engine.BadInput;
import myelin.engine.Kernel;
import myelin.engine.Multimeter;
import myelin.engine.Recorder;

/// The text files of a network's recorders. They are opened before the first step of a run and
/// written by a thread of their own.
final class Files implements AutoCloseable {

  private final Kernel kernel;
  private final Path folder;
  private final String prefix;
  private final boolean overwrite;
  private final Map<Integer, RecordFile> open = new LinkedHashMap<>();
  private final Scribe scribe = new Scribe();

  Files(Kernel kernel, Path folder, String prefix, boolean overwrite) {
    this.kernel = kernel;
    this.folder = folder;
    this.prefix = prefix;
    this.overwrite = overwrite;
  }

  /// Opens what recorders ask for and have not got, all or none.
  ///
  /// @throws BadInput if a file exists and may not be overwritten, or cannot be written
  void open() {
    Map<Integer, RecordFile> fresh = new LinkedHashMap<>();
    try {
      for (int id = 1; id <= kernel.size(); id++) {
        if (kernel.isNeuron(id) || !(kernel.device(id) instanceof Recorder recorder)) continue;
        String to = (String) recorder.get("record_to", kernel.now());
        if (to.equals("memory") || open.containsKey(id)) continue;
        fresh.put(id, create(recorder, to));
      }
    } catch (BadInput e) {
      for (RecordFile file : fresh.values()) file.discard();
      throw e;
    }
    fresh.forEach((id, file) -> {
      open.put(id, file);
      Recorder recorder = (Recorder) kernel.device(id);
      recorder.sendTo(Optional.of(portion -> scribe.write(file, portion)));
    });
    for (int id : List.copyOf(open.keySet())) {
      Recorder recorder = (Recorder) kernel.device(id);
      if (recorder.get("record_to", kernel.now()).equals("memory")) {
        recorder.sendTo(Optional.empty());
        RecordFile file = open.remove(id);
        if (file != null) scribe.close(file);
      }
    }
  }

  private RecordFile create(Recorder recorder, String to) {
    RecordFile.Format format =
        new RecordFile.Format(
            to.equals("gdf"),
            (Boolean) recorder.get("time_in_steps", kernel.now()),
            ((Number) recorder.get("precision", kernel.now())).intValue(),
            kernel.grid(),
            recorder instanceof Multimeter m ? List.of(m.quantities()) : List.of());
    if (to.equals("screen")) return RecordFile.screen(format);
    return RecordFile.create(path(recorder, to), overwrite, format);
  }

  /// `data_path/data_prefix(label|model)-<id>-0.<extension>`, the id with as many digits as the
  /// largest.
  private Path path(Recorder recorder, String to) {
    String label = (String) recorder.get("label", kernel.now());
    String extension = (String) recorder.get("file_extension", kernel.now());
    if (extension.isEmpty()) extension = to.equals("gdf") ? "gdf" : "dat";
    String id = Integer.toString(recorder.id());
    String zeros = "0".repeat(Integer.toString(kernel.size()).length() - id.length());
    String name = label.isEmpty() ? recorder.model().name() : label;
    return folder.resolve("%s%s-%s%s-0.%s".formatted(prefix, name, zeros, id, extension));
  }

  /// The file of a recorder, if it writes one.
  Optional<Path> of(int recorder) {
    return Optional.ofNullable(open.get(recorder)).flatMap(RecordFile::path);
  }

  /// The files of all recorders.
  List<Path> all() {
    List<Path> all = new ArrayList<>();
    for (RecordFile file : open.values()) file.path().ifPresent(all::add);
    return all;
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

  @Override
  public void close() {
    for (RecordFile file : open.values()) scribe.close(file);
    open.clear();
    scribe.end();
  }
}
