package myelin.cli;

import java.util.List;
import myelin.engine.base.BadInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// The help on `jshell`, which the launcher runs with the JDK's shell.
@Command(
    name = "jshell",
    description = "Runs Java line by line, with Myelin imported; /help explains, /exit ends it.",
    footer = {
      "%nFor instance",
      "",
      "  jshell> var sim = Simulator.builder().seed(1).build()",
      "  jshell> var neurons = sim.create(iaf_psc_alpha.with(I_e, pA(376)), 10)",
      "  jshell> var spikes = sim.create(spike_recorder)",
      "  jshell> sim.connect(neurons, spikes)",
      "  jshell> sim.simulate(ms(1000)).rate(spikes)",
      "",
      "FILEs are run before the first line is read, and - takes lines from the input without asking",
      "for them. OPTIONs are those of the JDK's jshell."
    },
    customSynopsis = "myelin [--heap SIZE] jshell [OPTION...] [FILE...]")
final class JshellCommand implements Runnable {

  @Parameters(
      index = "0..*",
      arity = "0..*",
      paramLabel = "FILE",
      description = "Files of lines, and options of jshell.")
  private List<String> words = List.of();

  private JshellCommand() {}

  @Override
  public void run() {
    throw new BadInput(
        BadInput.Kind.FILE,
        "jshell %s: only the launcher, the script myelin, does that"
            .formatted(String.join(" ", words)));
  }
}
