package myelin.cli;

import picocli.CommandLine.Command;

/// Lists the examples.
@Command(name = "examples", description = "Lists the examples.")
final class ExamplesCommand implements Runnable {

  private ExamplesCommand() {}

  @Override
  public void run() {
    Table table = new Table(30, Table.REST);
    Examples.all().forEach(table::row);
    System.out.print(table.text(2));
    System.out.println();
    System.out.println(
        "Run one with: myelin example NAME; its options: myelin example NAME --help");
    System.out.println("Sources are in examples/src/main/java; myelin run FILE.java runs a copy.");
  }
}
