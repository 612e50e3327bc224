package myelin.engine.kernel;

import java.io.IOException;
import java.util.function.Function;
import myelin.engine.base.LearningIntervals;
import myelin.engine.base.TimeGrid;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
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

  static void save(Kernel kernel, CheckpointWriter out) throws IOException {
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
    NodeStore nodes = new NodeStore(kernel);
    InputStore input = new InputStore(kernel);
    nodes.saveModels(out);
    nodes.saveDevices(out);
    nodes.saveParameters(out);
    input.saveRings(out);
    new SynapseStore(kernel).save(out);
    input.savePosts(out);
    input.saveHistories(out);
    input.saveInput(out, kernel.slots, kernel.now);
    nodes.saveState(out);
    new Frozen(kernel).save(out);
    nodes.saveRecords(out);
    kernel.deviceLinks.save(out);
    kernel.spikeRouting.save(out);
    kernel.couplings.save(out, kernel.now);
    kernel.undelivered.save(out);
    kernel.elements.save(out);
    kernel.growth.save(out);
    out.put(kernel.updates.resting);
  }

  /// Makes a network.
  ///
  /// @param parts number of parts, and of workers at most
  /// @param models finds a model by its name
  static Kernel load(CheckpointReader in, int parts, int sliceLimit, Function<String, Model> models)
      throws IOException {
    in.section("kernel");
    TimeGrid grid = new TimeGrid(in.real(), in.wide());
    long seed = in.wide();
    Relaxation relaxation = new Relaxation(in.flag(), in.real(), in.whole(), in.real(), in.whole());
    Kernel kernel = new Kernel(grid, seed, parts, sliceLimit, relaxation);
    kernel.learn(new LearningIntervals(in.real(), in.real(), in.flag()));
    kernel.now = in.step(LATEST / grid.ticsPerStep());
    kernel.spikes = in.count();
    kernel.slots = in.whole();
    boolean fits = kernel.slots >= 2 && kernel.slots <= LONGEST_RING;
    in.require(fits && Integer.bitCount(kernel.slots) == 1, "rings have no such length");
    kernel.delays.load(in);
    NodeStore nodes = new NodeStore(kernel);
    InputStore input = new InputStore(kernel);
    nodes.loadModels(in, models);
    nodes.loadDevices(in);
    nodes.loadParameters(in);
    kernel.updates.requireRings(kernel.slots);
    kernel.reserve();
    input.loadRings(in);
    new SynapseStore(kernel).load(in, models);
    input.loadPosts(in);
    input.loadHistories(in);
    kernel.reserve();
    input.loadInput(in, kernel.slots, kernel.now);
    nodes.loadState(in);
    new Frozen(kernel).load(in);
    nodes.loadRecords(in);
    kernel.deviceLinks.load(in, kernel.now);
    kernel.spikeRouting.load(in, kernel.nodes, kernel.now);
    kernel.couplings.load(in, kernel.now, relaxation.wfr_interpolation_order());
    kernel.undelivered.load(in);
    kernel.elements.load(in, kernel.now);
    kernel.growth.load(in);
    kernel.updates.resting = in.flag();
    return kernel;
  }
}
