package myelin.record;

import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ranks;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.device.Recorder;
import myelin.engine.kernel.Kernel;

/// The text files of a network's recorders. They are opened before the first step of a run and
/// written by a thread of their own.
///
/// A recorder continues its file from run to run. When its label, its format, or the place of all
/// files has changed, it begins another; when it comes back to one that it has written before, it
/// continues that one. A file that somebody else has changed since is refused.
public final class Files implements AutoCloseable {

  private static final int MOST_DIGITS = 10;

  private final Kernel kernel;
  private final IntFunction<String> modelNames;
  private Path folder;
  private String prefix;
  private boolean overwrite;

  /// What recorders write to now, by id.
  private final Map<Integer, RecordFile> open = new LinkedHashMap<>();

  /// All files that have been begun, by their real paths.
  private final Map<Path, RecordFile> known = new LinkedHashMap<>();

  private final FileWriter scribe = new FileWriter();

  /// The recorders among the first [#looked] nodes.
  private final List<Recorder> recorders = new ArrayList<>();

  private int looked;

  /// Digits of ids in names of files; 0 until there is one.
  private int digits;

  private boolean closed;

  /// Files of the recorders of `kernel`, in `folder`, with names that begin with `prefix`.
  public Files(
      Kernel kernel,
      IntFunction<String> modelNames,
      Path folder,
      String prefix,
      boolean overwrite) {
    this.kernel = kernel;
    this.modelNames = modelNames;
    this.folder = folder;
    this.prefix = prefix;
    this.overwrite = overwrite;
  }

  /// Where files go from the next run on.
  public void place(Path path, String begin, boolean replace) {
    kernel.requireWhole();
    requirePlain("data_prefix", begin);
    folder = path;
    prefix = begin;
    overwrite = replace;
  }

  /// Refuses a text that names folders, where the name of a file begins or ends.
  public static void requirePlain(String what, String text) {
    if (!text.contains("/") && !text.contains(File.separator)) return;
    throw new BadInput(
        BadInput.Kind.FILE,
        "%s = '%s' must not contain path elements; choose the folder by data_path"
            .formatted(what, text));
  }

  /// Opens the files that recorders ask for and do not have yet, and closes those that they no
  /// longer ask for. All of it is checked before any file is touched.
  ///
  /// @throws BadInput if a file exists and may not be overwritten, or cannot be written, or if
  ///   somebody else has changed one since it was written
  public void open() {
    if (closed) {
      throw new BadInput(
          BadInput.Kind.FILE, "this network has been closed; simulate before you close it");
    }
    lookForRecorders();
    Map<Recorder, RecordFile> next = new LinkedHashMap<>();
    Map<Path, RecordFile> fresh = new LinkedHashMap<>();
    for (Recorder recorder : recorders) {
      if (target(recorder).equals("memory")) continue;
      RecordFile wanted = wanted(recorder, fresh);
      if (!wanted.equals(open.get(recorder.id()))) next.put(recorder, wanted);
    }
    if (next.isEmpty() && open.isEmpty()) return;
    List<RecordFile> again =
        next.values().stream()
            .filter(file -> file.path().isPresent() && !fresh.containsValue(file))
            .toList();
    begin(again, List.copyOf(fresh.values()));
    for (int id : List.copyOf(open.keySet())) {
      Recorder recorder = (Recorder) kernel.device(id);
      if (next.containsKey(recorder) || target(recorder).equals("memory")) leave(recorder);
    }
    next.forEach(this::adopt);
    if (!known.isEmpty()) digits = digits();
  }

  private void lookForRecorders() {
    while (looked < kernel.size()) {
      kernel.device(++looked, Recorder.class).ifPresent(recorders::add);
    }
  }

