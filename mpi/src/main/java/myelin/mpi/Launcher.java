package myelin.mpi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What has started this process as one of several, as its environment tells.
enum Launcher {
  /// `mpirun` of Open MPI.
  OPEN_MPI("mpirun of Open MPI", "OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_RANK") {
    @Override
    List<String> libraries() {
      return List.of("libmpi.so.40", "libmpi.40.dylib");
    }
  },
  /// `mpiexec` of MPICH, and of those that begin processes as it does.
  MPICH("mpiexec of MPICH", "PMI_SIZE", "PMI_RANK") {
    @Override
    List<String> libraries() {
      return List.of("libmpi_abi.so.1", "libmpich.so.12", "libmpi.so.12", "libmpi.12.dylib");
    }
  },
  /// PMIx alone, as of Slurm's `srun --mpi=pmix`.
  PMIX("a launcher with PMIx", "SLURM_NTASKS", "PMIX_RANK") {
    @Override
    List<String> libraries() {
      return List.of("libmpi.so.40", "libmpi_abi.so.1", "libmpich.so.12", "libmpi.so.12");
    }
  };

  private final String text;
  private final String size;
  private final String rank;

  Launcher(String text, String size, String rank) {
    this.text = text;
    this.size = size;
    this.rank = rank;
  }

  /// Names of libraries to try, in order.
  abstract List<String> libraries();

  /// What to call it in a message.
  String text() {
    return text;
  }

  /// The launcher of a process with this environment; empty if it runs alone.
  static Optional<Launcher> of(Map<String, String> environment) {
    for (Launcher launcher : values()) {
      if (environment.containsKey(launcher.rank)) {
        return launcher.size(environment) == 1 ? Optional.empty() : Optional.of(launcher);
      }
    }
    return Optional.empty();
  }

  /// How many processes it has started; 0 if the environment does not tell.
  int size(Map<String, String> environment) {
    try {
      return Integer.parseInt(environment.getOrDefault(size, "0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
