package myelin.cli.pictures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import myelin.analysis.Plots;
import myelin.analysis.Spikes;
import myelin.cli.pictures.Scene.Trace;
import myelin.engine.base.BadInput;
import myelin.engine.declare.Channel;
import myelin.engine.declare.ModelRegistry;
import myelin.engine.declare.Receptor;
import myelin.engine.declare.Recordable;
import myelin.engine.declare.Signal;
import myelin.engine.neuron.NeuronModel;
import myelin.node.NodeCollection;
import org.jspecify.annotations.Nullable;

/// What a neuron does with a step of current, and with single spikes.
///
/// How strong these are is tried out, on many neurons at once: the weakest current of which it
/// fires several times, or at all, and the strongest below that of which it does not fire; the
/// weakest spike whose effect is clearly seen. Before, neurons come to rest.
final class NeuronPictures {

  private static final double ON = 50;
  private static final double OFF = 250;
  private static final double END = 300;
  private static final int SEVERAL = 5;

  private static final double ARRIVAL = 10;
  private static final double SOON = 150;
  private static final double LATE = 600;

  /// An effect of a spike that is seen, in the unit of what is recorded.
  private static final double CLEAR = 1;

  /// Currents that are tried, from weak to strong (pA).
  private static final double[] CURRENTS = {
    0.5, 1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 400, 500, 700, 1000, 1500, 2000,
    3000, 5000, 7000, 10_000, 15_000, 20_000
  };

  /// Weights that are tried, from weak to strong.
  private static final double[] WEIGHTS = {
    0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000
  };

  /// Of a neuron whose step is more work than this, every other strength is tried; of one that is
  /// ten times that, every third.
  private static final int MUCH = 100;

  private final ModelRegistry models;
  private final NeuronModel model;
  private final Map<String, ?> values;
  private final Recordable quantity;
  private final List<Receptor> receptors;
  private final List<Channel> channels;

  private NeuronPictures(ModelRegistry models, NeuronModel model, Recordable quantity) {
    this.models = models;
    this.model = model;
    this.quantity = quantity;
    values = Lists.of(model);
    NeuronModel shaped = Lists.shaped(model, values);
    receptors = shaped.receptors();
    channels = shaped.channels();
  }

  /// The pictures of a neuron that takes spikes or currents.
  static List<Picture> of(ModelRegistry models, NeuronModel model) {
    List<Recordable> recordables = Lists.shaped(model, Lists.of(model)).recordables();
    if (recordables.isEmpty()) return List.of(repeated(models, model));
    Recordable quantity =
        recordables.stream()
            .filter(r -> r.name().startsWith("V_m"))
            .findFirst()
            .orElse(recordables.getFirst());
    if (model.sends(Signal.SLOW_CURRENT)) return List.of(RatePictures.astrocyte(models, model));
    NeuronPictures pictures = new NeuronPictures(models, model, quantity);
    List<Picture> all = new ArrayList<>();
    pictures.step().ifPresent(all::add);
    pictures.spikes().ifPresent(all::add);
    return all;
  }

  /// Of a neuron without anything to record: what it fires beside what it hears.
  private static Picture repeated(ModelRegistry models, NeuronModel model) {
    try (Scene scene = new Scene(models)) {
      NodeCollection source = scene.spikesAt(20, 50, 60, 65, 120, 200);
      NodeCollection heard = scene.one("parrot_neuron", Map.of());
      NodeCollection neuron = scene.one(model, Map.of());
      scene.sim().connect(source, heard, scene.synapse(1));
      scene.sim().connect(source, neuron, scene.synapse(1));
      NodeCollection recorder = scene.recorder(heard.and(neuron));
      scene.sim().simulate(250);
      int in = heard.id(0);
      int out = neuron.id(0);
      return new Picture(
          Plots.raster(scene.sim().spikes(recorder))
              .group("arrive", in, in)
              .group("fired", out, out)
              .between(0, 250)
              .size(Picture.WIDTH, Picture.HEIGHT),
          "Spikes that arrive, and those that it fires.");
    }
  }

  /// What was tried, and what came of it.
  private record Tried(double strength, Trace trace) {}

  /// What a scene gives that begins when neurons have come to rest, for the first so many
  /// strengths; fewer if the strongest cannot be integrated.
  private <T> Optional<T> strongest(double[] all, Function<double[], T> scene) {
    int effort = model.effort();
    int every = effort >= 10 * MUCH ? 3 : effort > MUCH ? 2 : 1;
    double[] strengths =
        IntStream.range(0, all.length)
            .filter(k -> k % every == 0)
            .mapToDouble(k -> all[k])
            .toArray();
    for (int n = strengths.length; n > 0; n -= 4) {
      try {
        return Optional.of(scene.apply(Arrays.copyOf(strengths, n)));
      } catch (BadInput tooStrong) {
        // with fewer, then
      }
    }
    return Optional.empty();
  }

