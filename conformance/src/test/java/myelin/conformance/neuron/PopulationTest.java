package myelin.conformance.neuron;

import static myelin.Names.multimeter;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import myelin.Simulator;
import myelin.conformance.harness.Close;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Populations of neurons as one node. What is expected to fire, step by step, is computed anew in
/// `python/tests/test_population.py`, which NEST passes, too.
class PopulationTest {

  private static final NodeModel POPULATION = NodeModel.named("gif_pop_psc_exp");
  private static final double H = 0.1;

  /// Without adaptation intervals are independent, so the rate is 1 over their mean.
  @Test
  void aRenewalProcessFiresAsOftenAsItsIntervalsSay() {
    double u = 0;
    double alive = 1;
    double before = 0;
    double interval = 4;
    double left = Math.exp(-H / 20);
    for (int k = 0; k < 20_000; k++) {
      u = u * left + (1 - left) * 300 * 20 / 250;
      double now = 0.01 * Math.exp((u - 15) / 2);
      interval += H * alive;
      alive *= Math.exp(-0.5 * H * (before + now));
      before = now;
    }
    int n = 100_000;
    try (Simulator sim = Simulator.builder().seed(8).build()) {
      NodeModel model = POPULATION.with("I_e", 300.0).with("N", (double) n);
      NodeCollection node = sim.create(model.with("q_sfa", new double[] {0}));
      NodeCollection recorder = sim.create(spike_recorder.with("start", 500.0));
      sim.connect(node, recorder);
      sim.simulate(800);
      double rate = (double) sim.spikes(recorder).size() / n / 300;
      assertThat(rate).isCloseTo(1 / interval, within(0.005 / interval));
    }
  }

  /// Populations of several kinds that excite and inhibit each other.
  private static List<double[]> run(int threads, Path file, double... pieces) {
    Simulator sim = Simulator.builder().seed(9).threads(threads).build();
    try {
      NodeCollection ex = sim.create(POPULATION.with("I_e", 320.0).with("len_kernel", 300.0), 7);
      NodeModel small = POPULATION.with("N", 40.0).with("q_sfa", new double[] {0.5, 1});
      NodeCollection in =
          sim.create(
              small
                  .with("tau_sfa", new double[] {30, 100})
                  .with("I_e", 300.0)
                  .with("BinoRand", false),
              4);
      sim.connect(ex, ex.and(in), static_synapse.with("weight", 2.0).with("delay", 1.3));
      sim.connect(in, ex.and(in), static_synapse.with("weight", -6.0).with("delay", 0.7));
      int[] meter =
          sim.create(
                  multimeter
                      .with("record_from", new String[] {"mean", "n_events", "E_sfa"})
                      .with("interval", H))
              .toArray();
      sim.connect(sim.nodes(meter), ex.and(in));
      for (double piece : pieces) {
        sim.simulate(piece);
        if (!file.toString().isEmpty()) {
          sim.save(file);
          sim.close();
          sim = Simulator.load(file, 1 + threads % 3);
        }
      }
      List<double[]> all = new ArrayList<>();
      var events = sim.events(sim.nodes(meter));
      for (String quantity : events.quantities()) all.add(events.values(quantity));
      return all;
    } finally {
      sim.close();
    }
  }

  private static void requireSame(List<double[]> actual, List<double[]> expected) {
    for (int k = 0; k < expected.size(); k++) {
      Close.require("column " + k, actual.get(k), expected.get(k), 0);
    }
  }

  @Test
  void threadsStopsAndCheckpointsDoNotMatter(@TempDir Path folder) {
    Path none = Path.of("");
    List<double[]> expected = run(1, none, 60);
    assertThat(Arrays.stream(expected.get(1)).sum()).isGreaterThan(200);
    requireSame(run(2, none, 60), expected);
    requireSame(run(3, none, 60), expected);
    requireSame(run(1, none, 10, 0.3, 25.4, 24.3), expected);
    requireSame(run(2, folder.resolve("network"), 10, 0.3, 25.4, 24.3), expected);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void atMostAllFire(boolean binomial) {
    try (Simulator sim = Simulator.builder().seed(2).build()) {
      NodeModel model = POPULATION.with("N", 5.0).with("I_e", 1e6).with("BinoRand", binomial);
      NodeCollection node = sim.create(model.with("lambda_0", 1e6));
      NodeCollection meter =
          sim.create(multimeter.with("record_from", "n_events").with("interval", H));
      sim.connect(meter, node);
      sim.simulate(100);
      double[] n = sim.events(meter).values("n_events");
      assertThat(Arrays.stream(n).max().orElseThrow()).isEqualTo(5);
      assertThat(Arrays.stream(n).sum()).isGreaterThan(50);
    }
  }

  @Test
  void listsOfDifferentLengthsAreRefused() {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection node = sim.create(POPULATION);
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> node.set("tau_sfa", new double[] {1, 2}))
          .withMessageContainingAll("gif_pop_psc_exp", "tau_sfa has 2", "q_sfa 1");
      assertThat((double[]) node.value("tau_sfa")).containsExactly(300);
    }
  }
}
