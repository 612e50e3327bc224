package myelin.engine.neuron;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel;
import myelin.engine.declare.Receptor;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;

/// Neurons for tests of the engine: they sum the weights that arrive, and do nothing else unless a
/// subclass says so.
public class Still extends Block {

  public static final NeuronModel MODEL = model("still", Still::new);

  public final double[] sum = new double[LANES];

  public static NeuronModel model(String name, java.util.function.Supplier<Block> block) {
    return NeuronModel.named(name)
        .words("sums what arrives", "")
        .parameter("gain", Unit.NONE, 1, "factor of what arrives", Condition.FINITE)
        .state("sum", Unit.PA, 0, "what has arrived", Condition.FINITE)
        .channel("spikes", Channel.Content.WEIGHTS, Unit.PA)
        .receptor(0, "default", 0, 0, Receptor.REFUSED)
        .block(block);
  }

  @Override
  protected void derive(Derivation d) {}

  @Override
  public void step(long t, Input input, SpikeOutbox out) {
    for (int i = 0; i < LANES; i++) sum[i] += input.sums(0)[i];
  }

  @Override
  public double read(int recordable, int i) {
    return sum[i];
  }

  @Override
  protected void write(int recordable, int i, double value) {
    sum[i] = value;
  }

  @Override
  public double[] value() {
    return new double[0];
  }

  @Override
  public double[][] state() {
    return new double[0][];
  }
}
