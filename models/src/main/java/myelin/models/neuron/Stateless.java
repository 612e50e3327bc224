package myelin.models.neuron;

import myelin.engine.base.BadInput;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.Derivation;

/// Neurons that have no state, and therefore nothing to record.
abstract class Stateless extends Block {

  @Override
  protected final void derive(Derivation d) {}

  @Override
  protected final double[] value() {
    return new double[0];
  }

  @Override
  public final double[][] state() {
    return new double[0][];
  }

  @Override
  public final double read(int recordable, int i) {
    throw new BadInput(BadInput.Kind.UNKNOWN_RECORDABLE, "it has no recordables");
  }

  @Override
  protected final void write(int recordable, int i, double value) {}
}
