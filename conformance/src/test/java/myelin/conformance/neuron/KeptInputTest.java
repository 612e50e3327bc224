package myelin.conformance.neuron;

import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.iaf_psc_delta;
import static myelin.Names.ms;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_times;
import static myelin.Names.static_synapse;
import static myelin.Names.tau_syn_ex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import myelin.conformance.harness.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Input that outlasts what happens to its neuron, a refractory period or a change of its time
/// constant, against closed forms.
class KeptInputTest {

  private static final double H = 0.1;
  private static final double E_L = -70;

  private static void spikes(Probe p, double weight, double... arrivals) {
    double[] fired = new double[arrivals.length];
    for (int k = 0; k < fired.length; k++) fired[k] = Math.round((arrivals[k] - 1) / H) * H;
    var train = p.sim.create(spike_generator.with(spike_times, ms(fired)));
    p.sim.connect(train, p.neuron, static_synapse.with("weight", weight).with("delay", 1));
  }

  /// The neuron fires at 3 ms and is silent for 2 ms. Three jumps of 4 mV arrive meanwhile, the
  /// last when it is about to be released; with `refractory_input` each is then what is left of it,
  /// as `V_m` decays by its time constant of 10 ms.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void jumpsWaitForTheEndOfTheRefractoryPeriodIfTheyAreKept(boolean kept) {
    double[] arrivals = {3.1, 4.3, 5};
    try (Probe p = new Probe(H, iaf_psc_delta.with("refractory_input", kept), "V_m")) {
      spikes(p, 20, 3);
      spikes(p, 4, arrivals);
      p.sim.simulate(20);
      assertThat(p.spikes()).containsExactly(new double[] {3}, within(1e-12));
      assertThat(p.at("V_m", 5)).isEqualTo(E_L);
      for (double t : new double[] {5.1, 5.2, 7, 20}) {
        double left = 0;
        for (double a : arrivals) left += 4 * Math.exp(-(t - a) / 10);
        assertThat(p.at("V_m", t))
            .as("at %s ms", t)
            .isCloseTo(E_L + (kept ? left : 0), within(1e-12));
      }
    }
  }

  /// An alpha-shaped current of 100 pA is at `t` after its onset; then `tau_syn` goes from 2 to 5
  /// ms. The current `I` and its drive `x` stay what they are and go on by `x' = -x / tau_syn`, `I'
  /// = x - I / tau_syn`.
  @Test
  void aCurrentThatFlowsStaysWhenItsTimeConstantChanges() {
    double before = 2;
    double after = 5;
    try (Probe p = new Probe(H, iaf_psc_alpha.with(tau_syn_ex, ms(before)), "I_syn_ex")) {
      spikes(p, 100, 3);
      p.sim.simulate(6);
      p.neuron.set(tau_syn_ex, ms(after));
      p.sim.simulate(14);
      double x = 100 * Math.E / before * Math.exp(-3 / before);
      assertThat(p.at("I_syn_ex", 6)).isCloseTo(3 * x, within(1e-11));
      for (double t : new double[] {6.1, 8, 20}) {
        double expected = (3 * x + x * (t - 6)) * Math.exp(-(t - 6) / after);
        assertThat(p.at("I_syn_ex", t)).as("at %s ms", t).isCloseTo(expected, within(1e-11));
      }
    }
  }
}
