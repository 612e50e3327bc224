package myelin.pynest;

import myelin.Names;
import myelin.Simulator;
import myelin.engine.declare.ModelRegistry;
import org.jspecify.annotations.Nullable;

/// A network beside the one that is simulated, in which nodes are created to see whether that is
/// possible. It is kept, as making one takes longer than a node, and begun anew after some nodes.
final class Trials implements AutoCloseable {

  /// So many nodes are created in one network: with other values, each derives those of all its
  /// block again.
  private static final int MOST = 12;

  private final ModelRegistry models;
  private @Nullable Simulator network;
  private double resolution;
  private long tics_per_ms;

  /// Trials with these models.
  Trials(ModelRegistry models) {
    this.models = models;
  }

  /// A network with this resolution (ms) and so many tics in a millisecond.
  Simulator at(double resolution_ms, long tics) {
    Simulator present = network;
    boolean fits = resolution == resolution_ms && tics_per_ms == tics;
    if (present != null && fits && present.nodes().size() < MOST) return present;
    close();
    Simulator made =
        Simulator.builder()
            .models(models)
            .resolution(Names.ms(resolution_ms))
            .ticsPerMs(tics)
            .threads(1)
            .build();
    network = made;
    resolution = resolution_ms;
    tics_per_ms = tics;
    return made;
  }

  @Override
  public void close() {
    if (network != null) network.close();
    network = null;
  }
}