  private Optional<Picture> step() {
    Optional<Receptor> port = receptors.stream().filter(r -> r.current() >= 0).findFirst();
    if (port.isEmpty()) return Optional.empty();
    List<Tried> all = strongest(CURRENTS, s -> steps(port.get(), s)).orElse(List.of());
    Tried firing = firing(all, SEVERAL);
    if (firing == null) firing = firing(all, 1);
    Tried quiet = null;
    for (Tried t : all) {
      if (t == firing || (!model.spikes() && t.strength > 100)) break;
      if (t.trace.spikes(ON, OFF) == 0) quiet = t;
    }
    Drawing drawing = new Drawing(quantity);
    List<String> shown = new ArrayList<>();
    for (Tried t : Arrays.asList(quiet, firing)) {
      if (t == null) continue;
      drawing.add(Drawing.amount(t.strength, Lists.unitOfCurrent(model)), t.trace);
      shown.add(Drawing.amount(t.strength, Lists.unitOfCurrent(model)));
    }
    if (!drawing.isWorthwhile()) return Optional.empty();
    String marks = firing == null ? "." : ". Marks above are spikes.";
    return Optional.of(
        new Picture(
            drawing.plot().between(0, END),
            "%s with a current of %s from 50 ms to 250 ms%s"
                .formatted(quantity.name(), String.join(" and of ", shown), marks)));
  }

  /// The weakest of which the neuron fires so often; null if there is none.
  private static @Nullable Tried firing(List<Tried> all, int spikes) {
    return all.stream().filter(t -> t.trace.spikes(ON, OFF) >= spikes).findFirst().orElse(null);
  }

  private List<Tried> steps(Receptor port, double[] strengths) {
    try (Scene scene = new Scene(models)) {
      NodeCollection cells = scene.nodes(model, strengths.length + 1, values);
      double begin = scene.rest(cells.last(1), quantity.name());
      for (int k = 0; k < strengths.length; k++) {
        Map<String, ?> step =
            Map.of("amplitude", strengths[k], "start", begin + ON - 1, "stop", begin + OFF - 1);
        scene
            .sim()
            .connect(
                scene.one("dc_generator", step),
                cells.at(k),
                scene.synapse(1).receptor(port.number()));
      }
      Recording recording = new Recording(scene, cells, begin);
      scene.sim().simulate(END);
      List<Trace> traces = recording.traces(END);
      return IntStream.range(0, strengths.length)
          .mapToObj(k -> new Tried(strengths[k], traces.get(k)))
          .toList();
    }
  }

  /// A meter and, if they fire, a spike recorder of neurons, from when it is made.
  private final class Recording {
    private final Scene scene;
    private final NodeCollection cells;
    private final double begin;
    private final NodeCollection meter;
    private final @Nullable NodeCollection recorder;

    Recording(Scene scene, NodeCollection cells, double begin) {
      this.scene = scene;
      this.cells = cells;
      this.begin = begin;
      meter = scene.meter(cells, quantity.name());
      recorder = model.spikes() ? scene.recorder(cells) : null;
    }

    List<Trace> traces(double length) {
      Spikes fired = recorder == null ? Spikes.none() : scene.sim().spikes(recorder);
      return scene.traces(cells, meter, quantity.name(), fired).stream()
          .map(t -> t.between(begin, begin + length))
          .toList();
    }
  }

  /// A way in for spikes: a receptor and the sign of the weight.
  private record Way(Receptor receptor, int sign) {}

  private List<Way> ways() {
    List<Receptor> ports = receptors.stream().filter(r -> r.spikes() >= 0).toList();
    List<Way> ways = new ArrayList<>();
    for (Receptor r : ports) {
      ways.add(new Way(r, 1));
      if (ports.size() == 1 && r.spikesNegative() >= 0) ways.add(new Way(r, -1));
    }
    return ways;
  }

