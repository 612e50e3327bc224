package myelin.connect;

import java.util.Arrays;
import myelin.connect.recipe.CallRandom;
import myelin.connect.recipe.Recipes;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.base.Unit;
import myelin.engine.coupling.Couplings;
import myelin.engine.declare.Output;
import myelin.engine.declare.Receptor;
import myelin.engine.declare.Signal;
import myelin.engine.kernel.Kernel;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.plastic.SynapseModel;
import myelin.engine.wiring.EdgeBatch;
import myelin.engine.wiring.Recipe;
import myelin.value.Quantity;

/// Connects neurons that exchange a continuous signal: gap junctions, rates, diffusion input, slow
/// inward currents.
final class Coupler {

  private final Kernel kernel;
  private final Synapse synapse;
  private final SynapseModel model;
  private final Signal signal;
  private final String[] factors;
  private int[] source = new int[EdgeBatch.FULL];
  private int[] target = new int[EdgeBatch.FULL];
  private int[] delay = new int[EdgeBatch.FULL];
  private double[][] factor;
  private int size;

  /// The receptor of the targets; negative until it is known.
  private int receptor = -1;

  Coupler(Kernel kernel, Synapse synapse) {
    this.kernel = kernel;
    this.synapse = synapse;
    model = synapse.model();
    signal = model.signal().orElseThrow();
    factors = signal.factors().toArray(String[]::new);
    factor = new double[factors.length][EdgeBatch.FULL];
  }

  /// Refuses nodes that cannot be coupled, and connections that act in both directions.
  void requireOneWay(Ids sources, Ids targets, String rule) {
    requireEnds(sources, targets);
    if (signal == Signal.POTENTIAL) throw oneWay(rule);
  }

  private BadInput oneWay(String rule) {
    return new BadInput(
        BadInput.Kind.CONNECTION,
        "%s acts in both directions: make it by one_to_one().symmetric(), or by all_to_all() within one population, not by %s"
            .formatted(synapse.name(), rule));
  }

  private void requireEnds(Ids sources, Ids targets) {
    if (synapse.recorder() != null) {
      throw new BadInput(
          BadInput.Kind.CONNECTION,
          "%s sends no spikes, so no weight_recorder can hear it".formatted(synapse.name()));
    }
    requireUnit();
    for (int i = 0; i < sources.size(); i++) requireSends(sources.at(i));
    for (int i = 0; i < targets.size(); i++) requireTakes(targets.at(i));
  }

  /// Refuses nodes that cannot be coupled, and rules that do not suit the connections.
  void require(Ids sources, Ids targets, ConnectionRule rule) {
    requireEnds(sources, targets);
    boolean within = isWithin(sources, targets, rule);
    if (signal == Signal.POTENTIAL && within && rule.isSymmetric()) {
      throw new BadInput(
          BadInput.Kind.CONNECTION,
          "%s: all_to_all within one population makes both directions already; leave out symmetric()"
              .formatted(synapse.name()));
    }
    boolean both = rule.isSymmetric() || within;
    if (signal == Signal.POTENTIAL && !both) throw oneWay(rule.toString());
    if (signal == Signal.POTENTIAL && !rule.isSymmetric() && !synapse.weight().isOne()) {
      throw new BadInput(
          BadInput.Kind.CONNECTION,
          "%s: weight = %s could differ between the two directions; give one number, or make pairs by one_to_one().symmetric()"
              .formatted(synapse.name(), synapse.weight()));
    }
  }

  private void requireUnit() {
    Unit given = synapse.weight().unit();
    Unit taken = signal == Signal.POTENTIAL ? Unit.NS : Unit.NONE;
    if (given == Unit.NONE || given == taken) return;
    throw new BadInput(
        BadInput.Kind.UNIT,
        "%s: weight = %s is in %s, but it takes %s"
            .formatted(
                synapse.name(),
                synapse.weight(),
                given.symbol(),
                taken == Unit.NONE ? "a pure number, a factor" : taken.symbol()));
  }

  private static boolean isWithin(Ids sources, Ids targets, ConnectionRule rule) {
    if (rule.kind() != ConnectionRule.Kind.ALL_TO_ALL || sources.size() != targets.size()) {
      return false;
    }
    for (int i = 0; i < sources.size(); i++) if (sources.at(i) != targets.at(i)) return false;
    return true;
  }

  /// Whether devices may send what the connections carry: rates, with a delay.
  private boolean takesDevices() {
    return signal == Signal.RATE && model.parameter("delay").isPresent();
  }

