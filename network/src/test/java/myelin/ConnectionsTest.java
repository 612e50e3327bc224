package myelin;

import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.iaf_psc_delta;
import static myelin.Names.ms;
import static myelin.Names.parrot_neuron;
import static myelin.Names.poisson_generator;
import static myelin.Names.spike_generator;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import myelin.connect.Connections;
import myelin.connect.Synapse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Synapses are found as they were made.
class ConnectionsTest {

  private static final Synapse STDP = Synapse.model("stdp_synapse");

  /// A synapse as a list would hold it.
  record Made(int source, int target, double weight, double delay, int receptor, String synapse) {
    static final Comparator<Made> ORDER =
        Comparator.comparingInt(Made::source)
            .thenComparingInt(Made::target)
            .thenComparing(Made::synapse)
            .thenComparingDouble(Made::delay)
            .thenComparingDouble(Made::weight);
  }

  private static List<Made> list(Connections c) {
    int[] source = c.source();
    int[] target = c.target();
    double[] weights = c.weight();
    double[] delays = c.delay();
    int[] receptors = c.receptor();
    String[] names = c.synapses();
    List<Made> all = new ArrayList<>();
    for (int e = 0; e < c.size(); e++) {
      all.add(new Made(source[e], target[e], weights[e], delays[e], receptors[e], c.synapse(e)));
      assertThat(names[e]).isEqualTo(c.synapse(e));
    }
    return all;
  }

  private static void requireOrdered(Connections c) {
    int[] source = c.source();
    int[] target = c.target();
    for (int e = 1; e < c.size(); e++) {
      boolean same = source[e - 1] == source[e];
      boolean ordered = same ? target[e - 1] <= target[e] : source[e - 1] < source[e];
      assertThat(ordered).as("%d", e).isTrue();
    }
  }

  /// Random lists of synapses of several models, connected in several calls, with simulation in
  /// between; then the same as lists.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void listsAreFoundAgain(int threads) {
    var sim = Simulator.builder().threads(threads).build();
    var from = sim.create(spike_generator, 3);
    sim.create(poisson_generator);
    sim.create(iaf_psc_alpha, 20);
    sim.create(iaf_psc_delta, 20);
    sim.create(parrot_neuron, 3);
    var random = new SplittableRandom(5);
    List<Made> made = new ArrayList<>();
    for (int call = 0; call < 8; call++) {
      int n = 1 + random.nextInt(300);
      boolean plastic = call % 4 == 3;
      int[] source = random.ints(n, plastic ? 5 : 1, 44).map(s -> s == 4 ? 5 : s).toArray();
      int[] target = random.ints(n, 5, 45).toArray();
      double[] weights = random.doubles(n, plastic ? 0 : -3, 3).toArray();
      if (call % 4 < 2) weights = Arrays.stream(weights).map(w -> (float) w).toArray();
      if (call == 2) Arrays.fill(weights, -0.75);
      double[] delays = random.ints(n, 1, 9).mapToDouble(d -> d / 10.0).toArray();
      Synapse synapse = (plastic ? STDP : static_synapse).with("weight", weights);
      if (call % 3 == 1) synapse = synapse.named("own" + call);
      sim.connect(source, target, synapse.with("delay", delays));
      if (call % 2 == 0) sim.simulate(ms(0.5));
      for (int e = 0; e < n; e++) {
        made.add(new Made(source[e], target[e], weights[e], delays[e], 0, synapse.name()));
      }
    }
    requireOrdered(sim.connections());
    made.sort(Made.ORDER);
    assertThat(sorted(sim.connections())).isEqualTo(made);
    var some = sim.nodes(5, 6, 9, 17, 25, 30);
    assertThat(sorted(sim.connections(from, sim.nodes())))
        .isEqualTo(made.stream().filter(m -> m.source() <= 3).toList());
    assertThat(sorted(sim.connections(some, some.and(sim.nodes(43)))))
        .isEqualTo(
            made.stream()
                .filter(m -> some.contains(m.source()))
                .filter(m -> some.contains(m.target()) || m.target() == 43)
                .toList());
    assertThat(sorted(sim.connections(sim.nodes(), some, STDP)))
        .isEqualTo(
            made.stream()
                .filter(m -> some.contains(m.target()) && m.synapse().equals("stdp_synapse"))
                .toList());
    assertThat(sim.connections(sim.nodes(), some, STDP.named("own7")).size())
        .isEqualTo(
            made.stream()
                .filter(m -> some.contains(m.target()) && m.synapse().equals("own7"))
                .count());
    assertThat(sim.connections(some, some, static_synapse.named("none")).size()).isZero();
  }

  private static List<Made> sorted(Connections c) {
    List<Made> all = list(c);
    all.sort(Made.ORDER);
    return all;
  }
}
