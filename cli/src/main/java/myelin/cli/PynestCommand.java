package myelin.cli;

import java.util.List;
import myelin.engine.base.BadInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// The help on `pynest`, which the launcher runs with Python.
@Command(
    name = "pynest",
    description = "Runs a PyNEST script with Python: its 'import nest' is Myelin.",
    footer = {
      "%n'-m MODULE' in the place of SCRIPT.py runs a module.",
      "--api 2 runs the script as one written for NEST 2, as Myelin does by itself once a script",
      "uses what only NEST 2 had. --models PATH adds models written in NESTML, from a file or",
      "a folder; in the script, nest.Install(PATH) does the same.",
      "%nIn a checkout, the first use makes an environment for Python in target/python, with JPype1",
      "and numpy. Packages such as matplotlib and scipy are added when a script speaks of them,",
      "others by 'target/python/bin/python -m pip install ...'. The installed package runs scripts",
      "with the Python that it was installed in, and its packages."
    },
    customSynopsis =
        "myelin [--heap SIZE] pynest [--api 2] [--models PATH] SCRIPT.py [ARGUMENT...]")
final class PynestCommand implements Runnable {

  @Parameters(
      index = "0..*",
      arity = "0..*",
      paramLabel = "SCRIPT.py",
      description = "The script and its arguments.")
  private List<String> words = List.of();

  private PynestCommand() {}

  @Override
  public void run() {
    throw new BadInput(
        BadInput.Kind.FILE,
        "pynest %s: only the launcher, the script myelin, does that"
            .formatted(String.join(" ", words)));
  }
}
