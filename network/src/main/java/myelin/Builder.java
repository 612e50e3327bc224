package myelin;

import java.nio.file.Path;
import myelin.engine.BadInput;

/// The settings of a network, given before it has nodes.
public final class Builder {

  private double resolution = 0.1;
  private long seed = 143_202_461;
  private int threads = Runtime.getRuntime().availableProcessors();
  private int slice;
  private Path data_path = Path.of("");
  private String data_prefix = "";
  private boolean overwrite_files;
  private boolean print_time;

  Builder() {}

  /// Length of a time step; 0.1 ms unless set.
  public Builder resolution(Value<Dimension.Time> h) {
    if (!h.isNumber()) throw new BadInput(BadInput.Kind.LENGTH, "resolution: one time is needed");
    resolution = h.number();
    return this;
  }

  /// Seed of all random numbers; NEST's `rng_seed`. Equal seeds give equal results.
  public Builder seed(long rng_seed) {
    seed = rng_seed;
    return this;
  }

  /// Number of threads; as many as there are cores unless set. Results do not depend on it.
  public Builder threads(int local_num_threads) {
    if (local_num_threads < 1 || local_num_threads > 4096) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "threads = %d: it must be between 1 and 4096".formatted(local_num_threads));
    }
    threads = local_num_threads;
    return this;
  }

  /// Longest time between two meetings of the threads, in steps; 0 for as long as delays allow.
  /// Results do not depend on it.
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

  /// What all recorders' file names begin with.
  public Builder data_prefix(String prefix) {
    data_prefix = prefix;
    return this;
  }

  /// Whether recorders' files may replace older ones; not unless set.
  public Builder overwrite_files(boolean allowed) {
    overwrite_files = allowed;
    return this;
  }

  /// Whether a terminal shows how far a simulation is.
  public Builder print_time(boolean shown) {
    print_time = shown;
    return this;
  }

  /// The empty network.
  public Simulator build() {
    return new Simulator(this);
  }

  double resolution() {
    return resolution;
  }

  long seed() {
    return seed;
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

  boolean print_time() {
    return print_time;
  }
}
