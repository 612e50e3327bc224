package myelin.models.neuron;

import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.Coding;
import myelin.engine.declare.Receptor;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.NeuronModel;

/// Repeats the spikes it receives; see [#MODEL].
public final class ParrotNeuron extends Block {

  /// The model.
  public static final NeuronModel MODEL =
      NeuronModel.named("parrot_neuron")
          .words(
              "repeats each spike that it receives, in the step of its arrival",
              """
              Every spike that arrives on receptor 0 is sent on, whatever its weight; several at
              once are sent on as several. Spikes on receptor 1 are heard and not repeated. A
              parrot_neuron between a generator and its targets gives all of them the same spikes.
              """)
          .parameter(
              "flush_event_send_interval",
              Unit.MS,
              Double.POSITIVE_INFINITY,
              "without effect: weights of e-prop synapses are up to date at each spike",
              new Condition("> 0", v -> v > 0))
          .clock(false)
          .archive()
          .channel("spikes", Content.SPIKES, Unit.NONE)
          .receptor(0, "repeated", 0, 0, Receptor.REFUSED)
          .receptor(1, "heard", Receptor.IGNORED, Receptor.IGNORED, Receptor.REFUSED)
          .severalSpikesPerStep()
          .coding(Coding.ANY, Coding.ANY)
          .block(ParrotNeuron::new);

  private ParrotNeuron() {}

  @Override
  protected boolean repeats() {
    return true;
  }

  @Override
  protected void step(long t, Input input, SpikeOutbox out) {
    double[] spikes = input.sums(0);
    for (int i = 0, n = size(); i < n; i++) {
      for (double left = spikes[i]; left > 0; left--) fire(i, t, out);
    }
  }
}
