package myelin.conformance.neuron;

import static myelin.Names.E_L;
import static myelin.Names.Hz;
import static myelin.Names.V_m;
import static myelin.Names.V_reset;
import static myelin.Names.V_th;
import static myelin.Names.delta;
import static myelin.Names.iaf_psc_exp;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.rho;
import static myelin.Names.spike_recorder;
import static myelin.Names.t_ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import myelin.Simulator;
import myelin.analysis.Spikes;
import myelin.conformance.harness.Probe;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The soft threshold of iaf_psc_exp: in a step of length h the neuron fires with probability `rho
/// exp((V_m - V_th) / delta) h`. Bounds are 4.5 standard deviations of the binomial.
class StochasticNeuronsTest {

  private static final int NEURONS = 400;

  /// A neuron that stays at -75 mV, also after a spike.
  private static NodeModel still(double V_th_mV, double delta_mV, double rho_Hz) {
    return iaf_psc_exp
        .with(E_L, mV(-75))
        .with(V_m, mV(-75))
        .with(V_reset, mV(-75))
        .with(V_th, mV(V_th_mV))
        .with(delta, mV(delta_mV))
        .with(rho, Hz(rho_Hz));
  }

  private static Spikes simulate(NodeModel model, double h, double duration) {
    try (Simulator sim = Simulator.builder().resolution(ms(h)).seed(12).threads(1).build()) {
      var neurons = sim.create(model, NEURONS);
      var recorder = sim.create(spike_recorder);
      sim.connect(neurons, recorder);
      sim.simulate(duration);
      return sim.spikes(recorder);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-70, 2, 3000, 0.1, 2",
    "-70, 2, 3000, 0.1, 0",
    "-70, 2, 3000, 0.5, 2",
    "-65, 1, 100000, 0.1, 2",
    "-74, 0.5, 50, 1, 2"
  })
  void theFiringProbabilityIsThatOfTheEscapeRate(
      double threshold, double width, double rate, double h, double refractory) {
    int steps = 400;
    double p = rate * Math.exp((-75 - threshold) / width) * h * 1e-3;
    Spikes spikes =
        simulate(still(threshold, width, rate).with(t_ref, ms(refractory)), h, steps * h);
    double n = (double) NEURONS * steps;
    assertThat((double) spikes.size()).isCloseTo(n * p, within(4.5 * Math.sqrt(n * p * (1 - p))));
  }

  @Test
  void spikesAreIndependentOfEachOther() {
    int steps = 1000;
    double p = 0.2;
    double rate = p / 1e-4 * Math.exp(5 / 2.0);
    Spikes spikes = simulate(still(-70, 2, rate), 0.1, steps * 0.1);
    boolean[][] fired = new boolean[NEURONS][steps];
    for (int s = 0; s < spikes.size(); s++) {
      fired[spikes.sender(s) - 1][(int) Math.round(spikes.time(s) * 10) - 1] = true;
    }
    double inTime = 0;
    double between = 0;
    for (int i = 1; i < NEURONS; i++) {
      for (int k = 1; k < steps; k++) {
        double here = (fired[i][k] ? 1 : 0) - p;
        inTime += here * ((fired[i][k - 1] ? 1 : 0) - p);
        between += here * ((fired[i - 1][k] ? 1 : 0) - p);
      }
    }
    double sigma = p * (1 - p) * Math.sqrt((NEURONS - 1.0) * (steps - 1));
    assertThat(inTime).isCloseTo(0, within(4.5 * sigma));
    assertThat(between).isCloseTo(0, within(4.5 * sigma));
  }

  @Test
  void noNeuronFiresMoreThanOnceInAStep() {
    Spikes spikes = simulate(still(-74, 2, 1e6), 0.1, 2);
    double[] expected = new double[20 * NEURONS];
    Arrays.setAll(expected, s -> (s / NEURONS + 1) / 10.0);
    assertThat(spikes.times()).containsExactly(expected);
  }

  @Test
  void aSoftThresholdOfNoWidthIsAHardOne() {
    NodeModel hard = iaf_psc_exp.with("I_e", 400).with(rho, Hz(1e6));
    for (double width : new double[] {0, 1e-11}) {
      try (Probe p = new Probe(0.1, hard.with(delta, mV(width)), "V_m")) {
        p.sim.simulate(130);
        assertThat(p.spikes()).containsExactly(27.8, 57.6, 87.4, 117.2);
      }
    }
  }

  @Test
  void thePotentialSetsTheRateStepByStep() {
    NodeModel model =
        still(-60, 3, 2e4).with("tau_m", 5).with("I_e", 250).with("C_m", 100).with(t_ref, ms(50));
    Spikes spikes = simulate(model.with(V_reset, mV(-500)), 0.1, 6);
    double survivors = NEURONS;
    double expected = 0;
    for (int k = 1; k <= 60; k++) {
      double V = -75 + Closed.constantCurrent(250, 5, 100, k * 0.1);
      double fires = Math.min(1, 20 * Math.exp((V + 60) / 3) * 0.1);
      expected += survivors * fires;
      survivors *= 1 - fires;
    }
    double p = expected / NEURONS;
    assertThat((double) spikes.size())
        .isCloseTo(expected, within(4.5 * Math.sqrt(NEURONS * p * (1 - p))));
  }
}
