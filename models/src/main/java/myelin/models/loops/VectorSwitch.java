package myelin.models.loops;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.NoSuchElementException;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import myelin.models.loops.VectorLoops.Kind;
import org.jspecify.annotations.Nullable;

/// Where models ask for [VectorLoops].
///
/// Vectors are quick once they have been compiled, and a thousand times slower until then; to have
/// them compiled takes up to a second. So the plain loops do the work until they have done as much
/// as that costs, or are about to. The results are the same, so it does not matter when. The
/// property `myelin.vector` says otherwise: `off`, or `now`.
public final class VectorSwitch {

  /// So many steps of neurons take as long as having vectors compiled, and about as long again.
  private static final double WORTH_IT = 2e8;

  private static final String MODE = System.getProperty("myelin.vector", "");

  /// Of one class before and after, since all code that asks would be compiled again for another.
  private static volatile EnumMap<Kind, VectorLoops> loops =
      MODE.equals("now") ? all() : new EnumMap<>(Kind.class);

  private static boolean closed = !MODE.isEmpty();

  /// What there are no quick loops for on this machine.
  private static final EnumSet<Kind> unavailable = EnumSet.noneOf(Kind.class);

  private static double work;

  private VectorSwitch() {}

  /// The loops for something, once they are quick.
  public static @Nullable VectorLoops loops(Kind kind) {
    return loops.get(kind);
  }

  /// Announces work to be done, the number of neurons that there are loops for times that of steps.
  static synchronized void expect(Set<Kind> kinds, double neuronSteps) {
    work += neuronSteps;
    if (closed || work < WORTH_IT) return;
    EnumSet<Kind> wanted = EnumSet.copyOf(kinds);
    wanted.removeAll(loops.keySet());
    wanted.removeAll(unavailable);
    if (wanted.isEmpty()) return;
    try {
      open(wanted);
    } catch (ServiceConfigurationError | LinkageError | NoSuchElementException e) {
      closed = true; // this Java has no vectors, or was not asked for them
    }
  }

  private static void open(Set<Kind> kinds) {
    VectorLoops found = find();
    EnumMap<Kind, VectorLoops> quick = loops.clone();
    for (Kind kind : kinds) {
      if (found.kinds().contains(kind) && new WarmUp(found).succeeds(kind)) quick.put(kind, found);
      else unavailable.add(kind);
    }
    loops = quick;
  }

  private static EnumMap<Kind, VectorLoops> all() {
    EnumMap<Kind, VectorLoops> all = new EnumMap<>(Kind.class);
    VectorLoops found = find();
    for (Kind kind : found.kinds()) all.put(kind, found);
    return all;
  }

  private static VectorLoops find() {
    return ServiceLoader.load(VectorLoops.class, VectorSwitch.class.getClassLoader())
        .findFirst()
        .orElseThrow();
  }
}
