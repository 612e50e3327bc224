package myelin.cli;

import java.nio.file.Path;
import myelin.Simulator;
import myelin.engine.base.BadInput;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Goes on simulating a network that was saved.
@Command(
    name = "resume",
    description = "Goes on simulating a saved network; its recorders continue their files.",
    footer = {
      "%nsim.save(path) saves a network; so does any program while it simulates, if asked:%n",
      "  myelin --checkpoint net.ckpt --checkpoint-every 1000 run my_network.java",
      "  myelin --checkpoint net.ckpt --checkpoint-on-stop run my_network.java   (Ctrl-C saves)",
      "  myelin resume net.ckpt"
    },
    customSynopsis = "myelin [--heap SIZE] resume FILE [OPTION...]")
final class ResumeCommand implements Runnable {

  @Parameters(index = "0", paramLabel = "FILE", description = "The checkpoint.")
  private Path file = Path.of("");

  @Option(
      names = "--simtime",
      paramLabel = "MS",
      description = "Time to simulate, in ms; if not given, what was left when it was stopped.")
  private @Nullable Double simtime;

  @Option(names = "--threads", paramLabel = "N", description = "Threads to simulate with.")
  private int threads = Runtime.getRuntime().availableProcessors();

  private ResumeCommand() {}

  @Override
  public void run() {
    try (Simulator sim = Simulator.load(file, threads)) {
      double begin = sim.time();
      double ms = simtime == null ? sim.left() : simtime;
      long synapses = sim.synapses().values().stream().mapToLong(Long::longValue).sum();
      System.out.printf(
          "%s: %,d nodes, %,d synapses, at %.1f ms%n", file, sim.size(), synapses, begin);
      if (ms == 0) {
        throw new BadInput(
            BadInput.Kind.VALUE,
            "nothing was left to simulate when it was saved; --simtime MS says for how long to go on");
      }
      long spikes = sim.spikeCount();
      sim.simulate(ms);
      System.out.printf(
          "simulated to %.1f ms in %.2f s, %,d spikes%n",
          sim.time(), sim.timers().time_simulate(), sim.spikeCount() - spikes);
      sim.filenames().forEach(f -> System.out.println("recorded in " + f));
    }
  }
}
