package myelin.cli.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import myelin.engine.base.BadInput;
import myelin.engine.declare.Model;
import myelin.engine.declare.ModelRegistry;

/// Writes pages of models into a folder.
public final class Pages {

  private Pages() {}

  /// Writes a page for each model, `NAME.html`, and `index.html`.
  ///
  /// @return the index
  /// @throws BadInput if a file cannot be written
  public static Path writeAll(ModelRegistry models, Path folder) {
    List<Model> all = models.all();
    for (Model model : all) write(folder, model.name(), ModelPage.of(models, model, true));
    return write(folder, "index", IndexPage.of(all));
  }

  /// Writes the page of one model.
  ///
  /// @return its file
  /// @throws BadInput if it cannot be written
  public static Path write(ModelRegistry models, Model model, Path folder) {
    return write(folder, model.name(), ModelPage.of(models, model, false));
  }

  private static Path write(Path folder, String name, String page) {
    Path file = folder.resolve(name + ".html");
    try {
      Files.createDirectories(folder);
      return Files.writeString(file, page);
    } catch (IOException e) {
      throw new BadInput(
          BadInput.Kind.FILE, "cannot write the page " + file + ": " + e.getMessage(), e);
    }
  }
}
