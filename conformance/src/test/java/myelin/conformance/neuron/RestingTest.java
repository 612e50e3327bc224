package myelin.conformance.neuron;

import static myelin.Names.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import myelin.Events;
import myelin.Simulator;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Receptor;
import myelin.engine.neuron.NeuronModel;
import myelin.models.Models;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Neurons at rest that nothing reaches are not stepped: to the same bits as neurons that are
/// stepped always, because somebody sets one of their parameters, to what it is, again and again.
class RestingTest {

  private static final int NEURONS = 300;

  static Stream<NeuronModel> hearing() {
    return Models.all().stream()
        .filter(NeuronModel.class::isInstance)
        .map(NeuronModel.class::cast)
        .filter(m -> m.incomplete().isEmpty() && m.signal().isEmpty())
        .filter(m -> m.receptors().stream().anyMatch(r -> r.spikes() >= 0))
        .filter(m -> constant(m).isPresent());
  }

  private static Optional<ParameterSpec> constant(Model model) {
    return model.parameters().stream()
        .filter(p -> p.role() == ParameterSpec.Role.CONSTANT)
        .filter(p -> p.kind() == ParameterSpec.Kind.REAL)
        .findFirst();
  }

  /// What neurons of both blocks record, and who fires when. One is reached early, one late, the
  /// others never.
  private static List<Double> run(
      NeuronModel model, NodeModel with, boolean waking, double milliseconds, double... times) {
    try (Simulator sim = Simulator.builder().threads(1).seed(4).build()) {
      NodeCollection neurons = sim.create(with, NEURONS);
      int receptor =
          model.receptors().stream()
              .filter(r -> r.spikes() >= 0)
              .findFirst()
              .map(Receptor::number)
              .orElseThrow();
      var synapse =
          static_synapse.with("weight", 90).with("delay", 1).with("receptor_type", receptor);
      NodeCollection early = sim.create(spike_generator.with("spike_times", times));
      NodeCollection late =
          sim.create(spike_generator.with("spike_times", times[times.length - 1]));
      sim.connect(early, neurons.slice(3, 4), synapse);
      sim.connect(late, neurons.slice(260, 261), synapse);
      List<String> names = model.recordables().stream().map(r -> r.name()).toList();
      NodeCollection seen =
          neurons.slice(3, 4).and(neurons.slice(7, 8)).and(neurons.slice(260, 262));
      Optional<NodeCollection> meter = Optional.empty();
      if (!names.isEmpty()) {
        NodeCollection made =
            sim.create(
                multimeter.with(record_from, names.toArray(String[]::new)).with(interval, ms(0.5)));
        sim.connect(made, seen);
        meter = Optional.of(made);
      }
      NodeCollection recorder = sim.create(spike_recorder);
      if (model.spikes()) sim.connect(neurons, recorder);
      String name = constant(model).orElseThrow().name();
      double[] same = neurons.get(name);
      for (double t = 0; t < milliseconds; t++) {
        if (waking) for (int i : new int[] {0, 256}) neurons.slice(i, i + 1).set(name, same[i]);
        sim.simulate(1);
      }
      List<Double> all = new ArrayList<>();
      if (meter.isPresent()) {
        Events events = sim.events(meter.get());
        for (String n : names) for (double x : events.values(n)) all.add(x);
      }
      for (double t : sim.spikes(recorder).times()) all.add(t);
      return all;
    }
  }

  @ParameterizedTest
  @MethodSource("hearing")
  void everyModelRestsToTheSameBits(NeuronModel model) {
    NodeModel with = NodeModel.named(model.name());
    List<Double> expected = run(model, with, true, 60, 15, 17, 40);
    List<Double> resting = run(model, with, false, 60, 15, 17, 40);
    assertThat(resting).isEqualTo(expected);
    if (!model.recordables().isEmpty()) assertThat(resting).isNotEmpty();
  }

  /// With short time constants, neurons come to rest again, and are woken again.
  @Test
  void whoComesToRestAgainIsWokenAgain() {
    for (String name : new String[] {"iaf_psc_exp", "iaf_psc_alpha", "iaf_psc_delta"}) {
      NodeModel model = NodeModel.named(name).with("tau_m", 0.3);
      if (!name.endsWith("delta")) model = model.with("tau_syn_ex", 0.2).with("tau_syn_in", 0.2);
      NeuronModel declared = hearing().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
      List<Double> expected = run(declared, model, true, 700, 15, 400, 402, 650);
      assertThat(run(declared, model, false, 700, 15, 400, 402, 650)).isEqualTo(expected);
    }
  }

  /// A neuron at its reset potential whose time of silence is just over does not rest: wherever a
  /// call of simulate ends, it goes on towards the potential of its current.
  @Test
  void aNeuronThatIsReleasedDoesNotRest() {
    double current = 700;
    double end = -70 + current * 10 / 250;
    for (int steps = 125; steps < 170; steps++) {
      try (Simulator sim = Simulator.builder().threads(1).build()) {
        NodeCollection neuron = sim.create(iaf_psc_delta.with("I_e", current).with("V_th", -51.0));
        sim.simulate(7.7);
        sim.simulate((steps - 77) / 10.0);
        sim.simulate(3.0);
        double since = steps / 10.0 + 3 - neuron.get("t_spike")[0] - 2;
        double expected = since <= 0 ? -70 : end + (-70 - end) * Math.exp(-since / 10);
        assertThat(neuron.get("V_m")[0])
            .as("after %d steps", steps)
            .isCloseTo(expected, within(1e-9));
      }
    }
  }
}
