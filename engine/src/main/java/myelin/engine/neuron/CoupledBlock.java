package myelin.engine.neuron;

/// A block whose neurons act on each other all the time and not only by spikes: gap junctions,
/// rates.
///
/// In each step a neuron sends a signal, a polynomial in the time within the step (as a fraction of
/// it, 0 to 1), and receives the weighted sum of the signals of those coupled to it, as a
/// polynomial too. Since all act on each other at once, a slice may be repeated until it settles
/// (see [Relaxation][myelin.engine.coupling.Relaxation]): therefore all state that a step changes
/// is in [#state], which is put back before each repetition.
public abstract class CoupledBlock extends Block {

  /// Largest number of coefficients of a signal.
  protected static final int ORDERS = 4;

  private double[][][] sent = {};
  private double[][][][] received = {};
  private double[][] strength = {};
  private double[][] taught = {};
  private double[][] settled = {};
  private double[][] saved = {};
  private int orders = 1;
  private int lag;

  /// An empty block.
  protected CoupledBlock() {}

  /// The value that must settle and that others hear of.
  @Override
  public double[] value() {
    return super.value();
  }

  /// What is received in this step on channel `channel` of the model's
  /// [Signal][myelin.engine.declare.Signal]: coefficient `order` of the polynomial, one element per
  /// lane.
  protected final double[] received(int channel, int order) {
    return received[lag][channel][order];
  }

  /// Whether neuron `i` applies a [#gain] of its own to each signal that arrives, before these are
  /// weighted and summed.
  public boolean gainsEach(int i) {
    return false;
  }

  /// The gain of neuron `i`, for a signal or a sum of them.
  public double gain(int i, double x) {
    return x;
  }

  /// Sum of the weights of the couplings onto each lane on a channel.
  protected final double[] strength(int channel) {
    return strength[channel];
  }

  /// What is sent in this step: coefficient `order`, to be filled by the step, one element per
  /// lane.
  public final double[] sent(int order) {
    return sent[lag][order];
  }

  /// Whether it sends learning signals, too.
  public boolean teaches() {
    return false;
  }

  /// The learning signals that are sent in this step, to be filled by the step, one element per
  /// lane.
  protected final double[] taught() {
    return taught[lag];
  }

  /// The learning signal that lane `i` sent in step number `step` of the slice.
  public final double taught(int step, int i) {
    return taught[step][i];
  }

  /// Announces that lane `i` will receive `x` on channel 0 in step `t`, before the spikes of
  /// earlier steps reach synapses onto it.
  public void announce(long t, int i, double x) {}

  /// Number of coefficients asked for, 1 to [#ORDERS]: `wfr_interpolation_order` plus one.
  protected final int orders() {
    return orders;
  }

  /// Makes room for slices of `lags` steps.
  public final void reserve(int lags, int channels, int wantedOrders) {
    if (sent.length >= lags && orders == wantedOrders) return;
    orders = wantedOrders;
    sent = new double[lags][orders][LANES];
    received = new double[lags][channels][ORDERS][LANES];
    settled = new double[lags][LANES];
    if (teaches()) taught = new double[lags][LANES];
    if (strength.length == 0) strength = new double[channels][LANES];
  }

  /// What neuron `i` sends while it stands still.
  protected double signal(int i) {
    return value()[i];
  }

  /// What others receive of a frozen neuron is constant, and teaches nothing.
  @Override
  protected final void still(int i) {
    if (sent.length == 0) return; // its neurons exchange no signals
    for (double[] coefficient : sent[lag]) coefficient[i] = 0;
    sent[lag][0][i] = signal(i);
    if (teaches()) taught[lag][i] = 0;
  }

  /// Goes back to the first step of the present slice.
  final void begin() {
    lag = 0;
  }

  /// Goes on to the next step.
  final void next() {
    lag++;
  }

  final void save() {
    double[][] state = state();
    if (saved.length == 0) saved = new double[state.length][LANES];
    for (int k = 0; k < state.length; k++) System.arraycopy(state[k], 0, saved[k], 0, LANES);
  }

  final void restore() {
    double[][] state = state();
    for (int k = 0; k < state.length; k++) System.arraycopy(saved[k], 0, state[k], 0, LANES);
  }

  /// Whether the value at the end of this step is what it was in the last repetition, to within
  /// `tolerance`; remembers it.
  final boolean converged(double tolerance, boolean first) {
    double[] now = value();
    double[] before = settled[lag];
    boolean same = !first;
    for (int i = 0, n = size(); i < n; i++) {
      same &= Math.abs(now[i] - before[i]) <= tolerance;
      before[i] = now[i];
    }
    return same;
  }

  /// Coefficient `order` of what lane `i` sent in step number `step` of the slice.
  public final double sent(int step, int order, int i) {
    return sent[step][order][i];
  }

  /// Coefficient `order` of what is sent in step number `step` of the slice, one element per lane.
  public final double[] sentIn(int step, int order) {
    return sent[step][order];
  }

  /// Coefficient `order` of what is received on a channel in step number `step` of the slice, one
  /// element per lane, to be filled before the slice.
  public final double[] receivedIn(int step, int channel, int order) {
    return received[step][channel][order];
  }

  /// Adds to what lane `i` receives on a channel in step number `step` of the slice.
  public final void add(int step, int channel, int i, double value) {
    received[step][channel][0][i] += value;
  }

  /// Sets the sum of the weights of the couplings onto lane `i` on a channel.
  public final void strengthen(int channel, int i, double sum) {
    strength[channel][i] = sum;
  }
}
