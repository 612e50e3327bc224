package myelin.names;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import javax.lang.model.SourceVersion;
import myelin.engine.declare.Model;
import myelin.models.Models;

/// Writes the Java files of `myelin.Names` and of the class that it extends.
public final class NamesWriter {

  private static final int WIDTH = 98;

  private NamesWriter() {}

  /// Writes both files, each only if it changes, so that what depends on it is not compiled again.
  ///
  /// @param folder a single element, the folder that packages begin in
  /// @throws IOException if a file cannot be written
  public static void main(String... folder) throws IOException {
    Path root = Files.createDirectories(Path.of(folder[0]).resolve("myelin"));
    write(root.resolve("ParameterNames.java"), parameters(Models.all()));
    write(root.resolve("Names.java"), models(Models.all()));
  }

  private static void write(Path file, String text) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(text)) Files.writeString(file, text);
  }

  /// The class with a constant for each model, in the models' order.
  static String models(List<Model> models) {
    StringBuilder text =
        new StringBuilder(
            """
            // Written by the build from the models' declarations.
            package myelin;

            import myelin.connect.Synapse;
            import myelin.node.NodeModel;

            /// All that a program needs by name, after `import static myelin.Names.*;`: models, parameters,
            /// units, distributions and connection rules, spelt as in NEST.
            public final class Names extends ParameterNames {

              private Names() {}
            """);
    for (Model model : models) {
      boolean synapse = model.elementType().equals("synapse");
      text.append(comment(sentence(model.summary())))
          .append(constant(synapse ? "Synapse" : "NodeModel", model.name()))
          .append(
              "%s(\"%s\");\n"
                  .formatted(synapse ? "Synapse.model" : "NodeModel.named", model.name()));
    }
    return text.append("}\n").toString();
  }

  /// The class with a constant for each name of a parameter or recordable, in alphabetical order. A
  /// name that is a model's, too, is left out.
  static String parameters(List<Model> models) {
    List<DeclaredName> names =
        DeclaredName.of(models).stream()
            .filter(n -> SourceVersion.isIdentifier(n.name()) && !SourceVersion.isKeyword(n.name()))
            .filter(n -> models.stream().noneMatch(m -> m.name().equals(n.name())))
            .toList();
    TreeSet<String> imports = new TreeSet<>();
    for (DeclaredName name : names) imports.addAll(name.imports());
    StringBuilder text =
        new StringBuilder(
            "// Written by the build from the models' declarations.\npackage myelin;\n\n");
    for (String type : imports) text.append("import myelin.%s;\n".formatted(type));
    text.append(
        """

        /// Names of parameters and of what can be recorded, spelt as in NEST; users reach them through
        /// [Names]. A name that measures different things in different models takes any quantity, and
        /// the model checks it.
        public abstract sealed class ParameterNames extends Rules permits Names {

          ParameterNames() {}
        """);
    for (DeclaredName name : names) {
      String diamond = name.type().endsWith(">") ? "<>" : "";
      String simple = name.type().replaceFirst("<.*", "");
      text.append(comment(name.meaning()))
          .append(constant(name.type(), name.name()))
          .append("new %s%s(\"%s\");\n".formatted(simple, diamond, name.name()));
    }
    return text.append("}\n").toString();
  }

  private static String constant(String type, String name) {
    return "  public static final %s %s = ".formatted(type, name);
  }

  /// A text as a documentation comment of a member.
  private static String comment(String text) {
    StringBuilder lines = new StringBuilder();
    StringBuilder line = new StringBuilder("\n  ///");
    for (String word : escaped(text).split(" ", -1)) {
      if (line.length() + word.length() > WIDTH) {
        lines.append(line).append('\n');
        line = new StringBuilder("  ///");
      }
      line.append(' ').append(word);
    }
    return lines.append(line).append('\n').toString();
  }

  /// A text, in which characters that mean something in documentation are escaped.
  private static String escaped(String text) {
    return text.replaceAll("[\\\\\\[\\]<>*`&]", "\\\\$0");
  }

  /// A text that begins and ends as a sentence.
  static String sentence(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
  }
}
