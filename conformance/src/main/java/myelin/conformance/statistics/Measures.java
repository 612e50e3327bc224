package myelin.conformance.statistics;

import static myelin.Names.multimeter;
import static myelin.Names.spike_recorder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import myelin.Events;
import myelin.Simulator;
import myelin.analysis.Spikes;
import myelin.analysis.Statistics;
import myelin.node.NodeCollection;

/// What is measured of a network: rates, irregularity and correlations of each population, or mean,
/// deviation and likeness of what is recorded of it, and the weights of plastic synapses, as
/// `ask_statistics.py` measures them in NEST.
final class Measures {

  private Measures() {}

  /// Sorted samples by population and measure: `rate` (spikes/s), `cv` and `correlation`, or
  /// `mean`, `sd` and `likeness` of a recordable; by projection, such as `E to E`: `weight`.
  static Map<String, Map<String, double[]>> of(DescribedNetwork network, long seed, int threads) {
    try (Simulator sim = Simulator.builder().seed(seed).threads(threads).build()) {
      Map<String, NodeCollection> populations = network.build(sim);
      Map<String, NodeCollection> recorders = new LinkedHashMap<>();
      populations.forEach((name, nodes) -> {
        if (network.isMeasured(name)) recorders.put(name, recorder(sim, network, name, nodes));
      });
      sim.simulate(network.discarded() + network.measured());
      Map<String, Map<String, double[]>> measures = new LinkedHashMap<>();
      recorders.forEach((name, recorder) -> {
        NodeCollection nodes = DescribedNetwork.named(populations, name);
        measures.put(
            name,
            network
                .recorded(name)
                .map(what -> ofValues(first("pairs", nodes), sim.events(recorder), what))
                .orElseGet(() -> ofSpikes(network, nodes, sim.spikes(recorder))));
      });
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

  private static NodeCollection recorder(
      Simulator sim, DescribedNetwork network, String name, NodeCollection nodes) {
    double start = network.discarded();
    NodeCollection recorder;
    if (network.recorded(name).isPresent()) {
      String what = network.recorded(name).get();
      recorder =
          sim.create(
              multimeter.with("record_from", what).with("interval", 1.0).with("start", start));
      sim.connect(recorder, first("pairs", nodes));
    } else {
      recorder = sim.create(spike_recorder.with("start", start));
      sim.connect(first("sample", nodes), recorder);
    }
    return recorder;
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

  /// Measures of what was recorded, an equal number of values of each node.
  private static Map<String, double[]> ofValues(NodeCollection nodes, Events events, String what) {
    int size = nodes.size();
    int first = nodes.toArray()[0];
    int[] senders = events.senders();
    double[] values = events.values(what);
    double[][] traces = new double[size][values.length / size];
    int[] filled = new int[size];
    for (int e = 0; e < values.length; e++) {
      int node = senders[e] - first;
      traces[node][filled[node]++] = values[e];
    }
    double[] means = new double[size];
    double[] deviations = new double[size];
    List<double[]> scaled = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double mean = Arrays.stream(traces[i]).average().orElseThrow();
      double[] z = Arrays.stream(traces[i]).map(x -> x - mean).toArray();
      double norm = Math.sqrt(product(z, z));
      means[i] = mean;
      deviations[i] = norm / Math.sqrt(z.length);
      if (norm > 0) scaled.add(Arrays.stream(z).map(x -> x / norm).toArray());
    }
    double[] likeness =
        IntStream.range(0, scaled.size())
            .boxed()
            .flatMapToDouble(
                i -> IntStream.range(0, i).mapToDouble(j -> product(scaled.get(i), scaled.get(j))))
            .toArray();
    return Map.of("mean", reduced(means), "sd", reduced(deviations), "likeness", reduced(likeness));
  }

  private static double product(double[] a, double[] b) {
    double product = 0;
    for (int i = 0; i < a.length; i++) product += a[i] * b[i];
    return product;
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
