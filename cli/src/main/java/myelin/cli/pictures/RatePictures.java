package myelin.cli.pictures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import myelin.Names;
import myelin.analysis.Spikes;
import myelin.cli.pictures.Scene.Trace;
import myelin.connect.Synapse;
import myelin.engine.declare.Model;
import myelin.engine.declare.ModelRegistry;
import myelin.engine.declare.Recordable;
import myelin.engine.declare.Signal;
import myelin.engine.neuron.NeuronModel;
import myelin.node.NodeCollection;

/// What neurons do that have no spikes as others have: rate neurons with steps of their input,
/// populations in diffusion approximation with rates that drive them, binary neurons with a
/// current.
final class RatePictures {

  private static final double[] TIMES = {50, 100, 150, 200};
  private static final double[] INPUT = {0.5, 1, 2, 0};
  private static final double LENGTH = 250;
  private static final int MANY = 200;

  /// For astrocytes (ms, Hz).
  private static final double SLOW = 25_000;

  private static final double SLOW_INPUT = 250;

  private RatePictures() {}

  /// The picture of a rate neuron.
  static List<Picture> of(ModelRegistry models, NeuronModel model) {
    return List.of(model.sends(Signal.DIFFUSION) ? siegert(models, model) : rate(models, model));
  }

  private static Picture rate(ModelRegistry models, NeuronModel model) {
    boolean noisy = records(model, "noise");
    boolean output = records(model, "noisy_rate");
    String quantity = output ? "noisy_rate" : "rate";
    double much = output ? 0.1 : 1; // noise of the output is not smoothed
    boolean gauss = model.parameter("sigma").isPresent() && model.name().contains("gauss");
    try (Scene scene = new Scene(models)) {
      NodeCollection source =
          scene.one(
              "step_rate_generator", Map.of("amplitude_times", TIMES, "amplitude_values", INPUT));
      Map<String, Double> values = new HashMap<>();
      if (gauss) values.put("sigma", 1.0); // its width, which is 0 by default
      if (noisy) values.put("std", much);
      NodeCollection cells = scene.one(model, values);
      if (noisy) {
        values.put("std", 0.0);
        cells = cells.and(scene.one(model, values));
      }
      scene.sim().connect(source, cells, Names.rate_connection_delayed);
      NodeCollection meter = scene.meter(cells, quantity);
      scene.sim().simulate(LENGTH);
      List<Trace> traces = scene.traces(cells, meter, quantity, Spikes.none());
      Drawing drawing = new Drawing("rate");
      for (int k = 0; k < traces.size(); k++) {
        String std = "std = " + Drawing.amount(k == 0 ? much : 0, "");
        drawing.add(noisy ? std : "", traces.get(k));
      }
      String with = (noisy ? ", with noise and without" : "") + (gauss ? ", sigma = 1" : "");
      return new Picture(
          drawing.plot().between(0, LENGTH),
          "Rate%s, with an input of 0.5 from 50 ms, 1 from 100 ms, 2 from 150 ms, 0 from 200 ms."
              .formatted(with));
    }
  }

  private static boolean records(NeuronModel model, String name) {
    return model.recordables().stream().anyMatch(r -> r.name().equals(name));
  }

  private static Picture siegert(ModelRegistry models, Model model) {
    double[] rates = {12_000, 15_000, 20_000};
    double size = 0.1; // of synapses (mV)
    double tau = 0.01; // of the membrane (s)
    try (Scene scene = new Scene(models)) {
      NodeCollection cells = scene.nodes(model, rates.length, Map.of("tau_m", 10.0));
      for (int k = 0; k < rates.length; k++) {
        NodeCollection source = scene.one(model, Map.of("mean", rates[k], "rate", rates[k]));
        scene
            .sim()
            .connect(
                source,
                cells.at(k),
                Names.diffusion_connection
                    .with("drift_factor", tau * size)
                    .with("diffusion_factor", tau * size * size));
      }
      NodeCollection meter = scene.meter(cells, "rate");
      scene.sim().simulate(10);
      List<Trace> traces = scene.traces(cells, meter, "rate", Spikes.none());
      Drawing drawing = new Drawing(model.recordables().getFirst());
      for (int k = 0; k < rates.length; k++) {
        drawing.add(Drawing.amount(rates[k], "Hz"), traces.get(k));
      }
      return new Picture(
          drawing.plot().between(0, 10),
          "Rate with inputs of these rates, of synapses of 0.1 mV; tau_m = 10 ms.");
    }
  }

  /// The picture of a binary neuron.
  static List<Picture> binary(ModelRegistry models, NeuronModel model) {
    try (Scene scene = new Scene(models)) {
      NodeCollection cells = scene.nodes(model, MANY, Map.of());
      Map<String, ?> step = Map.of("mean", 2.0, "start", 49.0, "stop", 149.0);
      scene.sim().connect(scene.one("noise_generator", step), cells, scene.synapse(1));
      Recordable state = model.recordables().getFirst();
      NodeCollection meter = scene.meter(cells, state.name());
      scene.sim().simulate(LENGTH - 50);
      List<Trace> traces = scene.traces(cells, meter, state.name(), Spikes.none());
      Drawing drawing =
          new Drawing(state).add("one neuron", traces.getFirst()).add("mean", mean(traces));
      return List.of(
          new Picture(
              drawing.plot().between(0, LENGTH - 50),
              "State of one neuron, and the mean of %d, with an input of 2 from 50 ms to 150 ms."
                  .formatted(MANY)));
    }
  }

