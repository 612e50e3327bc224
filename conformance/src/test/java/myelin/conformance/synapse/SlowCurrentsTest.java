package myelin.conformance.synapse;

import static myelin.Names.aeif_cond_alpha_astro;
import static myelin.Names.astrocyte_lr_1994;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.multimeter;
import static myelin.Names.sic_connection;
import static myelin.Names.spike_generator;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import myelin.Simulator;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Slow inward currents from astrocytes: a closed form, and results that depend neither on threads
/// nor on stops. `python/tests/test_astrocytes.py` has NEST's traces.
class SlowCurrentsTest {

  @TempDir private Path folder;

  /// Calcium that stays as it is.
  private static NodeCollection still(Simulator sim, double calcium) {
    return sim.create(
        astrocyte_lr_1994
            .with("rate_L", 0)
            .with("rate_IP3R", 0)
            .with("rate_SERCA", 0)
            .with("SIC_scale", 3)
            .with("Ca_astro", calcium));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1.0, 2.6})
  void theCurrentIsTheLogarithmOfTheExcessAfterTheDelay(double delay) {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection neuron = sim.create(aeif_cond_alpha_astro);
      sim.connect(still(sim, 0.3), neuron, sic_connection.with("weight", 2).with("delay", delay));
      sim.connect(still(sim, 0.5), neuron, sic_connection.with("weight", -1).with("delay", delay));
      sim.connect(still(sim, 0.19), neuron, sic_connection.with("weight", 9).with("delay", delay));
      NodeCollection meter =
          sim.create(multimeter.with("record_from", "I_SIC").with("interval", 0.1));
      sim.connect(meter, neuron);
      sim.simulate(6);
      double sum = 6 * Math.log((0.3 - 0.19669) * 1000) - 3 * Math.log((0.5 - 0.19669) * 1000);
      double[] times = sim.events(meter).times();
      double[] found = sim.events(meter).values("I_SIC");
      for (int k = 0; k < times.length; k++) {
        double expected = times[k] > delay + 0.05 ? sum : 0;
        assertThat(found[k]).as("at %s ms", times[k]).isCloseTo(expected, within(1e-9));
      }
    }
  }

  private static Simulator swinging(int threads) {
    Simulator sim = Simulator.builder().threads(threads).build();
    NodeCollection astrocytes =
        sim.create(
            astrocyte_lr_1994
                .with("IP3", 0.5)
                .with("rate_IP3R", 0.06)
                .with("rate_SERCA", 0.009)
                .with("k_IP3R", 0.002)
                .with("SIC_scale", 40),
            5);
    astrocytes.slice(2, 4).set("Ca_astro", 0.4);
    NodeCollection neurons = sim.create(aeif_cond_alpha_astro.with("I_e", 450), 300);
    sim.connect(astrocytes, neurons, sic_connection.with("weight", 0.3).with("delay", 1.7));
    sim.connect(astrocytes.first(2), neurons, sic_connection.with("weight", 2).with("delay", 0.4));
    sim.connect(neurons.first(50), astrocytes, static_synapse.with("weight", 2));
    return sim;
  }

  private static double[] potentials(Simulator sim) {
    return sim.nodes().slice(5, 305).get("V_m");
  }

  @Test
  void threadsStopsAndCheckpointsMakeNoDifference() {
    double[] expected;
    try (Simulator one = swinging(1)) {
      one.simulate(60);
      expected = potentials(one);
      assertThat(one.spikeCount()).isGreaterThan(100);
    }
    for (int threads = 1; threads <= 3; threads++) {
      Simulator sim = swinging(threads);
      sim.simulate(0.3);
      sim.simulate(30.2);
      Path file = folder.resolve("saved" + threads);
      sim.save(file);
      sim.close();
      sim = Simulator.load(file, 4 - threads);
      sim.simulate(29.5);
      assertThat(potentials(sim)).as("%d threads", threads).containsExactly(expected);
      sim.close();
    }
  }

  @Test
  void whatCannotBeConnectedIsRefused() {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection astrocyte = sim.create(astrocyte_lr_1994);
      NodeCollection neuron = sim.create(aeif_cond_alpha_astro);
      NodeCollection other = sim.create(iaf_psc_alpha);
      refused("does not take slow", () -> sim.connect(astrocyte, astrocyte, sic_connection));
      refused("does not take slow", () -> sim.connect(astrocyte, other, sic_connection));
      refused("does not send slow", () -> sim.connect(neuron, neuron, sic_connection));
      refused("does not fire", () -> sim.connect(astrocyte, neuron));
      refused(
          "none below 0", () -> sim.connect(neuron, astrocyte, static_synapse.with("weight", -1)));
      refused(
          "none below 0",
          () ->
              sim.connect(
                  sim.create(spike_generator), astrocyte, static_synapse.with("weight", -0.5)));
      assertThat(sim.connections().size()).isZero();
      sim.connect(neuron, astrocyte);
      refused("no weights of that sign", () -> sim.connections().set("weight", -2.0));
      assertThat(sim.connections().weight()).containsExactly(1.0);
    }
  }

  private static void refused(String why, Runnable call) {
    assertThatExceptionOfType(BadInput.class).isThrownBy(call::run).withMessageContaining(why);
  }
}
