package myelin;

import java.io.IOException;
import java.util.List;
import myelin.connect.Connector;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.declare.ModelRegistry;
import myelin.engine.kernel.Kernel;
import myelin.growth.StructuralPlasticity;
import myelin.models.loops.VectorUse;
import myelin.node.Creator;
import myelin.record.Files;

/// Writes all parts of a network to a checkpoint, and makes them again.
record SavedNetwork(
    Kernel kernel,
    ModelRegistry models,
    Simulation simulation,
    Connector connector,
    StructuralPlasticity growth,
    Creator creator,
    Files files,
    VectorUse demand) {

  /// Writes what this rank has; the first also writes what all have in common.
  void save(CheckpointWriter out) throws IOException {
    boolean first = kernel.ranks().rank() == 0;
    out.section("simulator");
    out.put(kernel.ranks().rank());
    out.put(kernel.ranks().size());
    if (first) {
      simulation.save(out);
      Nestml.save(models, out);
    }
    kernel.save(out);
    if (first) {
      connector.save(out);
      growth.save(out);
      creator.save(out);
    }
    files.save(out);
  }

  /// Makes a network from the files of all ranks that there were.
  static Simulator load(List<CheckpointReader> checkpoint, Builder b) throws IOException {
    for (int f = 0; f < checkpoint.size(); f++) {
      CheckpointReader in = checkpoint.get(f);
      in.section("simulator");
      boolean fits = in.whole() == f && in.whole() == checkpoint.size();
      in.require(fits, "it is of another rank, or there were other ranks");
    }
    CheckpointReader first = checkpoint.getFirst();
    long until = first.wide();
    ModelRegistry models = b.registry();
    Nestml.load(first, models);
    Kernel kernel = Kernel.load(b.ranks(), checkpoint, b.threads(), b.slice(), models::named);
    Simulator made = new Simulator(kernel, models, b);
    made.saved().take(until, checkpoint);
    return made;
  }

  private void take(long until, List<CheckpointReader> checkpoint) throws IOException {
    CheckpointReader first = checkpoint.getFirst();
    simulation.until(until);
    connector.load(first, models);
    growth.load(first, models);
    creator.load(first);
    for (int f = 0; f < checkpoint.size(); f++) {
      files.load(checkpoint.get(f), f == kernel.ranks().rank());
      checkpoint.get(f).finish();
    }
    for (String model : kernel.synapseModels()) demand.other(models.named(model));
  }
}
