package myelin.engine.coupling;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.declare.Signal;
import myelin.engine.device.RateSource;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.neuron.Population;
import myelin.engine.nodes.Nodes;
import myelin.engine.table.ConnectionTable;

/// Continuous couplings between neurons: who hears whose signal. What a part hears is in its
/// [CoupledInputs], one for each coupled population; here are the signals that all parts hear.
///
/// ```
///   place  of each neuron, and next to it that of its learning signal, if it sends one
///   sent   neuron 0 | lag 0: c0 c1 .. | lag 1: c0 c1 .. | ...   neuron 1 | ...   of this slice
///   end    neuron 0, neuron 1, ...                                              at its end
/// ```
///
/// Signals without delay act in the same slice, which is repeated until they settle, and are held
/// at their last value for the next slice to begin with. Delayed ones go through rings.
public final class Couplings {

  /// Couplings of one connect call, as parallel columns.
  ///
  /// @param late whether they have a delay
  /// @param factor weights: one column, or one for each channel
  /// @param delay in steps
  /// @param receptor of their targets, where the signal that these take has several
  /// @param since the step from which on they exist, for what devices send
  public record Edges(
      int synapse,
      Signal signal,
      boolean late,
      int receptor,
      int[] source,
      int[] target,
      double[][] factor,
      int[] delay,
      long since) {

    /// The same without the couplings at some places.
    Edges without(BitSet gone) {
      if (gone.isEmpty()) return this;
      int[] left = IntStream.range(0, source.length).filter(e -> !gone.get(e)).toArray();
      double[][] factors = new double[factor.length][];
      Arrays.setAll(factors, f -> Arrays.stream(left).mapToDouble(e -> factor[f][e]).toArray());
      return new Edges(
          synapse,
          signal,
          late,
          receptor,
          only(source, left),
          only(target, left),
          factors,
          only(delay, left),
          since);
    }

    private static int[] only(int[] column, int[] places) {
      return Arrays.stream(places).map(e -> column[e]).toArray();
    }
  }

  private static final String NO_COUPLINGS = "it is damaged: there are no such couplings";

  private final Nodes nodes;
  private final Population[][] populations;
  private final List<Edges> made = new ArrayList<>();
  private final List<List<CoupledInputs>> inputs = new ArrayList<>();

  /// Where each node's signal is, by id; -1 for those without.
  private int[] place = {};

  private double[] sent = {};
  private double[] end = {};
  private int stride = 1;
  private int orders = 1;
  private boolean stale = true;
  private boolean prompt;
  private int version;
  private int changes;
  private final LateSignals lateSignals = new LateSignals();
  private int minDelay = Integer.MAX_VALUE;
  private int maxDelay;

  /// No couplings yet, of neurons in these populations, by part and model.
  public Couplings(Nodes nodes, Population[][] populations) {
    this.nodes = nodes;
    this.populations = populations;
    for (int p = 0; p < populations.length; p++) inputs.add(new ArrayList<>());
  }

  /// Takes up the couplings of a call.
  public void add(Edges edges) {
    made.add(edges);
    changes++;
    changed();
  }

  /// Notes that couplings were added or taken out, or have other delays.
  void changed() {
    stale = true;
    prompt = made.stream().anyMatch(e -> !e.late());
    minDelay = Integer.MAX_VALUE;
    for (Edges edges : made) {
      for (int d : edges.delay()) {
        if (!edges.late()) break;
        minDelay = Math.min(minDelay, d);
        maxDelay = Math.max(maxDelay, d); // signals may be under way for that long
      }
    }
  }

  /// The couplings of each call.
  List<Edges> made() {
    return made;
  }

  /// A number that changes when couplings are taken out, since places then belong to others.
  int version() {
    return version;
  }

  /// How many times couplings were added or taken out.
  public int changes() {
    return changes;
  }

  /// Takes out couplings, for each call those whose place is set.
  void remove(BitSet[] gone) {
    List<Edges> left = new ArrayList<>();
    for (int c = 0; c < made.size(); c++) {
      Edges edges = made.get(c).without(gone[c]);
      if (edges.source().length > 0) left.add(edges);
    }
    made.clear();
    made.addAll(left);
    version++;
    changes++;
    changed();
  }

  /// Notes that nodes were added, or that couplings have other factors.
  public void invalidate() {
    stale = true;
  }

  /// Whether any couplings act without delay.
  public boolean prompt() {
    return prompt;
  }

  /// Smallest delay of those that have one (steps); `Integer.MAX_VALUE` without any.
  public int minDelay() {
    return minDelay;
  }

  /// Largest delay of those that have one (steps); 0 without any.
  public int maxDelay() {
    return maxDelay;
  }

