package myelin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import myelin.engine.base.BadInput;
import myelin.engine.neuron.NeuronModel;
import myelin.nestml.compile.TextModel;
import myelin.nestml.equations.EquationSystem;
import myelin.nestml.equations.Lowering;
import myelin.nestml.text.BadModelText;
import myelin.nestml.text.SourceText;

/// Models that are written in NESTML, the language in which NEST's users write models.
///
/// A text is checked and compiled in memory, without a compiler of C++:
///
/// ```
///   List<NodeModel> models = sim.install(Path.of("my_neuron.nestml"));
///   NodeCollection neurons = sim.create(models.getFirst(), 100);
/// ```
public final class Nestml {

  private static final String EXTENSION = ".nestml";

  private Nestml() {}

  /// The models of neurons in a file, or in all files `*.nestml` of a folder, in the order of their
  /// names.
  ///
  /// @throws BadInput with all errors of the texts; or if there is no such file, or a model is one
  ///   of synapses
  public static List<NeuronModel> read(Path path) {
    Map<String, NeuronModel> found = new LinkedHashMap<>();
    for (Path file : files(path)) {
      for (NeuronModel model : models(file.toString(), text(file))) {
        if (found.putIfAbsent(model.name(), model) == null) continue;
        throw new BadInput(
            BadInput.Kind.UNKNOWN_MODEL,
            "%s: two texts are of a model %s".formatted(file, model.name()));
      }
    }
    return List.copyOf(found.values());
  }

  /// The models of neurons in a text.
  ///
  /// @param name by which messages call the text
  /// @throws BadInput with all errors of the text; or if a model is one of synapses
  public static List<NeuronModel> models(String name, String text) {
    List<NeuronModel> models = new ArrayList<>();
    try {
      for (EquationSystem system : Lowering.systems(new SourceText(name, text))) {
        if (system.model().synapse()) {
          throw new BadInput(
              BadInput.Kind.UNKNOWN_MODEL,
              "%s: %s is a synapse, since its name ends so; texts of neurons can be used, those of synapses only checked"
                  .formatted(name, system.model().name()));
        }
        models.add(TextModel.of(system));
      }
    } catch (BadModelText e) {
      throw new BadInput(BadInput.Kind.VALUE, e.getMessage(), e);
    }
    return models;
  }

  private static List<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      if (Files.isRegularFile(path)) return List.of(path);
      throw new BadInput(BadInput.Kind.FILE, "there is no file or folder " + path);
    }
    try (Stream<Path> all = Files.list(path)) {
      List<Path> texts = all.filter(p -> p.toString().endsWith(EXTENSION)).sorted().toList();
      if (!texts.isEmpty()) return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new BadInput(BadInput.Kind.FILE, "there is no file *.nestml in the folder " + path);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new BadInput(BadInput.Kind.FILE, file + " is no text in UTF-8", e);
    } catch (IOException e) {
      throw new BadInput(BadInput.Kind.FILE, file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
