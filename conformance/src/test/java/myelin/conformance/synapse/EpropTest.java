package myelin.conformance.synapse;

import static myelin.Names.all_to_all;
import static myelin.Names.ms;
import static myelin.Names.multimeter;
import static myelin.Names.parrot_neuron;
import static myelin.Names.rate_connection_delayed;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;
import static myelin.Names.step_rate_generator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import myelin.Events;
import myelin.Names;
import myelin.Simulator;
import myelin.conformance.harness.Close;
import myelin.conformance.harness.Json;
import myelin.connect.Connections;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Networks that learn by e-prop do so as NEST's do, the same to the bit for any number of threads
/// and across checkpoints.
class EpropTest {

  /// Relative to numbers of about one.
  private static final double EQUAL = 1e-12;

  @TempDir Path folder;

  private static Stream<JsonNode> cases() {
    return StreamSupport.stream(Json.resource("eprop.json").spliterator(), false);
  }

  @TestFactory
  Stream<DynamicTest> networksLearnAsInNest() {
    return cases()
        .map(c ->
            DynamicTest.dynamicTest(
                c.get("name").stringValue(),
                () -> {
                  double[] alone = replay(c, 1);
                  assertThat(replay(c, 2)).isEqualTo(alone);
                  assertThat(replay(c, 3)).isEqualTo(alone);
                }));
  }

  @TestFactory
  Stream<DynamicTest> theyGoOnFromACheckpoint() {
    return cases()
        .map(c ->
            DynamicTest.dynamicTest(
                c.get("name").stringValue(),
                () -> {
                  for (int piece = 0; piece < c.get("pieces").size(); piece++) resume(c, piece);
                }));
  }

  /// Simulates a case, compares it with NEST, and returns all that was recorded.
  private static double[] replay(JsonNode c, int threads) {
    try (Simulator sim = network(c, threads)) {
      for (int k = 0; k < c.get("pieces").size(); k++) {
        sim.simulate(ms(c.get("pieces").get(k).doubleValue()));
        Close.require("weights", weights(sim, c), Json.numbers(c.get("after").get(k)), EQUAL);
      }
      Events spikes = sim.events(recorder(sim));
      assertThat(spikes.senders()).isEqualTo(whole(c.get("senders")));
      for (NodeCollection meter : meters(sim)) {
        Events samples = sim.events(meter);
        if (samples.size() == 0) continue;
        for (String name : samples.quantities()) {
          c.get("recorded")
              .get(name)
              .properties()
              .forEach(p -> {
                int id = Integer.parseInt(p.getKey());
                double[] of = of(samples, name, id);
                double[] wanted = Json.numbers(p.getValue());
                if (of.length == 0) return;
                Close.require(name, Arrays.copyOf(of, wanted.length), wanted, EQUAL);
              });
        }
      }
      return everything(sim, c);
    }
  }

  private void resume(JsonNode c, int piece) {
    Path file = folder.resolve("network" + piece);
    double[] whole;
    double[] pieces = Json.numbers(c.get("pieces"));
    try (Simulator sim = network(c, 2)) {
      for (int k = 0; k < pieces.length; k++) {
        if (k == piece) sim.save(file);
        sim.simulate(ms(pieces[k]));
      }
      whole = everything(sim, c);
    }
    try (Simulator sim = Simulator.load(file, 3)) {
      for (int k = piece; k < pieces.length; k++) sim.simulate(ms(pieces[k]));
      assertThat(everything(sim, c)).isEqualTo(whole);
    }
  }

