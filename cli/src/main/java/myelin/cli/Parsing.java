package myelin.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import myelin.Simulator;
import myelin.engine.base.Nearest;
import myelin.engine.base.Unit;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// How the command and users' programs parse their arguments.
final class Parsing {

  private static final int WIDTH = 96;

  private Parsing() {}

  /// Gives a command and its subcommands `--help`, `--version` and errors of one line.
  static CommandLine prepare(CommandLine command) {
    for (CommandLine sub : command.getSubcommands().values()) prepare(sub);
    CommandSpec spec = command.getCommandSpec();
    spec.mixinStandardHelpOptions(true);
    spec.versionProvider(() -> new String[] {version()});
    spec.usageMessage().sortOptions(false).abbreviateSynopsis(true);
    for (OptionSpec option : List.copyOf(spec.options())) describe(spec, option);
    // what follows the name of an example belongs to the example
    if (spec.userObject() instanceof ExampleCommand) command.setStopAtPositional(true);
    command.setUsageHelpWidth(WIDTH);
    command.setParameterExceptionHandler((e, args) -> {
      System.err.println("myelin: " + message(e));
      return Failure.WRONG_INPUT;
    });
    return command;
  }

  private static String version() {
    return "myelin %s (Java %s)".formatted(Simulator.version(), Runtime.version());
  }

  /// Adds its default to the description of an option, and describes `--help` and `--version`.
  private static void describe(CommandSpec spec, OptionSpec option) {
    String text = String.join(" ", option.description());
    if (option.usageHelp()) text = "Shows this help.";
    else if (option.versionHelp()) text = "Shows the version.";
    else if (option.arity().max() > 0 && option.initialValue() != null) {
      String initial =
          option.initialValue() instanceof Double d
              ? Unit.NONE.text(d)
              : option.initialValue().toString();
      if (!initial.isEmpty()) text += " (default: " + initial + ")";
    }
    spec.remove(option);
    spec.addOption(option.toBuilder().description(text).build());
  }

  /// What is wrong, in one line.
  private static String message(ParameterException e) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    String what =
        switch (e) {
          case UnmatchedArgumentException unmatched -> unmatched(unmatched, spec);
          case MissingParameterException missing when !missing.getMissing().isEmpty() ->
              missing(missing.getMissing().getFirst(), spec);
          default -> plain(String.valueOf(e.getMessage()));
        };
    return "%s '%s --help'"
        .formatted(what.endsWith("?") ? what + " Try" : what + "; try", spec.qualifiedName());
  }

  private static String missing(ArgSpec argument, CommandSpec spec) {
    String where =
        spec.userObject() instanceof ExampleCommand ? "; 'myelin examples' lists the names" : "";
    return argument instanceof OptionSpec option
        ? "%s needs a value, %s".formatted(option.longestName(), option.paramLabel())
        : argument.paramLabel() + " is missing" + where;
  }

  private static String unmatched(UnmatchedArgumentException e, CommandSpec spec) {
    String word = e.getUnmatched().getFirst();
    if (word.startsWith("-") && word.length() > 1) {
      int end = word.indexOf('=');
      String name = end < 0 ? word : word.substring(0, end);
      List<String> names = new ArrayList<>();
      for (OptionSpec option : spec.options()) names.add(option.longestName());
      return "there is no option %s%s".formatted(name, Nearest.hint(name, names));
    }
    if (!spec.subcommands().isEmpty()) {
      if (spec.optionsMap().containsKey("--" + word)) {
        return "there is no command '%s'; did you mean --%s?".formatted(word, word);
      }
      return "there is no command '%s'%s"
          .formatted(word, Nearest.hint(word, spec.subcommands().keySet()));
    }
    return "unexpected argument '%s'".formatted(word);
  }

  private static String plain(String message) {
    String line = message.strip().replaceAll("\\s+", " ");
    if (line.isEmpty()) return "wrong arguments";
    return line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1);
  }
}
