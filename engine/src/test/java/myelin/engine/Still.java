package myelin.engine;

/// Neurons for tests of the engine: they sum the weights that arrive, and do nothing else unless a
/// subclass says so.
class Still extends Block {

  static final NeuronModel MODEL = model("still", Still::new);

  final double[] sum = new double[LANES];

  static NeuronModel model(String name, java.util.function.Supplier<Block> block) {
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
  protected void step(long t, double[][] input, SpikeOutbox out) {
    for (int i = 0; i < LANES; i++) sum[i] += input[0][i];
  }

  @Override
  protected double read(int recordable, int i) {
    return sum[i];
  }

  @Override
  protected void write(int recordable, int i, double value) {
    sum[i] = value;
  }

  @Override
  protected double[] value() {
    return new double[0];
  }

  @Override
  protected double[][] state() {
    return new double[0][];
  }
}
