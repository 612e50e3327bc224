package myelin;

import java.nio.file.Path;
import myelin.engine.base.BadInput;
import myelin.engine.base.LearningIntervals;
import myelin.engine.base.Ranks;
import myelin.engine.base.TimeGrid;
import myelin.engine.coupling.Relaxation;
import myelin.engine.declare.ModelRegistry;
import myelin.engine.kernel.Kernel;
import myelin.record.Files;
import myelin.value.Dimension;
import myelin.value.Quantity;
import org.jspecify.annotations.Nullable;

/// The settings of a network, given before it has nodes.
public final class Builder {

  private @Nullable ModelRegistry models;
  private double resolution = 0.1;
  private long seed = 143_202_461;
  private int threads = Processes.threads();
  private int slice;
  private @Nullable Ranks ranks;
  private long ticsPerMs = TimeGrid.USUAL_TICS_PER_MS;
  private Path data_path = Path.of("");
  private String data_prefix = "";
  private boolean overwrite_files;
  private @Nullable Boolean print_time;
  private Relaxation wfr = Relaxation.DEFAULT;
  private LearningIntervals learning = LearningIntervals.DEFAULT;

  Builder() {}

  /// Length of a time step; 0.1 ms unless set.
  public Builder resolution(Quantity<Dimension.Time> h) {
    if (!h.isNumber()) throw new BadInput(BadInput.Kind.LENGTH, "resolution: one time is needed");
    resolution = h.number();
    return this;
  }

  /// Tics in a millisecond, to which times are rounded and of which the resolution is a multiple;
  /// NEST's `tics_per_ms`, 1000 unless set.
  public Builder ticsPerMs(long tics_per_ms) {
    ticsPerMs = tics_per_ms;
    return this;
  }

  /// Seed of all random numbers; NEST's `rng_seed`. Equal seeds give equal results.
  public Builder seed(long rng_seed) {
    seed = rng_seed;
    return this;
  }