  /// What a recorder will write to: its present file, one that it has written before, or another,
  /// which joins the `fresh` ones.
  private RecordFile wanted(Recorder recorder, Map<Path, RecordFile> fresh) {
    RecordFile present = open.get(recorder.id());
    RecordFile.Format format = format(recorder);
    if (target(recorder).equals("screen")) {
      if (present != null && present.is(Optional.empty(), format)) return present;
      return RecordFile.screen(recorder.id(), format);
    }
    Path path = path(recorder);
    if (present != null && present.is(Optional.of(path), format)) {
      present.requireUntouched();
      return present;
    }
    Path real = real(path);
    RecordFile before = known.getOrDefault(real, fresh.get(real));
    if (before != null && before.recorder() != recorder.id()) {
      throw new BadInput(
          BadInput.Kind.FILE,
          "recorders %d and %d would both write to %s; give one of them another label"
              .formatted(before.recorder(), recorder.id(), path));
    }
    if (before != null && before.format().equals(format)) {
      before.requireUntouched();
      return before;
    }
    if (before != null && !overwrite) {
      throw new BadInput(
          BadInput.Kind.FILE,
          "%s has been written with another precision, time_in_steps or record_from; give the recorder another label or file_extension, or set overwrite_files"
              .formatted(path));
    }
    RecordFile.require(folder, path, overwrite);
    RecordFile made = RecordFile.of(recorder.id(), path, format);
    fresh.put(real, made);
    return made;
  }

  /// Opens files, all or none: some to be continued, and new ones.
  private void begin(List<RecordFile> again, List<RecordFile> fresh) {
    boolean whole = false;
    try {
      again.forEach(RecordFile::reopen);
      RecordFile.begin(fresh, overwrite);
      whole = true;
    } finally {
      if (!whole) {
        again.forEach(scribe::close);
        flush();
      }
    }
  }

  /// A recorder stops writing to its file, which has been written to the end.
  private void leave(Recorder recorder) {
    recorder.sendTo(Optional.empty());
    RecordFile file = open.remove(recorder.id());
    if (file != null) scribe.close(file);
    flush();
  }

  private void adopt(Recorder recorder, RecordFile file) {
    open.put(recorder.id(), file);
    file.path().ifPresent(path -> known.put(real(path), file));
    recorder.sendTo(Optional.of(portion -> scribe.write(file, portion)));
  }

  private String target(Recorder recorder) {
    return (String) recorder.get("record_to", kernel.now());
  }

  private RecordFile.Format format(Recorder recorder) {
    return new RecordFile.Format(
        target(recorder).equals("gdf"),
        (Boolean) recorder.get("time_in_steps", kernel.now()),
        ((Number) recorder.get("precision", kernel.now())).intValue(),
        kernel.grid(),
        recorder.quantities());
  }

  private int digits() {
    return digits > 0 ? digits : Integer.toString(kernel.size()).length();
  }

  /// `data_path/data_prefix(label|model)-<id>-<rank>.<extension>`, the id and the rank with as many
  /// digits as the largest has or would have. Folders in the label are resolved in `data_path` as
  /// if that were the root: no label leads out of it.
  private Path path(Recorder recorder) {
    String label = (String) recorder.get("label", kernel.now());
    String extension = (String) recorder.get("file_extension", kernel.now());
    requirePlain("file_extension", extension);
    if (extension.isEmpty()) extension = target(recorder).equals("gdf") ? "gdf" : "dat";
    String name = label.isEmpty() ? modelNames.apply(recorder.id()) : label;
    Ranks ranks = kernel.ranks();
    String id = padded(recorder.id(), digits());
    String rank = padded(ranks.rank(), Integer.toString(ranks.size()).length());
    return inFolder("%s%s-%s-%s.%s".formatted(prefix, name, id, rank, extension));
  }

