package myelin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import myelin.engine.base.BadInput;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.declare.Model;
import myelin.engine.declare.ModelRegistry;
import myelin.models.Models;
import myelin.nestml.compile.TextModel;
import myelin.nestml.compile.TextSynapse;
import myelin.nestml.equations.EquationSystem;
import myelin.nestml.equations.Lowering;
import myelin.nestml.text.BadModelText;
import myelin.nestml.text.SourceText;

/// Models that are written in NESTML, the language in which NEST's users write models.
///
/// A text is checked and compiled in memory, without a compiler of C++:
///
/// ```
///   List<NodeModel> models = sim.install(Path.of("my_models"));
///   NodeCollection neurons = sim.create(models.getFirst(), 100);
///   sim.connect(neurons, neurons, sim.synapse("my_synapse"));
/// ```
public final class Nestml {

  private static final String MODELS = "MYELIN_MODELS";
  private static final String EXTENSION = ".nestml";

  private Nestml() {}

  /// The models of neurons and synapses in a file, or in all files `*.nestml` of a folder, in the
  /// order of their names.
  ///
  /// @throws BadInput with all errors of the texts; or if there is no such file, or a synapse has
  ///   features that synapses cannot have
  public static List<Model> read(Path path) {
    Map<String, Model> found = new LinkedHashMap<>();
    for (Path file : files(path)) {
      for (Model model : models(file.toString(), text(file))) {
        if (found.putIfAbsent(model.name(), model) == null) continue;
        throw new BadInput(
            BadInput.Kind.UNKNOWN_MODEL,
            "%s: another text, too, has a model %s".formatted(file, model.name()));
      }
    }
    return List.copyOf(found.values());
  }

  /// The models of neurons and synapses in a text.
  ///
  /// @param name what messages call the text
  /// @throws BadInput with all errors of the text; or if a synapse has features that synapses
  ///   cannot have
  public static List<Model> models(String name, String text) {
    List<Model> models = new ArrayList<>();
    try {
      for (EquationSystem system : Lowering.systems(new SourceText(name, text))) {
        boolean synapse = system.model().synapse();
        models.add(synapse ? synapse(name, system, text) : TextModel.of(system, text));
      }
    } catch (BadModelText e) {
      throw new BadInput(BadInput.Kind.VALUE, String.valueOf(e.getMessage()), e);
    }
    return models;
  }

  private static Model synapse(String name, EquationSystem system, String text) {
    try {
      return TextSynapse.of(system, text);
    } catch (BadInput e) {
      throw new BadInput(e.kind(), "%s: %s".formatted(name, e.getMessage()), e);
    }
  }

  /// Adds the models of a file or folder, as [#read(Path)] gives them, to those of a network. A
  /// text that is there already and has not changed is left as it is.
  ///
  /// @return the models of the network
  /// @throws BadInput also if another model has the name of one of them; nothing is added then
  public static List<Model> install(Path path, ModelRegistry models) {
    return add(read(path), models, path.toString());
  }

  /// Myelin's own models, and those of the file or folder that `MYELIN_MODELS` in the environment
  /// names, which the launcher sets.
  ///
  /// @throws BadInput as [#install(Path, ModelRegistry)] does
  public static ModelRegistry registry() {
    ModelRegistry models = Models.registry();
    String path = System.getenv(MODELS);
    if (path != null && !path.isEmpty()) install(Path.of(path), models);
    return models;
  }

  private static List<Model> add(List<Model> texts, ModelRegistry models, String where) {
    List<Model> added = new ArrayList<>();
    for (Model text : texts) {
      Model other = models.find(text.name()).orElse(null);
      if (other == null) added.add(text);
      else if (!sameText(other, text)) throw taken(text, models, where);
    }
    models.addAll(added);
    return texts.stream().map(t -> models.named(t.name())).toList();
  }

  private static boolean sameText(Model model, Model text) {
    return model.source().equals(text.source());
  }

  private static BadInput taken(Model text, ModelRegistry models, String where) {
    boolean own = models.added().stream().noneMatch(m -> m.name().equals(text.name()));
    return new BadInput(
        BadInput.Kind.VALUE,
        own
            ? "%s: '%s' is the name of one of Myelin's own models; give the text's model another name"
                .formatted(where, text.name())
            : "%s: the text of %s is not the one that was installed before; a network keeps the models that it has: begin another one (ResetKernel in Python, Simulator.builder() in Java), then install the text"
                .formatted(where, text.name()));
  }

  /// Saves the texts of a network's models.
  static void save(ModelRegistry models, CheckpointWriter out) throws IOException {
    List<Model> texts = new ArrayList<>();
    for (Model model : models.added()) {
      if (model.source().isPresent()) texts.add(model);
    }
    out.put(texts.size());
    for (Model model : texts) {
      out.put(model.name());
      out.put(model.source().orElseThrow());
    }
  }

  /// Adds the models whose texts a checkpoint holds.
  static void load(CheckpointReader in, ModelRegistry models) throws IOException {
    int n = in.whole();
    in.require(n >= 0, "a number of models is negative");
    Map<String, List<Model>> read = new HashMap<>();
    List<Model> all = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      String name = in.text();
      String text = in.text();
      for (Model model : read.computeIfAbsent(text, t -> models("checkpoint", t))) {
        if (model.name().equals(name)) all.add(model);
      }
    }
    add(all, models, "checkpoint");
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
      throw new BadInput(BadInput.Kind.FILE, file + " is not text in UTF-8", e);
    } catch (IOException e) {
      throw new BadInput(BadInput.Kind.FILE, file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
