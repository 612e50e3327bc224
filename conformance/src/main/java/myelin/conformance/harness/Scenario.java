package myelin.conformance.harness;

import static myelin.Names.ms;
import static myelin.Names.multimeter;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import myelin.Builder;
import myelin.Events;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import tools.jackson.databind.JsonNode;

/// One neuron with stimuli, a spike recorder and a multimeter, as NEST ran it, with what NEST got.
///
/// Every scenario has `name`, `resolution`, `node` and `stimuli` (each a device with weight, delay
/// and receptor), `record` and `expected`. It runs for `duration`, sampled every `interval`; or in
/// `phases`, where `meter` and `recorder` hold the recorders' parameters, `current` asks for the
/// first stimulus to be sampled too, a stimulus may be `connected` in a later phase, it and the
/// node may have `changes` by phase, and `distinct` says that only the times count at which there
/// was any spike. If it is not `complete`, NEST's samples miss the last slice.
public record Scenario(JsonNode json) {

  private static final double TOLERANCE = 1e-10;

  /// That of neurons whose integrator takes many steps in one of the simulation: the last one is
  /// what the others left, and the next ones begin with its length, so that their lengths soon
  /// differ where last digits do, and states by a small part of the error that is allowed.
  private static final double MANY_STEPS = 1e-9;

  private static final double SAME_TIME = 1e-9;

  /// All scenarios of a resource.
  public static List<Scenario> all(String resource) {
    List<Scenario> all = new ArrayList<>();
    for (JsonNode json : Json.resource(resource)) all.add(new Scenario(json));
    return all;
  }

  String name() {
    return json.get("name").stringValue();
  }

  /// The model of the neuron.
  public String model() {
    return json.get("node").get("model").stringValue();
  }

  private double tolerance() {
    return model().equals("hh_psc_alpha_gap") ? MANY_STEPS : TOLERANCE;
  }

  /// Runs it and compares what it gives.
  public void replay(int threads, Close close) {
    replay(b -> b.threads(threads), close);
  }

  /// The same with settings of the simulator; all ranks call it, and compare what they have
  /// together.
  public void replay(UnaryOperator<Builder> settings, Close close) {
    double h = json.get("resolution").doubleValue();
    try (Simulator sim = settings.apply(Simulator.builder().resolution(ms(h))).build()) {
      NodeCollection node = sim.create(model(json.get("node")));
      List<NodeCollection> stimulators = new ArrayList<>();
      for (JsonNode s : json.get("stimuli")) stimulators.add(sim.create(model(s)));
      NodeCollection recorder =
          sim.create(spike_recorder.with(Json.parameters(json.path("recorder"))));
      sim.connect(node, recorder);
      NodeCollection meter = sim.create(meter(Json.texts(json.get("record"))));
      sim.connect(meter, node);
      NodeCollection ammeter = sim.create(meter("I"));
      if (json.path("current").asBoolean(false)) sim.connect(ammeter, stimulators.getFirst());
      simulate(sim, node, stimulators);

      JsonNode expected = json.get("expected");
      requireTimes(close, "spikes", sim.gatherEvents(recorder).times(), expected.get("spikes"));
      requireSamples(close, sim.gatherEvents(meter), "times");
      requireSamples(close, sim.gatherEvents(ammeter), "I_times");
    }
  }

  private static NodeModel model(JsonNode of) {
    return NodeModel.named(of.get("model").stringValue()).with(Json.parameters(of.get("params")));
  }

  private NodeModel meter(String... quantities) {
    Map<String, Object> parameters = new LinkedHashMap<>(Json.parameters(json.path("meter")));
    if (json.has("interval")) parameters.put("interval", json.get("interval").doubleValue());
    return multimeter.with("record_from", quantities).with(parameters);
  }

  private void simulate(Simulator sim, NodeCollection node, List<NodeCollection> stimulators) {
    double[] phases =
        json.has("phases")
            ? Json.numbers(json.get("phases"))
            : new double[] {json.get("duration").doubleValue()};
    for (int phase = 0; phase < phases.length; phase++) {
      for (int s = 0; s < stimulators.size(); s++) {
        JsonNode stimulus = json.get("stimuli").get(s);
        if (stimulus.path("connected").asInt(0) == phase) {
          sim.connect(stimulators.get(s), node, synapse(stimulus));
        }
        JsonNode change = stimulus.path("changes").path(Integer.toString(phase));
        if (change.isObject()) stimulators.get(s).set(Json.parameters(change));
      }
      JsonNode change = json.get("node").path("changes").path(Integer.toString(phase));
      if (change.isObject()) node.set(Json.parameters(change));
      sim.simulate(phases[phase]);
    }
  }

  private static Synapse synapse(JsonNode stimulus) {
    return static_synapse
        .with("weight", stimulus.get("weight").doubleValue())
        .with("delay", stimulus.get("delay").doubleValue())
        .receptor(stimulus.get("receptor_type").intValue());
  }

  private void requireTimes(Close close, String what, double[] times, JsonNode expected) {
    boolean distinct = json.path("distinct").asBoolean(false);
    double[] actual = distinct ? Arrays.stream(times).distinct().toArray() : times;
    close.compare(name() + ": " + what, actual, Json.numbers(expected), SAME_TIME);
  }

  private void requireSamples(Close close, Events events, String timesName) {
    JsonNode expected = json.get("expected");
    if (!expected.has(timesName)) return;
    double[] times = Json.numbers(expected.get(timesName));
    boolean complete = json.path("complete").asBoolean(false);
    int n = complete ? events.size() : Math.min(times.length, events.size());
    close.compare(name() + ": " + timesName, Arrays.copyOf(events.times(), n), times, SAME_TIME);
    for (String quantity : events.quantities()) {
      double[] wanted = Json.numbers(expected.get(quantity));
      double size = Arrays.stream(wanted).map(Math::abs).max().orElse(0);
      double[] actual = Arrays.copyOf(events.values(quantity), n);
      close.compare(name() + ": " + quantity, actual, wanted, tolerance() * size);
    }
  }
}
