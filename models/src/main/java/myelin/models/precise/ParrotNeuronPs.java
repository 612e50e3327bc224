package myelin.models.precise;

import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.Receptor;
import myelin.engine.input.Events;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.NeuronModel;

/// Repeats the spikes it receives, with their times within the step; see [#MODEL].
public final class ParrotNeuronPs extends Block {

  /// The model.
  public static final NeuronModel MODEL =
      NeuronModel.named("parrot_neuron_ps")
          .words(
              "repeats each spike that it receives, at the time at which it arrives",
              """
              Like parrot_neuron, but for spikes whose times need not lie on the grid: a spike that
              arrives on receptor 0 is sent on at the time at which it arrives, whatever its weight;
              several at once are sent on as several. Spikes on receptor 1 are heard and not
              repeated. Morrison et al. 2007 (doi:10.1162/neco.2007.19.1.47).
              """)
          .clock(false)
          .archive()
          .channel("spikes", Content.TIMED_SPIKES, Unit.NONE)
          .receptor(0, "repeated", 0, 0, Receptor.REFUSED)
          .receptor(1, "heard", Receptor.IGNORED, Receptor.IGNORED, Receptor.REFUSED)
          .severalSpikesPerStep()
          .precise()
          .block(ParrotNeuronPs::new);

  private ParrotNeuronPs() {}

  @Override
  protected void step(long t, Input input, SpikeOutbox out) {
    Events events = input.events(0);
    for (int k = 0; k < events.size(); k++) {
      for (double left = events.value(k); left > 0; left--) {
        fire(events.lane(k), t, events.offset(k), out);
      }
    }
  }
}
