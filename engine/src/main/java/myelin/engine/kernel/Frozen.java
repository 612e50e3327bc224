package myelin.engine.kernel;

import java.io.IOException;
import java.util.Arrays;
import myelin.engine.base.BadInput;
import myelin.engine.base.Pauses;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.nodes.Nodes;

/// Which nodes are frozen: not updated. A neuron stays what it is, what arrives at it is gone, and
/// no samples are taken of it; a stimulator sends nothing; a recorder records on, as in NEST.
public final class Frozen {

  private final Kernel kernel;
  private final Nodes nodes;

  /// Those of a network.
  public Frozen(Kernel kernel) {
    this.kernel = kernel;
    nodes = kernel.nodes;
  }

  /// Whether node `id` is frozen.
  public boolean has(int id) {
    return nodes.isFrozen(id, kernel.populations);
  }

  /// Refuses a node that cannot be frozen.
  ///
  /// @throws BadInput if it cannot
  public void require(int id) {
    if (!nodes.isNeuron(id)) nodes.device(id).requireFreezable();
  }

  /// Freezes node `id`, or lets it go on, if it is on this rank.
  public void put(int id, boolean on) {
    kernel.requireWhole();
    if (!nodes.isHere(id)) return;
    if (nodes.isNeuron(id)) {
      kernel.populations[nodes.part(id)][nodes.model(id)].freeze(nodes.local(id), on);
    } else {
      nodes.device(id).pauses().change(on, kernel.now);
    }
    kernel.deviceLinks.invalidate();
  }

  /// Writes which neurons of this rank are frozen.
  void save(CheckpointWriter out) throws IOException {
    out.section("frozen");
    int[] ids = new int[nodes.size()];
    int n = 0;
    for (int id = 1; id <= nodes.size(); id++) {
      if (nodes.isNeuron(id) && nodes.isHere(id) && has(id)) ids[n++] = id;
    }
    out.put(Arrays.copyOf(ids, n));
  }

  /// Writes when devices were frozen.
  void saveDevices(CheckpointWriter out) throws IOException {
    out.section("frozen devices");
    for (int id = 1; id <= nodes.size(); id++) {
      if (nodes.isNeuron(id)) continue;
      Pauses pauses = nodes.device(id).pauses();
      out.put(pauses.spans().size());
      for (Pauses.Span span : pauses.spans()) {
        out.put(span.since());
        out.put(span.until());
      }
    }
  }

  /// Reads what [#save] has written.
  void load(CheckpointReader in) throws IOException {
    in.section("frozen");
    for (int id : in.wholes()) {
      in.require(id >= 1 && id <= nodes.size() && nodes.isNeuron(id), "a frozen node is not there");
      put(id, true);
    }
  }

  /// Reads what [#saveDevices] has written.
  void loadDevices(CheckpointReader in) throws IOException {
    in.section("frozen devices");
    for (int id = 1; id <= nodes.size(); id++) {
      if (nodes.isNeuron(id)) continue;
      Pauses pauses = nodes.device(id).pauses();
      for (int n = in.whole(); n > 0; n--) {
        Pauses.Span span = new Pauses.Span(in.step(kernel.now), in.wide());
        boolean fits = !pauses.isFrozen() && span.until() > span.since();
        fits &= span.since() >= pauses.last();
        fits &= span.until() <= kernel.now || span.until() == Long.MAX_VALUE;
        in.require(fits, "a device was frozen at no such time");
        pauses.add(span);
      }
    }
  }
}
