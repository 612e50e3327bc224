package myelin.models.binary;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.Coding;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.random.RandomStream;

/// Neurons that are on or off, and update their state at random times; a model adds the probability
/// of being on.
abstract class BinaryNeurons extends Block {

  private static final int SPIKES = 0;
  private static final int CURRENT = 1;

  private final double[] S = variable("S");
  private final double[] h = variable("h");

  /// Time of the next update (ms), or 0 before the first has been drawn.
  private final double[] next = hidden();

  private final int[] due = new int[LANES];

  private final Coefficient tau_m = parameter("tau_m");
  private RandomStream random = new RandomStream(0);

  /// Declares what binary neurons have in common.
  ///
  /// @param gain the equation of the gain
  static NeuronModel.Builder declare(NeuronModel.Builder model, String summary, String gain) {
    return model
        .words(
            summary,
            gain
                + """

                h is the sum of the weights of synapses from neurons that are on, c the current that is
                injected. Updates are a Poisson process of rate 1 / tau_m, on the grid. A neuron that turns on
                sends two coincident spikes, one that turns off a single one, as in NEST: a spin_detector
                records them as states.
                Ginzburg and Sompolinsky 1994 (doi:10.1103/PhysRevE.50.3171); Helias et al. 2014
                (doi:10.1371/journal.pcbi.1003428).
                """)
        .shown("S", Unit.NONE, ParameterSpec.Kind.FLAG, false, "whether it is on")
        .shown("h", Unit.MV, ParameterSpec.Kind.REAL, 0.0, "summed input")
        .parameter("tau_m", Unit.MS, 10, "mean interval of updates", Condition.POSITIVE)
        .clock(false)
        .archive()
        .channel("transitions", Content.TRANSITIONS, Unit.MV)
        .channel("current", Content.CURRENT, Unit.NONE)
        .receptor(0, "default", SPIKES, SPIKES, CURRENT)
        .severalSpikesPerStep()
        .coding(Coding.TRANSITIONS, Coding.TRANSITIONS);
  }

  @Override
  protected void derive(Derivation d) {
    random = new RandomStream(seed());
  }

  /// Probability that neuron `i` is on after an update, given the input `h + c`.
  abstract double probability(int i, double input);

  @Override
  protected final void step(long t, Input input, SpikeOutbox out) {
    double[] changes = input.sums(SPIKES);
    double[] c = input.current(CURRENT);
    double end = (t + 1) * h();
    int n = size();
    for (int i = 0; i < n; i++) h[i] += changes[i];
    int m = 0;
    for (int i = 0; i < n; i++) {
      due[m] = i;
      m += end > next[i] ? 1 : 0;
    }
    for (int k = 0; k < m; k++) {
      int i = due[k];
      if (next[i] == 0) next[i] = t * h() + interval(i, t, 1);
      if (!(end > next[i])) continue;
      next[i] += interval(i, t, 0);
      update(i, t, h[i] + (c == null ? 0 : c[i]), out);
    }
  }

  private double interval(int i, long t, int draw) {
    return tau_m.of(i)
        * random.at(RandomStream.Purpose.UPDATE, draw, id(i)).skipTo(t, 0).nextExponential();
  }

  private void update(int i, long t, double input, SpikeOutbox out) {
    double p = probability(i, input);
    boolean certain = p <= 0 || p >= 1;
    boolean on = certain ? p >= 1 : random.nextDouble() < p;
    if (on == (S[i] != 0)) return;
    S[i] = on ? 1 : 0;
    fire(i, t, out);
    if (on) fire(i, t, out);
  }

  @Override
  protected final double[] value() {
    return h;
  }
}
