package myelin;

import static myelin.Names.all_to_all;
import static myelin.Names.gap_junction;
import static myelin.Names.hh_psc_alpha_gap;
import static org.assertj.core.api.Assertions.assertThat;

import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Coupled neurons that never settle do not hold up a run.
class UnsettledTest {

  /// The coupling is so strong that each repetition is as far from the one before as that was.
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aRunEndsHoweverManyRepetitionsAreAllowed() {
    Builder builder = Simulator.builder().threads(1).wfr_tol(0).wfr_interpolation_order(1);
    try (Simulator sim = builder.wfr_max_iterations(Integer.MAX_VALUE).build()) {
      NodeCollection pair = sim.create(hh_psc_alpha_gap, 2);
      pair.first(1).set("I_e", 100.0);
      pair.last(1).set("I_e", 200.0);
      Synapse strong = gap_junction.with("weight", 400.0);
      sim.connect(pair, pair, all_to_all().withoutAutapses(), strong);
      sim.simulate(2);
      assertThat(sim.time()).isEqualTo(2);
    }
  }
}
