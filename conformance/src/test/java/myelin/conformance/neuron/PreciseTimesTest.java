package myelin.conformance.neuron;

import static myelin.Names.iaf_psc_alpha_ps;
import static myelin.Names.iaf_psc_delta_ps;
import static myelin.Names.iaf_psc_exp_ps;
import static myelin.Names.iaf_psc_exp_ps_lossless;
import static myelin.Names.interval;
import static myelin.Names.ms;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.spike_times;
import static myelin.Names.static_synapse;
import static myelin.Names.voltmeter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import myelin.Simulator;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Spikes of neurons with precise spike times are where mathematics puts them, whatever the
/// resolution.
class PreciseTimesTest {

  private static final double CLOSE = 1e-9;

  // Defaults of all: mV, ms, pF.
  private static final double THETA = 15;
  private static final double TAU = 10;
  private static final double C = 250;

  /// A spike that arrives: when (ms) and with which weight.
  private record Arrival(double time, double weight) {}

  private static double[] spikes(NodeModel model, double h, double duration, Arrival... arrivals) {
    try (Simulator sim = Simulator.builder().resolution(ms(h)).build()) {
      NodeCollection neuron = sim.create(model);
      for (Arrival a : arrivals) {
        NodeCollection train =
            sim.create(
                spike_generator.with(spike_times, ms(a.time - 1)).with("precise_times", true));
        sim.connect(train, neuron, static_synapse.with("weight", a.weight).with("delay", 1));
      }
      NodeCollection recorder = sim.create(spike_recorder);
      sim.connect(neuron, recorder);
      sim.simulate(duration);
      return sim.spikes(recorder).times();
    }
  }

