package myelin.conformance.neuron;

import static myelin.Names.C_m;
import static myelin.Names.E_L;
import static myelin.Names.E_ex;
import static myelin.Names.E_in;
import static myelin.Names.I_e;
import static myelin.Names.V_m;
import static myelin.Names.V_reset;
import static myelin.Names.V_th;
import static myelin.Names.g_L;
import static myelin.Names.g_ex;
import static myelin.Names.g_in;
import static myelin.Names.iaf_cond_exp;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.nS;
import static myelin.Names.pA;
import static myelin.Names.pF;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_times;
import static myelin.Names.static_synapse;
import static myelin.Names.t_ref;
import static myelin.Names.tau_syn_ex;
import static myelin.Names.tau_syn_in;
import static myelin.Names.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import myelin.Names;
import myelin.Simulator;
import myelin.conformance.harness.Close;
import myelin.conformance.harness.Probe;
import myelin.engine.base.BadInput;
import myelin.node.NodeModel;
import myelin.value.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Neurons with conductances where their equations have closed solutions.
class ConductancesTest {

  /// Conductances that decay so slowly that they are constant.
  private static final Quantity<myelin.value.Dimension.Time> NEVER = ms(1e15);

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.5})
  void conductancesJumpByTheWeightAndDecayExponentially(double h) {
    NodeModel model = iaf_cond_exp.with(tau_syn_ex, ms(3)).with(tau_syn_in, ms(8));
    try (Probe p = new Probe(h, model, "g_ex", "g_in")) {
      var train = p.sim.create(spike_generator.with(spike_times, ms(1, 4)));
      p.sim.connect(train, p.neuron, static_synapse.with(weight, nS(7)).with("delay", 1));
      p.sim.connect(train, p.neuron, static_synapse.with(weight, nS(-5)).with("delay", 2));
      p.sim.simulate(20);
      for (double t : new double[] {1, 2, 3, 5, 6, 10, 20}) {
        double ex = 7 * (decayed(t - 2, 3) + decayed(t - 5, 3));
        double in = 5 * (decayed(t - 3, 8) + decayed(t - 6, 8));
        // what one step of order 5 leaves out is at most (h / tau)^6 / 2080 of the conductance
        assertThat(p.at("g_ex", t)).isCloseTo(ex, within(1e-11 + 1e-3 * Math.pow(h, 5)));
        assertThat(p.at("g_in", t)).isCloseTo(in, within(1e-11 + 1e-3 * Math.pow(h, 5)));
      }
    }
  }

  private static double decayed(double t, double tau) {
    return t < 0 ? 0 : Math.exp(-t / tau);
  }

  @Test
  void underConstantConductancesThePotentialRelaxesToTheirMean() {
    NodeModel model =
        iaf_cond_exp
            .with(tau_syn_ex, NEVER)
            .with(tau_syn_in, NEVER)
            .with(g_L, nS(12))
            .with(g_ex, nS(2))
            .with(g_in, nS(6))
            .with(E_L, mV(-71))
            .with(E_ex, mV(-3))
            .with(E_in, mV(-82))
            .with(C_m, pF(200))
            .with(I_e, pA(30))
            .with(V_m, mV(-57));
    double rest = (12 * -71 + 2 * -3 + 6 * -82 + 30) / 20.0;
    try (Probe p = new Probe(0.1, model, "V_m")) {
      p.sim.simulate(50);
      double[] expected = new double[500];
      for (int k = 0; k < 500; k++) {
        expected[k] = rest + (-57 - rest) * Math.exp(-(k + 1) * 0.1 / 10);
      }
      Close.require("V_m", p.values("V_m"), expected, 1e-11);
      assertThat(p.spikes()).isEmpty();
    }
  }

  @Test
  void theFirstSpikeAndThePeriodAreThoseOfTheClosedForm() {
    NodeModel model =
        iaf_cond_exp.with(g_L, nS(20)).with(C_m, pF(200)).with(I_e, pA(500)).with(t_ref, ms(3));
    // rest -45 mV, time constant 10 ms; from -70 and from -60 mV to -55 mV
    long first = (long) Math.ceil(10 * Math.log(25 / 10.0) / 0.1);
    long period = 30 + (long) Math.ceil(10 * Math.log(15 / 10.0) / 0.1);
    try (Probe p = new Probe(0.1, model, "V_m")) {
      p.sim.simulate(28);
      double[] spikes = {first * 0.1, (first + period) * 0.1, (first + 2 * period) * 0.1};
      assertThat(p.spikes()).containsExactly(spikes, within(1e-9));
    }
  }

  @Test
  void theRefractoryTimeIsRoundedUpAndHoldsTheResetPotentialWhateverArrives() {
    double[] refractory = {0.1, 0.25, 0.3, 2};
    int[] steps = {1, 3, 3, 20};
    for (int r = 0; r < steps.length; r++) {
      NodeModel model =
          iaf_cond_exp
              .with(t_ref, ms(refractory[r]))
              .with(V_reset, mV(-75))
              .with(V_m, mV(-50))
              .with(tau_syn_ex, ms(2))
              .with(g_ex, nS(60));
      try (Probe p = new Probe(0.1, model, "V_m", "g_ex")) {
        p.sim.simulate(5);
        assertThat(p.spikes()[0]).isEqualTo(0.1);
        double[] V = p.values("V_m");
        for (int k = 0; k <= steps[r]; k++) assertThat(V[k]).isEqualTo(-75);
        assertThat(V[steps[r] + 1]).isGreaterThan(-75);
        double[] g = p.values("g_ex");
        assertThat(g[steps[r]])
            .as("conductances decay in the refractory time")
            .isCloseTo(60 * Math.exp(-(steps[r] + 1) * 0.05), within(1e-8));
      }
    }
  }

  @Test
  void withoutRefractoryTimeANeuronCanFireInEveryStep() {
    try (Probe p = new Probe(0.1, iaf_cond_exp.with(I_e, pA(1e5)).with(t_ref, ms(0)), "V_m")) {
      p.sim.simulate(2);
      assertThat(p.spikes()).hasSize(20);
      assertThat(p.values("V_m")).containsOnly(-60);
    }
  }

  @Test
  void theThresholdItselfFires() {
    NodeModel still = iaf_cond_exp.with(g_L, nS(0)).with(t_ref, ms(1));
    try (Probe p = new Probe(0.1, still.with(V_m, mV(-55)), "V_m")) {
      p.sim.simulate(0.5);
      assertThat(p.spikes()).containsExactly(0.1);
    }
    try (Probe p = new Probe(0.1, still.with(V_m, mV(Math.nextDown(-55.0))), "V_m")) {
      p.sim.simulate(0.5);
      assertThat(p.spikes()).isEmpty();
    }
  }

  /// With `z = g h / C` a step is stable up to about `z = 3`, so it takes more than 2000 of them.
  @Test
  void aConductanceBeyondAllSenseIsRefusedWithTheNeuronAndItsState() {
    try (Simulator sim = Simulator.builder().build()) {
      sim.create(iaf_cond_exp, 3);
      var wild = sim.create(iaf_cond_exp.with(g_in, nS(1e9)).with(tau_syn_in, ms(1e3)));
      assertThat(wild.get(V_th)).containsExactly(-55);
      assertThatThrownBy(() -> sim.simulate(ms(1)))
          .isInstanceOf(BadInput.class)
          .hasMessageContainingAll("iaf_cond_exp 4", "step 0", "g_in = 1.0E9 nS", "2000");
    }
  }

  /// What a neuron does has nothing to do with its place, nor with others that need more steps.
  @Test
  void aNeuronsBitsDoNotDependOnItsBlock() {
    double[] alone = potentials(List.of(1));
    assertThat(potentials(List.of(70, 1))).containsExactly(alone);
    assertThat(potentials(List.of(255, 1, 30))).containsExactly(alone);
    assertThat(potentials(List.of(1000, 1))).containsExactly(alone);
  }

  /// Samples of a neuron with strong input, behind others with equally strong input at other times.
  private static double[] potentials(List<Integer> sizes) {
    try (Simulator sim = Simulator.builder().build()) {
      NodeModel model = iaf_cond_exp.with(tau_syn_ex, ms(1.5));
      double[] last = {};
      for (int k = 0; k < sizes.size(); k++) {
        var neurons =
            sim.create(model.with(tau_syn_in, ms(3 + (sizes.get(k) == 1 ? 0 : k))), sizes.get(k));
        double shift = sizes.get(k) == 1 ? 0 : 0.3;
        var train = sim.create(spike_generator.with(spike_times, ms(1 + shift, 5 + shift, 8.2)));
        var meter = sim.create(Names.multimeter.with("record_from", "V_m").with("interval", 0.1));
        sim.connect(train, neurons, static_synapse.with(weight, nS(2000)));
        sim.connect(train, neurons, static_synapse.with(weight, nS(-3000)).with("delay", 1.7));
        sim.connect(meter, neurons);
        if (sizes.get(k) != 1) continue;
        sim.simulate(20);
        last = sim.events(meter).values("V_m");
      }
      return last;
    }
  }
}
