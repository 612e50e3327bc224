package myelin.nestml;

import java.util.Map;
import myelin.nestml.equations.Lowering;
import myelin.nestml.reference.ReferenceNeuron;
import myelin.nestml.text.SourceText;

/// Makes neurons from texts, for tests.
public final class Neurons {

  private Neurons() {}

  /// A neuron of a text.
  public static ReferenceNeuron of(String text, double resolution) {
    return of(new SourceText("test", text), resolution, Map.of());
  }

  /// A neuron with parameters of its own.
  public static ReferenceNeuron of(
      SourceText text, double resolution, Map<String, double[]> parameters) {
    return new ReferenceNeuron(Lowering.systems(text).getFirst(), resolution, parameters);
  }
}
