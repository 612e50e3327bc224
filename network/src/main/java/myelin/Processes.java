package myelin;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Stream;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ranks;
import myelin.engine.base.RanksProvider;

/// The processes that were started together with this one, as by `mpirun`.
final class Processes {

  /// Variables by which a process can tell that it was started together with others.
  private static final String[] VARIABLES = {"OMPI_COMM_WORLD_RANK", "PMI_RANK", "PMIX_RANK"};

  /// They are joined once, when the first network is made; if that fails, each network fails.
  private static final class Joined {
    static final Supplier<Ranks> ALL = joined();

    private static Supplier<Ranks> joined() {
      try {
        Ranks all = join(System.getenv());
        return () -> all;
      } catch (BadInput e) {
        return () -> {
          throw e;
        };
      }
    }
  }

  private Processes() {}

  /// All of them.
  ///
  /// @throws BadInput if they cannot be joined
  static Ranks all() {
    return Joined.ALL.get();
  }

  private static Ranks join(Map<String, String> environment) {
    if (Stream.of(VARIABLES).noneMatch(environment::containsKey)) return Ranks.ALONE;
    return ServiceLoader.load(RanksProvider.class, Processes.class.getClassLoader())
        .findFirst()
        .orElseThrow(() ->
            new BadInput(
                BadInput.Kind.FILE,
                "this process was started as one of several, but the module myelin.mpi is missing: put its jar on the path"))
        .join()
        .orElse(Ranks.ALONE);
  }

  /// The number of threads of a process unless it is set: the cores that it may use. MPICH lets all
  /// its processes on a machine use all cores, which they share then.
  static int threads() {
    int cores = Runtime.getRuntime().availableProcessors();
    String here = System.getenv("MPI_LOCALNRANKS");
    if (here == null || !here.matches("[1-9][0-9]{0,5}")) return cores;
    return Math.max(1, cores / Integer.parseInt(here));
  }

  /// Refuses a network that has other settings on other processes.
  static void requireAlike(Ranks ranks, long seed, double resolution) {
    if (ranks.isAlone()) return;
    long[] own = {seed, Double.doubleToRawLongBits(resolution)};
    Ranks.Gathered all = ranks.gather(own, own.length);
    for (int k = 0; k < all.from()[ranks.size()]; k++) {
      if (all.words()[k] == own[k % 2]) continue;
      throw new BadInput(
          BadInput.Kind.VALUE,
          "%s differs between rank %d and rank %d; all ranks must make the same network"
              .formatted(k % 2 == 0 ? "the seed" : "the resolution", ranks.rank(), k / 2));
    }
  }
}
