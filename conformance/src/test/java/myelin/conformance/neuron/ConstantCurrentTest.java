package myelin.conformance.neuron;

import static myelin.Names.C_m;
import static myelin.Names.E_L;
import static myelin.Names.I_e;
import static myelin.Names.V_m;
import static myelin.Names.V_reset;
import static myelin.Names.V_th;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.iaf_psc_delta;
import static myelin.Names.iaf_psc_exp;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.pA;
import static myelin.Names.pF;
import static myelin.Names.t_ref;
import static myelin.Names.tau_m;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import myelin.conformance.harness.Close;
import myelin.conformance.harness.Probe;
import myelin.node.NodeModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A leaky neuron under constant current: the approach to the asymptote, the first spike, the
/// period, and what a threshold and a refractory time do, step by step.
class ConstantCurrentTest {

  private static final double[] RESOLUTIONS = {0.01, 0.1, 0.5, 1};

  static Stream<NodeModel> models() {
    return Stream.of(iaf_psc_alpha, iaf_psc_exp, iaf_psc_delta);
  }

  @ParameterizedTest
  @MethodSource("models")
  void thePotentialApproachesItsAsymptoteExponentially(NodeModel model) {
    for (double h : RESOLUTIONS) {
      NodeModel own =
          model
              .with(I_e, pA(300))
              .with(tau_m, ms(17))
              .with(C_m, pF(500))
              .with(E_L, mV(-66))
              .with(V_m, mV(-71));
      try (Probe p = new Probe(h, own, "V_m")) {
        p.sim.simulate(60);
        double[] expected = new double[(int) Math.round(60 / h)];
        for (int k = 1; k <= expected.length; k++) {
          double t = k * h;
          expected[k - 1] = -66 + Closed.constantCurrent(300, 17, 500, t) - 5 * Math.exp(-t / 17);
        }
        Close.require("V_m", p.values("V_m"), expected, 1e-11);
        assertThat(p.spikes()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void theFirstSpikeAndThePeriodAreThoseOfTheClosedForm(NodeModel model) {
    for (double h : RESOLUTIONS) {
      for (double refractory : new double[] {0, 2, 3.7}) {
        NodeModel own =
            model.with(I_e, pA(450)).with(t_ref, ms(refractory)).with(V_reset, mV(-64.5));
        try (Probe p = new Probe(h, own, "V_m")) {
          p.sim.simulate(200);
          assertThat(p.spikes())
              .as("h = %s, t_ref = %s", h, refractory)
              .containsExactly(train(450, -70, -64.5, refractory, h, 200), within(1e-9));
        }
      }
    }
  }

  /// Spikes of a neuron with the default E_L, V_th, tau_m and C_m.
  private static double[] train(
      double current, double from, double reset, double t_ref, double h, double until) {
    long held = (long) Math.ceil(t_ref / h - 1e-9);
    List<Double> spikes = new ArrayList<>();
    long step = crossing(current, from, h);
    while (step * h <= until + 1e-9) {
      spikes.add(step * h);
      step += held + crossing(current, reset, h);
    }
    return spikes.stream().mapToDouble(s -> s).toArray();
  }

  /// Steps until the threshold is reached.
  private static long crossing(double current, double from, double h) {
    double asymptote = -70 + current * 10 / 250;
    double t = 10 * Math.log((asymptote - from) / (asymptote + 55));
    return (long) Math.ceil(t / h - 1e-9);
  }

  @ParameterizedTest
  @MethodSource("models")
  void theNumbersAreThoseThatNestPrints(NodeModel model) {
    try (Probe p = new Probe(0.1, model.with(I_e, pA(400)), "V_m")) {
      p.sim.simulate(200);
      assertThat(p.spikes()).hasSize(6).startsWith(27.8, 57.6, 87.4, 117.2);
      assertThat(p.at("V_m", 200)).isCloseTo(-55.92050605618333, within(1e-11));
    }
    try (Probe p = new Probe(0.1, model.with(I_e, pA(1000)), "V_m")) {
      p.sim.simulate(200);
      assertThat(p.spikes()).startsWith(4.8, 11.6, 18.4, 25.2);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void theRefractoryTimeIsRoundedUpAndHoldsTheResetPotential(NodeModel model) {
    double[] refractory = {0, 0.25, 0.3, 2};
    int[] steps = {0, 3, 3, 20};
    for (int r = 0; r < steps.length; r++) {
      NodeModel own =
          model.with(I_e, pA(1000)).with(t_ref, ms(refractory[r])).with(V_reset, mV(-75));
      try (Probe p = new Probe(0.1, own, "V_m")) {
        p.sim.simulate(10);
        double[] V = p.values("V_m");
        int spike = (int) Math.round(p.spikes()[0] * 10);
        for (int k = 0; k <= steps[r]; k++) assertThat(V[spike - 1 + k]).isEqualTo(-75);
        double next = -30 + (-75 + 30) * Math.exp(-0.01);
        assertThat(V[spike + steps[r]]).isCloseTo(next, within(1e-12));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void withoutRefractoryTimeANeuronCanFireInEveryStep(NodeModel model) {
    try (Probe p = new Probe(0.1, model.with(I_e, pA(1e5)).with(t_ref, ms(0)), "V_m")) {
      p.sim.simulate(2);
      assertThat(p.spikes()).hasSize(20);
      assertThat(p.values("V_m")).containsOnly(-70);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void anInitialPotentialAboveTheThresholdFiresAtTheEndOfTheFirstStep(NodeModel model) {
    try (Probe p = new Probe(0.1, model.with(V_m, mV(-40)), "V_m")) {
      p.sim.simulate(5);
      assertThat(p.spikes()).containsExactly(0.1);
      assertThat(p.at("V_m", 0.1)).isEqualTo(-70);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void theThresholdItselfFires(NodeModel model) {
    NodeModel still = model.with(tau_m, ms(1e20)).with(t_ref, ms(1));
    try (Probe p = new Probe(0.1, still.with(V_m, mV(-55)).with(E_L, mV(-55)), "V_m")) {
      p.sim.simulate(0.5);
      assertThat(p.spikes()).containsExactly(0.1);
    }
    double below = Math.nextDown(-55.0);
    try (Probe p = new Probe(0.1, still.with(V_m, mV(below)).with(E_L, mV(below)), "V_m")) {
      p.sim.simulate(0.5);
      assertThat(p.spikes()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aShiftOfAllPotentialsChangesNoSpike(NodeModel model) {
    NodeModel shifted =
        model.with(E_L, mV(0)).with(V_m, mV(0)).with(V_reset, mV(0)).with(V_th, mV(15));
    try (Probe a = new Probe(0.1, model.with(I_e, pA(500)), "V_m");
        Probe b = new Probe(0.1, shifted.with(I_e, pA(500)), "V_m")) {
      a.sim.simulate(100);
      b.sim.simulate(100);
      assertThat(a.spikes()).isNotEmpty().containsExactly(b.spikes());
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aParameterThatChangesBetweenCallsActsFromThereOn(NodeModel model) {
    try (Probe p = new Probe(0.1, model.with(I_e, pA(200)), "V_m")) {
      p.sim.simulate(5);
      double V = -70 + Closed.constantCurrent(200, 10, 250, 5);
      p.neuron.set(tau_m, ms(4)).set(E_L, mV(-64)).set(I_e, pA(-100)).set(C_m, pF(125));
      assertThat(p.neuron.get(V_m)[0]).isCloseTo(V, within(1e-12));
      p.sim.simulate(3);
      V = -64 + Closed.constantCurrent(-100, 4, 125, 3) + (V + 64) * Math.exp(-3 / 4.0);
      assertThat(p.neuron.get(V_m)[0]).isCloseTo(V, within(1e-12));
      p.neuron.set(V_m, mV(-58));
      p.sim.simulate(1);
      V = -64 + Closed.constantCurrent(-100, 4, 125, 1) + 6 * Math.exp(-1 / 4.0);
      assertThat(p.at("V_m", 9)).isCloseTo(V, within(1e-12));
      assertThat(p.neuron.get(V_th)[0]).isEqualTo(-55);
      assertThat(p.neuron.get(V_reset)[0]).isEqualTo(-70);
    }
  }
}
