package myelin.pynest;

import myelin.Names;
import myelin.Simulator;
import myelin.engine.base.Ranks;
import myelin.engine.declare.ModelRegistry;
import org.jspecify.annotations.Nullable;

/// A network without nodes beside the one that is simulated, which tells whether nodes could be
/// created. It is kept, as making one takes longer than that.
final class Trials implements AutoCloseable {

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
    if (present != null && resolution == resolution_ms && tics_per_ms == tics) return present;
    close();
    Simulator made =
        Simulator.builder()
            .models(models)
            .resolution(Names.ms(resolution_ms))
            .ticsPerMs(tics)
            .print_time(false)
            .threads(1)
            .ranks(Ranks.ALONE)
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
