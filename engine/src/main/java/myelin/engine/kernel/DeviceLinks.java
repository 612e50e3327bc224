package myelin.engine.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.base.Pauses;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.Receptor;
import myelin.engine.device.DriveSource;
import myelin.engine.device.Multimeter;
import myelin.engine.device.Probe;
import myelin.engine.device.SampledDevice;
import myelin.engine.input.Drive;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.neuron.Population;
import myelin.engine.nodes.Nodes;
import myelin.engine.table.ConnectionTable;

/// The links between devices and blocks: the drives of stimulators and the probes of multimeters.
/// They are kept as connections, and given to the blocks before a run.
final class DeviceLinks {

  /// Connections from a stimulator to neurons.
  ///
  /// @param periods what they were like, one period after the other
  private record Driving(DriveSource source, int[] targets, int receptor, List<Period> periods) {}

  /// What connections of a stimulator are like, for what it sends in the steps from `since` to
  /// before `until`.
  ///
  /// @param weight weight of each target, or one for all
  /// @param delay likewise (steps)
  private record Period(double[] weight, int[] delay, long since, long until) {

    double weight(int i) {
      return weight[weight.length == 1 ? 0 : i];
    }

    int delay(int i) {
      return delay[delay.length == 1 ? 0 : i];
    }

    /// Whether something sent in it may arrive at step `now` or later.
    boolean lasts(long now) {
      return until + Arrays.stream(delay).max().orElse(0) >= now;
    }
  }

  /// What lanes of a block have in common to share a drive. The order of drives, which is the order
  /// in which their input is summed, depends on nothing but these: never on who shares the block.
  private record DriveKey(
      DriveSource source, int channel, int delay, long since, long until, int occurrence)
      implements Comparable<DriveKey> {

    @Override
    public int compareTo(DriveKey other) {
      int order = Integer.compare(source.id(), other.source.id());
      if (order == 0) order = Integer.compare(delay, other.delay);
      if (order == 0) order = Long.compare(since, other.since);
      if (order == 0) order = Long.compare(until, other.until);
      if (order == 0) order = Integer.compare(occurrence, other.occurrence);
      return order == 0 ? Integer.compare(channel, other.channel) : order;
    }
  }

  /// Lanes of a block, as many as there are: most generators drive few of them.
  private static final class Lanes {
    private int[] lane = new int[1];
    private int[] id = new int[1];
    private double[] weight = new double[1];
    private int size;

    void add(int atLane, int nodeId, double w) {
      if (size == lane.length) {
        lane = Arrays.copyOf(lane, 2 * size);
        id = Arrays.copyOf(id, 2 * size);
        weight = Arrays.copyOf(weight, 2 * size);
      }
      lane[size] = atLane;
      id[size] = nodeId;
      weight[size++] = w;
    }

    /// The lanes in ascending order, whatever the order of the connections.
    Drive.Lanes trimmed(DriveKey key) {
      Lanes ascending = isAscending() ? this : sorted();
      return new Drive.Lanes(
          Arrays.copyOf(ascending.lane, size),
          Arrays.copyOf(ascending.id, size),
          Arrays.copyOf(ascending.weight, size),
          key.delay(),
          key.since(),
          key.until(),
          key.occurrence());
    }

    private boolean isAscending() {
      for (int k = 1; k < size; k++) if (lane[k] < lane[k - 1]) return false;
      return true;
    }

    private Lanes sorted() {
      int[] place = new int[Block.LANES];
      Arrays.fill(place, -1);
      for (int k = 0; k < size; k++) place[lane[k]] = k;
      Lanes ascending = new Lanes();
      for (int k : place) if (k >= 0) ascending.add(lane[k], id[k], weight[k]);
      return ascending;
    }
  }

  /// How many connections there are from a stimulator to each lane of a block.
  private static final class Counts {
    private int first;
    private int ofFirst;
    private int[] all = {};

    /// The number of those to a lane so far; there is one more from now on.
    int next(int lane) {
      if (all.length == 0 && (ofFirst == 0 || lane == first)) {
        first = lane;
        return ofFirst++;
      }
      if (all.length == 0) {
        all = new int[Block.LANES];
        all[first] = ofFirst;
      }
      return all[lane]++;
    }
  }

  /// What is attached to one block, while it is being collected.
  private static final class Attached {
    private final Map<DriveKey, Lanes> drives = new TreeMap<>();
    private final Map<DriveSource, Counts> occurrences = new LinkedHashMap<>();
    private final Map<Multimeter, List<int[]>> probes = new LinkedHashMap<>();
  }

  private final Nodes nodes;
  private final Population[][] populations;
  private final List<Driving> drivings = new ArrayList<>();
  private final List<Multimeter> meters = new ArrayList<>();
  private boolean stale;

  DeviceLinks(Nodes nodes, Population[][] populations) {
    this.nodes = nodes;
    this.populations = populations;
  }

  /// Whether a stimulator or a multimeter is connected to a neuron.
  boolean reaches(int id) {
    for (Driving d : drivings) for (int target : d.targets()) if (target == id) return true;
    for (Multimeter m : meters) for (int target : m.targets()) if (target == id) return true;
    return false;
  }

