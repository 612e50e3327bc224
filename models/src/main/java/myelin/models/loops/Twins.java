package myelin.models.loops;

import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;

/// Where models ask for [VectorLoops].
///
/// Vectors are quick once they have been compiled, and a thousand times slower until then. So a
/// simulation begins with the plain loops; if it is not over soon, a thread of its own runs the
/// vector loops until they are compiled, and from then on they are used. Since results are the same
/// it does not matter when that is. The property `myelin.vector` says otherwise: `off`, or `now`.
public final class Twins {

  /// A simulation that has asked so often takes a while: about a second of one core.
  private static final int ASKED_OFTEN = 700_000;

  private static final String MODE = System.getProperty("myelin.vector", "");
  private static final AtomicInteger asked = new AtomicInteger();
  private static volatile Optional<VectorLoops> loops =
      MODE.equals("now") ? Optional.of(find()) : Optional.empty();

  private Twins() {}

  /// The loops, once they are quick.
  public static Optional<VectorLoops> loops() {
    Optional<VectorLoops> now = loops;
    if (now.isPresent() || asked.get() >= ASKED_OFTEN || MODE.equals("off")) return now;
    if (asked.incrementAndGet() == ASKED_OFTEN) {
      Thread.ofPlatform().daemon().name("myelin-vector").start(Twins::open);
    }
    return now;
  }

  private static void open() {
    try {
      VectorLoops found = find();
      if (new WarmUp(found).succeeds()) loops = Optional.of(found);
    } catch (ServiceConfigurationError | LinkageError | NoSuchElementException e) {
      asked.set(ASKED_OFTEN); // this Java has no vectors, or was not asked for them: without, then
    }
  }

  private static VectorLoops find() {
    return ServiceLoader.load(VectorLoops.class, Twins.class.getClassLoader())
        .findFirst()
        .orElseThrow();
  }
}
