package myelin.nestml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import myelin.nestml.text.SourceText;

/// The texts of models that tests read.
public final class Texts {

  /// The names of all texts.
  public static final List<String> ALL =
      List.of(
          "iaf_psc_exp",
          "iaf_psc_alpha",
          "iaf_cond_exp",
          "aeif_cond_exp",
          "hh_psc_alpha",
          "izhikevich",
          "iaf_psc_exp_multisynapse",
          "beta_conductances",
          "stdp_synapse",
          "stdp_triplet_synapse",
          "tsodyks_synapse");

  private Texts() {}

  /// The text of that name.
  public static SourceText of(String name) {
    String file = name + ".nestml";
    try (InputStream in = Texts.class.getResourceAsStream("/models/" + file)) {
      if (in == null) throw new IllegalArgumentException("there is no text " + file);
      return new SourceText(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
