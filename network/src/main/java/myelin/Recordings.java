package myelin;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import myelin.analysis.Spikes;
import myelin.connect.Connector;
import myelin.engine.base.BadInput;
import myelin.engine.device.Recorder;
import myelin.engine.device.Records;
import myelin.engine.device.SpikeRecorder;
import myelin.engine.kernel.Kernel;
import myelin.node.NodeCollection;
import myelin.record.Files;
import myelin.record.RecordFile;

/// What recorders have recorded, from memory or read back from all files that they have written.
final class Recordings {

  private static final int SHOWN = 10;

  private final Simulator simulator;
  private final Kernel kernel;
  private final Files files;
  private final Connector connector;

  Recordings(Simulator simulator, Kernel kernel, Files files, Connector connector) {
    this.simulator = simulator;
    this.kernel = kernel;
    this.files = files;
    this.connector = connector;
  }

  /// How large the network is, how far it was simulated, and the files that recorders have written.
  String network() {
    String text =
        "Simulator(%d nodes, %s ms simulated in steps of %s ms, %d spikes)"
            .formatted(
                simulator.size(), simulator.time(), simulator.resolution(), simulator.spikeCount());
    return simulator.filenames().isEmpty() ? text : text + ", files: " + simulator.filenames();
  }

  Events events(NodeCollection recorder, long after, long last) {
    Recorder r = recorder(recorder);
    requireKept(r);
    Optional<Path> file = files.of(r);
    if (after > Long.MIN_VALUE) {
      file = files.holding(r, after, last).stream().flatMap(f -> f.path().stream()).findFirst();
    }
    if (file.isPresent()) {
      throw new BadInput(
          BadInput.Kind.FILE,
          "%s %d records to %s; read the file, or set record_to to memory"
              .formatted(r.model().name(), r.id(), file.get()));
    }
    long until = Math.min(last, r.shownUntil());
    return new Events(r.records(), kernel.grid(), r.quantities(), after, until);
  }

  /// The events of all ranks.
  Events gathered(NodeCollection recorder) {
    Events[] own = new Events[1];
    kernel.ranks().together(() -> own[0] = events(recorder, Long.MIN_VALUE, Long.MAX_VALUE));
    Records all = GatheredEvents.of(kernel.ranks(), own[0]);
    return new Events(all, kernel.grid(), own[0].quantities(), Long.MIN_VALUE, Long.MAX_VALUE);
  }

  Spikes spikes(NodeCollection recorder, long after, long last) {
    Recorder r = recorder(recorder);
    if (!(r instanceof SpikeRecorder)) {
      throw new BadInput(
          BadInput.Kind.UNKNOWN_RECORDABLE,
          "%s %d does not record spikes; see events".formatted(r.model().name(), r.id()));
    }
    List<RecordFile> parts = files.holding(r, after, last);
    if (parts.isEmpty() || after == Long.MIN_VALUE) requireKept(r);
    Spikes memory = new Events(r.records(), kernel.grid(), List.of(), after, last).spikes();
    if (parts.isEmpty()) return memory;
    int[] senders = memory.senders();
    double[] times = memory.times();
    for (RecordFile part : parts) {
      Spikes read = read(part);
      if (after > Long.MIN_VALUE)
        read = read.between(kernel.grid().ms(after), kernel.grid().ms(last));
      senders = IntStream.concat(IntStream.of(senders), IntStream.of(read.senders())).toArray();
      times = DoubleStream.concat(DoubleStream.of(times), DoubleStream.of(read.times())).toArray();
    }
    return Spikes.of(senders, times);
  }

  private Spikes read(RecordFile file) {
    Path path = file.path().orElseThrow();
    file.requireUntouched();
    return file.format().steps() ? Spikes.read(kernel.grid().h_ms(), path) : Spikes.read(path);
  }

  /// The file to which a recorder's next records go.
  Optional<Path> filename(NodeCollection recorder) {
    return files.of(recorder(recorder));
  }

  /// What recorders recorded in an interval, a line for each.
  String summary(long after, long last) {
    StringJoiner lines = new StringJoiner("");
    int found = 0;
    for (int id = 1; id <= kernel.size(); id++) {
      Optional<Recorder> recorder = kernel.device(id, Recorder.class);
      if (recorder.isEmpty() || ++found > SHOWN) continue;
      lines.add(
          "%n  %s %d: %s"
              .formatted(kernel.model(id).name(), id, summary(recorder.get(), after, last)));
    }
    if (found > SHOWN) lines.add("%n  and %d more recorders".formatted(found - SHOWN));
    return lines.toString();
  }

  private String summary(Recorder r, long after, long last) {
    List<Path> paths =
        files.holding(r, after, last).stream().flatMap(f -> f.path().stream()).toList();
    if (!paths.isEmpty()) return "in " + paths.stream().map(Path::toString).collect(joining(", "));
    if (r.get("record_to", kernel.now()).equals("screen")) return "on the screen";
    long until = Math.min(last, r.shownUntil());
    int n = new Events(r.records(), kernel.grid(), r.quantities(), after, until).size();
    return n == 1 ? "1 event" : n + " events";
  }

  private void requireKept(Recorder r) {
    if (!r.get("record_to", kernel.now()).equals("screen")) return;
    throw new BadInput(
        BadInput.Kind.FILE,
        "%s %d prints its records and does not keep them; set record_to to memory or a file"
            .formatted(r.model().name(), r.id()));
  }

  int heard(NodeCollection recorder) {
    return connector.heard(recorder(recorder).id());
  }

  private Recorder recorder(NodeCollection recorder) {
    simulator.requireOwn(recorder);
    if (recorder.size() != 1) {
      throw new BadInput(
          BadInput.Kind.LENGTH, "one recorder is needed, not %d".formatted(recorder.size()));
    }
    int id = recorder.id(0);
    return kernel
        .device(id, Recorder.class)
        .orElseThrow(() ->
            new BadInput(
                BadInput.Kind.CONNECTION,
                "node %d is a %s, not a recorder".formatted(id, kernel.model(id).name())));
  }
}
