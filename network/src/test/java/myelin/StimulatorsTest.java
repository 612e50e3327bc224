package myelin;

import static myelin.Names.label;
import static myelin.Names.ms;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.spike_times;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Settings of stimulators may change between simulations.
class StimulatorsTest {

  private final Simulator sim = Simulator.builder().threads(1).build();

  private NodeCollection recorderOf(NodeCollection source) {
    var recorder = sim.create(spike_recorder);
    sim.connect(source, recorder);
    return recorder;
  }

  @Test
  void newSpikeTimesHoldFromNowOn() {
    var source = sim.create(spike_generator.with(spike_times, ms(1, 5)));
    var recorder = recorderOf(source);
    sim.simulate(ms(3));
    source.set(spike_times, ms(1, 4, 6));
    sim.simulate(ms(7));
    assertThat(sim.events(recorder).times()).containsExactly(1, 4, 6);
  }

  @Test
  void aSpikeShiftedFromNowIsSentOnceWhateverElseIsSetLater() {
    var shifting = spike_generator.with("shift_now_spikes", true);
    var source = sim.create(shifting.with(spike_times, ms(new double[] {5})));
    var recorder = recorderOf(source);
    sim.simulate(ms(5));
    source.set(label, "changed");
    sim.simulate(ms(5));
    assertThat(sim.events(recorder).times()).containsExactly(5);
  }

  @Test
  void aGeneratorWithASpikeShiftedFromZeroCanBeSetLater() {
    var shifting = spike_generator.with("shift_now_spikes", true);
    var source = sim.create(shifting.with(spike_times, ms(new double[] {0})));
    var recorder = recorderOf(source);
    sim.simulate(ms(5));
    source.set(label, "changed");
    sim.simulate(ms(5));
    assertThat(sim.events(recorder).times()).containsExactly(0.1);
  }
}
