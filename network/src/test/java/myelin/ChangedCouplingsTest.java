package myelin;

import static myelin.Names.all_to_all;
import static myelin.Names.delay;
import static myelin.Names.ms;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import myelin.connect.Connections;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Couplings with a delay while neurons are made and couplings are taken out, and in what is saved
/// meanwhile.
class ChangedCouplingsTest {

  private static final NodeModel RATE =
      NodeModel.named("lin_rate_ipn").with("sigma", 0.0).with("mu", 2.0).with("tau", 5.0);
  private static final Synapse LATER =
      Synapse.model("rate_connection_delayed").with("weight", 0.3).with(delay, ms(1.5));

  @TempDir private Path folder;

  private static Simulator pair() {
    var sim = Simulator.builder().threads(2).build();
    var rates = sim.create(RATE, 2);
    sim.connect(rates, rates, all_to_all(), LATER);
    sim.simulate(5.3);
    return sim;
  }

  /// Neurons that hear nothing follow `mu (1 - exp(-t / tau))`, also where there were delayed
  /// couplings between others.
  @Test
  void neuronsThatAreMadeAfterDelayedCouplingsAreGoneAreOnTheirOwn() {
    try (Simulator sim = pair()) {
      sim.connections().disconnect();
      var more = sim.create(RATE, 70);
      sim.simulate(20);
      for (double rate : more.get("rate")) {
        assertThat(rate).isCloseTo(2 * (1 - Math.exp(-20 / 5.0)), within(1e-12));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aNetworkThatHasChangedSinceItsLastRunGoesOnFromACheckpoint(boolean grows) {
    Path saved = folder.resolve("network");
    try (Simulator sim = pair()) {
      if (grows) sim.create(RATE, 3);
      else sim.connections().disconnect();
      sim.save(saved);
      sim.simulate(7);
      try (Simulator loaded = Simulator.load(saved, 1)) {
        loaded.simulate(7);
        assertThat(loaded.nodes().get("rate")).isEqualTo(sim.nodes().get("rate"));
      }
    }
  }

  @Test
  void anArrayOfAnotherLengthIsRefusedWhereSpikesAndSignalsAreSetTogether() {
    try (Simulator sim = Simulator.builder().build()) {
      var cells = sim.create("hh_psc_alpha_gap", 2);
      sim.connect(cells, cells, static_synapse);
      sim.connect(cells, cells, all_to_all(), Synapse.model("gap_junction"));
      Connections all = sim.connections();
      double[] before = all.weight();
      for (int n : new int[] {0, 1, 3, before.length - 1, before.length + 1}) {
        for (Object given : new Object[] {new double[n], new int[n], new long[n]}) {
          assertThatThrownBy(() -> all.set("weight", given))
              .isInstanceOf(BadInput.class)
              .hasMessageContaining("one for each");
        }
      }
      assertThat(all.weight()).isEqualTo(before);
      double[] each = new double[before.length];
      for (int e = 0; e < each.length; e++) each[e] = e + 1;
      all.set("weight", each);
      assertThat(all.weight()).isEqualTo(each);
    }
  }
}
