package myelin.engine;

/// A block whose neurons feel each other's state all the time and not only by spikes: gap
/// junctions, rates.
///
/// In each step a neuron sends a signal, a polynomial in the time within the step (as a fraction of
/// it, 0 to 1), and receives the weighted sum of the signals of those coupled to it, as a polynomial
/// too. Since all act on each other at once, a span of steps may be repeated until it settles
/// (waveform relaxation; Hahne et al. 2015, doi:10.3389/fninf.2015.00022): therefore all state that a
/// step changes is in [#state], which is put back before each repetition.
public abstract class CoupledBlock extends Block {

  /// Largest number of coefficients of a signal.
  protected static final int ORDERS = 4;

  private final double[][] sent = new double[ORDERS][LANES];
  private final double[][] received = new double[ORDERS][LANES];
  private final double[] strength = new double[LANES];

  /// An empty block.
  protected CoupledBlock() {}

  /// All that a step changes: arrays of [#LANES] elements, always the same ones.
  protected abstract double[][] state();

  /// The value that must settle, at the end of the present step, one element a lane.
  protected abstract double[] value();

  /// What is received in this step on coupling channel `channel`: coefficient `order` of the
  /// polynomial, one element a lane.
  protected final double[] received(int channel, int order) {
    return received[order];
  }

  /// Sum of the weights of the couplings onto each lane on a channel.
  protected final double[] strength(int channel) {
    return strength;
  }

  /// What is sent in this step: coefficient `order`, to be filled by the step, one element a lane.
  protected final double[] sent(int order) {
    return sent[order];
  }

  /// Number of coefficients asked for, 1 to [#ORDERS]: `wfr_interpolation_order` plus one.
  protected final int orders() {
    return ORDERS;
  }
}
