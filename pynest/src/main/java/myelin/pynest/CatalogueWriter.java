package myelin.pynest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the declarations of Myelin's own models and rules when Myelin is built, so that a program
/// need not make all models to know them.
public final class CatalogueWriter {

  private CatalogueWriter() {}

  /// Writes the resource that [Catalogue#all()] reads, if it changes.
  ///
  /// @param folder a single element: the root folder of the packages
  /// @throws IOException if the file cannot be written
  public static void main(String... folder) throws IOException {
    Path file = Path.of(folder[0]).resolve("myelin/pynest/" + Catalogue.FILE);
    String text = Catalogue.declared();
    if (!Files.exists(file) || !Files.readString(file).equals(text)) Files.writeString(file, text);
  }
}
