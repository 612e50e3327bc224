package myelin.cli.pictures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import myelin.Simulator;
import myelin.analysis.Plots;
import myelin.analysis.Spikes;
import myelin.cli.pictures.Scene.Trace;
import myelin.connect.Connections;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.engine.declare.ModelRegistry;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.plastic.SynapseModel;
import myelin.node.NodeCollection;

/// What plastic synapses do: the weight after a pair of spikes, against the time between them;
/// where that does not change, what spikes of the source do to a neuron.
final class SynapsePictures {

  private static final int FARTHEST = 80;
  private static final double AFTERWARDS = 700;
  private static final int MANY = 100;
  private static final double[] TRAIN = {20, 70, 120, 170, 220, 270, 320, 370, 870};

  private final ModelRegistry models;
  private final SynapseModel model;

  private SynapsePictures(ModelRegistry models, SynapseModel model) {
    this.models = models;
    this.model = model;
  }

  /// The picture of a plastic synapse; none of one that needs other nodes than are tried here.
  static List<Picture> of(ModelRegistry models, SynapseModel model) {
    SynapsePictures pictures = new SynapsePictures(models, model);
    Optional<Picture> picture =
        model.third().isPresent()
            ? pictures.tried(pictures::modulated)
            : pictures.tried(pictures::window).or(() -> pictures.tried(pictures::train));
    return picture.stream().toList();
  }

  private Optional<Picture> tried(Supplier<Optional<Picture>> picture) {
    try {
      return picture.get();
    } catch (BadInput e) {
      return Optional.empty(); // it does not go with these nodes
    }
  }

  /// The weight at the beginning: in the middle of what is allowed.
  private double weight() {
    return model.parameter("Wmax").map(p -> p.initialNumber() / 2).orElse(1.0);
  }

  /// A synapse with that weight, whose delay is one step.
  private Synapse synapse(double weight) {
    Synapse synapse = Synapse.of(model).with("weight", weight);
    return model.parameter("delay").isPresent() ? synapse.with("delay", Scene.STEP) : synapse;
  }

  private Optional<Picture> window() {
    boolean hears = !model.histories().isEmpty();
    int n = FARTHEST + 1;
    double[] apart = IntStream.range(0, n).mapToDouble(k -> 2 * k - FARTHEST + 0.0).toArray();
    try (Scene scene = new Scene(models)) {
      NodeCollection pre = scene.nodes("parrot_neuron", n, Map.of());
      // such a synapse hears the potential of its target, too
      NodeCollection post =
          scene.nodes(hears ? "aeif_psc_delta_clopath" : "parrot_neuron", n, Map.of());
      double begin = 300;
      for (int k = 0; k < n; k++) {
        scene
            .sim()
            .connect(
                scene.spikesAt(begin - 1, begin - 1 + AFTERWARDS), pre.at(k), scene.synapse(1));
        scene
            .sim()
            .connect(
                scene.spikesAt(begin - 1 + apart[k]), post.at(k), scene.synapse(hears ? 200 : 1));
        Synapse synapse = synapse(weight());
        scene.sim().connect(pre.at(k), post.at(k), hears ? synapse : synapse.receptor(1));
      }
      scene.sim().simulate(begin + AFTERWARDS + 100);
      double[] change = weights(scene.sim(), pre, post);
      for (int k = 0; k < n; k++) change[k] -= weight();
      if (Arrays.stream(change).allMatch(c -> c == change[0])) return Optional.empty();
      return Optional.of(
          new Picture(
              Plots.trace(apart, change)
                  .label("Change of weight")
                  .over("Spike of target − spike of source (ms)")
                  .size(Picture.WIDTH, Picture.HEIGHT),
              "Change of a weight of %s by a pair of spikes, seen after the next spike of the source."
                  .formatted(Drawing.amount(weight(), ""))));
    }
  }

  private double[] weights(Simulator sim, NodeCollection pre, NodeCollection post) {
    Connections all = sim.connections(pre, post, Synapse.of(model));
    double[] found = all.weight();
    int[] source = all.source();
    double[] weights = new double[pre.size()];
    for (int e = 0; e < found.length; e++) weights[pre.indexOf(source[e])] = found[e];
    return weights;
  }

