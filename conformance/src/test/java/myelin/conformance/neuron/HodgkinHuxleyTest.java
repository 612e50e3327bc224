package myelin.conformance.neuron;

import static myelin.Names.V_m;
import static myelin.Names.hh_psc_alpha_gap;
import static myelin.Names.mV;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import myelin.conformance.harness.Close;
import myelin.conformance.harness.Probe;
import myelin.engine.base.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Hodgkin-Huxley neurons where the formulas of their rates are a quotient of zeros or of
/// infinities.
class HodgkinHuxleyTest {

  private static double[] potentials(double start) {
    try (Probe probe = new Probe(0.1, hh_psc_alpha_gap.with(V_m, mV(start)), "V_m")) {
      probe.sim.simulate(5);
      return probe.values("V_m");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-51.25, -44, 75.5, 95})
  void ratesAreContinuous(double start) {
    double[] beside = potentials(start + 1e-9);
    Close.require("V_m from " + start, potentials(start), beside, 1e-5);
  }

  @Test
  void aPotentialBeyondAllRatesIsRefused() {
    assertThatThrownBy(() -> potentials(-1e99))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("hh_psc_alpha_gap 1", "cannot be integrated", "V_m");
  }
}