  /// Number of threads of a process; as many as it has cores unless set. Results do not depend on
  /// it.
  public Builder threads(int local_num_threads) {
    if (local_num_threads < 1 || local_num_threads > 4096) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "threads = %d: it must be between 1 and 4096".formatted(local_num_threads));
    }
    threads = local_num_threads;
    return this;
  }

  /// The processes that share the network, each of which makes the same calls; those that `mpirun`
  /// has started unless set. Results do not depend on it.
  public Builder ranks(Ranks processes) {
    ranks = processes;
    return this;
  }

  /// The processes that share the network; those that `mpirun` has started are joined now, if they
  /// have not been.
  ///
  /// @throws BadInput if they cannot be joined
  public Ranks ranks() {
    return ranks == null ? Processes.all() : ranks;
  }

  /// Longest time between two meetings of the threads, in steps; 0 for as long as delays allow.
  /// Results do not depend on it; those of coupled neurons do, to within `wfr_tol`.
  public Builder slice(int steps) {
    if (steps < 0) throw new BadInput(BadInput.Kind.VALUE, "slice = " + steps + " must be >= 0");
    slice = steps;
    return this;
  }

  /// Folder for recorders' files; the current one unless set.
  public Builder data_path(Path folder) {
    data_path = folder;
    return this;
  }

  /// The beginning of all recorders' file names.
  ///
  /// @throws BadInput if it names a folder
  public Builder data_prefix(String prefix) {
    Files.requirePlain("data_prefix", prefix);
    data_prefix = prefix;
    return this;
  }

  /// Whether recorders' files may replace older ones; not unless set.
  public Builder overwrite_files(boolean allowed) {
    overwrite_files = allowed;
    return this;
  }

  /// Whether a terminal shows how far a simulation has got. Unless this is set, it does once a
  /// simulation has taken two seconds.
  public Builder print_time(boolean shown) {
    print_time = shown;
    return this;
  }

  /// Whether slices of coupled neurons (gap junctions, rates without delay) are repeated until they
  /// settle; true unless set. If not, slices are one step long.
  public Builder use_wfr(boolean on) {
    wfr =
        new Relaxation(
            on,
            wfr.wfr_tol(),
            wfr.wfr_max_iterations(),
            wfr.wfr_comm_interval(),
            wfr.wfr_interpolation_order());
    return this;
  }

  /// To within what values of coupled neurons must settle, in mV or 1/s; 1e-4 unless set.
  public Builder wfr_tol(double tolerance) {
    wfr =
        new Relaxation(
            wfr.use_wfr(),
            tolerance,
            wfr.wfr_max_iterations(),
            wfr.wfr_comm_interval(),
            wfr.wfr_interpolation_order());
    return this;
  }

  /// How often a slice is repeated at most; 15 unless set, and never more than 10 000 times.
  public Builder wfr_max_iterations(int most) {
    wfr =
        new Relaxation(
            wfr.use_wfr(),
            wfr.wfr_tol(),
            most,
            wfr.wfr_comm_interval(),
            wfr.wfr_interpolation_order());
    return this;
  }

  /// Longest slice of coupled neurons; 1 ms unless set.
  public Builder wfr_comm_interval(Quantity<Dimension.Time> interval) {
    wfr =
        new Relaxation(
            wfr.use_wfr(),
            wfr.wfr_tol(),
            wfr.wfr_max_iterations(),
            interval.number(),
            wfr.wfr_interpolation_order());
    return this;
  }

  /// Order of the polynomial that describes the potential within a step to gap junctions: 0, 1 or
  /// 3; 3 unless set.
  public Builder wfr_interpolation_order(int order) {
    wfr =
        new Relaxation(
            wfr.use_wfr(), wfr.wfr_tol(), wfr.wfr_max_iterations(), wfr.wfr_comm_interval(), order);
    return this;
  }

  /// The intervals in which networks learn by e-prop after Bellec et al. 2020: NEST's
  /// `eprop_update_interval`, `eprop_learning_window` and `eprop_reset_neurons_on_update`; one
  /// second, one second and true unless set.
  ///
  /// @param update after how long weights may change again
  /// @param window the last part of each interval, in which errors count
  /// @param reset whether neurons begin anew with each interval
  /// @throws BadInput unless both are above zero and finite
  public Builder learningIntervals(
      Quantity<Dimension.Time> update, Quantity<Dimension.Time> window, boolean reset) {
    learning = new LearningIntervals(update.number(), window.number(), reset);
    return this;
  }

  /// The models that the network knows by name; [Nestml#registry()] unless set. More can be added
  /// later, by [Simulator#models()].
  public Builder models(ModelRegistry known) {
    models = known;
    return this;
  }

  /// The empty network.
  ///
  /// @throws BadInput if settings do not go together
  public Simulator build() {
    double interval = wfr.wfr_comm_interval();
    boolean own = interval != Relaxation.DEFAULT.wfr_comm_interval();
    if (own && interval < resolution) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "wfr_comm_interval = %s ms must be at least the resolution, %s ms"
              .formatted(interval, resolution));
    }
    TimeGrid grid = new TimeGrid(resolution, ticsPerMs);
    Ranks all = ranks();
    Processes.requireAlike(all, seed, resolution);
    Kernel kernel = new Kernel(all, grid, seed, threads, slice, wfr);
    kernel.learn(learning);
    return new Simulator(kernel, registry(), this);
  }

  /// The network of a file that [Simulator#save(Path)] has made, with these threads, slices, models
  /// and ranks; all else is as it was.
  ///
  /// @throws BadInput if the file is not a checkpoint, is of another version, cut short, or
  ///   altered; or if a recorder's file no longer exists
  public Simulator load(Path file) {
    return Checkpoints.load(file, this);
  }

  /// The models of the network: those that were given, or new ones with each call.
  ModelRegistry registry() {
    return models == null ? Nestml.registry() : models;
  }

  int threads() {
    return threads;
  }

  int slice() {
    return slice;
  }

  Path data_path() {
    return data_path;
  }

  String data_prefix() {
    return data_prefix;
  }

  boolean overwrite_files() {
    return overwrite_files;
  }

  Relaxation relaxation() {
    return wfr;
  }

  @Nullable Boolean print_time() {
    return print_time;
  }
}
