package myelin.conformance.device;

import static myelin.Names.Hz;
import static myelin.Names.ac_generator;
import static myelin.Names.amplitude;
import static myelin.Names.deg;
import static myelin.Names.dt;
import static myelin.Names.frequency;
import static myelin.Names.iaf_psc_delta;
import static myelin.Names.mean;
import static myelin.Names.ms;
import static myelin.Names.multimeter;
import static myelin.Names.noise_generator;
import static myelin.Names.numbers;
import static myelin.Names.pA;
import static myelin.Names.phase;
import static myelin.Names.precise_times;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_multiplicities;
import static myelin.Names.spike_recorder;
import static myelin.Names.spike_times;
import static myelin.Names.static_synapse;
import static myelin.Names.std;
import static myelin.Names.std_mod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import myelin.Events;
import myelin.Simulator;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What generators send, beyond the windows: oscillations, offsets of spikes, statistics of noise.
class GeneratorsTest {

  /// A neuron that adds up charge: with 1 pF and no leak, `V_m` grows by `I h` in a step.
  private static final NodeModel INTEGRATOR =
      iaf_psc_delta.with("C_m", 1).with("tau_m", 1e9).with("V_th", 1e9);

  private static Simulator network(int threads) {
    return Simulator.builder().seed(99).threads(threads).build();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 30, 90, 180, -45, 400})
  void theComponentsOfAnOscillationAreThoseOfItsPresentPhase(double degrees) {
    try (Simulator sim = network(1)) {
      NodeCollection ac =
          sim.create(
              ac_generator
                  .with(amplitude, pA(80))
                  .with(frequency, Hz(130))
                  .with(phase, deg(degrees)));
      sim.connect(ac, sim.create(iaf_psc_delta));
      for (int k = 1; k <= 3; k++) {
        sim.simulate(1);
        double angle = 2 * Math.PI * 0.13 * k + Math.toRadians(degrees);
        assertThat(ac.get("y_0")[0]).isCloseTo(80 * Math.cos(angle), within(1e-9));
        assertThat(ac.get("y_1")[0]).isCloseTo(80 * Math.sin(angle), within(1e-9));
      }
    }
  }

  @Test
  void preciseTimesReachRecordersWithTheirOffset() {
    double[] times = {1.01, 2.05, 2.09, 3.1, 4.0999};
    try (Simulator sim = network(1)) {
      NodeCollection train =
          sim.create(spike_generator.with(spike_times, ms(times)).with(precise_times, true));
      NodeCollection recorder = sim.create(spike_recorder);
      sim.connect(train, recorder, static_synapse.with("delay", 2));
      sim.simulate(6);
      Events events = sim.events(recorder);
      assertThat(events.times()).containsExactly(times, within(1e-12));
      assertThat(events.steps()).containsExactly(11, 21, 21, 31, 41);
      assertThat(events.offsets())
          .containsExactly(new double[] {0.09, 0.05, 0.01, 0, 0.0001}, within(1e-12));
    }
  }

  @Test
  void recordersCountSpikesOfAMultiplicityOneByOne() {
    try (Simulator sim = network(1)) {
      NodeCollection train =
          sim.create(
              spike_generator
                  .with(spike_times, ms(1, 2))
                  .with(spike_multiplicities, numbers(3, 2))
                  .with("spike_weights", new double[] {2, 0}));
      NodeCollection recorder = sim.create(spike_recorder);
      sim.connect(train, recorder);
      sim.simulate(6);
      assertThat(sim.events(recorder).times()).containsExactly(1, 1, 1, 2, 2);
    }
  }

  /// The currents that a noise generator sends to each of its targets, step by step.
  private static double[][] currents(NodeModel noise, int targets, int steps, int threads) {
    try (Simulator sim = network(threads)) {
      NodeCollection source = sim.create(noise);
      NodeCollection neurons = sim.create(INTEGRATOR, targets);
      NodeCollection meter =
          sim.create(multimeter.with("record_from", "V_m").with("interval", 0.1));
      sim.connect(meter, neurons);
      sim.connect(source, neurons, static_synapse.with("delay", 0.1));
      sim.simulate((steps + 2) / 10.0);
      double[] V = sim.events(meter).values("V_m");
      double[][] current = new double[targets][steps];
      for (int i = 0; i < targets; i++) {
        for (int k = 0; k < steps; k++) {
          current[i][k] = (V[(k + 2) * targets + i] - V[(k + 1) * targets + i]) / 0.1;
        }
      }
      return current;
    }
  }

  @Test
  void noiseIsNormalHeldForDtAndDrawnForEachTarget() {
    double[][] I =
        currents(
            noise_generator.with(mean, pA(10)).with(std, pA(3)).with(dt, ms(0.5)), 1000, 100, 1);
    double sum = 0;
    double squares = 0;
    double fourth = 0;
    double lag = 0;
    double between = 0;
    int draws = 20 * 1000;
    for (int i = 0; i < 1000; i++) {
      for (int k = 0; k < 100; k++) {
        assertThat(I[i][k]).isCloseTo(I[i][k - k % 5], within(1e-6));
      }
      for (int d = 0; d < 20; d++) {
        double z = (I[i][5 * d] - 10) / 3;
        sum += z;
        squares += z * z;
        fourth += z * z * z * z;
        if (d > 0) lag += z * (I[i][5 * d - 5] - 10) / 3;
        if (i > 0) between += z * (I[i - 1][5 * d] - 10) / 3;
      }
    }
    assertThat(sum / draws).isCloseTo(0, within(4.5 / Math.sqrt(draws)));
    assertThat(squares / draws).isCloseTo(1, within(4.5 * Math.sqrt(2.0 / draws)));
    assertThat(fourth / draws).isCloseTo(3, within(4.5 * Math.sqrt(96.0 / draws)));
    assertThat(lag / draws).isCloseTo(0, within(4.5 / Math.sqrt(draws)));
    assertThat(between / draws).isCloseTo(0, within(4.5 / Math.sqrt(draws)));
  }

  @Test
  void theDeviationOfNoiseIsModulated() {
    double[][] I =
        currents(
            noise_generator
                .with(std, pA(3))
                .with(std_mod, pA(2))
                .with(frequency, Hz(250))
                .with(phase, deg(40))
                .with(dt, ms(0.1)),
            3000,
            40,
            1);
    double[] sine = new double[40];
    for (int k = 0; k < 40; k++) {
      double square = 0;
      for (double[] target : I) square += target[k] * target[k];
      sine[k] = (square / I.length - 9) / 4;
    }
    for (int k = 0; k < 40; k++) {
      double near = Math.sin(2 * Math.PI * 0.25 * k * 0.1 + Math.toRadians(40));
      double next = Math.sin(2 * Math.PI * 0.25 * (k + 1) * 0.1 + Math.toRadians(40));
      double bound = 4.5 * Math.sqrt(2.0 / I.length) * 13 / 4;
      assertThat(sine[k]).isBetween(Math.min(near, next) - bound, Math.max(near, next) + bound);
    }
  }

  @Test
  void noiseIsTheSameForAnyNumberOfThreads() {
    NodeModel noise = noise_generator.with(std, pA(3)).with(dt, ms(0.3));
    double[][] one = currents(noise, 700, 20, 1);
    for (int threads = 2; threads <= 3; threads++) {
      assertThat(Arrays.deepEquals(currents(noise, 700, 20, threads), one)).isTrue();
    }
  }

  @Test
  void theRecordedNoiseIsTheMeanOverTheTargets() {
    try (Simulator sim = network(1)) {
      NodeCollection source = sim.create(noise_generator.with(std, pA(3)).with(dt, ms(0.2)));
      NodeCollection neurons = sim.create(INTEGRATOR, 4);
      NodeCollection meter =
          sim.create(multimeter.with("record_from", "V_m").with("interval", 0.1));
      NodeCollection ammeter =
          sim.create(multimeter.with("record_from", "I").with("interval", 0.1));
      sim.connect(meter, neurons);
      sim.connect(ammeter, source);
      sim.connect(source, neurons, static_synapse.with("delay", 0.1).with("weight", 2));
      sim.simulate(5);
      double[] V = sim.events(meter).values("V_m");
      double[] I = sim.events(ammeter).values("I");
      for (int k = 0; k < 48; k++) {
        double sum = 0;
        for (int i = 0; i < 4; i++) sum += (V[(k + 2) * 4 + i] - V[(k + 1) * 4 + i]) / 0.2;
        assertThat(I[k]).isCloseTo(sum / 4, within(1e-6));
      }
    }
  }

  @Test
  void twoConnectionsOfOneNoiseGeneratorToOneNeuronCarryDifferentNoise() {
    try (Simulator sim = network(1)) {
      NodeCollection source = sim.create(noise_generator.with(std, pA(3)).with(dt, ms(0.1)));
      NodeCollection neurons = sim.create(INTEGRATOR, 2000);
      sim.connect(source, neurons, static_synapse.with("delay", 0.1));
      sim.connect(source, neurons, static_synapse.with("delay", 0.1).with("weight", -1));
      sim.simulate(0.3);
      double square = 0;
      for (double V : neurons.get("V_m")) square += Math.pow((V + 70) / 0.1, 2) / 2000;
      assertThat(square).isCloseTo(18, within(4.5 * 18 * Math.sqrt(2 / 2000.0)));
    }
  }
}