  private void requireSends(int id) {
    if (takesDevices() && kernel.output(id) == Output.RATE) return;
    if (kernel.model(id) instanceof NeuronModel m && m.sends(signal)) return;
    throw refused(id, "does not send");
  }

  private void requireTakes(int id) {
    if (!(kernel.model(id) instanceof NeuronModel m)) throw refused(id, "does not take");
    Signal taken = m.hears(signal) ? m.signal().orElse(null) : null;
    if (taken == null || (taken != signal && !takesDevices())) throw refused(id, "does not take");
    int number = receptor(m, taken);
    if (receptor >= 0 && number != receptor) {
      throw new BadInput(
          BadInput.Kind.UNKNOWN_RECEPTOR,
          "%s: receptor '%s' has another number in %s; connect them one by one"
              .formatted(synapse.name(), synapse.receptorName(), m.name()));
    }
    receptor = number;
  }

  /// The number of the receptor of a model that the connections end on.
  private int receptor(NeuronModel m, Signal taken) {
    if (taken.hasReceptors()) {
      for (Receptor r : m.receptors()) {
        boolean named = r.name().equals(synapse.receptorName());
        if (synapse.receptorName() == null ? r.number() != synapse.receptor() : !named) continue;
        if (r.number() >= 1) return r.number();
      }
      throw new BadInput(
          BadInput.Kind.UNKNOWN_RECEPTOR,
          "%s: %s takes %s on receptor 1 (%s) or 2 (%s), not on %s"
              .formatted(
                  synapse.name(),
                  m.name(),
                  signal.text(),
                  m.receptor(1).name(),
                  m.receptor(2).name(),
                  synapse.receptorName() == null
                      ? Integer.toString(synapse.receptor())
                      : synapse.receptorName()));
    }
    if (synapse.receptor() == 0 && synapse.receptorName() == null) return 0;
    throw new BadInput(
        BadInput.Kind.UNKNOWN_RECEPTOR,
        "%s: there is one receptor for %s, number 0, without a name; receptor_type = %s must be 0"
            .formatted(
                synapse.name(),
                signal.text(),
                synapse.receptorName() == null ? synapse.receptor() : synapse.receptorName()));
  }

  private BadInput refused(int id, String does) {
    boolean sends = does.contains("send");
    String one = signal.text().replaceFirst("s$", "");
    return new BadInput(
        BadInput.Kind.CONNECTION,
        "%s %s: %s %s %s, so it cannot be connected by %s"
            .formatted(
                sends ? "The source node" : "The target node or synapse model",
                "does not support %s %s".formatted(one, sends ? "output" : "input"),
                kernel.model(id).name(),
                does,
                signal.text(),
                synapse.name()));
  }

  /// Draws the couplings of a rule, in both directions if it is symmetric, and returns what makes
  /// them.
  Runnable couple(int index, Recipe recipe, CallRandom draws, boolean symmetric) {
    Synapses values = new Synapses(synapse, kernel, draws);
    Recipe.Cursor cursor = recipe.open(Recipes.ALL);
    EdgeBatch batch = new EdgeBatch();
    while (cursor.next(batch)) {
      values.fill(batch);
      for (int e = 0; e < batch.size(); e++) {
        add(batch, e, batch.source(e), batch.target(e));
        if (symmetric) add(batch, e, batch.target(e), batch.source(e));
      }
      batch.clear();
    }
    return () ->
        kernel.couple(
            new Couplings.Edges(
                index,
                model.signal().orElseThrow(),
                model.parameter("delay").isPresent(),
                Math.max(0, receptor),
                Arrays.copyOf(source, size),
                Arrays.copyOf(target, size),
                Arrays.stream(factor).map(f -> Arrays.copyOf(f, size)).toArray(double[][]::new),
                Arrays.copyOf(delay, size),
                kernel.now()));
  }

  private void add(EdgeBatch batch, int e, int from, int to) {
    if (size == source.length) grow();
    source[size] = from;
    target[size] = to;
    delay[size] = batch.delay(e);
    for (int f = 0; f < factors.length; f++) {
      Quantity<?> v = synapse.value(factors[f]);
      factor[f][size] =
          factors[f].equals("weight")
              ? batch.weight(e)
              : v.isOne() ? v.at(0) : batch.parameter(e, f);
    }
    size++;
  }

  private void grow() {
    int room = 2 * size;
    source = Arrays.copyOf(source, room);
    target = Arrays.copyOf(target, room);
    delay = Arrays.copyOf(delay, room);
    for (int f = 0; f < factor.length; f++) factor[f] = Arrays.copyOf(factor[f], room);
  }
}