  private static String padded(int number, int digits) {
    String text = Integer.toString(number);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  private Path inFolder(String file) {
    Deque<String> elements = new ArrayDeque<>();
    for (String element : file.replace(File.separator, "/").split("/", -1)) {
      if (element.equals("..")) elements.pollLast();
      else if (!element.isEmpty() && !element.equals(".")) elements.add(element);
    }
    try {
      Path path = folder;
      for (String element : elements) {
        Path one = Path.of(element);
        if (one.isAbsolute() || one.getRoot() != null) throw unusable(file);
        path = path.resolve(one);
      }
      return path;
    } catch (InvalidPathException e) {
      throw unusable(file);
    }
  }

  private static BadInput unusable(String file) {
    return new BadInput(BadInput.Kind.FILE, "'%s' cannot be the name of a file".formatted(file));
  }

  /// The one real name of a file, which may have several by links or dots.
  private static Path real(Path path) {
    Path whole = path.toAbsolutePath().normalize();
    Path parent = path.toAbsolutePath().getParent();
    try {
      return parent == null ? whole : parent.toRealPath().resolve(whole.getFileName());
    } catch (IOException e) {
      return whole; // its folder will be made
    }
  }

  /// The file to which a recorder's next records go; none if they go elsewhere, or the name cannot
  /// be that of a file.
  public Optional<Path> of(Recorder recorder) {
    if (!Set.of("ascii", "gdf").contains(target(recorder))) return Optional.empty();
    try {
      return Optional.of(path(recorder));
    } catch (BadInput e) {
      return Optional.empty();
    }
  }

  /// The files of a recorder that hold records of steps after `after` up to `last`.
  public List<RecordFile> holding(Recorder recorder, long after, long last) {
    return known.values().stream()
        .filter(file -> file.recorder() == recorder.id() && file.holds(after, last))
        .toList();
  }

  /// The files that recorders have written.
  public List<Path> all() {
    return known.values().stream().flatMap(file -> file.path().stream()).toList();
  }

  /// Whether writing has failed, for instance because the disk is full; [#flush] tells why.
  public boolean isFailing() {
    return scribe.isFailing();
  }

  /// Waits until all that was recorded is in the files. Where that fails the network cannot go on,
  /// as records are missing.
  ///
  /// @throws BadInput if writing failed, for instance because the disk is full
  public void flush() {
    try {
      scribe.flush();
    } catch (IOException e) {
      BadInput failure =
          new BadInput(
              BadInput.Kind.FILE,
              "writing records failed: %s; what was written before is complete"
                  .formatted(e.getMessage()),
              e);
      kernel.broken(failure);
      throw failure;
    }
  }

  /// Takes note of how files are after a run.
  ///
  /// @throws BadInput if somebody else has changed one meanwhile
  public void noteStates() {
    open.values().forEach(RecordFile::noteState);
  }

  /// Saves which files there are and what is in them; all that was recorded must be in them.
  public void save(CheckpointWriter out) throws IOException {
    out.section("files");
    out.put(folder.toString());
    out.put(prefix);
    out.put(overwrite);
    out.put(digits);
    List<RecordFile> all = new ArrayList<>(known.values());
    open.values().stream().filter(file -> file.path().isEmpty()).forEach(all::add);
    out.put(all.size());
    for (RecordFile file : all) {
      out.put(file.recorder());
      out.put(file.equals(open.get(file.recorder())));
      file.save(out);
    }
  }

  /// Reads which files there were. Returns what opens those of this rank again, to continue them
  /// from where they were. Those of ranks that there are no longer are cut back to what they held,
  /// by the rank whose number is left over, and so are those that this rank will come back to.
  ///
  /// @param checkpoint the files of all ranks that there were
  /// @throws BadInput if one no longer exists, or does not begin with what was in it
  public Runnable load(List<CheckpointReader> checkpoint) throws IOException {
    Map<Recorder, RecordFile> next = new LinkedHashMap<>();
    Set<Path> ended = new LinkedHashSet<>();
    Ranks ranks = kernel.ranks();
    for (int f = 0; f < checkpoint.size(); f++) {
      CheckpointReader in = checkpoint.get(f);
      in.section("files");
      place(Path.of(in.text()), in.text(), in.flag());
      digits = in.whole(MOST_DIGITS, "file names have numbers of no such length");
      for (int n = in.whole(); n > 0; n--) {
        Recorder recorder = (Recorder) kernel.device(in.whole());
        boolean written = in.flag();
        RecordFile file = RecordFile.load(recorder.id(), in, kernel.grid());
        boolean own = f == ranks.rank();
        boolean back = !own && file.path().isPresent() && file.path().equals(of(recorder));
        if (!back && f % ranks.size() != ranks.rank()) continue;
        file.path().ifPresent(path -> known.merge(real(path), file, RecordFile::longer));
        if (!written && !back) continue;
        if (written && !file.format().equals(format(recorder)))
          throw in.refuse("it is damaged: a file has another format than its recorder");
        if (own) next.put(recorder, file);
        else file.path().ifPresent(path -> ended.add(real(path)));
      }
    }
    next.values().forEach(file -> file.path().ifPresent(path -> ended.remove(real(path))));
    List<RecordFile> past = ended.stream().map(known::get).toList();
    next.values().forEach(RecordFile::requireRecords);
    past.forEach(RecordFile::requireRecords);
    return () -> {
      past.forEach(RecordFile::resume);
      past.forEach(scribe::close);
      flush();
      next.values().forEach(RecordFile::resume);
      next.forEach(this::adopt);
    };
  }

  @Override
  public void close() {
    closed = true;
    open.values().forEach(scribe::close);
    open.clear();
    flush();
    scribe.end();
  }
}
