package myelin;

import java.io.IOException;
import java.util.List;
import myelin.connect.Connector;
import myelin.engine.base.BadInput;
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

  /// What a file begins with.
  ///
  /// @param rank that wrote it
  /// @param ranks number of them
  /// @param mark the same in all files of one save, and in no others
  /// @param now step at which the network was saved
  private record Head(int rank, int ranks, long mark, long now) {

    static Head read(CheckpointReader in) throws IOException {
      in.section("simulator");
      return new Head(in.whole(), in.whole(), in.wide(), in.wide());
    }

    boolean isOfOneSaveWith(Head other) {
      return ranks == other.ranks && mark == other.mark && now == other.now;
    }
  }

  /// Writes what this rank has; the first also writes what all have in common.
  ///
  /// @param mark tells the files of this save from those of others
  void save(CheckpointWriter out, long mark) throws IOException {
    boolean first = kernel.ranks().rank() == 0;
    out.section("simulator");
    out.put(kernel.ranks().rank());
    out.put(kernel.ranks().size());
    out.put(mark);
    out.put(kernel.now());
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

  /// Makes a network from the files of all ranks that there were, in the order of the ranks.
  static Simulator load(List<CheckpointReader> checkpoint, Builder b) throws IOException {
    CheckpointReader first = checkpoint.getFirst();
    long now = requireOneSave(checkpoint);
    long until = first.wide();
    ModelRegistry models = b.registry();
    Nestml.load(first, models);
    Kernel kernel = Kernel.load(b.ranks(), checkpoint, b.threads(), b.slice(), models::named);
    first.require(kernel.now() == now, "it is of two times");
    Simulator made = new Simulator(kernel, models, b);
    made.saved().take(until, checkpoint);
    return made;
  }

  /// Refuses files that are not those of all ranks, from one save. Returns when that was (steps).
  private static long requireOneSave(List<CheckpointReader> checkpoint) throws IOException {
    CheckpointReader first = checkpoint.getFirst();
    Head head = Head.read(first);
    first.require(head.ranks() > 0, "no rank has saved it");
    if (head.rank() != 0) {
      throw first.refuse("it is of rank %d; load the folder of all ranks".formatted(head.rank()));
    }
    for (int f = 1; f < checkpoint.size(); f++) {
      CheckpointReader in = checkpoint.get(f);
      Head other = Head.read(in);
      if (!other.isOfOneSaveWith(head)) throw in.refuse("it is of another save than rank-0");
      if (f >= head.ranks()) throw in.refuse("%d ranks have saved it".formatted(head.ranks()));
      if (other.rank() != f) throw missing(first, f, head);
    }
    if (checkpoint.size() < head.ranks()) throw missing(first, checkpoint.size(), head);
    return head.now();
  }

  private static BadInput missing(CheckpointReader first, int rank, Head head) {
    return first.refuse("rank-%d is missing; %d ranks have saved it".formatted(rank, head.ranks()));
  }

  private void take(long until, List<CheckpointReader> checkpoint) throws IOException {
    CheckpointReader first = checkpoint.getFirst();
    simulation.until(until);
    connector.load(first, models);
    growth.load(first, models);
    creator.load(first);
    Runnable goOn = files.load(checkpoint);
    checkpoint.forEach(CheckpointReader::finish);
    goOn.run();
    for (String model : kernel.synapseModels()) demand.other(models.named(model));
  }
}
