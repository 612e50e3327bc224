package myelin.conformance.neuron;

import static myelin.Names.multimeter;
import static myelin.Names.record_from;
import static myelin.Names.spike_generator;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import myelin.Names;
import myelin.Simulator;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A neuron that learns by e-prop has the same course, to the bit, among others like it and among
/// neurons that differ, which are computed in other loops.
class EpropBlocksTest {

  static Stream<NodeModel> models() {
    return Stream.of(
        Names.eprop_iaf,
        Names.eprop_iaf_adapt,
        Names.eprop_iaf_psc_delta,
        Names.eprop_iaf_psc_delta_adapt,
        Names.eprop_iaf_bsshslm_2020,
        Names.eprop_iaf_adapt_bsshslm_2020);
  }

  /// Models that differ in the form of the gradient, bounds, refractoriness, clocks.
  private static List<NodeModel> kinds(NodeModel model) {
    List<NodeModel> kinds = new ArrayList<>();
    for (String form :
        List.of(
            "piecewise_linear", "exponential", "fast_sigmoid_derivative", "arctan_derivative")) {
      kinds.add(
          model.with("surrogate_gradient_function", form).with("surrogate_gradient_width", 7.0));
    }
    kinds.add(model.with("t_ref", 0.3).with("V_min", -70.5));
    kinds.add(model.with("t_ref", 0.0).with("I_e", 300.0).with("c_reg", 2.0));
    kinds.add(
        model
            .with("ignore_and_spike", true)
            .with("ignore_and_spike_interval", 3.0)
            .with("t_ref", 1.0));
    if (model.name().contains("psc_delta")) kinds.add(model.with("refractory_input", true));
    return kinds;
  }

  @ParameterizedTest
  @MethodSource("models")
  void neuronsAreTheSameAmongOthers(NodeModel model) {
    List<NodeModel> kinds = kinds(model);
    List<double[]> mixed = courses(kinds);
    assertThat(mixed.stream().map(Arrays::toString).distinct().count()).isEqualTo(kinds.size());
    for (int k = 0; k < kinds.size(); k++) {
      assertThat(courses(List.of(kinds.get(k), kinds.get(k))).getFirst())
          .as("kind %d of %s", k, model.name())
          .containsExactly(mixed.get(k));
    }
  }

  /// Potentials and gradients, neuron by neuron, in all steps.
  private static List<double[]> courses(List<NodeModel> kinds) {
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      List<NodeCollection> cells = kinds.stream().map(sim::create).toList();
      double[] times = IntStream.rangeClosed(1, 150).mapToDouble(k -> k * 0.3).toArray();
      for (int k = 0; k < times.length; k++) times[k] = Math.rint(times[k] * 10) / 10;
      NodeCollection spikes = sim.create(spike_generator.with("spike_times", times));
      NodeCollection meter =
          sim.create(
              multimeter.with("interval", 0.1).with(record_from, "V_m", "surrogate_gradient"));
      for (NodeCollection cell : cells) {
        sim.connect(spikes, cell, static_synapse.with("weight", 2.5));
        sim.connect(meter, cell);
      }
      sim.simulate(60.0);
      return IntStream.range(0, kinds.size()).mapToObj(k -> course(sim, meter, k + 1)).toList();
    }
  }

  private static double[] course(Simulator sim, NodeCollection meter, int id) {
    int[] senders = sim.events(meter).senders();
    double[] V = sim.events(meter).values("V_m");
    double[] gradient = sim.events(meter).values("surrogate_gradient");
    return IntStream.range(0, senders.length)
        .filter(e -> senders[e] == id)
        .mapToObj(e -> new double[] {V[e], gradient[e]})
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }
}
