package myelin.conformance.neuron;

import static myelin.Names.C_m;
import static myelin.Names.V_th;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.iaf_psc_delta;
import static myelin.Names.iaf_psc_exp;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.pF;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_times;
import static myelin.Names.static_synapse;
import static myelin.Names.tau_m;
import static myelin.Names.tau_syn_ex;
import static myelin.Names.tau_syn_in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import myelin.conformance.harness.Close;
import myelin.conformance.harness.Probe;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What one spike does to a neuron at rest, against closed forms: at grid points the integration is
/// exact, whatever the resolution and however near the time constants are to each other.
class PostsynapticPotentialsTest {

  private static final double TAU_M = 10;
  private static final double C = 200;
  private static final double ARRIVAL = 3;
  private static final double UNTIL = 33;

  private static final double[] RESOLUTIONS = {0.01, 0.1, 0.2, 0.5, 1};

  /// Response to a spike, by time since its arrival.
  private record Response(String quantity, DoubleUnaryOperator of) {}

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 2, 9, 10, 11, 35})
  void anExponentialCurrentDecaysAndIsIntegratedExactly(double tau_syn) {
    requireExponential(tau_syn);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 2, 9, 10, 11, 35})
  void anAlphaCurrentPeaksAtItsWeightAndIsIntegratedExactly(double tau_syn) {
    requireAlpha(tau_syn);
  }

  @ParameterizedTest
  @CsvSource({"1e-15", "1e-12", "1e-9", "1e-8", "1e-7", "1e-6", "1e-5", "1e-4", "1e-3", "1e-2"})
  void timeConstantsThatAreNearlyEqualLoseNoDigits(double relative) {
    for (double sign : new double[] {-1, 1}) {
      requireExponential(TAU_M * (1 + sign * relative));
      requireAlpha(TAU_M * (1 + sign * relative));
    }
  }

  private static void requireExponential(double tau) {
    NodeModel model = iaf_psc_exp.with(tau_syn_ex, ms(tau)).with(tau_syn_in, ms(tau));
    require(
        model,
        120,
        new Response("V_m", t -> 120 * Closed.exponential(tau, TAU_M, C, t)),
        new Response("I_syn_ex", t -> 120 * Math.exp(-t / tau)));
    require(
        model,
        -80,
        new Response("V_m", t -> -80 * Closed.exponential(tau, TAU_M, C, t)),
        new Response("I_syn_in", t -> -80 * Math.exp(-t / tau)));
  }

  private static void requireAlpha(double tau) {
    NodeModel model = iaf_psc_alpha.with(tau_syn_ex, ms(tau)).with(tau_syn_in, ms(tau));
    require(
        model,
        120,
        new Response("V_m", t -> 120 * Closed.alpha(tau, TAU_M, C, t)),
        new Response("I_syn_ex", t -> 120 * t / tau * Math.exp(1 - t / tau)));
    require(
        model,
        -80,
        new Response("V_m", t -> -80 * Closed.alpha(tau, TAU_M, C, t)),
        new Response("I_syn_in", t -> -80 * t / tau * Math.exp(1 - t / tau)));
  }

  @Test
  void aDeltaCurrentIsAJumpThatDecays() {
    require(iaf_psc_delta, 4.5, new Response("V_m", t -> 4.5 * Math.exp(-t / TAU_M)));
    require(iaf_psc_delta, -7, new Response("V_m", t -> -7 * Math.exp(-t / TAU_M)));
  }

  private static void require(NodeModel model, double weight, Response... responses) {
    String[] quantities = Arrays.stream(responses).map(Response::quantity).toArray(String[]::new);
    for (double h : RESOLUTIONS) {
      NodeModel own = model.with(tau_m, ms(TAU_M)).with(C_m, pF(C)).with(V_th, mV(1e3));
      try (Probe p = new Probe(h, own, quantities)) {
        var train = p.sim.create(spike_generator.with(spike_times, ms(ARRIVAL - 2)));
        p.sim.connect(train, p.neuron, static_synapse.with("weight", weight).with("delay", 2));
        p.sim.simulate(UNTIL);
        for (Response r : responses) requireAtGridPoints(p, r, h);
      }
    }
  }

  /// Compares where closed forms are not too slow to compute.
  private static void requireAtGridPoints(Probe p, Response r, double h) {
    double rest = r.quantity().equals("V_m") ? -70 : 0;
    double[] all = p.values(r.quantity());
    double[] times = {1, 2, 3, 4, 5, 6, 8, 13, 20, 33};
    double[] actual = new double[times.length];
    double[] expected = new double[times.length];
    double size = 0;
    for (int i = 0; i < times.length; i++) {
      actual[i] = all[(int) Math.round(times[i] / h) - 1];
      double response = times[i] < ARRIVAL ? 0 : r.of().applyAsDouble(times[i] - ARRIVAL);
      expected[i] = rest + response;
      size = Math.max(size, Math.abs(response));
    }
    Close.require(
        "%s at h = %s".formatted(r.quantity(), h), actual, expected, 1e-11 * size + 3e-14);
  }

  @Test
  void thePotentialsAreThoseThatNestPrints() {
    Map<NodeModel, double[]> printed =
        Map.of(
            iaf_psc_alpha,
            new double[] {100, -70, -69.9973795, -69.8107583, -69.1507684, -68.7346287},
            iaf_psc_exp,
            new double[] {100, -70, -69.9611796, -69.7016932, -69.4823119, -69.5689867},
            iaf_psc_delta,
            new double[] {5, -65, -65.0497508, -65.4758129, -66.2959089, -67.7533552});
    double[] times = {2, 2.1, 3, 5, 10};
    printed.forEach((model, numbers) -> {
      try (Probe p = new Probe(0.1, model, "V_m")) {
        var train = p.sim.create(spike_generator.with(spike_times, ms(1)));
        p.sim.connect(train, p.neuron, static_synapse.with("weight", numbers[0]).with("delay", 1));
        p.sim.simulate(12);
        for (int i = 0; i < times.length; i++) {
          assertThat(p.at("V_m", times[i]))
              .as("%s at %s ms", model.name(), times[i])
              .isCloseTo(numbers[i + 1], within(6e-8));
        }
      }
    });
  }

  @Test
  void responsesToManySpikesAddUp() {
    double[] spikes = {1, 1.5, 4, 4, 9.7};
    try (Probe p = new Probe(0.1, iaf_psc_alpha.with(V_th, mV(1e3)), "V_m")) {
      var train = p.sim.create(spike_generator.with(spike_times, ms(spikes)));
      p.sim.connect(train, p.neuron, static_synapse.with("weight", 250).with("delay", 0.3));
      p.sim.simulate(20);
      for (double t : new double[] {2, 5, 11.1, 20}) {
        double sum = -70;
        for (double s : spikes) {
          if (s + 0.3 < t) sum += 250 * Closed.alpha(2, 10, 250, t - s - 0.3);
        }
        assertThat(p.at("V_m", t)).isCloseTo(sum, within(1e-11));
      }
    }
  }
}