  /// Connects a stimulator at step `now`; returns the number of these connections, for [#change].
  int drive(
      DriveSource source, int[] targets, double[] weight, int[] delay, int receptor, long now) {
    source.connected(targets);
    List<Period> periods = new ArrayList<>();
    periods.add(new Period(weight, delay, now, Long.MAX_VALUE));
    drivings.add(new Driving(source, targets, receptor, periods));
    stale = true;
    return drivings.size() - 1;
  }

  /// Gives connections of a stimulator other weights and delays for what it sends from step `now`
  /// on.
  ///
  /// @param driving their number
  /// @param weight weight of each target, or one for all
  /// @param delay likewise (steps)
  void change(int driving, double[] weight, int[] delay, long now) {
    List<Period> periods = drivings.get(driving).periods();
    Period last = periods.removeLast();
    if (last.since() < now) {
      periods.add(new Period(last.weight(), last.delay(), last.since(), now));
    }
    periods.removeIf(p -> !p.lasts(now));
    periods.add(new Period(weight, delay, now, Long.MAX_VALUE));
    stale = true;
  }

  void probe(Multimeter meter, Ids targets) {
    meter.connect(targets);
    if (!meters.contains(meter)) meters.add(meter);
    stale = true;
  }

  void save(CheckpointWriter out) throws IOException {
    out.section("deviceLinks");
    out.put(drivings.size());
    for (Driving d : drivings) {
      out.put(d.source().id());
      out.put(d.targets());
      out.put(d.receptor());
      out.put(d.periods().size());
      for (Period p : d.periods()) {
        out.put(p.weight());
        out.put(p.delay());
        out.put(p.since());
        out.put(p.until());
      }
    }
    out.put(meters.size());
    for (Multimeter meter : meters) {
      out.put(meter.id());
      out.put(meter.targets());
    }
  }

  void load(CheckpointReader in, long now) throws IOException {
    in.section("deviceLinks");
    for (int n = in.whole(); n > 0; n--) {
      DriveSource source = device(in, DriveSource.class);
      int[] targets = in.wholes();
      for (int id : targets) if (!isNeuron(id)) throw damaged(in);
      int receptor = in.whole();
      List<Period> periods = new ArrayList<>();
      for (int k = in.whole(); k > 0; k--) {
        Period p = new Period(in.finite(in.reals()), in.wholes(), in.step(now), in.wide());
        boolean fits = periods.isEmpty() || periods.getLast().until() == p.since();
        for (int d : p.delay()) fits &= d >= 1 && d <= ConnectionTable.DELAY_LIMIT;
        fits &= p.weight().length == 1 || p.weight().length == targets.length;
        fits &= p.delay().length == 1 || p.delay().length == targets.length;
        fits &= p.until() > p.since() && (p.until() <= now || p.until() == Long.MAX_VALUE);
        if (!fits) throw damaged(in);
        periods.add(p);
      }
      if (periods.isEmpty() || periods.getLast().until() != Long.MAX_VALUE) {
        throw damaged(in);
      }
      for (int id : targets) nodes.models().get(nodes.model(id)).receptor(receptor);
      source.connected(targets);
      drivings.add(new Driving(source, targets, receptor, periods));
      stale = true;
    }
    for (int n = in.whole(); n > 0; n--) {
      Multimeter meter = device(in, Multimeter.class);
      int[] heard = in.wholes();
      for (int i = 0; i < heard.length; i++) {
        boolean ascends = heard[i] > (i == 0 ? 0 : heard[i - 1]);
        if (!ascends || heard[i] > nodes.size()) throw damaged(in);
      }
      Ids targets = Ids.list(heard);
      requireProbe(meter, targets);
      probe(meter, targets);
    }
  }

  private boolean isNeuron(int id) {
    return id >= 1 && id <= nodes.size() && nodes.isNeuron(id);
  }

  private <T> T device(CheckpointReader in, Class<T> capability) throws IOException {
    return nodes.device(in.whole(), capability).orElseThrow(() -> damaged(in));
  }

  private static BadInput damaged(CheckpointReader in) {
    return in.refuse("it is damaged: there are no such connections of devices");
  }

  /// Refuses nodes that a multimeter cannot be connected to.
  void requireProbe(Multimeter meter, Ids ids) {
    meter.requireInterval();
    for (int i = 0; i < ids.size(); i++) {
      int id = ids.at(i);
      boolean sampled = nodes.isNeuron(id) || nodes.device(id, SampledDevice.class).isPresent();
      meter.requireTarget(id, nodes.modelOf(id), sampled);
    }
  }

  /// Makes the multimeters ready for samples of a slice.
  void openPages(long begin, long end) {
    for (Multimeter meter : meters) meter.open(begin, (int) (end - begin));
  }

