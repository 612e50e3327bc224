package myelin.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Runs a precompiled example.
@Command(
    name = "example",
    description = "Runs an example; 'myelin examples' lists them.",
    customSynopsis = "myelin example NAME [OPTION...]",
    footer = "%n'myelin example NAME --help' shows the options of an example.")
final class ExampleCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the example.")
  private String name = "";

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "OPTION", description = "Its options.")
  private String[] options = {};

  private ExampleCommand() {}

  @Override
  public Integer call() throws Exception {
    ScopedValue.where(Arguments.EXAMPLE, name)
        .call(() -> {
          Examples.run(name, options);
          return 0;
        });
    return 0;
  }
}
