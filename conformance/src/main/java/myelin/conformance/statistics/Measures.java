package myelin.conformance.statistics;

import static myelin.Names.spike_recorder;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import myelin.Simulator;
import myelin.analysis.Spikes;
import myelin.analysis.Statistics;
import myelin.node.NodeCollection;

/// What is measured of a network: rates, irregularity and correlations of each population, and the
/// weights of plastic synapses, as `ask_statistics.py` measures them in NEST.
final class Measures {

  private Measures() {}

  /// Sorted samples by population and measure: `rate` (spikes/s), `cv` and `correlation`; by
  /// projection, such as `E to E`: `weight`.
  static Map<String, Map<String, double[]>> of(DescribedNetwork network, long seed, int threads) {
    try (Simulator sim = Simulator.builder().seed(seed).threads(threads).build()) {
      Map<String, NodeCollection> populations = network.build(sim);
      Map<String, NodeCollection> recorders = new LinkedHashMap<>();
      populations.forEach((name, nodes) -> {
        NodeCollection recorder = sim.create(spike_recorder.with("start", network.discarded()));
        sim.connect(first("sample", nodes), recorder);
        recorders.put(name, recorder);
      });
      sim.simulate(network.discarded() + network.measured());
      Map<String, Map<String, double[]>> measures = new LinkedHashMap<>();
      recorders.forEach((name, recorder) ->
          measures.put(
              name,
              ofSpikes(network, DescribedNetwork.named(populations, name), sim.spikes(recorder))));
      for (DescribedNetwork.Plastic p : network.plastic()) {
        NodeCollection targets = first("targets", DescribedNetwork.named(populations, p.target()));
        double[] weights =
            sim.connections(DescribedNetwork.named(populations, p.source()), targets, p.synapse())
                .weight();
        measures.put(p.source() + " to " + p.target(), Map.of("weight", reduced(weights)));
      }
      return measures;
    }
  }

  private static NodeCollection first(String setting, NodeCollection nodes) {
    return nodes.first(Math.min(nodes.size(), (int) Reference.setting(setting)));
  }

  private static Map<String, double[]> ofSpikes(
      DescribedNetwork network, NodeCollection nodes, Spikes spikes) {
    double from = network.discarded();
    double to = from + network.measured();
    Statistics all = Statistics.of(spikes, first("sample", nodes).toArray(), from, to);
    Statistics few = Statistics.of(spikes, first("pairs", nodes).toArray(), from, to);
    Map<String, double[]> measures = new LinkedHashMap<>();
    measures.put("rate", reduced(all.rates()));
    measures.put("cv", reduced(Arrays.stream(all.cvs()).filter(Double::isFinite).toArray()));
    measures.put("correlation", reduced(few.correlations(Reference.setting("bin"))));
    return measures;
  }

  /// The values sorted and rounded, and where there are many, only some in equal steps of rank.
  static double[] reduced(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int quantiles = (int) Reference.setting("quantiles");
    double[] reduced = new double[Math.min(sorted.length, quantiles)];
    double unit = Math.pow(10, Reference.setting("digits"));
    for (int q = 0; q < reduced.length; q++) {
      int rank = (int) ((q + 0.5) * sorted.length / reduced.length);
      reduced[q] = Math.rint(sorted[rank] * unit) / unit;
    }
    return reduced;
  }
}
