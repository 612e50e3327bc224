package myelin.connectome;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import myelin.Nestml;
import myelin.engine.declare.ModelRegistry;
import myelin.node.NodeModel;

/// The neuron of Shiu et al. (2024), `iaf_shiu_2024`, which is written in NESTML: with the same
/// input it fires in the same steps as the authors' in Brian 2.
public final class FlyNeuron {

  /// The model's name.
  public static final String NAME = "iaf_shiu_2024";

  /// The receptor at which spikes add to the synaptic input.
  public static final int SPIKES = 1;

  /// The receptor at which they move the potential itself.
  public static final int JUMPS = 2;

  private FlyNeuron() {}

  /// Adds the model to those of a network, unless it is there.
  public static NodeModel install(ModelRegistry models) {
    return NodeModel.of(Nestml.install(NAME, text(), models).getFirst());
  }

  /// The model's text in NESTML.
  public static String text() {
    String file = NAME + ".nestml";
    try (InputStream in = FlyNeuron.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
