package myelin.engine.nodes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import myelin.engine.base.Ids;
import myelin.engine.base.Ranks;
import myelin.engine.declare.Model;
import myelin.engine.declare.Output;
import myelin.engine.device.Device;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.neuron.Population;

/// Where each node stands: its model, the part that owns it, its index there. Ids count from 1.
///
/// Neurons are dealt to the ranks one by one. Those of one create call that a rank has are divided
/// among its parts in contiguous runs; where there are fewer of them than parts, they begin at the
/// next part each time, so that a thousand calls for one neuron spread as evenly as one call for a
/// thousand. Of the neurons of other ranks only the model is known.
public final class Nodes {

  private static final short DEVICE = -1;

  /// In place of a part, for neurons of other ranks.
  private static final short ELSEWHERE = -1;

  private static final int[] SCATTERED = {};

  private final int parts;
  private final Ranks ranks;
  private final List<NeuronModel> models = new ArrayList<>();
  private final List<Integer> dealt = new ArrayList<>();
  private final List<Device> devices = new ArrayList<>();
  private short[] model = new short[16];
  private short[] part = new short[16];
  private int[] local = new int[16];
  private int size;

  /// By part the ids of its neurons, from one to before another, as long as there are no other
  /// nodes between these; else [#SCATTERED].
  private final int[][] runs;

  /// No nodes yet, of a network of this many parts on this rank.
  public Nodes(int parts, Ranks ranks) {
    this.parts = parts;
    this.ranks = ranks;
    runs = new int[parts][];
    Arrays.setAll(runs, p -> new int[2]);
  }

  /// The processes that share the network.
  public Ranks ranks() {
    return ranks;
  }

  /// Number of nodes.
  public int size() {
    return size;
  }

  /// The models and shapes of neurons, by number; not to be changed.
  public List<NeuronModel> models() {
    return models;
  }

  /// The number of a model, which may be new.
  public int indexOf(NeuronModel m) {
    int index = models.indexOf(m);
    if (index >= 0) return index;
    models.add(m);
    dealt.add(0);
    return models.size() - 1;
  }

  private void reserve(int more) {
    int needed = Math.addExact(size, more) + 1;
    if (needed <= model.length) return;
    int room = Math.max(needed, 2 * model.length);
    model = Arrays.copyOf(model, room);
    part = Arrays.copyOf(part, room);
    local = Arrays.copyOf(local, room);
  }

  /// Whether a node of this rank is frozen.
  public boolean isFrozen(int id, Population[][] populations) {
    return isNeuron(id)
        ? populations[part(id)][model(id)].isFrozen(local(id))
        : device(id).pauses().isFrozen();
  }

  /// Adds a device; returns its id.
  public Ids add(Device device) {
    reserve(1);
    size++;
    model[size] = DEVICE;
    local[size] = devices.size();
    devices.add(device);
    return Ids.range(size, 1);
  }

  /// Adds `n` neurons of a model to the populations, `populations[part][model]`.
  public Ids add(int m, int n, Population[][] populations) {
    reserve(n);
    Ids ids = Ids.range(size + 1, n);
    Arrays.fill(model, size + 1, size + 1 + n, (short) m);
    Ids own = own(ids);
    if (own.size() < n) Arrays.fill(part, size + 1, size + 1 + n, ELSEWHERE);
    deal(m, own, populations);
    size += n;
    return ids;
  }

  private Ids own(Ids ids) {
    if (ranks.isAlone()) return ids;
    return Ids.list(Arrays.stream(ids.array()).filter(ranks::has).toArray());
  }

  private void deal(int m, Ids ids, Population[][] populations) {
    int n = ids.size();
    int shift = dealt.get(m);
    dealt.set(m, (shift + n) % parts);
    int pieces = Math.min(parts, n);
    for (int r = 0; r < pieces; r++) {
      int from = (int) ((long) n * r / pieces);
      int to = (int) ((long) n * (r + 1) / pieces);
      int owner = (r + (n < parts ? shift : 0)) % parts;
      int first = populations[owner][m].add(ids, from, to);
      runs[owner] = joined(runs[owner], ids.at(from), ids.at(to - 1) + 1, to - from);
      for (int j = from; j < to; j++) {
        int id = ids.at(j);
        part[id] = (short) owner;
        local[id] = first + j - from;
      }
    }
  }

  private static int[] joined(int[] run, int first, int end, int n) {
    boolean adjacent = run.length > 0 && (run[1] == 0 || run[1] == first);
    if (!adjacent || end - first != n) return SCATTERED;
    return new int[] {run[1] == 0 ? first : run[0], end};
  }

  /// Whether a part owns a neuron, by id: where ids of its neurons follow each other, without a
  /// look at memory.
  public IntPredicate owned(int p) {
    if (runs[p] == SCATTERED) return id -> part[id] == p;
    int first = runs[p][0];
    int n = runs[p][1] - first;
    return id -> Integer.compareUnsigned(id - first, n) < 0;
  }

  /// Gives neuron `id` another model or shape and another place, which the population of that model
  /// has made for it.
  ///
  /// @param m number of the model
  /// @param place index in the population of that model in the neuron's part
  public void move(int id, int m, int place) {
    model[id] = (short) m;
    local[id] = place;
  }

  /// One neuron of each model among these nodes, and every device.
  public Ids samples(int[] ids) {
    boolean[] seen = new boolean[models.size()];
    int[] found = new int[8];
    int n = 0;
    int last = 0;
    for (int id : ids) {
      int m = model[id];
      if (m == DEVICE ? id == last : seen[m]) continue;
      if (m != DEVICE) seen[m] = true;
      if (n == found.length) found = Arrays.copyOf(found, 2 * n);
      found[n++] = last = id;
    }
    return Ids.sorted(Arrays.copyOf(found, n));
  }

  /// Whether there is a node whose spikes are not on the grid.
  public boolean precise() {
    return models.stream().anyMatch(Model::precise)
        || devices.stream().anyMatch(d -> d.model().precise());
  }

  /// Whether a node is a neuron; else it is a device.
  public boolean isNeuron(int id) {
    return model[id] != DEVICE;
  }

  /// Whether a node is on this rank: a neuron that it has, or a device, which is on all.
  public boolean isHere(int id) {
    return part[id] != ELSEWHERE || model[id] == DEVICE;
  }

  /// Index of the neuron's model.
  public int model(int id) {
    return model[id];
  }

  /// The part that owns a neuron; negative if another rank has it.
  public int part(int id) {
    return part[id];
  }

  /// Index of a neuron in the population of its model and part.
  public int local(int id) {
    return local[id];
  }

  /// Local indices of all nodes, by id.
  public int[] locals() {
    return local;
  }

  /// The device with that id.
  public Device device(int id) {
    return devices.get(local[id]);
  }

  /// A node as a device that can do something, such as
  /// [SpikeReceiver][myelin.engine.device.SpikeReceiver]; empty if there is no such node, or if it
  /// cannot.
  public <T> Optional<T> device(int id, Class<T> capability) {
    boolean device = id >= 1 && id <= size && !isNeuron(id);
    return device ? device(id).as(capability) : Optional.empty();
  }

  /// What a node sends; a neuron sends spikes.
  public Output output(int id) {
    return isNeuron(id) ? Output.SPIKES : device(id).output();
  }

  /// The model of a node.
  public Model modelOf(int id) {
    return isNeuron(id) ? models.get(model[id]) : device(id).model();
  }
}
