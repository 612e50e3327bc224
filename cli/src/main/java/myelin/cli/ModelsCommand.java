package myelin.cli;

import java.util.List;
import myelin.engine.declare.Model;
import myelin.models.Models;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Shows the models.
@Command(
    name = "models",
    description = "Lists the models, or shows the equations and parameters of one.")
final class ModelsCommand implements Runnable {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "A model; without one, all are listed.")
  private @Nullable String name;

  @Option(names = "--json", description = "Shows all that is known, for programs.")
  private boolean json;

  private ModelsCommand() {}

  @Override
  public void run() {
    List<Model> models = name == null ? Models.all() : List.of(Models.named(name));
    if (json) {
      Object all = models.stream().map(ModelJson::of).toList();
      Object shown = name == null ? all : ModelJson.of(models.getFirst());
      System.out.println(
          JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsString(shown));
    } else if (name == null) {
      System.out.print(ModelText.list(models));
    } else {
      System.out.print(ModelText.of(models.getFirst()));
    }
  }
}
