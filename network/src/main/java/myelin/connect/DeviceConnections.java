package myelin.connect;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.base.Ranks;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.declare.Output;
import myelin.engine.kernel.Kernel;
import myelin.engine.kernel.OwnChanges;
import myelin.engine.neuron.NeuronModel;

/// Connections of devices, as columns: of stimulators to neurons, of neurons to recorders, of
/// multimeters to what they record. Element `e` of each is about connection `e`. They are in order
/// of creation. Looked up by [myelin.Simulator#deviceConnections].
public final class DeviceConnections {

  private final Log log;
  private final List<String> names;
  private final int[] places;

  private DeviceConnections(Log log, List<String> names, int[] places) {
    this.log = log;
    this.names = names;
    this.places = places;
  }

  /// All connections of devices that have been made, in growing columns. Each rank knows those of
  /// all, and changes its own.
  static final class Log implements OwnChanges.Part {

    /// Stands for the number that connections of recorders do not have.
    static final int NONE = -1;

    private final Kernel kernel;
    private int[] source = new int[16];
    private int[] target = new int[16];
    private int[] synapse = new int[16];
    private int[] receptor = new int[16];
    private double[] weight = new double[16];
    private double[] delay = new double[16];

    /// The kernel's number of the group that each belongs to; connections of a group are neighbours
    /// here.
    private int[] driving = new int[16];

    private int size;

    /// Those that this rank has changed and others have not heard of.
    private final BitSet changed = new BitSet();

    Log(Kernel kernel) {
      this.kernel = kernel;
      kernel.ownChanges().add(this);
    }

    @Override
    public boolean any() {
      return !changed.isEmpty();
    }

    /// Gives all ranks the weights and delays that any has changed.
    @Override
    public void takeUp() {
      long[] own = new long[3 * changed.cardinality()];
      int at = 0;
      for (int e = changed.nextSetBit(0); e >= 0; e = changed.nextSetBit(e + 1)) {
        own[at++] = e;
        own[at++] = Double.doubleToRawLongBits(weight[e]);
        own[at++] = Double.doubleToRawLongBits(delay[e]);
      }
      changed.clear();
      Ranks.Gathered all = kernel.ranks().gather(own, own.length);
      int n = all.from()[kernel.ranks().size()];
      int[] places = new int[n / 3];
      for (int k = 0; k < places.length; k++) {
        int e = (int) all.words()[3 * k];
        places[k] = e;
        weight[e] = Double.longBitsToDouble(all.words()[3 * k + 1]);
        delay[e] = Double.longBitsToDouble(all.words()[3 * k + 2]);
      }
      tell(places);
    }

    /// Puts changes of connections into effect: with other ranks at the next call that all make.
    private void change(int[] places) {
      if (kernel.ranks().isAlone()) tell(places);
      else for (int e : places) changed.set(e);
    }

    private void tell(int[] places) {
      Set<Integer> told = new HashSet<>(Set.of(NONE));
      for (int e : places) if (told.add(driving[e])) tell(e);
    }

    void add(int from, int to, int model, int toReceptor, double w, double ms, int among) {
      if (size == source.length) grow(2 * size);
      source[size] = from;
      target[size] = to;
      synapse[size] = model;
      receptor[size] = toReceptor;
      weight[size] = w;
      driving[size] = among;
      delay[size++] = ms;
    }

    private void grow(int room) {
      source = Arrays.copyOf(source, room);
      target = Arrays.copyOf(target, room);
      synapse = Arrays.copyOf(synapse, room);
      receptor = Arrays.copyOf(receptor, room);
      weight = Arrays.copyOf(weight, room);
      delay = Arrays.copyOf(delay, room);
      driving = Arrays.copyOf(driving, room);
    }

    void save(CheckpointWriter out) throws IOException {
      for (int[] column : List.of(source, target, synapse, receptor, driving)) {
        out.put(column, size);
      }
      for (double[] column : List.of(weight, delay)) out.put(column, size);
    }

    /// @param names number of synapse models that have a name
    void load(CheckpointReader in, int names) throws IOException {
      source = in.wholes();
      size = source.length;
      target = in.wholes();
      synapse = in.wholes();
      receptor = in.wholes();
      driving = in.wholes();
      weight = in.finite(in.reals());
      delay = in.finite(in.reals());
      boolean fits = weight.length == size && delay.length == size;
      for (int[] ids : List.of(source, target)) {
        fits &= ids.length == size;
        for (int id : ids) fits &= id >= 1 && id <= kernel.size();
      }
      fits &= synapse.length == size && receptor.length == size && driving.length == size;
      for (int s : synapse) fits &= s >= 0 && s < names;
      in.require(fits, "there are no such connections of devices");
      grow(Math.max(16, size));
    }

