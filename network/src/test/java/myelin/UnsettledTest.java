package myelin;

import static myelin.Names.lin_rate_ipn;
import static myelin.Names.rate_connection_instantaneous;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Coupled neurons that never settle do not hold up a run.
class UnsettledTest {

  /// Of two rates each is what the other has been a repetition before, one of them with the
  /// opposite sign: they go round in a circle of four.
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aRunEndsHoweverManyRepetitionsAreAllowed() {
    double share = -Math.expm1(-0.1 / 10);
    Builder builder = Simulator.builder().threads(1).wfr_tol(0);
    try (Simulator sim = builder.wfr_max_iterations(Integer.MAX_VALUE).build()) {
      NodeCollection rates = sim.create(lin_rate_ipn.with("sigma", 0.0).with("mu", 1.0), 2);
      Synapse there = rate_connection_instantaneous.with("weight", 1 / share);
      Synapse back = rate_connection_instantaneous.with("weight", -1 / share);
      sim.connect(rates.first(1), rates.last(1), there);
      sim.connect(rates.last(1), rates.first(1), back);
      sim.simulate(1);
      assertThat(sim.time()).isEqualTo(1);
    }
  }
}
