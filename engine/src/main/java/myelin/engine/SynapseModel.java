package myelin.engine;

import java.util.List;

/// A synapse model: its declaration.
public final class SynapseModel extends Model {

  /// A model with these words and parameters, `weight` and `delay` among them.
  public SynapseModel(Words words, List<ParameterSpec> parameters) {
    super(words, parameters);
  }

  @Override
  public String elementType() {
    return "synapse";
  }
}