    /// Whether a connection is on this rank: that of its neuron, or that of the id of its target if
    /// both are devices.
    private boolean isHere(int e) {
      if (kernel.ranks().isAlone()) return true;
      boolean devices = !kernel.isNeuron(source[e]) && !kernel.isNeuron(target[e]);
      if (devices) return kernel.ranks().has(target[e]);
      return kernel.isHere(source[e]) && kernel.isHere(target[e]);
    }

    /// Number of connections on this rank, of the synapse model of that number.
    long count(int model) {
      long n = 0;
      for (int e = 0; e < size; e++) if (synapse[e] == model && isHere(e)) n++;
      return n;
    }

    /// The connections between some nodes, of the synapse model of that number, or of any if it is
    /// negative.
    DeviceConnections select(Ids sources, Ids targets, int model, List<String> names) {
      BitSet chosen = new BitSet(size);
      for (int e = 0; e < size; e++) {
        if (model >= 0 && synapse[e] != model) continue;
        if (sources.indexOf(source[e]) < 0 || targets.indexOf(target[e]) < 0) continue;
        if (isHere(e)) chosen.set(e);
      }
      return new DeviceConnections(this, names, chosen.stream().toArray());
    }

    /// Tells the kernel the weights and delays of the group that the connection at place `e`
    /// belongs to.
    private void tell(int e) {
      int begin = e;
      while (begin > 0 && driving[begin - 1] == driving[e]) begin--;
      int end = e + 1;
      while (end < size && driving[end] == driving[e]) end++;
      int[] steps = new int[end - begin];
      for (int i = begin; i < end; i++) steps[i - begin] = steps(delay[i]);
      kernel.change(driving[e], Arrays.copyOfRange(weight, begin, end), steps);
    }

    private int steps(double ms) {
      return (int) kernel.grid().nearest(ms, "delay");
    }
  }

  /// The connections at some places.
  ///
  /// @param chosen the places, counted from 0
  /// @throws BadInput if there is no such connection
  public DeviceConnections at(int... chosen) {
    for (int i : chosen) {
      if (i >= 0 && i < size()) continue;
      throw new BadInput(
          BadInput.Kind.VALUE,
          "there is no connection %d of %d; they count from 0".formatted(i, size()));
    }
    int[] some = Arrays.stream(chosen).map(i -> places[i]).toArray();
    return new DeviceConnections(log, names, some);
  }

  /// The number of each among all connections of devices, in order of creation.
  public int[] numbers() {
    return places.clone();
  }

  /// Number of connections.
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

  /// Delays (ms).
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

  /// Sets weights or delays, for what stimulators send from now on; all or none. A rank may do so
  /// without others.
  ///
  /// @param parameter `weight` or `delay`
  /// @param numbers one for all or one each, in NEST's units
  /// @throws BadInput if it is another parameter, or a number is not allowed
  public void set(String parameter, double... numbers) {
    log.kernel.requireWhole();
    require(parameter, numbers);
    boolean delays = parameter.equals("delay");
    double[] column = delays ? log.delay : log.weight;
    for (int i = 0; i < places.length; i++) {
      column[places[i]] = numbers[numbers.length == 1 ? 0 : i];
    }
    log.change(places);
  }

  /// Refuses what [#set] would refuse, and changes nothing.
  ///
  /// @param parameter `weight` or `delay`
  /// @param numbers one for all or one each, in NEST's units
  /// @throws BadInput if it is another parameter, or a number is not allowed
  public void require(String parameter, double... numbers) {
    boolean delays = parameter.equals("delay");
    if (!delays && !parameter.equals("weight")) {
      throw new BadInput(
          BadInput.Kind.UNKNOWN_PARAMETER,
          "connections of devices have a weight and a delay to set, no '%s'".formatted(parameter));
    }
    if (numbers.length != 1 && numbers.length != places.length) {
      throw new BadInput(
          BadInput.Kind.LENGTH,
          "%s: %d numbers for %d connections; give one number, or one for each"
              .formatted(parameter, numbers.length, places.length));
    }
    for (int i = 0; i < places.length; i++) {
      double number = numbers[numbers.length == 1 ? 0 : i];
      String name = names.get(log.synapse[places[i]]);
      if (delays) Synapses.steps(log.kernel, name, number, false, false);
      else requireWeight(places[i], name, number);
    }
  }

  /// Refuses a weight that is not finite, or is below 0 where the target's receptor does not take
  /// that.
  private void requireWeight(int place, String name, double weight) {
    Synapses.requireWeight(name, weight);
    boolean spikes = log.kernel.output(log.source[place]) == Output.DRAWN_SPIKES;
    if (!spikes || !(log.kernel.model(log.target[place]) instanceof NeuronModel model)) return;
    Receptors.requireSign(model, model.receptor(log.receptor[place]), name, weight);
  }

  @Override
  public String toString() {
    return "DeviceConnections(%d connections)".formatted(size());
  }
}
