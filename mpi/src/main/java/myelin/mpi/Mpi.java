package myelin.mpi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ranks;
import myelin.engine.base.RanksProvider;

/// Joins the processes that an MPI launcher has started; those of one communicator if its handle is
/// in the system property `myelin.mpi.communicator`.
public final class Mpi implements RanksProvider {

  /// What the service loader makes.
  public Mpi() {}

  @Override
  public Optional<Ranks> join() {
    Optional<Launcher> launcher = Launcher.of(System.getenv());
    return launcher.isEmpty() ? Optional.empty() : Optional.of(join(launcher.get()));
  }

  private static Ranks join(Launcher launcher) {
    Library library = Library.ofLauncher(launcher);
    Interface binary = Interface.of(library);
    begin(library, binary);
    Long some = Long.getLong("myelin.mpi.communicator");
    if (some != null) return new MpiRanks(library, binary.among(some));
    MpiRanks ranks = new MpiRanks(library, binary);
    int started = launcher.size(System.getenv());
    if (started > 0 && ranks.size() != started) {
      throw new BadInput(
          BadInput.Kind.FILE,
          "%s has started %d processes, but %s sees %d: it belongs to another MPI. Start the program with the launcher of that library, or set MYELIN_MPI to the library of the launcher"
              .formatted(launcher.text(), started, library.name(), ranks.size()));
    }
    return ranks;
  }

  /// Initializes MPI, unless somebody has.
  private static void begin(Library library, Interface binary) {
    MethodHandle initialized = library.function("MPI_Initialized", ValueLayout.ADDRESS);
    MethodHandle init =
        library.function(
            "MPI_Init_thread",
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment answer = arena.allocate(ValueLayout.JAVA_INT);
      NativeCall.require("MPI_Initialized", () -> (int) initialized.invoke(answer));
      if (answer.get(ValueLayout.JAVA_INT, 0) != 0) return;
      NativeCall.require(
          "MPI_Init_thread",
          () ->
              (int)
                  init.invoke(MemorySegment.NULL, MemorySegment.NULL, binary.serialized(), answer));
      if (answer.get(ValueLayout.JAVA_INT, 0) >= binary.serialized()) return;
    }
    throw new BadInput(
        BadInput.Kind.FILE,
        "%s allows calls from its first thread only; an MPI with MPI_THREAD_SERIALIZED is needed"
            .formatted(library.name()));
  }
}