  /// Turns the samples of a slice into records; those of devices are taken here, as no block has
  /// them.
  void closePages(long begin, long end) {
    for (Multimeter meter : meters) {
      int[] targets = meter.targets();
      for (int row = 0; row < targets.length; row++) {
        if (nodes.isNeuron(targets[row]) || !nodes.ranks().has(targets[row])) continue;
        int[] recordable = meter.recordables(nodes.modelOf(targets[row]));
        SampledDevice device = nodes.device(targets[row], SampledDevice.class).orElseThrow();
        sample(meter, row, recordable, device, begin, end);
      }
      meter.close((int) (end - begin));
    }
  }

  private static void sample(
      Multimeter meter, int row, int[] recordable, SampledDevice device, long begin, long end) {
    for (long step = begin + 1; step <= end; step++) {
      if (!meter.due(step)) continue;
      for (int r = 0; r < recordable.length; r++) {
        meter.page(step)[row * recordable.length + r] = device.record(recordable[r], step - 1);
      }
    }
  }

  /// Notes that nodes were added: blocks must get their drives and probes again.
  void invalidate() {
    stale = true;
  }

  /// Gives every block its drives and probes.
  void distribute() {
    if (!stale) return;
    Attached[][][] all = new Attached[populations.length][][];
    for (int p = 0; p < populations.length; p++) {
      all[p] = new Attached[populations[p].length][];
      for (int m = 0; m < populations[p].length; m++) {
        all[p][m] = new Attached[populations[p][m].blocks()];
        Arrays.setAll(all[p][m], b -> new Attached());
      }
    }
    for (Driving d : drivings) collect(d, all);
    for (Multimeter meter : meters) collect(meter, all);
    for (int p = 0; p < populations.length; p++) {
      for (int m = 0; m < populations[p].length; m++) {
        for (int b = 0; b < all[p][m].length; b++) attach(populations[p][m], b, all[p][m][b]);
      }
    }
    stale = false;
  }

  private void collect(Driving d, Attached[][][] all) {
    for (int i = 0; i < d.targets().length; i++) {
      int id = d.targets()[i];
      if (!nodes.isHere(id)) continue;
      int local = nodes.local(id);
      int lane = local % Block.LANES;
      Attached at = all[nodes.part(id)][nodes.model(id)][local / Block.LANES];
      int occurrence = at.occurrences.computeIfAbsent(d.source(), s -> new Counts()).next(lane);
      for (Period p : d.periods()) {
        double weight = p.weight(i);
        int channel = channel(d, id, weight);
        if (channel < 0) continue;
        boolean counts =
            nodes.models().get(nodes.model(id)).channels().get(channel).content().ignoresWeights();
        for (Pauses.Span sent : pauses(d).without(new Pauses.Span(p.since(), p.until()))) {
          DriveKey key =
              new DriveKey(d.source(), channel, p.delay(i), sent.since(), sent.until(), occurrence);
          at.drives.computeIfAbsent(key, k -> new Lanes()).add(lane, id, counts ? 1 : weight);
        }
      }
    }
  }

  private Pauses pauses(Driving d) {
    return nodes.device(d.source().id()).pauses();
  }

  /// The channel of a target on which a stimulator acts; negative if on none.
  private int channel(Driving d, int id, double weight) {
    NeuronModel model = nodes.models().get(nodes.model(id));
    int channel = d.source().channel(model.receptor(d.receptor()), weight);
    boolean carried = channel >= 0 && model.channels().get(channel).content() == Content.CARRIED;
    return carried ? Receptor.IGNORED : channel; // a stimulator's spikes carry nothing
  }

  private void collect(Multimeter meter, Attached[][][] all) {
    int[] targets = meter.targets();
    boolean[] frozen = new boolean[targets.length];
    meter.skip(frozen);
    for (int row = 0; row < targets.length; row++) {
      int id = targets[row];
      frozen[row] = !nodes.ranks().has(id) || nodes.isFrozen(id, populations);
      if (frozen[row] || !nodes.isNeuron(id)) continue;
      int local = nodes.local(id);
      all[nodes.part(id)][nodes.model(id)][local / Block.LANES]
          .probes
          .computeIfAbsent(meter, x -> new ArrayList<>())
          .add(new int[] {local % Block.LANES, row});
    }
  }

  private static void attach(Population population, int block, Attached at) {
    List<List<Drive>> drives = new ArrayList<>();
    for (int c = 0; c < population.model().channels().size(); c++) drives.add(new ArrayList<>());
    at.drives.forEach((key, lanes) -> {
      Drive.Lanes trimmed = lanes.trimmed(key);
      drives.get(key.channel()).add(key.source().drive(trimmed));
    });
    List<Probe> probes = new ArrayList<>();
    at.probes.forEach((meter, cells) ->
        probes.add(
            new Probe(
                meter,
                cells.stream().mapToInt(c -> c[0]).toArray(),
                cells.stream().mapToInt(c -> c[1]).toArray(),
                meter.recordables(population.model()))));
    population.attach(
        block,
        drives.stream().map(d -> d.toArray(Drive[]::new)).toArray(Drive[][]::new),
        probes.toArray(Probe[]::new));
  }
}
