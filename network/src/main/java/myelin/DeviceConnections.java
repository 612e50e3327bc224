package myelin;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import myelin.engine.CheckpointReader;
import myelin.engine.CheckpointWriter;
import myelin.engine.Ids;

/// Connections of devices, as columns: of stimulators to neurons, of neurons to recorders, of
/// multimeters to what they record. Element `e` of each is about connection `e`. They are in order
/// of creation. Looked up by [Simulator#deviceConnections].
public final class DeviceConnections {

  private final Log log;
  private final List<String> names;
  private final int[] places;

  private DeviceConnections(Log log, List<String> names, int[] places) {
    this.log = log;
    this.names = names;
    this.places = places;
  }

  /// All that have been made, in growing columns.
  static final class Log {
    private int[] source = new int[16];
    private int[] target = new int[16];
    private int[] synapse = new int[16];
    private int[] receptor = new int[16];
    private double[] weight = new double[16];
    private double[] delay = new double[16];
    private int size;

    void add(int from, int to, int model, int toReceptor, double w, double ms) {
      if (size == source.length) grow(2 * size);
      source[size] = from;
      target[size] = to;
      synapse[size] = model;
      receptor[size] = toReceptor;
      weight[size] = w;
      delay[size++] = ms;
    }

    private void grow(int room) {
      source = Arrays.copyOf(source, room);
      target = Arrays.copyOf(target, room);
      synapse = Arrays.copyOf(synapse, room);
      receptor = Arrays.copyOf(receptor, room);
      weight = Arrays.copyOf(weight, room);
      delay = Arrays.copyOf(delay, room);
    }

    void save(CheckpointWriter out) throws IOException {
      for (int[] column : List.of(source, target, synapse, receptor)) out.put(column, size);
      for (double[] column : List.of(weight, delay)) out.put(column, size);
    }

    void load(CheckpointReader in) throws IOException {
      source = in.wholes();
      size = source.length;
      target = in.wholes();
      synapse = in.wholes();
      receptor = in.wholes();
      weight = in.reals();
      delay = in.reals();
      grow(Math.max(16, size));
    }

    /// Those between some nodes, of the synapse model of that number or of any if it is negative.
    DeviceConnections select(Ids sources, Ids targets, int model, List<String> names) {
      BitSet chosen = new BitSet(size);
      for (int e = 0; e < size; e++) {
        if (model >= 0 && synapse[e] != model) continue;
        if (sources.indexOf(source[e]) < 0 || targets.indexOf(target[e]) < 0) continue;
        chosen.set(e);
      }
      return new DeviceConnections(this, names, chosen.stream().toArray());
    }
  }

  /// How many.
  public int size() {
    return places.length;
  }

  /// Ids of the sources.
  public int[] source() {
    return Arrays.stream(places).map(e -> log.source[e]).toArray();
  }

  /// Ids of the targets.
  public int[] target() {
    return Arrays.stream(places).map(e -> log.target[e]).toArray();
  }

  /// Weights, as they were given.
  public double[] weight() {
    return Arrays.stream(places).mapToDouble(e -> log.weight[e]).toArray();
  }

  /// Delays [ms].
  public double[] delay() {
    return Arrays.stream(places).mapToDouble(e -> log.delay[e]).toArray();
  }

  /// Receptors of the targets, by number.
  public int[] receptor() {
    return Arrays.stream(places).map(e -> log.receptor[e]).toArray();
  }

  /// The names of the synapse models.
  public String[] synapses() {
    return Arrays.stream(places).mapToObj(e -> names.get(log.synapse[e])).toArray(String[]::new);
  }

  @Override
  public String toString() {
    return "DeviceConnections(%d connections)".formatted(size());
  }
}
