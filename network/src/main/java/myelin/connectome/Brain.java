package myelin.connectome;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import myelin.Events;
import myelin.Names;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.engine.base.Unit;
import myelin.engine.declare.ParameterSpec;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import myelin.value.Numbers;
import myelin.value.Quantity;

/// A network built of a connectome, and trials with it. Cells are called by their ids. Tables are
/// built once; every trial begins with the state of the beginning, and depends on its seed and on
/// who is driven and silenced, not on trials before.
public final class Brain {

  private final Simulator sim;
  private final Connectome connectome;
  private final NodeCollection cells;
  private final NodeCollection recorder;
  private final Map<String, Object> rest = new LinkedHashMap<>();
  private final double h;
  private final double jump;
  private final Set<Integer> silent = new HashSet<>();

  /// By place of a driven cell its generator, its rate (spikes/s), and the times that it is given
  /// (ms).
  private final Map<Integer, Drive> drives = new LinkedHashMap<>();

  private boolean used;

  private static final class Drive {
    private final NodeCollection generator;
    private double rate;
    private double[] times = {};

    private Drive(NodeCollection generator) {
      this.generator = generator;
    }
  }

  Brain(
      Simulator sim, Connectome connectome, NodeModel model, double mVPerSynapse, double delay_ms) {
    if (sim.size() > 0) {
      throw new BadInput(
          BadInput.Kind.VALUE, "the network has nodes; a brain is built in an empty one");
    }
    this.sim = sim;
    this.connectome = connectome;
    h = sim.resolution();
    jump = 250 * mVPerSynapse;
    cells = sim.create(model, connectome.cells().size());
    double[] synapses = connectome.synapses();
    if (synapses.length > 0) {
      Numbers weights = new Numbers(synapses.length);
      for (int e = 0; e < synapses.length; e++)
        weights.put(e, (float) (synapses[e] * mVPerSynapse)); // as tables have them
      double[] delays = connectome.delays();
      Synapse synapse =
          Synapse.model("static_synapse")
              .receptor(FlyNeuron.SPIKES)
              .with("weight", weights.quantity(Unit.NONE))
              .with("delay", delays.length == 0 ? (Object) delay_ms : delays);
      int first = cells.id(0);
      sim.connect(connectome.nodes(true, first), connectome.nodes(false, first), synapse);
    }
    recorder = sim.create(Names.spike_recorder);
    sim.connect(cells, recorder);
    for (ParameterSpec p : model.model().parameters()) {
      if (p.role() == ParameterSpec.Role.STATE && !p.isList()) {
        rest.put(p.name(), Quantity.of(cells.get(p.name()), 1, Unit.NONE));
      }
    }
    sim.build();
  }

  /// The cells as nodes, in the order of [Connectome#cells].
  public NodeCollection nodes() {
    return cells;
  }

  private int[] places(long[] ids) {
    return connectome.cells().places(ids);
  }

  /// Has random spikes drive cells: in each step, one comes with the probability that gives this
  /// rate, and moves the potential beyond the threshold. Driven cells have no refractory time, as
  /// in Shiu et al. (2024). A rate of 0 ends it.
  ///
  /// @param rate spikes/s
  /// @throws BadInput if there is no such cell, or the rate is beyond one spike a step
  public void drive(double rate, long... ids) {
    if (!(rate >= 0 && rate * h <= 1000)) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "a rate of %s spikes/s: it must be from 0 to %s, one in each step"
              .formatted(rate, 1000 / h));
    }
    for (Drive drive : driven(ids)) drive.rate = rate;
  }

  /// Has spikes at these times (ms) of every trial, multiples of the resolution above 0, drive a
  /// cell.
  public void driveAt(long id, double... times) {
    driven(id).getFirst().times = times.clone();
  }

  private List<Drive> driven(long... ids) {
    int[] places = places(ids);
    int[] fresh = Arrays.stream(places).filter(p -> !drives.containsKey(p)).distinct().toArray();
    if (fresh.length > 0) drive(fresh);
    return Arrays.stream(places).mapToObj(p -> Objects.requireNonNull(drives.get(p))).toList();
  }

  /// Gives generators to cells at these places.
  private void drive(int[] fresh) {
    NodeCollection generators = sim.create(Names.spike_generator, fresh.length);
    int[] targets = Arrays.stream(fresh).map(cells::id).toArray();
    Synapse synapse =
        Synapse.model("static_synapse")
            .receptor(FlyNeuron.JUMPS)
            .with("weight", jump)
            .with("delay", h);
    sim.connect(generators.toArray(), targets, synapse);
    for (int k = 0; k < fresh.length; k++) drives.put(fresh[k], new Drive(generators.at(k)));
    cells.at(fresh).set("t_ref", 0.0);
  }

  /// Silences cells: they fire no more.
  public void silence(long... ids) {
    for (int place : places(ids)) silent.add(place);
    if (ids.length > 0) cells.at(places(ids)).set("frozen", true);
  }

  /// Lets cells fire that have been silenced.
  public void unsilence(long... ids) {
    for (int place : places(ids)) silent.remove(place);
    if (ids.length > 0) cells.at(places(ids)).set("frozen", false);
  }

  /// Simulates a trial.
  ///
  /// @param ms how long
  /// @param seed of what is random: with another one, the drives send other spikes
  public Trial trial(double ms, long seed) {
    if (used) rest();
    used = true;
    long begin = Math.round(sim.time() / h);
    int steps = (int) Math.round(ms / h);
    drives.forEach((place, drive) -> {
      long id = connectome.cells().id(place);
      int[] random = RandomTrain.steps(seed, id, drive.rate * h / 1000, steps);
      double[] times = new double[random.length + drive.times.length];
      for (int k = 0; k < random.length; k++) times[k] = (begin + random[k]) * h;
      for (int k = 0; k < drive.times.length; k++) {
        times[random.length + k] = begin * h + drive.times[k];
      }
      Arrays.sort(times);
      drive.generator.set("spike_times", times);
    });
    Events events = sim.simulate(ms).events(recorder);
    int[] senders = events.senders();
    double[] times = events.times();
    long[] ids = new long[senders.length];
    for (int k = 0; k < ids.length; k++) {
      ids[k] = connectome.cells().id(senders[k] - cells.id(0));
      times[k] = Math.round(times[k] / h - begin) * h;
    }
    return new Trial(ms, ids, times);
  }

  /// Brings all cells back to the beginning: while they are frozen, what is under way to them is
  /// lost.
  private void rest() {
    drives.values().forEach(d -> d.generator.set("spike_times", new double[0]));
    cells.set("frozen", true);
    sim.simulate(Math.max(sim.max_delay(), h) + h);
    cells.set(rest);
    cells.set("frozen", false);
    if (!silent.isEmpty()) {
      cells.at(silent.stream().mapToInt(p -> p).sorted().toArray()).set("frozen", true);
    }
    recorder.set("n_events", 0);
  }
}