  /// Adds the number of couplings by index of their synapse model.
  public void count(long[] synapses) {
    for (Edges e : made) {
      if (e.synapse() < synapses.length) synapses[e.synapse()] += e.source().length;
    }
  }

  /// Writes couplings, and the signals that are under way at step `now`.
  public void save(CheckpointWriter out, long now) throws IOException {
    out.section("couplings");
    out.put(maxDelay);
    out.put(made.size());
    for (Edges e : made) {
      out.put(e.signal().name());
      out.put(e.synapse(), e.late() ? 1 : 0, e.factor().length, e.receptor());
      out.put(e.source());
      out.put(e.target());
      out.put(e.delay());
      for (double[] column : e.factor()) out.put(column);
      out.put(e.since());
    }
    for (List<CoupledInputs> mine : inputs)
      for (CoupledInputs input : mine) input.save(out, now, maxDelay + 1);
    out.put(0);
    lateSignals.save(out, now);
  }

  /// Reads what [#save] has written.
  public void load(CheckpointReader in, long now, int polynomial) throws IOException {
    in.section("couplings");
    maxDelay = in.whole();
    if (maxDelay < 0 || maxDelay > ConnectionTable.DELAY_LIMIT) {
      throw in.refuse("it is damaged: signals are under way for too long");
    }
    for (int n = in.whole(); n > 0; n--) {
      String name = in.text();
      Signal signal =
          Arrays.stream(Signal.values())
              .filter(s -> s.name().equals(name))
              .findFirst()
              .orElseThrow(() -> in.refuse(NO_COUPLINGS));
      int[] head = in.wholes();
      int factors = signal == Signal.DIFFUSION ? signal.channels() : 1;
      if (head.length != 4 || head[0] < 0 || head[2] != factors) throw in.refuse(NO_COUPLINGS);
      int[] source = in.wholes();
      int[] target = in.wholes();
      int[] delay = in.wholes();
      double[][] factor = new double[head[2]][];
      boolean fits = source.length == target.length;
      for (int f = 0; f < factor.length; f++) {
        factor[f] = in.finite(in.reals());
        fits &= factor[f].length == source.length;
      }
      fits &= delay.length == 1 || delay.length == source.length;
      for (int d : delay) fits &= d >= (head[1] == 1 ? 1 : 0) && d <= ConnectionTable.DELAY_LIMIT;
      if (!fits) throw in.refuse(NO_COUPLINGS);
      if (head[1] == 0 && !signal.repeats()) throw in.refuse(NO_COUPLINGS);
      for (int id : target) if (!takes(id, signal, head[3])) throw in.refuse(NO_COUPLINGS);
      for (int id : source) {
        if (!sends(id, signal) && !(head[1] == 1 && signal == Signal.RATE && sendsRate(id))) {
          throw in.refuse(NO_COUPLINGS);
        }
      }
      long since = in.step(now);
      add(new Edges(head[0], signal, head[1] == 1, head[3], source, target, factor, delay, since));
    }
    if (present()) prepare(1, polynomial, 1, now);
    for (int id = in.whole(); id != 0; id = in.whole()) {
      if (!isCoupled(id)) throw in.refuse(NO_COUPLINGS);
      Population population = populations[nodes.part(id)][nodes.model(id)];
      Signal signal = model(id).signal().orElseThrow();
      input(inputs.get(nodes.part(id)), population, signal).load(in, nodes.local(id), now);
    }
    lateSignals.load(in, end.length, now);
  }

  /// Whether there are neurons that can be coupled.
  public boolean present() {
    for (NeuronModel model : nodes.models()) if (model.signal().isPresent()) return true;
    return false;
  }

  /// What the coupled populations of a part receive.
  public List<CoupledInputs> inputs(int part) {
    return inputs.get(part);
  }

  /// Makes room for slices of `lags` steps and for couplings that have been added; [#open] follows.
  ///
  /// @param smallest the network's smallest delay in steps
  public void prepare(int lags, int polynomial, int smallest, long now) {
    int wantedOrders = anyContinuous() ? polynomial + 1 : 1;
    int wanted = lags * wantedOrders;
    if (stale || wanted != stride || wantedOrders != orders) {
      orders = wantedOrders;
      stride = wanted;
      seatAll(lags, now);
      stale = false;
    }
    for (List<CoupledInputs> mine : inputs) {
      for (CoupledInputs input : mine) input.smallestDelay(smallest);
    }
    if (minDelay < Integer.MAX_VALUE || lateSignals.used()) {
      lateSignals.reserve(end.length, lags, smallest, now);
    }
  }

