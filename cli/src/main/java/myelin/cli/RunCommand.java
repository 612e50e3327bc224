package myelin.cli;

import myelin.engine.base.BadInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// The help on `run`, which the launcher runs with the JDK's source launcher.
@Command(
    name = "run",
    description = "Runs a program of your own from its source file, without a build.",
    footer = {
      "%nSuch a file looks like this:%n",
      "  import module myelin;",
      "  import static myelin.Names.*;",
      "",
      "  void main() {",
      "    var sim = Simulator.builder().seed(1).build();",
      "    var neurons = sim.create(iaf_psc_alpha.with(I_e, pA(376)), 10);",
      "    var spikes = sim.create(spike_recorder);",
      "    sim.connect(neurons, spikes);",
      "    var result = sim.simulate(ms(1000));",
      "    IO.println(\"rate %%.2f spikes/s\".formatted(result.rate(spikes)));",
      "  }",
      "",
      "--models PATH adds models written in NESTML, from a file or a folder: sim.create(NAME, 10)."
    },
    customSynopsis = "myelin [--heap SIZE] run [--models PATH] FILE.java [ARGUMENT...]")
final class RunCommand implements Runnable {

  @Parameters(index = "0", paramLabel = "FILE.java", description = "The program.")
  private String file = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "ARGUMENT",
      description = "The arguments of its main method.")
  private String[] arguments = {};

  private RunCommand() {}

  @Override
  public void run() {
    throw new BadInput(
        BadInput.Kind.FILE,
        "run %s with %d arguments: only the launcher, the script myelin, does that"
            .formatted(file, arguments.length));
  }
}
