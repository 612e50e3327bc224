package myelin.engine.coupling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import myelin.engine.declare.Signal;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.neuron.Population;
import myelin.engine.nodes.Nodes;

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
      return gone.isEmpty() ? this : only(e -> !gone.get(e));
    }

    /// The couplings at those places only.
    Edges only(IntPredicate places) {
      int[] left = IntStream.range(0, source.length).filter(places).toArray();
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
          delay.length == 1 ? delay : only(delay, left),
          since);
    }

    private static int[] only(int[] column, int[] places) {
      return Arrays.stream(places).map(e -> column[e]).toArray();
    }
  }

  final Nodes nodes;
  final Population[][] populations;
  private final List<Edges> made = new ArrayList<>();
  final List<List<CoupledInputs>> inputs = new ArrayList<>();

  /// Where each node's signal is, by id; -1 for those without.
  private int[] place = {};

  /// The places of the signals of each rank.
  private int[][] placesOf = {};

  private double[] sent = {};
  double[] end = {};
  private int stride = 1;
  private int orders = 1;
  private boolean stale = true;
  private boolean prompt;

  /// Whether any rank has couplings whose signals are not constant within a step.
  private boolean continuous;

  private boolean changedAlone;
  private int version;
  private int changes;
  final LateSignals lateSignals = new LateSignals();
  private int minDelay = Integer.MAX_VALUE;
  int maxDelay;

  /// No couplings yet, of neurons in these populations, by part and model.
  public Couplings(Nodes nodes, Population[][] populations) {
    this.nodes = nodes;
    this.populations = populations;
    for (int p = 0; p < populations.length; p++) inputs.add(new ArrayList<>());
  }

  /// Takes up the couplings of a call, of which those onto neurons of this rank are kept; all ranks
  /// take up the same.
  public void add(Edges edges) {
    int[] target = edges.target();
    made.add(nodes.ranks().isAlone() ? edges : edges.only(e -> nodes.isHere(target[e])));
    changes++;
    changed();
  }

  /// Notes that a coupling of this rank has another delay, which it has changed alone.
  void changedAlone() {
    stale = true;
    changedAlone = true;
  }

  /// Whether this rank has changed delays alone, which [#changed] has not taken up.
  public boolean hasChanged() {
    return changedAlone;
  }

  /// Notes that couplings of any rank were added or taken out, or have other delays; all ranks do
  /// so at the same time.
  public void changed() {
    stale = true;
    changedAlone = false;
    long least = Integer.MAX_VALUE;
    long most = maxDelay; // signals may be under way for that long
    for (Edges edges : made) {
      if (!edges.late() || edges.source().length == 0) continue;
      for (int d : edges.delay()) {
        least = Math.min(least, d);
        most = Math.max(most, d);
      }
    }
    long[] all =
        nodes.ranks().least(least, -most, any(e -> !e.late()), any(e -> e.signal().continuous()));
    minDelay = (int) all[0];
    maxDelay = (int) -all[1];
    prompt = all[2] < 0;
    continuous = all[3] < 0;
  }

  /// -1 if there are couplings of some kind, else 0.
  private long any(Predicate<Edges> kind) {
    return made.stream().anyMatch(e -> e.source().length > 0 && kind.test(e)) ? -1 : 0;
  }

  /// The couplings of each call, those onto neurons of this rank.
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

  /// Takes out couplings, for each call those whose place is set; all ranks do so at the same time.
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
      if (e.synapse() >= synapses.length) continue;
      synapses[e.synapse()] += e.source().length;
    }
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
    int wantedOrders = continuous ? polynomial + 1 : 1;
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
    placesOf = placesOf(nodes.ranks().size());
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

  /// What exchanges signals with other ranks.
  private SignalExchange exchange() {
    return new SignalExchange(nodes.ranks(), placesOf);
  }

  private int[][] placesOf(int ranks) {
    IntStream.Builder[] found = new IntStream.Builder[ranks];
    Arrays.setAll(found, r -> IntStream.builder());
    for (int id = 1; id < place.length; id++) {
      if (place[id] < 0) continue;
      found[id % ranks].add(place[id]);
      if (teaches(id)) found[id % ranks].add(place[id] + 1);
    }
    return Arrays.stream(found).map(f -> f.build().toArray()).toArray(int[][]::new);
  }

  /// Exchanges with other ranks what was sent in the last repetition of a slice of `lags` steps,
  /// and bits; returns those that any rank has told.
  ///
  /// @param failed the bits with which a rank tells that it has failed: if one does, there are no
  ///   signals
  public long exchangeSent(int lags, long told, long failed) {
    if (nodes.ranks().isAlone()) return told;
    return exchange().sent(sent, stride, lags * orders, told, failed);
  }

  /// Exchanges with other ranks what was sent in a slice to couplings with a delay, and the signals
  /// at its end.
  public void exchange(long begin, int lags) {
    if (!nodes.ranks().isAlone()) exchange().ends(end, lateSignals, begin, lags);
  }

  static CoupledInputs input(List<CoupledInputs> mine, Population population, Signal signal) {
    for (CoupledInputs s : mine) if (s.population() == population) return s;
    CoupledInputs made = new CoupledInputs(population, signal);
    mine.add(made);
    return made;
  }

  /// Whether there is a neuron of that id that signals or hears signals.
  boolean isCoupled(int id) {
    return id >= 1 && id <= nodes.size() && coupled(id);
  }

  private boolean teaches(int id) {
    return model(id).sends(Signal.LEARNING);
  }

  NeuronModel model(int id) {
    return nodes.models().get(nodes.model(id));
  }

  private boolean coupled(int id) {
    return nodes.isNeuron(id) && model(id).signal().isPresent();
  }

  /// Begins a run: values may have been set since the last one.
  public void open(long now) {
    for (List<CoupledInputs> mine : inputs) for (CoupledInputs input : mine) input.open();
    if (now == 0) return;
    for (List<CoupledInputs> mine : inputs) for (CoupledInputs input : mine) input.end(end);
    exchange(now, 0);
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
