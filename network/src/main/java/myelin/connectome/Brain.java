package myelin.connectome;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
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

  /// By place of a cell that is or was driven its generator, its rate (spikes/s), the steps of a
  /// trial that it is given, and its refractory time (ms), which is 0 while it is driven.
  private final Map<Integer, Drive> drives = new LinkedHashMap<>();

  /// So many steps before they arrive spikes are sent that drive cells: as early as those of other
  /// cells. The network is simulated in slices as long as the smallest delay, which a delay of one
  /// step would make many of.
  private final long early;

  private static final class Drive {
    private final NodeCollection generator;
    private double rate;
    private int[] steps = {};
    private boolean on;
    private double t_ref;

    private Drive(NodeCollection generator) {
      this.generator = generator;
    }

    private boolean isWanted() {
      return rate > 0 || steps.length > 0;
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
    double[] delays = connectome.delays();
    double least = Arrays.stream(delays).min().orElse(delay_ms);
    early = synapses.length == 0 ? 1 : Math.max(1, Math.round(least / h));
    if (synapses.length > 0) {
      Numbers weights = new Numbers(synapses.length);
      for (int e = 0; e < synapses.length; e++)
        weights.put(e, (float) (synapses[e] * mVPerSynapse)); // as tables have them
      Synapse synapse =
          Synapse.model("static_synapse")
              .receptor(FlyNeuron.SPIKES)
              .with("weight", weights.quantity(Unit.NONE))
              .with("delay", delays.length == 0 ? (Object) delay_ms : delays);
      int[] sources = connectome.nodes(true, cells.id(0));
      int[] targets = connectome.nodes(false, cells.id(0));
      sim.connect(List.of(new Synapse.Pairs(sources, targets, synapse, ""))); // does not copy them
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

  /// The places of cells, each once, from the smallest on.
  private int[] places(long... ids) {
    return Arrays.stream(connectome.cells().places(ids)).sorted().distinct().toArray();
  }

  /// Has random spikes drive cells: in each step, one comes with the probability that gives this
  /// rate, and moves the potential beyond the threshold. Driven cells have no refractory time, as
  /// in Shiu et al. (2024). A rate of 0 ends it; without times of [#driveAt] either, the cell has
  /// its refractory time again.
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

  /// Has spikes at these times (ms) of every trial, multiples of the resolution above 0 in any
  /// order, drive a cell. No times end it.
  ///
  /// @throws BadInput if there is no such cell, or a time is not allowed
  public void driveAt(long id, double... times) {
    int[] steps = TrialSteps.of(h, "a spike that drives cell " + id, times);
    driven(id).getFirst().steps = steps;
  }

  private List<Drive> driven(long... ids) {
    int[] places = places(ids);
    int[] fresh = Arrays.stream(places).filter(p -> !drives.containsKey(p)).toArray();
    if (fresh.length > 0) generate(fresh);
    return Arrays.stream(places).mapToObj(this::driveOf).toList();
  }

  /// Gives generators to cells at these places.
  private void generate(int[] fresh) {
    NodeCollection generators = sim.create(Names.spike_generator, fresh.length);
    int[] targets = Arrays.stream(fresh).map(cells::id).toArray();
    Synapse synapse =
        Synapse.model("static_synapse")
            .receptor(FlyNeuron.JUMPS)
            .with("weight", jump)
            .with("delay", early * h);
    sim.connect(generators.toArray(), targets, synapse);
    for (int k = 0; k < fresh.length; k++) drives.put(fresh[k], new Drive(generators.at(k)));
  }

  /// Takes the refractory times of cells whose drive has begun since the last trial, and gives back
  /// those of cells whose drive has ended.
  private void refractoriness() {
    int[] begun = changed(true);
    if (begun.length > 0) {
      double[] t_ref = cells.at(begun).get("t_ref");
      cells.at(begun).set("t_ref", 0.0);
      for (int k = 0; k < begun.length; k++) driveOf(begun[k]).t_ref = t_ref[k];
    }
    int[] ended = changed(false);
    if (ended.length > 0) {
      double[] t_ref = Arrays.stream(ended).mapToDouble(p -> driveOf(p).t_ref).toArray();
      cells.at(ended).set("t_ref", t_ref);
    }
    drives.values().forEach(d -> d.on = d.isWanted());
  }

  /// Sorted places of the cells whose drive has begun, or ended, since the last trial.
  private int[] changed(boolean begun) {
    return drives.entrySet().stream()
        .filter(e -> e.getValue().on != begun && e.getValue().isWanted() == begun)
        .mapToInt(Map.Entry::getKey)
        .sorted()
        .toArray();
  }

  private Drive driveOf(int place) {
    return Objects.requireNonNull(drives.get(place));
  }

  /// Silences cells: they fire no more.
  public void silence(long... ids) {
    int[] places = places(ids);
    if (places.length == 0) return;
    cells.at(places).set("frozen", true);
    for (int place : places) silent.add(place);
  }

  /// Lets cells fire that have been silenced.
  public void unsilence(long... ids) {
    int[] places = places(ids);
    if (places.length == 0) return;
    cells.at(places).set("frozen", false);
    for (int place : places) silent.remove(place);
  }

  /// Simulates a trial.
  ///
  /// @param ms how long, a multiple of the resolution above 0
  /// @param seed of what is random: with another one, the drives send other spikes
  /// @throws BadInput if the time is not allowed
  public Trial trial(double ms, long seed) {
    int steps = TrialSteps.of(h, "a trial", ms)[0];
    refractoriness();
    long pause = Math.round(sim.max_delay() / h) + 1;
    long begin = Math.round(sim.time() / h) + pause;
    drives.forEach((place, drive) -> {
      long id = connectome.cells().id(place);
      int[] random = RandomTrain.steps(seed, id, drive.rate * h / 1000, steps);
      IntStream given = Arrays.stream(drive.steps).filter(k -> k < steps);
      double[] times =
          IntStream.concat(Arrays.stream(random), given)
              .sorted()
              .mapToDouble(k -> (begin + k + 1 - early) * h)
              .toArray();
      drive.generator.set("spike_times", times);
    });
    rest(pause);
    Events events = sim.simulate(steps * h).events(recorder);
    int[] senders = events.senders();
    double[] times = events.times();
    long[] ids = new long[senders.length];
    for (int k = 0; k < ids.length; k++) {
      ids[k] = connectome.cells().id(senders[k] - cells.id(0));
      times[k] = Math.round(times[k] / h - begin) * h;
    }
    return new Trial(ms, ids, times);
  }

  /// Brings all cells back to the beginning: while they are frozen for so many steps, what is under
  /// way to them is lost.
  private void rest(long pause) {
    cells.set("frozen", true);
    sim.simulate(pause * h);
    cells.set(rest);
    cells.set("frozen", false);
    if (!silent.isEmpty()) {
      cells.at(silent.stream().mapToInt(p -> p).sorted().toArray()).set("frozen", true);
    }
    recorder.set("n_events", 0);
  }
}
