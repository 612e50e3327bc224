package myelin.cli.pictures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import myelin.Names;
import myelin.analysis.Plots;
import myelin.analysis.RasterPlot;
import myelin.analysis.Spikes;
import myelin.engine.declare.Model;
import myelin.engine.declare.ModelRegistry;
import myelin.node.NodeCollection;

/// What stimulators give, with values that make it seen; by default they give nothing.
final class StimulatorPictures {

  private static final double LENGTH = 500;
  private static final int TRAINS = 20;

  private final ModelRegistry models;
  private final Model model;
  private final Map<String, ?> values;

  private StimulatorPictures(ModelRegistry models, Model model, Map<String, ?> values) {
    this.models = models;
    this.model = model;
    this.values = values;
  }

  /// The picture of a stimulator; none of one that is not known here.
  static List<Picture> of(ModelRegistry models, Model model) {
    Map<String, ?> values = values(model.name());
    if (values.isEmpty()) return List.of();
    StimulatorPictures pictures = new StimulatorPictures(models, model, values);
    boolean current = model.recordables().stream().anyMatch(r -> r.name().equals("I"));
    if (current) return List.of(pictures.current());
    return List.of(
        model.name().equals("step_rate_generator") ? pictures.rate() : pictures.spikes());
  }

  private static Map<String, ?> values(String name) {
    double[] some = {20, 50, 60, 65, 120, 200, 330, 340, 480};
    return switch (name) {
      case "ac_generator" -> Map.of("amplitude", 100.0, "offset", 50.0, "frequency", 10.0);
      case "dc_generator" -> Map.of("amplitude", 100.0, "start", 100.0, "stop", 400.0);
      case "noise_generator" -> Map.of("mean", 50.0, "std", 100.0);
      case "step_current_generator" ->
          Map.of(
              "amplitude_times", new double[] {50, 150, 300, 400},
              "amplitude_values", new double[] {100, -50, 200, 0});
      case "step_rate_generator" ->
          Map.of(
              "amplitude_times", new double[] {50, 150, 300, 400},
              "amplitude_values", new double[] {10, 5, 20, 0});
      case "gamma_sup_generator" -> Map.of("rate", 30.0, "gamma_shape", 5L, "n_proc", 1L);
      case "inhomogeneous_poisson_generator" ->
          Map.of(
              "rate_times", new double[] {50, 200, 350},
              "rate_values", new double[] {10, 100, 30});
      case "mip_generator" -> Map.of("rate", 30.0, "p_copy", 0.7);
      case "poisson_generator" -> Map.of("rate", 30.0);
      case "poisson_generator_ps" -> Map.of("rate", 30.0, "dead_time", 10.0);
      case "ppd_sup_generator" -> Map.of("rate", 30.0, "dead_time", 20.0, "n_proc", 1L);
      case "pulsepacket_generator" ->
          Map.of("pulse_times", new double[] {100, 300}, "activity", 5L, "sdev", 10.0);
      case "sinusoidal_gamma_generator" ->
          Map.of("rate", 30.0, "amplitude", 30.0, "frequency", 5.0, "order", 5.0);
      case "sinusoidal_poisson_generator" ->
          Map.of("rate", 30.0, "amplitude", 30.0, "frequency", 5.0);
      case "spike_dilutor" -> Map.of("p_copy", 0.3);
      case "spike_generator", "spike_train_injector" -> Map.of("spike_times", some);
      default -> Map.of();
    };
  }

  private String told() {
    return values.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e -> e.getKey() + " = " + shown(e.getValue()))
        .reduce((a, b) -> a + ", " + b)
        .orElse("");
  }

  private static String shown(Object value) {
    if (value instanceof double[] list) {
      return "["
          + String.join(", ", Arrays.stream(list).mapToObj(v -> Drawing.amount(v, "")).toList())
          + "]";
    }
    return Drawing.amount(((Number) value).doubleValue(), "");
  }

  private Picture current() {
    try (Scene scene = new Scene(models)) {
      NodeCollection source = scene.one(model, values);
      NodeCollection target = scene.one("iaf_psc_exp", Map.of());
      scene.sim().connect(source, target, scene.synapse(1));
      return recorded(scene, source, "I");
    }
  }

  private Picture rate() {
    try (Scene scene = new Scene(models)) {
      NodeCollection source = scene.one(model, values);
      NodeCollection target = scene.one("lin_rate_ipn", Map.of());
      scene.sim().connect(source, target, Names.rate_connection_delayed);
      return recorded(scene, source, "rate");
    }
  }

  private Picture recorded(Scene scene, NodeCollection source, String quantity) {
    NodeCollection meter = scene.meter(source, quantity);
    scene.sim().simulate(LENGTH);
    Drawing drawing =
        new Drawing(
            model.recordables().stream()
                .filter(r -> r.name().equals(quantity))
                .findFirst()
                .orElseThrow());
    drawing.add("", scene.traces(source, meter, quantity, Spikes.none()).getFirst());
    return new Picture(drawing.plot().between(0, LENGTH), "With " + told() + ".");
  }

  private Picture spikes() {
    try (Scene scene = new Scene(models)) {
      NodeCollection source = scene.one(model, values);
      boolean diluted = model.name().equals("spike_dilutor");
      List<NodeCollection> heard = new ArrayList<>();
      if (diluted) {
        NodeCollection before = scene.one("parrot_neuron", Map.of());
        scene
            .sim()
            .connect(
                scene.one("poisson_generator", Map.of("rate", 60.0)), before, scene.synapse(1));
        scene.sim().connect(before, source, scene.synapse(1));
        heard.add(before);
      }
      String parrot = model.precise() ? "parrot_neuron_ps" : "parrot_neuron";
      NodeCollection targets = scene.nodes(parrot, single() ? 1 : TRAINS, Map.of());
      scene.sim().connect(source, targets, scene.synapse(1));
      NodeCollection all = heard.isEmpty() ? targets : heard.getFirst().and(targets);
      NodeCollection recorder = scene.recorder(all);
      scene.sim().simulate(LENGTH);
      Spikes spikes = scene.sim().spikes(recorder);
      RasterPlot plot = Plots.raster(spikes).between(0, LENGTH).size(Picture.WIDTH, Picture.HEIGHT);
      if (diluted) plot.group("heard", heard.getFirst().id(0), heard.getFirst().id(0));
      plot.group(single() ? "spikes" : "targets", targets.id(0), targets.id(targets.size() - 1));
      String what = single() ? "Spikes" : "Spikes that each of " + TRAINS + " targets receives";
      return new Picture(plot, "%s, with %s.".formatted(what, told()));
    }
  }

  /// Whether all targets receive the same spikes.
  private boolean single() {
    return values.containsKey("spike_times");
  }
}
