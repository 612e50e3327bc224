package myelin.conformance.synapse;

import static myelin.Names.all_to_all;
import static myelin.Names.ms;
import static myelin.Names.multimeter;
import static myelin.Names.parrot_neuron;
import static myelin.Names.rate_connection_delayed;
import static myelin.Names.spike_generator;
import static myelin.Names.static_synapse;
import static myelin.Names.step_rate_generator;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import myelin.Names;
import myelin.Simulator;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Synapses by e-prop onto many neurons that are alike go through steps together, and learn what
/// they learn one by one, as they do where a neuron of the block differs from the others.
class EpropTogetherTest {

  @TempDir Path folder;

  private static final int INTERVAL = 100;

  @ParameterizedTest
  @CsvSource({
    "eprop_iaf_bsshslm_2020, 40, 1",
    "eprop_iaf_bsshslm_2020, 80, 2",
    "eprop_iaf_bsshslm_2020, 300, 1",
    "eprop_iaf_adapt_bsshslm_2020, 40, 1",
    "eprop_iaf_adapt_bsshslm_2020, 80, 2"
  })
  void theyLearnTheSame(String model, int n, int every) {
    double[] together = learned(model, n, every, false, 6);
    double[] before = learned(model, n, every, false, 0);
    long changed = IntStream.range(0, before.length).filter(k -> together[k] != before[k]).count();
    assertThat(changed).isGreaterThan(before.length / 2);
    assertThat(learned(model, n, every, true, 6)).isEqualTo(together);
    try (Simulator sim = simulator(2)) {
      network(sim, model, n, every, false);
      sim.simulate(ms(6.0 * INTERVAL + 37));
      assertThat(weights(sim)).isEqualTo(together);
    }
  }

  @Test
  void theyGoOnFromACheckpoint() throws IOException {
    Path file = folder.resolve("network");
    double[] weights;
    double[] durations;
    try (Simulator sim = simulator(1)) {
      meter(sim, network(sim, "eprop_iaf_bsshslm_2020", 80, 1, false));
      sim.simulate(ms(3.0 * INTERVAL + 20));
      sim.save(file);
      sim.simulate(ms(3.0 * INTERVAL + 17));
      weights = weights(sim);
      durations = durations(sim);
    }
    for (int threads = 1; threads <= 2; threads++) {
      try (Simulator sim = Simulator.load(file, threads)) {
        sim.simulate(ms(3.0 * INTERVAL + 17));
        assertThat(weights(sim)).isEqualTo(weights);
        assertThat(durations(sim)).isEqualTo(durations);
      }
    }
  }

  private static void meter(Simulator sim, NodeCollection cells) {
    NodeCollection meter =
        sim.create(multimeter.with("interval", 1.0).with("record_from", "eprop_history_duration"));
    sim.connect(meter, cells.at(3), static_synapse.with("delay", 1.0));
  }

  /// What the multimeter, which was made last, has recorded.
  private static double[] durations(Simulator sim) {
    return sim.events(sim.nodes(sim.size())).values("eprop_history_duration");
  }

  private static double[] weights(Simulator sim) {
    return sim.connections(sim.nodes(), sim.nodes(), Names.eprop_synapse_bsshslm_2020)
        .get("weight");
  }

  @Test
  void thePastIsKeptForTwoIntervalsThoughASourceIsSilent() {
    try (Simulator sim = simulator(1)) {
      meter(sim, network(sim, "eprop_iaf_bsshslm_2020", 40, 1, false));
      sim.simulate(ms(30.0 * INTERVAL));
      double[] duration = durations(sim);
      assertThat(Arrays.stream(duration).max().orElseThrow()).isBetween(50.0, 2.0 * INTERVAL);
    }
  }

  private static Simulator simulator(int threads) {
    return Simulator.builder()
        .resolution(ms(1.0))
        .learningIntervals(ms(INTERVAL), ms(INTERVAL), true)
        .threads(threads)
        .build();
  }

  private static double[] learned(String model, int n, int every, boolean another, int intervals) {
    try (Simulator sim = simulator(1)) {
      network(sim, model, n, every, another);
      if (intervals > 0) sim.simulate(ms(intervals * INTERVAL + 37));
      return weights(sim);
    }
  }

  /// Twelve inputs, the first of which fires once, recurrent cells of which every so many are
  /// connected, and a readout neuron. With another cell before them, which nothing reaches, their
  /// first block is not uniform.
  private static NodeCollection network(
      Simulator sim, String model, int n, int every, boolean another) {
    Random random = new Random(5);
    NodeCollection in = sim.create(parrot_neuron, 12);
    NodeModel cell =
        NodeModel.named(model)
            .with("V_th", -66.0)
            .with("C_m", 250.0)
            .with("c_reg", 1.5)
            .with("surrogate_gradient_width", 5.0);
    if (another) sim.create(cell.with("C_m", 300.0));
    NodeCollection all = sim.create(cell, n);
    NodeCollection cells = all.slice(0, n, every);
    NodeCollection out = sim.create(Names.eprop_readout_bsshslm_2020);
    for (int k = 0; k < in.size(); k++) {
      boolean once = k == 0;
      double[] times =
          once
              ? new double[] {7}
              : random.ints(1, 800).distinct().limit(60).sorted().asDoubleStream().toArray();
      NodeCollection spikes = sim.create(spike_generator.with("spike_times", times));
      sim.connect(spikes, in.at(k), static_synapse.with("delay", 1.0));
    }
    double[] weights = random.doubles((long) in.size() * cells.size(), 0, 4).toArray();
    var learning = Names.eprop_synapse_bsshslm_2020.with("delay", 1.0).with("eta", 0.01);
    sim.connect(in, cells, learning.with("weight", weights));
    double[] back = random.doubles(cells.size(), -1, 1).toArray();
    sim.connect(cells, out, learning.with("weight", back));
    var signal = Names.eprop_learning_signal_connection_bsshslm_2020.with("delay", 1.0);
    sim.connect(
        out,
        cells,
        all_to_all(),
        signal.with("weight", random.doubles(cells.size(), -1, 1).toArray()));
    NodeCollection target =
        sim.create(
            step_rate_generator
                .with("amplitude_times", new double[] {1, 200, 300, 550})
                .with("amplitude_values", new double[] {1, -2, 3, 0.5}));
    sim.connect(target, out, rate_connection_delayed.receptor("target_signal").with("delay", 1.0));
    return cells;
  }
}
