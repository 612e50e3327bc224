package myelin.conformance.neuron;

import static myelin.Names.amplitude_times;
import static myelin.Names.amplitude_values;
import static myelin.Names.interval;
import static myelin.Names.ms;
import static myelin.Names.multimeter;
import static myelin.Names.pA;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.spike_times;
import static myelin.Names.static_synapse;
import static myelin.Names.step_current_generator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import myelin.Events;
import myelin.Simulator;
import myelin.conformance.harness.Json;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Neurons with precise spike times fire when those of NEST 3.10 do, to 1e-9 ms, and their state is
/// the same to 1e-9 of its range. The resource `ask_precise.py` holds the questions.
class PreciseNeuronsTest {

  private static final double CLOSE = 1e-9;

  @TestFactory
  Stream<DynamicTest> neuronsDoWhatThoseOfNestDo() {
    JsonNode scenarios = Json.resource("precise.json.gz");
    return IntStream.range(0, scenarios.size())
        .mapToObj(k -> {
          JsonNode s = scenarios.get(k);
          return DynamicTest.dynamicTest(
              k + " " + s.get("model").stringValue(), () -> requireSame(s));
        });
  }

  private static void requireSame(JsonNode s) {
    double h = s.get("resolution").doubleValue();
    JsonNode expected = s.get("expected");
    try (Simulator sim = Simulator.builder().resolution(ms(h)).build()) {
      NodeCollection neurons = sim.create(NodeModel.named(s.get("model").stringValue()), 2);
      for (int i = 0; i < 2; i++) {
        NodeCollection neuron = neurons.at(i);
        neuron.set(Json.parameters(s.get("neurons").get(i)));
      }
      for (JsonNode train : s.get("trains")) connect(sim, train, neurons.at(0));
      drive(sim, s.get("current"), neurons);
      sim.connect(neurons.at(0), neurons.at(1), synapse(s.get("link")));
      NodeCollection recorder = sim.create(spike_recorder);
      sim.connect(neurons, recorder);
      String[] columns = s.get("expected").get("columns").propertyNames().toArray(String[]::new);
      NodeCollection meter =
          sim.create(
              multimeter
                  .with(interval, ms(s.get("interval").doubleValue()))
                  .with("record_from", columns));
      sim.connect(meter, neurons);
      sim.simulate(s.get("duration").doubleValue());
      for (int i = 0; i < 2; i++) {
        requireTimes(
            times(sim.events(recorder), neurons.at(i)),
            Json.numbers(expected.get("spikes").get(i)));
        for (String name : columns) {
          double[] wanted = Json.numbers(expected.get("columns").get(name).get(i));
          requireColumn(name, samples(sim.events(meter), name, neurons.at(i)), wanted);
        }
        requireEnd(neurons.at(i), expected.get("end"), i);
      }
    }
  }

  private static Synapse synapse(JsonNode weightAndDelay) {
    return static_synapse
        .with("weight", weightAndDelay.get("weight").doubleValue())
        .with("delay", weightAndDelay.get("delay").doubleValue());
  }

  private static void connect(Simulator sim, JsonNode train, NodeCollection neuron) {
    NodeCollection generator =
        sim.create(
            spike_generator
                .with(spike_times, ms(Json.numbers(train.get("times"))))
                .with("spike_multiplicities", Json.numbers(train.get("multiplicities")))
                .with("precise_times", train.get("precise").booleanValue()));
    sim.connect(generator, neuron, synapse(train));
  }

  private static void drive(Simulator sim, JsonNode current, NodeCollection neurons) {
    NodeCollection generator =
        sim.create(
            step_current_generator
                .with(amplitude_times, ms(Json.numbers(current.get("times"))))
                .with(amplitude_values, pA(Json.numbers(current.get("values")))));
    sim.connect(generator, neurons, synapse(current));
  }

  private static double[] times(Events events, NodeCollection neuron) {
    return samples(events, "", neuron);
  }

  /// What is known of one sender, in order; times if there is no name.
  private static double[] samples(Events events, String name, NodeCollection neuron) {
    double[] all = name.isEmpty() ? events.times() : events.values(name);
    int[] senders = events.senders();
    return IntStream.range(0, senders.length)
        .filter(k -> senders[k] == neuron.id(0))
        .mapToDouble(k -> all[k])
        .toArray();
  }

  private static void requireTimes(double[] found, double[] wanted) {
    assertThat(found).as("spikes").containsExactly(wanted, within(CLOSE));
  }

  /// NEST keeps samples of the last slice back, so that there are fewer.
  private static void requireColumn(String name, double[] found, double[] wanted) {
    assertThat(wanted).isNotEmpty();
    double range =
        Arrays.stream(wanted).max().orElseThrow() - Arrays.stream(wanted).min().orElseThrow();
    assertThat(Arrays.copyOf(found, wanted.length))
        .as(name)
        .containsExactly(wanted, within(CLOSE * Math.max(range, 1e-6)));
  }

  private static void requireEnd(NodeCollection neuron, JsonNode end, int i) {
    end.properties()
        .forEach(p -> {
          double wanted = p.getValue().get(i).doubleValue();
          Object value = neuron.value(p.getKey());
          double found = value instanceof Boolean b ? (b ? 1 : 0) : ((Number) value).doubleValue();
          assertThat(found)
              .as(p.getKey())
              .isCloseTo(wanted, within(CLOSE * Math.max(1, Math.abs(wanted))));
        });
  }
}
