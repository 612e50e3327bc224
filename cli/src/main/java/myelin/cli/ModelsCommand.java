package myelin.cli;

import java.nio.file.Path;
import java.util.List;
import myelin.Nestml;
import myelin.cli.pages.Pages;
import myelin.engine.base.BadInput;
import myelin.engine.declare.Model;
import myelin.engine.declare.ModelRegistry;
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
      description =
          "A model, or a part of names, of which those models are listed; without it, all are.")
  private @Nullable String name;

  @Option(names = "--json", description = "Shows all that is known as JSON, for programs.")
  private boolean json;

  @Option(names = "--source", description = "Shows the text of a model written in NESTML.")
  private boolean source;

  @Option(
      names = "--models",
      paramLabel = "PATH",
      description = "A file or folder with models in NESTML, beside Myelin's own.")
  private @Nullable Path texts;

  @Option(
      names = "--pages",
      paramLabel = "FOLDER",
      description =
          "Writes a page of HTML for each model, with equations, tables and pictures, and an index;"
              + " of one model its page.")
  private @Nullable Path pages;

  private ModelsCommand() {}

  @Override
  public void run() {
    ModelRegistry known = Nestml.registry();
    if (texts != null) Nestml.install(texts, known);
    List<Model> alike = alike(known);
    if (!alike.isEmpty()) {
      System.out.print(ModelText.list(alike));
      return;
    }
    List<Model> models = name == null ? known.all() : List.of(known.named(name));
    if (pages != null) {
      Arguments.requireFolder(pages);
      Path written =
          name == null
              ? Pages.writeAll(known, pages)
              : Pages.write(known, models.getFirst(), pages);
      System.out.println(written);
    } else if (source) {
      System.out.print(text(models));
    } else if (json) {
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

  /// The models to be listed since no model has the name, but several have it as a part of theirs.
  private List<Model> alike(ModelRegistry known) {
    String part = name;
    boolean listed = pages == null && !source && !json;
    if (part == null || !listed || known.find(part).isPresent()) return List.of();
    return known.all().stream().filter(m -> m.name().contains(part)).toList();
  }

  private String text(List<Model> models) {
    if (name == null) throw new BadInput(BadInput.Kind.VALUE, "models --source: name a model");
    return models
        .getFirst()
        .source()
        .orElseThrow(() ->
            new BadInput(
                BadInput.Kind.VALUE,
                "%s is not written in NESTML; its equations: myelin models %s"
                    .formatted(name, name)));
  }
}