  private Optional<Picture> train() {
    double length = 950;
    try (Scene scene = new Scene(models)) {
      NodeCollection source = scene.one("parrot_neuron", Map.of());
      NodeCollection cells = scene.nodes("iaf_psc_exp", MANY, Map.of("tau_syn_ex", 3.0));
      scene.sim().connect(scene.spikesAt(TRAIN), source, scene.synapse(1));
      scene.sim().connect(source, cells, shown().with("weight", 100.0));
      NodeCollection meter = scene.meter(cells, "I_syn_ex");
      scene.sim().simulate(length);
      List<Trace> traces = scene.traces(cells, meter, "I_syn_ex", Spikes.none());
      boolean random =
          traces.stream().anyMatch(t -> !Arrays.equals(t.values(), traces.getFirst().values()));
      Drawing drawing = new Drawing("Synaptic current (pA)");
      drawing.add(random ? "one" : "", traces.getFirst());
      if (random) drawing.add("mean", RatePictures.mean(traces));
      if (!drawing.isWorthwhile()) return Optional.empty();
      String of = random ? "One synapse, and the mean of " + MANY : "What a neuron feels";
      return Optional.of(
          new Picture(
              drawing.plot().between(0, length),
              of + ": a train of spikes of 20 Hz, and a spike half a second later" + told() + "."));
    }
  }

  /// A synapse whose effect is seen: one that fails at random does so, here.
  private Synapse shown() {
    Synapse synapse = Synapse.of(model);
    Optional<ParameterSpec> p = model.parameter("p_transmit");
    if (p.isPresent()) synapse = synapse.with("p_transmit", 0.5);
    Optional<ParameterSpec> sites = model.parameter("n");
    if (sites.isPresent()) synapse = synapse.with("n", 5.0).with("a", 5.0);
    return synapse;
  }

  private String told() {
    if (model.parameter("p_transmit").isPresent()) return "; p_transmit = 0.5";
    return model.parameter("n").isPresent() ? "; n = 5" : "";
  }

  /// The weight over time of synapses that hear a third node, with and without spikes there.
  private Optional<Picture> modulated() {
    double length = 2000;
    double every = 20;
    try (Scene scene = new Scene(models)) {
      NodeCollection pre = scene.nodes("parrot_neuron", 2, Map.of());
      NodeCollection post = scene.nodes("parrot_neuron", 2, Map.of());
      NodeCollection third = scene.one("parrot_neuron", Map.of());
      scene.sim().connect(scene.spikesAt(400, 1000), third, scene.synapse(1));
      double[] often =
          IntStream.range(0, 40).mapToDouble(k -> k == 0 ? 99 : 249 + 50.0 * k).toArray();
      scene.sim().connect(scene.spikesAt(often), pre, scene.synapse(1));
      for (int k = 0; k < 2; k++) {
        NodeCollection transmitter = scene.one("volume_transmitter", Map.of());
        if (k == 0) scene.sim().connect(third, transmitter, scene.synapse(1));
        scene.sim().connect(scene.spikesAt(104), post.at(k), scene.synapse(1));
        scene
            .sim()
            .connect(pre.at(k), post.at(k), synapse(weight()).receptor(1).modulatedBy(transmitter));
      }
      List<double[]> seen = new ArrayList<>();
      while (scene.sim().time() < length) {
        scene.sim().simulate(every);
        seen.add(weights(scene.sim(), pre, post));
      }
      double[] times = IntStream.range(0, seen.size()).mapToDouble(k -> every * (k + 1)).toArray();
      Drawing drawing = new Drawing("Weight");
      String[] names = {"with", "without"};
      for (int k = 0; k < 2; k++) {
        int at = k;
        double[] values = seen.stream().mapToDouble(w -> w[at]).toArray();
        drawing.add(names[k], new Trace(times, values, new double[0]));
      }
      if (!drawing.isWorthwhile()) return Optional.empty();
      return Optional.of(
          new Picture(
              drawing.plot().between(0, length),
              "Weight of a synapse whose source fires at 100 ms, its target at 105 ms, with dopamine at"
                  + " 400 ms and 1000 ms, and without; the source fires again every 50 ms from 300 ms"
                  + " on."));
    }
  }
}
