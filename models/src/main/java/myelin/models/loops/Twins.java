package myelin.models.loops;

import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import myelin.engine.NeuronModel;

/// Where models ask for [VectorLoops].
///
/// Vectors are quick once they have been compiled, and a thousand times slower until then; to have
/// them compiled takes up to a second. So the plain loops do the work until they have done as much
/// as that costs, or are about to. The results are the same, so it does not matter when. The
/// property `myelin.vector` says otherwise: `off`, or `now`.
public final class Twins {

  /// So many steps of neurons take as long as having vectors compiled, and about as long again.
  private static final double WORTH_IT = 2e8;

  private static final Set<String> MODELS = Set.of("iaf_psc_alpha", "iaf_psc_exp");
  private static final String MODE = System.getProperty("myelin.vector", "");
  private static volatile Optional<VectorLoops> loops =
      MODE.equals("now") ? Optional.of(find()) : Optional.empty();
  private static boolean opened = !MODE.isEmpty();
  private static double work;

  private Twins() {}

  /// The loops, once they are quick.
  public static Optional<VectorLoops> loops() {
    return loops;
  }

  /// Whether neurons of a model gain by them.
  public static boolean serve(NeuronModel model) {
    return MODELS.contains(model.name());
  }

  /// Announces work to be done, the number of neurons that [#serve] times that of steps; may take
  /// half a second.
  public static synchronized void expect(double neuronSteps) {
    work += neuronSteps;
    if (opened || work < WORTH_IT) return;
    opened = true;
    open();
  }

  private static void open() {
    try {
      VectorLoops found = find();
      if (new WarmUp(found).succeeds()) loops = Optional.of(found);
    } catch (ServiceConfigurationError | LinkageError | NoSuchElementException e) {
      loops = Optional.empty(); // this Java has no vectors, or was not asked for them
    }
  }

  private static VectorLoops find() {
    return ServiceLoader.load(VectorLoops.class, Twins.class.getClassLoader())
        .findFirst()
        .orElseThrow();
  }
}