  private static NodeModel[] models() {
    return new NodeModel[] {
      iaf_psc_delta_ps, iaf_psc_alpha_ps, iaf_psc_exp_ps, iaf_psc_exp_ps_lossless
    };
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.5, 2})
  void aConstantCurrentCausesALogarithm(double h) {
    double first = -TAU * Math.log(1 - THETA / (1000 * TAU / C));
    double[] expected = IntStream.range(0, 8).mapToDouble(k -> first + k * (first + 2)).toArray();
    for (NodeModel model : models()) {
      assertThat(spikes(model.with("I_e", 1000), h, 52))
          .as(model.name())
          .containsExactly(expected, within(CLOSE));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void resultsDoNotDependOnTheResolution(long seed) {
    Random random = new Random(seed);
    Arrival[] arrivals = new Arrival[60];
    Arrays.setAll(
        arrivals, k -> new Arrival(1.01 + 97 * random.nextDouble(), 0.5 + random.nextDouble()));
    // With these seeds no threshold is crossed twice between two ends of steps of 0.1 ms.
    for (NodeModel model : new NodeModel[] {iaf_psc_alpha_ps, iaf_psc_exp_ps}) {
      requireAlike(model, arrivals, 600, 0.1, 0.02, 0.01);
    }
    requireAlike(iaf_psc_delta_ps, arrivals, 10, 1, 0.5, 0.1, 0.01);
    requireAlike(iaf_psc_exp_ps_lossless, arrivals, 1200, 1, 0.5, 0.1, 0.01);
    requireAlike(
        iaf_psc_exp_ps_lossless.with("tau_syn_ex", 0.3).with("tau_syn_in", 0.3),
        arrivals,
        6000,
        1,
        0.25,
        0.1);
  }

  private static void requireAlike(
      NodeModel model, Arrival[] arrivals, double strength, double... resolutions) {
    Arrival[] strong =
        Arrays.stream(arrivals)
            .map(a -> new Arrival(a.time, strength * a.weight))
            .toArray(Arrival[]::new);
    double[] finest = spikes(model, resolutions[resolutions.length - 1], 100, strong);
    assertThat(finest).as(model.name()).hasSizeGreaterThan(5);
    for (double h : resolutions) {
      assertThat(spikes(model, h, 100, strong))
          .as(model.name() + " at " + h)
          .containsExactly(finest, within(CLOSE));
    }
  }

  /// The potential after `t` of a neuron at rest that a current of weight `w` arrives at, which
  /// decays with time constant `s`.
  private static double response(double w, double s, double t) {
    return w / C / (1 / s - 1 / TAU) * (Math.exp(-t / TAU) - Math.exp(-t / s));
  }

  @Test
  void aPeakWithinAStepIsASpikeOfTheLosslessModelOnly() {
    double s = 0.25;
    double peak = Math.log(TAU / s) / (1 / s - 1 / TAU);
    double w = 1.0001 * THETA / response(1, s, peak);
    double low = 0;
    double high = peak;
    for (int k = 0; k < 200; k++) {
      double middle = (low + high) / 2;
      if (response(w, s, middle) < THETA) low = middle;
      else high = middle;
    }
    Arrival arrival = new Arrival(3.02, w);
    NodeModel lossless = iaf_psc_exp_ps_lossless.with("tau_syn_ex", s).with("tau_syn_in", s);
    for (double h : new double[] {1, 0.1, 0.001}) {
      assertThat(spikes(lossless, h, 6, arrival))
          .containsExactly(new double[] {3.02 + low}, within(1e-7));
    }
    assertThat(spikes(iaf_psc_exp_ps.with("tau_syn_ex", s), 1, 6, arrival)).isEmpty();
    Arrival weaker = new Arrival(3.02, w / 1.0002);
    for (double h : new double[] {1, 0.1, 0.001}) {
      assertThat(spikes(lossless, h, 6, weaker)).isEmpty();
    }
  }

  @Test
  void withoutARefractoryPeriodTheLosslessModelGoesOnAtOnce() {
    double current = 30_000;
    double period = -TAU * Math.log(1 - THETA / (current * TAU / C));
    double[] expected =
        IntStream.rangeClosed(1, (int) (5 / period)).mapToDouble(k -> k * period).toArray();
    for (double h : new double[] {1, 0.1}) {
      NodeModel model = iaf_psc_exp_ps_lossless.with("I_e", current).with("t_ref", 0);
      assertThat(spikes(model, h, 5)).containsExactly(expected, within(CLOSE));
    }
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> spikes(iaf_psc_exp_ps_lossless.with("I_e", 1e12).with("t_ref", 0), 1, 5))
        .withMessageContainingAll("neuron 1 cannot be integrated in step 0", "t_ref");
  }

  @Test
  void inputOfTheRefractoryPeriodIsKeptIfItIsAskedFor() {
    NodeModel keeping = iaf_psc_delta_ps.with("refractory_input", true).with("t_ref", 3);
    Arrival[] arrivals = {
      new Arrival(2.03, 16), new Arrival(3.01, 4), new Arrival(4.5, 5), new Arrival(5.2, 5)
    };
    double left = 4 * Math.exp(-2.02 / TAU) + 5 * Math.exp(-0.53 / TAU);
    double needed = THETA - left * Math.exp(-0.17 / TAU);
    arrivals[3] = new Arrival(5.2, needed + 1e-9);
    assertThat(spikes(keeping, 0.1, 8, arrivals))
        .containsExactly(new double[] {2.03, 5.2}, within(CLOSE));
    arrivals[3] = new Arrival(5.2, needed - 1e-9);
    assertThat(spikes(keeping, 0.1, 8, arrivals))
        .containsExactly(new double[] {2.03}, within(CLOSE));
    arrivals[2] = new Arrival(4.5, 30);
    assertThat(spikes(keeping, 0.1, 8, arrivals))
        .containsExactly(new double[] {2.03, 5.03}, within(CLOSE));
  }

  @Test
  void spikesOfOneTimeAreSummedBeforeTheThreshold() {
    Arrival[] both = {new Arrival(2.03, 20), new Arrival(2.03, -10)};
    assertThat(spikes(iaf_psc_delta_ps, 0.1, 5, both)).isEmpty();
    Arrival[] apart = {new Arrival(2.03, 20), new Arrival(2.04, -10)};
    assertThat(spikes(iaf_psc_delta_ps, 0.1, 5, apart))
        .containsExactly(new double[] {2.03}, within(CLOSE));
  }

  /// NEST keeps potentials above V_min only in steps without spikes, except in iaf_psc_alpha_ps.
  @Test
  void thePotentialIsNeverBelowItsBound() {
    for (NodeModel model : models()) {
      try (Simulator sim = Simulator.builder().build()) {
        NodeCollection neuron = sim.create(model.with("V_min", -72));
        NodeCollection train =
            sim.create(spike_generator.with(spike_times, ms(1.05)).with("precise_times", true));
        double weight = model.equals(iaf_psc_delta_ps) ? -20 : -50_000;
        sim.connect(train, neuron, static_synapse.with("weight", weight).with("delay", 1));
        NodeCollection meter = sim.create(voltmeter.with(interval, ms(0.1)));
        sim.connect(meter, neuron);
        sim.simulate(5);
        double lowest = Arrays.stream(sim.events(meter).values("V_m")).min().orElseThrow();
        assertThat(lowest).as(model.name()).isBetween(-72.0, -71.98);
      }
    }
  }
}
