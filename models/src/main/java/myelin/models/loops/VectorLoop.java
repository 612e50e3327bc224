package myelin.models.loops;

import java.util.NoSuchElementException;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.function.Supplier;
import myelin.engine.declare.FastLoop;
import myelin.engine.neuron.Block;
import org.jspecify.annotations.Nullable;

/// Where a model asks for the version of its inner loop on vectors, which it has once that is
/// quick.
///
/// Vectors are quick once they have been compiled, and a thousand times slower until then; to have
/// them compiled takes up to a second. So the plain loops do the work until they have done as much
/// as that costs, or are about to ([VectorUse]). The results are the same, so it does not matter
/// when. The property `myelin.vector` says otherwise: `off`, or `now`.
///
/// @param <T> the interface of the loop
public final class VectorLoop<T> implements FastLoop {

  /// So many steps of neurons, or as many synapses, are in a run that warms up.
  static final int STEPS = 5;

  private static final String MODE = System.getProperty("myelin.vector", "");

  /// What is quick, per neuron and step (ns), also on a slow machine whose vectors are of four
  /// numbers; loops that are not compiled take ten times more at least.
  private static final double QUICK_NS = 40;

  private static final long PATIENCE_NS = 3_000_000_000L;

  private final Class<T> type;
  private final int effort;
  private final Supplier<Consumer<T>> warmUp;
  private boolean tried;
  private volatile @Nullable T quick;

  /// @param effort a step of a neuron of the model is as much work as so many of a leaky neuron
  /// @param warmUp makes what runs the loop over a block of neurons for [#STEPS] steps
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
        return; // this Java has no vectors, or was not asked for them
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