  private Optional<Picture> spikes() {
    List<Way> ways = ways();
    if (ways.isEmpty()) return Optional.empty();
    List<List<Tried>> all = strongest(WEIGHTS, s -> single(ways, s)).orElse(List.of());
    if (all.isEmpty()) return Optional.empty();
    Trace without = all.getLast().getFirst().trace;
    if (without.spikes().length > 0) return Optional.empty(); // it hides what a spike does
    List<Tried> clear = all.subList(0, ways.size()).stream().map(w -> clear(w, without)).toList();
    double usual =
        clear.stream()
            .filter(t -> t != null)
            .mapToDouble(t -> Math.abs(t.strength))
            .findFirst()
            .orElse(1);
    Drawing drawing = new Drawing(quantity);
    double until = 50;
    for (int k = 0; k < ways.size(); k++) {
      Tried shown = clear.get(k);
      if (shown == null) shown = nearest(all.get(k), usual);
      if (shown == null) continue;
      until = Math.max(until, settled(shown.trace, without));
      drawing.add(name(ways.get(k), shown.strength), shown.trace);
    }
    if (!drawing.isWorthwhile()) return Optional.empty();
    String which = drawing.size() > 1 ? ", one for each line, with the weight beside it." : ".";
    return Optional.of(
        new Picture(
            drawing.plot().between(0, until),
            "%s after a spike that arrives at 10 ms%s".formatted(quantity.name(), which)));
  }

  private String name(Way way, double weight) {
    Channel channel = channels.get(way.receptor.spikes());
    String amount = Drawing.amount(weight, channel.unit().symbol());
    boolean several = way.sign > 0 && receptors.stream().filter(r -> r.spikes() >= 0).count() > 1;
    return several ? way.receptor.name() + " " + amount : amount;
  }

  /// The weakest spike of which the neuron does not fire whose effect is clear; null if there is
  /// none.
  private static @Nullable Tried clear(List<Tried> tried, Trace without) {
    for (Tried t : tried) {
      if (t.trace.spikes().length > without.spikes().length) continue;
      if (effect(t.trace, without) >= CLEAR) return t;
    }
    return null;
  }

  private static @Nullable Tried nearest(List<Tried> tried, double strength) {
    Tried nearest = null;
    for (Tried t : tried) if (Math.abs(t.strength) <= strength) nearest = t;
    return nearest;
  }

  private static double effect(Trace t, Trace without) {
    return IntStream.range(0, t.times().length)
        .mapToDouble(k -> Math.abs(t.values()[k] - without.values()[k]))
        .max()
        .orElse(0);
  }

  /// When nearly nothing is left of the effect of a spike, in steps of 50 ms.
  private static double settled(Trace t, Trace without) {
    double little = 0.05 * effect(t, without);
    double last = ARRIVAL;
    for (int k = 0; k < t.times().length; k++) {
      if (Math.abs(t.values()[k] - without.values()[k]) > little) last = t.times()[k];
    }
    return 50 * Math.ceil(last / 50);
  }

  /// What comes of spikes of all weights by all ways; last of none.
  private List<List<Tried>> single(List<Way> ways, double[] strengths) {
    try (Scene scene = new Scene(models)) {
      int n = strengths.length;
      NodeCollection cells = scene.nodes(model, ways.size() * n + 1, values);
      double begin = scene.rest(cells.last(1), quantity.name());
      NodeCollection source = scene.spikesAt(begin + ARRIVAL - 1);
      List<Way> refused = new ArrayList<>();
      for (int k = 0; k < ways.size() * n; k++) {
        Way way = ways.get(k / n);
        if (refused.contains(way)) continue;
        try {
          scene
              .sim()
              .connect(
                  source,
                  cells.at(k),
                  scene.synapse(way.sign * strengths[k % n]).receptor(way.receptor.number()));
        } catch (BadInput e) {
          refused.add(way); // weights of this sign
        }
      }
      Recording recording = new Recording(scene, cells, begin);
      scene.sim().simulate(SOON);
      List<Trace> traces = recording.traces(SOON);
      if (!isOver(traces)) {
        scene.sim().simulate(LATE - SOON);
        traces = recording.traces(LATE);
      }
      List<List<Tried>> all = new ArrayList<>();
      for (int w = 0; w < ways.size(); w++) {
        List<Tried> own = new ArrayList<>();
        if (!refused.contains(ways.get(w))) {
          for (int k = 0; k < n; k++) {
            own.add(new Tried(ways.get(w).sign * strengths[k], traces.get(w * n + k)));
          }
        }
        all.add(own);
      }
      all.add(List.of(new Tried(0, traces.getLast())));
      return all;
    }
  }

  /// Whether the effects of all spikes that are weak enough have nearly gone.
  private static boolean isOver(List<Trace> traces) {
    Trace without = traces.getLast();
    return traces.stream()
        .filter(t -> t.spikes().length <= without.spikes().length)
        .filter(t -> effect(t, without) < 5 * CLEAR)
        .allMatch(t -> settled(t, without) < SOON);
  }
}