  /// The mean of traces at the same times.
  static Trace mean(List<Trace> traces) {
    double[] sum = new double[traces.getFirst().values().length];
    for (Trace t : traces) for (int k = 0; k < sum.length; k++) sum[k] += t.values()[k];
    double[] mean = Arrays.stream(sum).map(v -> v / traces.size()).toArray();
    return new Trace(traces.getFirst().times(), mean, new double[0]);
  }

  /// The picture of a coupling, by two nodes that it connects; none of one that is not known here.
  static List<Picture> coupling(ModelRegistry models, Model model) {
    List<Picture> all = new ArrayList<>();
    switch (model.name()) {
      case "gap_junction" -> all.add(gap(models));
      case "rate_connection_delayed", "rate_connection_instantaneous" ->
          all.add(rates(models, model));
      case "sic_connection" -> all.add(slow(models));
      case "diffusion_connection" -> all.add(siegert(models, models.named("siegert_neuron")));
      default -> {}
    }
    return all;
  }

  private static Picture gap(ModelRegistry models) {
    try (Scene scene = new Scene(models)) {
      NodeCollection cells = scene.nodes("hh_psc_alpha_gap", 2, Map.of());
      Synapse junction = Names.gap_junction.with("weight", 5.0);
      scene.sim().connect(cells.at(0), cells.at(1), Names.one_to_one().symmetric(), junction);
      double begin = scene.rest(cells.at(1), "V_m");
      Map<String, ?> step = Map.of("amplitude", 300.0, "start", begin + 19, "stop", begin + 79);
      scene.sim().connect(scene.one("dc_generator", step), cells.at(0), scene.synapse(1));
      NodeCollection meter = scene.meter(cells, "V_m");
      scene.sim().simulate(100);
      List<Trace> traces = scene.traces(cells, meter, "V_m", Spikes.none());
      return new Picture(
          new Drawing("V_m (mV)")
              .add("first", traces.get(0).between(begin, begin + 100))
              .add("second", traces.get(1).between(begin, begin + 100))
              .plot()
              .between(0, 100),
          "V_m of two neurons hh_psc_alpha_gap with a gap junction of 5 nS; the first one has a"
              + " current of 300 pA from 20 ms to 80 ms.");
    }
  }

  private static Picture rates(ModelRegistry models, Model model) {
    try (Scene scene = new Scene(models)) {
      NodeCollection cells = scene.nodes("lin_rate_ipn", 2, Map.of("sigma", 0.0));
      NodeCollection source =
          scene.one(
              "step_rate_generator",
              Map.of("amplitude_times", new double[] {20}, "amplitude_values", new double[] {1}));
      scene.sim().connect(source, cells.at(0), Names.rate_connection_delayed);
      boolean delayed = model.parameter("delay").isPresent();
      Synapse synapse = Synapse.of(model).with("weight", 0.5);
      if (delayed) synapse = synapse.with("delay", 10.0);
      scene.sim().connect(cells.at(0), cells.at(1), synapse);
      NodeCollection meter = scene.meter(cells, "rate");
      scene.sim().simulate(100);
      List<Trace> traces = scene.traces(cells, meter, "rate", Spikes.none());
      return new Picture(
          new Drawing("rate")
              .add("first", traces.get(0))
              .add("second", traces.get(1))
              .plot()
              .between(0, 100),
          "Rates of two neurons lin_rate_ipn without noise, of which the second hears the first"
              + " with a weight of 0.5"
              + (delayed ? " and a delay of 10 ms." : "."));
    }
  }

  private static Picture slow(ModelRegistry models) {
    try (Scene scene = new Scene(models)) {
      NodeCollection astrocyte = driven(scene, scene.named("astrocyte_lr_1994"));
      NodeCollection neuron = scene.one("aeif_cond_alpha_astro", Map.of());
      scene.sim().connect(astrocyte, neuron, Names.sic_connection);
      return slow(
          scene,
          neuron,
          "I_SIC",
          "I_SIC (pA)",
          "Slow inward current in aeif_cond_alpha_astro from astrocyte_lr_1994, which receives");
    }
  }

  /// The picture of an astrocyte.
  static Picture astrocyte(ModelRegistry models, NeuronModel model) {
    Recordable calcium =
        model.recordables().stream()
            .filter(r -> r.name().startsWith("Ca"))
            .findFirst()
            .orElse(model.recordables().getFirst());
    try (Scene scene = new Scene(models)) {
      String label = Drawing.label(calcium);
      return slow(scene, driven(scene, model), calcium.name(), label, calcium.name() + " with");
    }
  }

  private static NodeCollection driven(Scene scene, Model model) {
    NodeCollection astrocyte = scene.one(model, Map.of());
    NodeCollection source = scene.one("poisson_generator", Map.of("rate", SLOW_INPUT));
    scene.sim().connect(source, astrocyte, scene.synapse(1));
    return astrocyte;
  }

  private static Picture slow(
      Scene scene, NodeCollection node, String quantity, String label, String what) {
    NodeCollection meter =
        scene.one("multimeter", Map.of("record_from", new String[] {quantity}, "interval", 20.0));
    scene.sim().connect(meter, node);
    scene.sim().simulate(SLOW);
    Trace trace = scene.traces(node, meter, quantity, Spikes.none()).getFirst();
    return new Picture(
        new Drawing(label).add("", trace).plot().between(0, SLOW),
        what + " Poisson spikes of %s.".formatted(Drawing.amount(SLOW_INPUT, "Hz")));
  }
}