  /// Numbers the coupled neurons, and makes their inputs ready.
  private void seatAll(int lags, long now) {
    place = new int[nodes.size() + 1];
    int n = 0;
    for (int id = 1; id <= nodes.size(); id++) {
      place[id] = coupled(id) ? n++ : -1;
      if (place[id] >= 0 && teaches(id)) n++;
    }
    sent = new double[n * stride];
    end = new double[n];
    for (int p = 0; p < populations.length; p++) {
      List<CoupledInputs> mine = inputs.get(p);
      for (int m = 0; m < populations[p].length; m++) {
        Optional<Signal> signal = nodes.models().get(m).signal();
        if (signal.isEmpty()) continue;
        CoupledInputs input = input(mine, populations[p][m], signal.get());
        input.reserve(lags, orders, maxDelay, now, place);
        input.hear(nodes, p, m, made, place);
      }
    }
  }

  private static CoupledInputs input(
      List<CoupledInputs> mine, Population population, Signal signal) {
    for (CoupledInputs s : mine) if (s.population() == population) return s;
    CoupledInputs made = new CoupledInputs(population, signal);
    mine.add(made);
    return made;
  }

  private boolean anyContinuous() {
    return made.stream().anyMatch(e -> e.signal().continuous());
  }

  private boolean takes(int id, Signal carried, int receptor) {
    if (!isCoupled(id)) return false;
    Signal taken = nodes.models().get(nodes.model(id)).signal().orElseThrow();
    boolean fits =
        taken.hasReceptors() ? receptor >= 1 && receptor <= taken.channels() : receptor == 0;
    return fits && model(id).hears(carried);
  }

  private boolean sends(int id, Signal signal) {
    return isCoupled(id) && model(id).sends(signal);
  }

  /// Whether there is a neuron of that id that signals or hears signals.
  private boolean isCoupled(int id) {
    return id >= 1 && id <= nodes.size() && coupled(id);
  }

  private boolean teaches(int id) {
    return model(id).sends(Signal.LEARNING);
  }

  private NeuronModel model(int id) {
    return nodes.models().get(nodes.model(id));
  }

  private boolean sendsRate(int id) {
    return nodes.device(id, RateSource.class).isPresent();
  }

  private boolean coupled(int id) {
    return nodes.isNeuron(id) && model(id).signal().isPresent();
  }

  /// Begins a run: values may have been set since the last one.
  public void open(long now) {
    for (List<CoupledInputs> mine : inputs) for (CoupledInputs input : mine) input.open();
    if (now == 0) return;
    for (List<CoupledInputs> mine : inputs) for (CoupledInputs input : mine) input.end(end);
    for (List<CoupledInputs> mine : inputs) for (CoupledInputs input : mine) input.hold(end);
  }

  /// Repeats the slice once with what is received; returns whether all of the part has settled.
  public boolean iterate(int part, long begin, long until, double tolerance, boolean first) {
    boolean settled = true;
    for (CoupledInputs input : inputs.get(part)) {
      if (!input.repeats()) continue;
      input.load(begin, until, false);
      settled &= input.population().iterate(begin, until, tolerance, first);
      input.store(sent, (int) (until - begin));
    }
    return settled;
  }

  /// Gives a part what all have sent in the last repetition.
  public void gather(int part, int lags) {
    for (CoupledInputs input : inputs.get(part)) input.gather(sent, lags);
  }

  /// Gives a part what it receives in the slice, after the last repetition.
  public void load(int part, long begin, long until) {
    for (CoupledInputs input : inputs.get(part)) input.load(begin, until, true);
  }

  /// Takes what a part has sent in the slice, after the last repetition.
  public void store(int part, long begin, int lags) {
    for (CoupledInputs input : inputs.get(part)) {
      if (lateSignals.used()) input.keep(lateSignals, begin, lags);
      if (!prompt) continue; // nobody reads what is sent without delay
      input.store(sent, lags);
      input.end(end);
    }
  }

  /// Marks signals that were sent before step `until` to couplings with a delay to be handed on,
  /// which [#send] does for each part.
  public void handOn(long until) {
    lateSignals.handOn(until);
  }

  /// Sends delayed signals to a part on their way, at the beginning of step `now`.
  public void send(int part, long now) {
    if (lateSignals.from() == lateSignals.until()) return;
    for (CoupledInputs input : inputs.get(part)) input.late(lateSignals, now);
  }

  /// Announces to the neurons of a part what reaches them in the steps `[begin, until)`, before
  /// spikes are delivered.
  public void announce(int part, long begin, long until) {
    for (CoupledInputs input : inputs.get(part)) input.announce(begin, until);
  }

  /// Gives a part what it begins the next slice with.
  public void deliver(int part) {
    for (CoupledInputs input : inputs.get(part)) input.hold(end);
  }

  @Override
  public String toString() {
    return made.size() + " calls, " + Arrays.toString(place);
  }
}
