package myelin.engine.kernel;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import myelin.engine.base.LearningIntervals;
import myelin.engine.base.Ranks;
import myelin.engine.base.TimeGrid;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.coupling.CouplingStore;
import myelin.engine.coupling.Relaxation;
import myelin.engine.declare.Model;
import myelin.engine.table.ConnectionTable;

/// Saves a network between two runs and makes it again, for any number of threads. What is saved is
/// what the network goes on with, and nothing of how it is divided into parts.
final class Checkpoint {

  private static final int LONGEST_RING = 2 * (ConnectionTable.DELAY_LIMIT + 1);

  /// No network has been simulated for this many tics.
  private static final long LATEST = 1L << 60;

  private Checkpoint() {}

  /// Writes what this rank has; the first also writes what all have in common.
  static void save(Kernel kernel, CheckpointWriter out) throws IOException {
    Share share = Share.of(kernel.ranks());
    NodeStore nodes = new NodeStore(kernel);
    InputStore input = new InputStore(kernel);
    CouplingStore couplings = new CouplingStore(kernel.couplings);
    if (share.isFirst()) {
      saveSettings(kernel, out);
      nodes.saveModels(out);
      nodes.saveDevices(out);
      input.saveRings(out);
    }
    nodes.saveParameters(out, share);
    new SynapseStore(kernel).save(out);
    input.savePosts(out);
    input.saveHistories(out);
    input.saveInput(out, kernel.slots, kernel.now);
    nodes.saveState(out, share);
    new Frozen(kernel).save(out);
    if (share.isFirst()) {
      new Frozen(kernel).saveDevices(out);
      kernel.deviceLinks.save(out);
      kernel.spikeRouting.save(out);
    }
    couplings.save(out);
    if (share.isFirst()) {
      couplings.saveLate(out, kernel.now);
      kernel.undelivered.save(out);
    }
    kernel.elements.save(out);
    if (share.isFirst()) {
      kernel.growth.save(out);
      out.put(kernel.updates.resting);
    }
    couplings.saveInputs(out, kernel.now);
    nodes.saveRecords(out);
  }

  private static void saveSettings(Kernel kernel, CheckpointWriter out) throws IOException {
    out.section("kernel");
    out.put(kernel.grid().h_ms());
    out.put(kernel.grid().ticsPerMs());
    out.put(kernel.seed());
    Relaxation relaxation = kernel.relaxation;
    out.put(relaxation.use_wfr());
    out.put(relaxation.wfr_tol());
    out.put(relaxation.wfr_max_iterations());
    out.put(relaxation.wfr_comm_interval());
    out.put(relaxation.wfr_interpolation_order());
    out.put(kernel.learning().update_ms());
    out.put(kernel.learning().window_ms());
    out.put(kernel.learning().reset());
    out.put(kernel.now);
    out.put(kernel.spikes);
    out.put(kernel.slots);
    kernel.delays.save(out);
  }

  /// What reads a part of a file, of which the share is known.
  private interface Part {
    void load(CheckpointReader in, Share share) throws IOException;
  }

  private static void each(List<CheckpointReader> files, Part part) throws IOException {
    for (int f = 0; f < files.size(); f++) {
      part.load(files.get(f), new Share(f, files.size()));
    }
  }

  /// Makes a network.
  ///
  /// @param files those of all ranks that there were
  /// @param parts number of parts of a rank, and of its workers at most
  /// @param models finds a model by its name
  static Kernel load(
      Ranks ranks,
      List<CheckpointReader> files,
      int parts,
      int sliceLimit,
      Function<String, Model> models)
      throws IOException {
    CheckpointReader in = files.getFirst();
    Kernel kernel = loadSettings(ranks, in, parts, sliceLimit);
    NodeStore nodes = new NodeStore(kernel);
    InputStore input = new InputStore(kernel);
    CouplingStore couplings = new CouplingStore(kernel.couplings);
    nodes.loadModels(in, models);
    nodes.loadDevices(in);
    kernel.updates.requireRings(kernel.slots);
    kernel.reserve();
    input.loadRings(in);
    each(files, nodes::loadParameters);
    new SynapseStore(kernel).load(files, models);
    each(files, (file, share) -> input.loadPosts(file));
    each(files, input::loadHistories);
    kernel.reserve();
    each(files, (file, share) -> input.loadInput(file, kernel.slots, kernel.now));
    each(files, nodes::loadState);
    nodes.restored();
    each(files, (file, share) -> new Frozen(kernel).load(file));
    new Frozen(kernel).loadDevices(in);
    kernel.deviceLinks.load(in, kernel.now);
    kernel.spikeRouting.load(in, kernel.nodes, kernel.now);
    each(files, (file, share) -> couplings.load(file, kernel.now));
    couplings.loadLate(in, kernel.now, kernel.relaxation.wfr_interpolation_order());
    kernel.undelivered.load(in);
    each(files, (file, share) -> kernel.elements.load(file, kernel.now));
    kernel.growth.load(in);
    kernel.updates.resting = in.flag();
    each(files, (file, share) -> couplings.loadInputs(file, kernel.now));
    nodes.loadRecords(files);
    return kernel;
  }

  private static Kernel loadSettings(Ranks ranks, CheckpointReader in, int parts, int sliceLimit)
      throws IOException {
    in.section("kernel");
    TimeGrid grid = new TimeGrid(in.real(), in.wide());
    long seed = in.wide();
    Relaxation relaxation = new Relaxation(in.flag(), in.real(), in.whole(), in.real(), in.whole());
    Kernel kernel = new Kernel(ranks, grid, seed, parts, sliceLimit, relaxation);
    kernel.learn(new LearningIntervals(in.real(), in.real(), in.flag()));
    kernel.now = in.step(LATEST / grid.ticsPerStep());
    kernel.spikes = in.count();
    kernel.slots = in.whole();
    boolean fits = kernel.slots >= 2 && kernel.slots <= LONGEST_RING;
    in.require(fits && Integer.bitCount(kernel.slots) == 1, "rings have no such length");
    kernel.delays.load(in);
    return kernel;
  }
}
