package myelin.models.loops;

import java.util.NoSuchElementException;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.function.Supplier;
import myelin.engine.declare.FastLoop;
import myelin.engine.neuron.Block;
import org.jspecify.annotations.Nullable;

/// Gives a model the version of its inner loop on vectors, once that is quick.
///
/// Loops on vectors are quick once they have been compiled, and a thousand times slower until then;
/// compiling them takes up to a second. So the plain loops are used until the work that they have
/// done, or are about to do, is worth that ([VectorUse]). The results are the same, so it does not
/// matter when the change comes. The property `myelin.vector` overrides this: `off` or `now`.
///
/// @param <T> the interface of the loop
public final class VectorLoop<T> implements FastLoop {

  /// The number of steps of a block of neurons, or of passes over synapses, in a run that warms up.
  static final int STEPS = 5;

  private static final String MODE = System.getProperty("myelin.vector", "");

  /// A loop that takes less than this per neuron and step (ns) is quick. This holds even on a slow
  /// machine whose vectors have four numbers; loops that are not compiled take at least ten times
  /// as long.
  private static final double QUICK_NS = 40;

  private static final long PATIENCE_NS = 3_000_000_000L;

  private final Class<T> type;
  private final int effort;
  private final Supplier<Consumer<T>> warmUp;
  private boolean tried;
  private volatile @Nullable T quick;

  /// @param effort how many steps of a leaky neuron are as much work as a step of a neuron of the
  ///   model
  /// @param warmUp makes a run of the loop over a block of neurons for [#STEPS] steps
  public VectorLoop(Class<T> type, int effort, Supplier<Consumer<T>> warmUp) {
    this.type = type;
    this.effort = effort;
    this.warmUp = warmUp;
    if (MODE.equals("now")) quick = find();
    tried = !MODE.isEmpty();
  }

  /// The loop on vectors, once it is quick.
  public @Nullable T loop() {
    return quick;
  }

  @Override
  public int effort() {
    return effort;
  }

  @Override
  public void prepare() {
    synchronized (VectorLoop.class) {
      if (tried) return;
      tried = true;
      try {
        T found = find();
        if (found != null && becomesQuick(found)) quick = found;
      } catch (ServiceConfigurationError | LinkageError | NoSuchElementException e) {
        return; // this Java has no vector module, or was started without it
      }
    }
  }

  private @Nullable T find() {
    VectorLoops loops =
        ServiceLoader.load(VectorLoops.class, VectorLoop.class.getClassLoader())
            .findFirst()
            .orElseThrow();
    for (Object loop : loops.all()) if (type.isInstance(loop)) return type.cast(loop);
    return null;
  }

  private boolean becomesQuick(T loop) {
    Consumer<T> run = warmUp.get();
    long begin = System.nanoTime();
    boolean isQuick = false;
    while (!isQuick && System.nanoTime() - begin < PATIENCE_NS) {
      long before = System.nanoTime();
      run.accept(loop);
      isQuick = (System.nanoTime() - before) / ((double) STEPS * Block.LANES) < QUICK_NS;
    }
    return isQuick;
  }
}