  private static double[] everything(Simulator sim, JsonNode c) {
    List<double[]> all = new ArrayList<>();
    all.add(weights(sim, c));
    for (NodeCollection meter : meters(sim)) {
      Events samples = sim.events(meter);
      for (String name : samples.quantities()) all.add(samples.values(name));
    }
    return all.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private static int[] whole(JsonNode numbers) {
    return Arrays.stream(Json.numbers(numbers)).mapToInt(x -> (int) x).toArray();
  }

  private static double[] of(Events samples, String name, int id) {
    int[] senders = samples.senders();
    double[] values = samples.values(name);
    return IntStream.range(0, senders.length)
        .filter(k -> senders[k] == id)
        .mapToDouble(k -> values[k])
        .toArray();
  }

  private static double[] weights(Simulator sim, JsonNode c) {
    Connections learning =
        sim.connections(
            sim.nodes(), sim.nodes(), Synapse.model(c.get("synapse_model").stringValue()));
    return learning.get("weight");
  }

  private static Simulator network(JsonNode c, int threads) {
    Simulator sim =
        Simulator.builder()
            .resolution(ms(c.get("resolution").doubleValue()))
            .learningIntervals(
                ms(c.get("update").doubleValue()),
                ms(c.get("window").doubleValue()),
                c.get("reset").booleanValue())
            .threads(threads)
            .build();
    Nodes nodes = new Nodes(sim, c);
    nodes.connect();
    return sim;
  }

  /// The recorder of spikes, which is made last.
  private static NodeCollection recorder(Simulator sim) {
    return sim.nodes(sim.size());
  }

  /// The multimeters of recurrent neurons, then of those that adapt, then of readout neurons.
  private static List<NodeCollection> meters(Simulator sim) {
    return List.of(sim.nodes(sim.size() - 3), sim.nodes(sim.size() - 2), sim.nodes(sim.size() - 1));
  }

  /// The nodes of a case, which have the ids that they had in NEST.
  private static final class Nodes {
    private final Simulator sim;
    private final JsonNode c;
    private final NodeCollection in;
    private final NodeCollection recurrent;
    private final NodeCollection out;
    private final double h;

    Nodes(Simulator sim, JsonNode c) {
      this.sim = sim;
      this.c = c;
      h = c.get("resolution").doubleValue();
      in = sim.create(parrot_neuron, c.get("spikes").size());
      NodeCollection fixed =
          create(c.get("recurrent").stringValue(), c.get("n_rec").intValue(), c.get("neuron"));
      int adapting = c.get("n_adapt").intValue();
      recurrent =
          adapting == 0
              ? fixed
              : fixed.and(create(c.get("adaptive").stringValue(), adapting, c.get("adapt")));
      out = create(c.get("readout_model").stringValue(), c.get("targets").size(), c.get("readout"));
    }

    private NodeCollection create(String model, int n, JsonNode parameters) {
      return sim.create(NodeModel.named(model).with(Json.parameters(parameters)), n);
    }

    void connect() {
      Synapse step = static_synapse.with("delay", h);
      Synapse rate = rate_connection_delayed.with("delay", h);
      for (int i = 0; i < in.size(); i++) {
        double[] times = Json.numbers(c.get("spikes").get(i));
        sim.connect(sim.create(spike_generator.with("spike_times", times)), in.at(i), step);
      }
      Synapse learning = Synapse.model(c.get("synapse_model").stringValue()).with("delay", h);
      for (var p : Json.parameters(c.get("synapse")).entrySet()) {
        learning = learning.with(p.getKey(), p.getValue());
      }
      connect(in, recurrent, learning, c.get("weights").get(0));
      connect(recurrent, recurrent, learning, c.get("weights").get(1));
      connect(recurrent, out, learning, c.get("weights").get(2));
      Synapse signal = Synapse.model(c.get("signal_model").stringValue()).with("delay", h);
      connect(out, recurrent, signal, c.get("signals"));
      for (int i = 0; i < out.size(); i++) {
        NodeCollection target = rates(c.get("times"), c.get("targets").get(i));
        sim.connect(target, out.at(i), rate.receptor("target_signal"));
      }
      if (!c.get("window_times").isEmpty()) {
        NodeCollection window = rates(c.get("window_times"), c.get("window_values"));
        sim.connect(window, out, rate.receptor("eprop_learning_window"));
      } else if (c.get("readout").has("loss")) {
        sim.connect(out, out, all_to_all().withoutAutapses(), rate.receptor(1));
      }
      record(recurrent, "V_m", "surrogate_gradient");
      record(recurrent.slice(c.get("n_rec").intValue(), recurrent.size()), "V_th_adapt");
      record(out, "V_m", "error_signal", "readout_signal", "target_signal");
      NodeCollection spikes = sim.create(spike_recorder);
      sim.connect(recurrent, spikes, step);
    }

    private NodeCollection rates(JsonNode times, JsonNode values) {
      return sim.create(
          step_rate_generator
              .with("amplitude_times", Json.numbers(times))
              .with("amplitude_values", Json.numbers(values)));
    }

    private void record(NodeCollection nodes, String... names) {
      NodeCollection meter = sim.create(multimeter.with("interval", h).with("record_from", names));
      if (nodes.size() > 0) sim.connect(meter, nodes, static_synapse.with("delay", h));
    }

    private void connect(NodeCollection from, NodeCollection to, Synapse synapse, JsonNode rows) {
      double[] all =
          StreamSupport.stream(rows.spliterator(), false)
              .flatMapToDouble(row -> Arrays.stream(Json.numbers(row)))
              .toArray();
      sim.connect(from, to, synapse.with("weight", all));
    }
  }

  @Test
  void whatCannotLearnIsRefused() {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection learner = sim.create(Names.eprop_iaf);
      NodeCollection other = sim.create(Names.iaf_psc_delta);
      NodeCollection readout = sim.create(Names.eprop_readout);
      Synapse step = Names.eprop_synapse.with("delay", 0.1);
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.connect(learner, other, step))
          .withMessageContaining("eprop_iaf or");
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() ->
              sim.connect(learner, learner, Names.eprop_synapse_bsshslm_2020.with("delay", 0.1)))
          .withMessageContaining("eprop_iaf_bsshslm_2020");
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.connect(learner, learner, Names.eprop_synapse))
          .withMessageContaining("must be one step");
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.connect(learner, learner, step.with("weight", 101)))
          .withMessageContaining("Wmax");
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.connect(learner, learner, Names.stdp_synapse))
          .withMessageContaining("plastic synapses");
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() ->
              sim.connect(
                  learner, learner, Names.eprop_learning_signal_connection.with("delay", 0.1)))
          .withMessageContaining("does not send");
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() ->
              sim.connect(
                  readout, learner, Names.eprop_learning_signal_connection.with("delay", 1)))
          .withMessageContaining("must be one step");
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() ->
              sim.connect(
                  sim.create(step_rate_generator),
                  readout,
                  rate_connection_delayed.with("delay", 0.1)))
          .withMessageContaining("receptor 1 (eprop_learning_window) or 2 (target_signal)");
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> step.with("optimizer", "adem"))
          .withMessageContaining("adam");
      assertThat(learner.value("surrogate_gradient_function")).isEqualTo("piecewise_linear");
    }
  }
}
