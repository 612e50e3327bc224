package myelin.engine.kernel;

import java.util.Objects;
import myelin.engine.base.Memory;
import myelin.engine.growth.GrowingSynapses;
import myelin.engine.growth.StructuralPlasticity;
import myelin.engine.neuron.Population;
import myelin.engine.wiring.Picking;
import org.jspecify.annotations.Nullable;

/// Runs in pieces, between which synapses that grow come and go: as in NEST, where a slice begins
/// at a multiple of the interval, after the spikes of the slice before have passed. A call of
/// simulate always begins a slice of NEST's.
final class Updates implements StructuralPlasticity.Network {

  private final Kernel kernel;
  private Kernel.@Nullable Growing growing;

  /// Whether a call of simulate has ended here, or none has begun yet.
  boolean resting = true;

  Updates(Kernel kernel) {
    this.kernel = kernel;
  }

  /// Sets what makes the synapses.
  void growBy(Kernel.Growing by) {
    growing = by;
  }

  /// Length of a slice of NEST's (steps).
  private int slice() {
    return kernel.couplings.prompt() ? kernel.slice() : kernel.minDelay();
  }

  private boolean isDelivering() {
    return kernel.now - kernel.undelivered.since() >= slice();
  }

  /// Ends a call of simulate: elements are brought up to date.
  void rest() {
    kernel.elements.advance(kernel.now, kernel.parts);
    resting = true;
  }

  /// Runs until step `end`, or until the monitor of a rank says stop; returns whether one has.
  boolean run(long end, Monitor monitor) {
    boolean stopped;
    do {
      if (kernel.now < end && kernel.growth.isDue(kernel.now, kernel.grid)) {
        widenRings();
        attempt(this::update);
      }
      resting &= kernel.now == end;
      stopped = piece(next(end), monitor);
    } while (kernel.now < end && !stopped);
    return stopped;
  }

  private void update() {
    boolean delivering = isDelivering();
    if (!resting && !delivering) return;
    if (delivering) kernel.undelivered.deliver();
    kernel.elements.advance(kernel.now, kernel.parts);
    kernel.growth.update(this, kernel.seed(), kernel.now);
    kernel.build();
  }

  private boolean piece(long end, Monitor monitor) {
    int slice = kernel.slice();
    kernel.deviceLinks.distribute();
    widenRings();
    boolean[] stopped = {false};
    attempt(() -> {
      if (kernel.couplings.present()) {
        int order = kernel.relaxation.wfr_interpolation_order();
        kernel.couplings.prepare(slice, order, kernel.minDelay(), kernel.now);
        kernel.couplings.open(kernel.now);
      }
      stopped[0] = new Run(kernel, end, slice, monitor).start();
    });
    return stopped[0];
  }

  /// Notes that the network cannot go on, if that fails.
  private void attempt(Runnable change) {
    try {
      change.run();
    } catch (RuntimeException | Error e) {
      kernel.broken(e);
      throw e;
    }
  }

  /// Makes room for input under way over the longest delay.
  private void widenRings() {
    kernel.build();
    // rows of a slice have been read and cleared when its spikes are delivered, beyond its end
    int needed = kernel.wiring.maxDelay();
    int wanted = Math.max(kernel.slots, Integer.highestOneBit(needed - 1) << 1);
    requireRings(wanted);
    kernel.slots = wanted;
    kernel.reserve();
  }

  void requireRings(int wanted) {
    double bytes = 0;
    for (Population[] part : kernel.populations) {
      for (Population population : part) bytes += population.ringBytes(wanted);
    }
    if (bytes == 0) return;
    Memory.require(
        bytes,
        () -> "input under way over delays of up to %d steps".formatted(kernel.wiring.maxDelay()));
  }

  /// The step at which the next update is due, or `end` if there is none before.
  long next(long end) {
    if (!kernel.growth.isEnabled()) return end;
    int slice = slice();
    long t = isDelivering() ? kernel.now : kernel.undelivered.since();
    do {
      t += slice;
    } while (t < end && !kernel.growth.isDue(t, kernel.grid));
    return Math.min(t, end);
  }

  @Override
  public Picking picking(int synapse) {
    kernel.build();
    return new Picking(kernel.wiring, synapse);
  }

  @Override
  public void connect(GrowingSynapses kind, int[] sources, int[] targets) {
    Objects.requireNonNull(growing, "growBy").connect(kind, sources, targets);
  }
}
