package myelin.conformance.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import myelin.Names;
import myelin.Simulator;
import myelin.conformance.harness.MixedNetwork;
import myelin.conformance.harness.Mpirun;
import myelin.engine.base.Ranks;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Networks on processes that an MPI has started, by the libraries that the machine has.
@Timeout(300)
class MpirunTest {

  /// How long a program may take on a busy machine (s).
  private static final int LONG = 200;

  /// Within so long all ranks have ended after one of them has (s).
  private static final int SOON = 30;

  /// Simulates a network, and writes what this rank has recorded to a file of the folder that is
  /// its argument.
  static final class Recording {
    private Recording() {}

    public static void main(String[] arguments) throws IOException {
      try (MixedNetwork network = new MixedNetwork(b -> b.threads(1))) {
        int rank = network.sim.ranks().rank();
        Files.write(Path.of(arguments[0], "rank-" + rank), recorded(network));
      }
      count();
    }
  }

  private static List<String> recorded(MixedNetwork network) {
    network.sim.simulate(20.3);
    network.sim.simulate(9.7);
    List<String> rows = RanksTest.rows(network.sim.events(network.recorder()));
    rows.addAll(RanksTest.rows(network.sim.events(network.meter())));
    return rows;
  }

  @ParameterizedTest
  @EnumSource
  void sameEventsAsAlone(Mpirun mpi, @TempDir Path folder)
      throws IOException, InterruptedException {
    assumeTrue(mpi.isInstalled(), mpi + " is not installed");
    List<String> expected;
    try (MixedNetwork network = new MixedNetwork(b -> b.threads(1).ranks(Ranks.ALONE))) {
      expected = recorded(network).stream().sorted().toList();
    }
    for (int ranks : new int[] {2, 3}) {
      Path own = Files.createDirectory(folder.resolve("of-" + ranks));
      Process process = mpi.start(ranks, Recording.class, own.toString());
      Mpirun.End end = Mpirun.await(process, LONG);
      assertThat(end.status()).as(end.output()).isZero();
      List<String> all = new ArrayList<>();
      for (Path file : files(own)) all.addAll(Files.readAllLines(file));
      assertThat(files(own)).hasSize(ranks);
      assertThat(all.stream().sorted().toList()).isEqualTo(expected);
      int bytes =
          10 * (ranks - 1) * 32 * Long.BYTES; // a block has 32 words, and goes to all others
      assertThat(end.output()).contains("ten slices: 10 " + bytes);
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Simulator busy() {
    Simulator sim = Simulator.builder().seed(1).threads(1).build();
    NodeCollection cells = sim.create(NodeModel.named("iaf_psc_exp").with("I_e", 500.0), 200);
    sim.connect(cells, cells, Names.static_synapse.with("weight", 1.0));
    return sim;
  }

  /// A rank fails, as its argument says: by an exception of the program, or by leaving it.
  static final class Failing {
    private Failing() {}

    public static void main(String[] arguments) {
      Simulator sim = busy();
      sim.simulate(10);
      if (sim.ranks().rank() == 1) {
        if (arguments[0].equals("exit")) System.exit(3);
        throw new IllegalStateException("the program of this rank is wrong");
      }
      sim.simulate(1e6);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anExceptionOfOneRankEndsAll(Mpirun mpi) throws InterruptedException {
    assumeTrue(mpi.isInstalled(), mpi + " is not installed");
    Mpirun.End end = Mpirun.await(mpi.start(3, Failing.class, "throw"), LONG);
    assertThat(end.status()).isNotZero();
    assertThat(end.output())
        .contains("rank 1: java.lang.IllegalStateException: the program of this rank is wrong");
  }

  @ParameterizedTest
  @EnumSource
  void theExitOfOneRankEndsAll(Mpirun mpi) throws InterruptedException {
    assumeTrue(mpi.isInstalled(), mpi + " is not installed");
    Mpirun.End end = Mpirun.await(mpi.start(2, Failing.class, "exit"), LONG);
    assertThat(end.status()).isNotZero();
    assertThat(end.output()).contains("rank 1 has ended while rank 0 goes on");
  }

  /// Simulates for long; tells its process in a file of the folder that is its argument.
  static final class Running {
    private Running() {}

    public static void main(String[] arguments) throws IOException {
      Simulator sim = busy();
      sim.simulate(10);
      String pid = String.valueOf(ProcessHandle.current().pid());
      Path file = Path.of(arguments[0], "pid-" + sim.ranks().rank());
      Files.writeString(Path.of(file + ".part"), pid);
      Files.move(Path.of(file + ".part"), file);
      sim.simulate(1e6);
    }
  }

  @ParameterizedTest
  @EnumSource
  void killingARankEndsAll(Mpirun mpi, @TempDir Path folder)
      throws IOException, InterruptedException {
    assumeTrue(mpi.isInstalled(), mpi + " is not installed");
    Process process = mpi.start(3, Running.class, folder.toString());
    Path file = folder.resolve("pid-2");
    for (int k = 0; k < 10 * LONG && process.isAlive() && !Files.exists(file); k++)
      Thread.sleep(100);
    ProcessHandle.of(Long.parseLong(Files.readString(file))).orElseThrow().destroyForcibly();
    Mpirun.End end = Mpirun.await(process, SOON);
    assertThat(end.status()).isNotZero();
    for (int rank = 0; rank < 2; rank++) {
      long pid = Long.parseLong(Files.readString(folder.resolve("pid-" + rank)));
      for (int k = 0; k < 50 && isAlive(pid); k++) Thread.sleep(100);
      assertThat(isAlive(pid)).as("rank %d still runs", rank).isFalse();
    }
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /// One rank asks for what no network can do, in a call that all make.
  static final class Refused {
    private Refused() {}

    public static void main(String[] arguments) {
      Simulator sim = busy();
      double time = sim.ranks().rank() == 1 ? -1 : 10;
      sim.simulate(time);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRefusalOfOneRankEndsAll(Mpirun mpi) throws InterruptedException {
    assumeTrue(mpi.isInstalled(), mpi + " is not installed");
    Mpirun.End end = Mpirun.await(mpi.start(2, Refused.class), LONG);
    assertThat(end.status()).isNotZero();
    assertThat(end.output()).contains("rank 1: ").contains("the time cannot be negative");
  }

  /// Only one rank simulates.
  static final class Uneven {
    private Uneven() {}

    public static void main(String[] arguments) {
      Simulator sim = busy();
      if (sim.ranks().rank() == 1) sim.simulate(20);
      sim.create(NodeModel.named("parrot_neuron"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCallOfOneRankOnlyIsFound(Mpirun mpi) throws InterruptedException {
    assumeTrue(mpi.isInstalled(), mpi + " is not installed");
    Process process = mpi.start(2, Map.of("MYELIN_MPI_CHECK", "on"), Uneven.class);
    Mpirun.End end = Mpirun.await(process, LONG);
    assertThat(end.status()).isNotZero();
    // by whichever rank comes first, before it ends the other
    assertThat(end.output()).contains("rank 1 calls simulate(20.0 ms)", "rank 0 calls create(");
  }

  /// Prints what ten slices cost of a network without spikes, of which all messages are as short as
  /// they can be.
  private static void count() {
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      NodeCollection cells = sim.create(NodeModel.named("parrot_neuron"), 9);
      sim.connect(cells, cells, Names.static_synapse.with("delay", 1.0));
      sim.simulate(1);
      Ranks.Traffic[] after = new Ranks.Traffic[3];
      for (int k = 0; k < 3; k++) {
        after[k] = sim.ranks().traffic();
        sim.simulate(10 * (k + 1));
      }
      Ranks.Traffic ten = after[1].less(after[0]);
      Ranks.Traffic more = after[2].less(after[1]).less(ten);
      if (sim.ranks().rank() == 1)
        IO.println("ten slices: " + more.exchanges() + " " + more.bytes());
      if (ten.seconds() <= 0 || ten.seconds() > LONG) throw new AssertionError(ten);
    }
  }

  /// A rank goes on for long after another has ended.
  static final class Lasting {
    private Lasting() {}

    public static void main(String[] arguments) throws InterruptedException {
      Simulator sim = busy();
      sim.simulate(10);
      if (sim.ranks().rank() == 0) {
        Thread.sleep(12_000);
        IO.println("rank 0 has done its work");
      }
    }
  }

  /// All libraries wait at the same time.
  @Test
  void aRankMayEndLater() throws InterruptedException {
    List<Mpirun> installed = Stream.of(Mpirun.values()).filter(Mpirun::isInstalled).toList();
    assumeFalse(installed.isEmpty(), "no MPI is installed");
    List<Process> all = installed.stream().map(mpi -> mpi.start(2, Lasting.class)).toList();
    for (Process process : all) {
      Mpirun.End end = Mpirun.await(process, LONG);
      assertThat(end.status()).as(end.output()).isZero();
      assertThat(end.output()).contains("rank 0 has done its work");
    }
  }
}
