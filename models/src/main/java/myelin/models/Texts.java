package myelin.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import myelin.engine.declare.Model;
import myelin.nestml.compile.TextModel;
import myelin.nestml.compile.TextSynapse;
import myelin.nestml.equations.EquationSystem;
import myelin.nestml.equations.Lowering;
import myelin.nestml.text.SourceText;

/// Reads the models that are texts in NESTML.
final class Texts {

  private Texts() {}

  /// The model of a text. The text's file has the model's name.
  static Model model(String name) {
    String text = text(name);
    EquationSystem system = Lowering.systems(new SourceText(name, text)).getFirst();
    if (!system.model().synapse()) return TextModel.of(system, text);
    return TextSynapse.of(system, text).written(text, Map.of());
  }

  private static String text(String name) {
    String file = name + ".nestml";
    try (InputStream in = Texts.class.getResourceAsStream(file)) {
      if (in == null) throw new IllegalStateException("no text " + file);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
