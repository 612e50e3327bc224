package myelin.engine.plastic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import myelin.engine.neuron.Population;
import myelin.engine.neuron.SpikeListener;
import myelin.engine.table.ConnectionTable;

/// The spikes of the neurons of a population that plastic synapses onto them still have to hear,
/// with the traces that the spikes leave: each grows by one at a spike and decays with `tau_minus`
/// (`tau_minus_triplet`). Spikes count from when the neuron got its first plastic synapse.
///
/// ```
///   entries   neuron 7   | step K K3 .. | step K K3 .. | ...   traces just after the spike, oldest first
/// ```
///
/// Spikes are known by their age: 0 is the newest. Most synapses need no more than the newest few,
/// which are in [NewestSpikes] too.
///
/// A spike is kept until each synapse has been used after it. Only sources that have fired count,
/// since to the others it makes no difference. Those of the last slice and the longest delay before
/// it are kept in any case: any source may fire next and look for a trace.
public final class PostSpikes implements SpikeListener {

  private static final int OWN = 3;
  private static final int ROOM = 8;
  private static final long SURVEY_EVERY = 100;

  /// A trace that synapses ask for beside those of the neuron's own time constants.
  ///
  /// @param tau time constant (ms), or [#MINUS] or [#TRIPLET]
  /// @param jump by how much it grows at a spike
  /// @param last whether it is set to that instead
  public record Trace(double tau, double jump, boolean last) {

    /// In place of a time constant: each neuron's own `tau_minus`.
    public static final double MINUS = -1;

    /// In place of a time constant: each neuron's own `tau_minus_triplet`.
    public static final double TRIPLET = -2;
  }

  private final double h;
  private final TargetNeurons targets;
  private final List<Trace> asked = new ArrayList<>();
  private final List<Decay> askedDecay = new ArrayList<>();

  /// Stands for the decays of the neurons themselves.
  private static final Decay NEURONS = new Decay(1, 1);

  /// How many numbers are kept of a spike: its step, two traces of the neuron, and those asked for.
  private int stride = OWN;

  /// How many of a neuron's newest spikes are kept in one place, where most synapses find what they
  /// look for.
  public static final int NEWEST = 4;

  private double[] newestSpikes = {};
  private static final double NEVER = Double.NEGATIVE_INFINITY;

  private final List<PlasticTable> readers = new ArrayList<>();
  private double[][] entries = {};
  private int[] count = {};
  private final List<NewestSpikes> newest = new ArrayList<>();

  /// Whether `first` and `alike` are up to date.
  private boolean known;

  private int first;
  private boolean alike;
  private boolean[] heard = {};
  private int neurons;
  private Decay[] minus = {};
  private Decay[] triplet = {};
  private double[] tau_minus = {};
  private double[] tau_minus_triplet = {};
  private long forgotten = Long.MIN_VALUE;
  private long surveyed = Long.MIN_VALUE;

  /// Empty, for steps of `h` ms.
  public PostSpikes(double h) {
    this.h = h;
    targets = new TargetNeurons(Optional.empty(), h);
  }

  private PostSpikes(Population population) {
    h = population.grid().h_ms();
    targets = new TargetNeurons(Optional.of(population), h);
  }

  /// The neurons.
  TargetNeurons targets() {
    return targets;
  }

  /// The spikes of a population, which are kept from now on if they were not.
  public static PostSpikes of(Population population) {
    if (population.listener().orElse(null) instanceof PostSpikes kept) return kept;
    PostSpikes posts = new PostSpikes(population);
    population.tell(posts);
    return posts;
  }

  /// Whether spikes of neuron `n` of a population are kept.
  public static boolean keeps(Population population, int n) {
    return population.listener().orElse(null) instanceof PostSpikes kept && kept.heard(n);
  }

  /// Notes that a table needs the spikes from now on.
  public void add(PlasticTable reader) {
    readers.add(reader);
  }

  /// Notes that a table no longer needs them.
  public void remove(ConnectionTable reader) {
    readers.removeIf(r -> r == reader);
  }

  /// Makes room for `n` neurons.
  @Override
  public void reserve(int n) {
    int old = neurons;
    if (n <= old) return;
    neurons = n;
    entries = Arrays.copyOf(entries, n);
    count = Arrays.copyOf(count, n);
    heard = Arrays.copyOf(heard, n);
    minus = Arrays.copyOf(minus, n);
    triplet = Arrays.copyOf(triplet, n);
    tau_minus = Arrays.copyOf(tau_minus, n);
    tau_minus_triplet = Arrays.copyOf(tau_minus_triplet, n);
    for (int i = old; i < n; i++) {
      entries[i] = new double[stride * ROOM];
    }
    gatherNewest();
    invalidate();
  }

  int neurons() {
    return neurons;
  }

  /// The newest spikes, for sources whose traces decay as `plus` says.
  NewestSpikes newest(Decay plus) {
    for (NewestSpikes view : newest) if (view.plus().tau() == plus.tau()) return view;
    NewestSpikes view = new NewestSpikes(this, plus);
    newest.add(view);
    return view;
  }

  /// Whether the traces of all neurons that are heard decay alike.
  boolean alike() {
    if (!known) look();
    return alike;
  }

  /// How the trace of the first neuron that is heard decays.
  Decay minus() {
    if (!known) look();
    return minus[first];
  }

  private void look() {
    first = 0;
    while (first < neurons - 1 && !heard[first]) first++;
    alike = true;
    for (int n = first; n < neurons; n++) {
      alike &= !heard[n] || tau_minus[n] == tau_minus[first];
    }
    known = true;
  }

  /// Whether spikes of neuron `n` are kept.
  boolean heard(int n) {
    return heard[n];
  }

  /// The spikes of neuron `n`, oldest first: of each its step, and the traces just after it.
  public double[] entries(int n) {
    return Arrays.copyOf(entries[n], stride * size(n));
  }

  /// Keeps the spikes of neuron `n`, which are these so far, as [#entries] has returned them when
  /// there were these [#traces].
  public void restore(int n, double[] spikes, List<Trace> traces) {
    int[] column = traces.stream().mapToInt(this::column).toArray();
    hear(n);
    int was = OWN + traces.size();
    count[n] = spikes.length / was;
    double[] e = new double[stride * Math.max(ROOM, count[n])];
    for (int k = 0; k < count[n]; k++) {
      System.arraycopy(spikes, was * k, e, stride * k, OWN);
      for (int c = 0; c < column.length; c++) e[stride * k + column[c]] = spikes[was * k + OWN + c];
    }
    entries[n] = e;
    noteNewest(n);
    invalidate();
  }

  /// The traces that synapses have asked for.
  public List<Trace> traces() {
    return List.copyOf(asked);
  }

  /// The number of a trace, which is kept from now on if it was not; spikes so far do not count.
  public int column(Trace trace) {
    int known = asked.indexOf(trace);
    if (known >= 0) return OWN + known;
    asked.add(trace);
    askedDecay.add(trace.tau() > 0 ? new Decay(trace.tau(), h) : NEURONS);
    int wider = stride + 1;
    for (int n = 0; n < neurons; n++) {
      double[] e = new double[entries[n].length / stride * wider];
      for (int k = 0; k < count[n]; k++) {
        System.arraycopy(entries[n], stride * k, e, wider * k, stride);
      }
      entries[n] = e;
    }
    stride = wider;
    gatherNewest();
    return stride - 1;
  }

  /// How trace number `column` of neuron `n` decays.
  private Decay decay(int n, int column) {
    Decay decay = askedDecay.get(column - OWN);
    if (decay != NEURONS) return decay;
    return (asked.get(column - OWN).tau() == Trace.MINUS ? minus : triplet)[n];
  }

  private void gatherNewest() {
    newestSpikes = new double[NEWEST * width() * neurons];
    for (int n = 0; n < neurons; n++) noteNewest(n);
  }

  private void noteNewest(int n) {
    int width = width();
    double[] e = entries[n];
    for (int age = 0; age < NEWEST; age++) {
      int to = (NEWEST * n + age) * width;
      int from = stride * (count[n] - 1 - age);
      newestSpikes[to] = from < 0 ? NEVER : e[from];
      for (int c = 1; c < width; c++) newestSpikes[to + c] = from < 0 ? 0 : e[from + OWN + c - 1];
    }
  }

  /// The newest [#NEWEST] spikes of all neurons, not to be changed, the newest of each first:
  /// [#width] numbers each, the step and the traces asked for just after it. Where there is no
  /// spike, the step is negative infinity.
  public double[] newestSpikes() {
    return newestSpikes;
  }

  /// How many numbers a spike has in [#newestSpikes].
  public int width() {
    return stride - OWN + 1;
  }

  /// What is kept of the spikes of neuron `n`, not to be changed: [#size] times [#stride] numbers,
  /// oldest first; of each spike the step, two traces of the neuron, and those asked for.
  public double[] kept(int n) {
    return entries[n];
  }

  /// How many numbers are kept of a spike.
  public int stride() {
    return stride;
  }

  /// Trace number `column` of neuron `n` just before its spike of that age.
  public double beforeSpike(int n, int age, int column) {
    Trace trace = asked.get(column - OWN);
    double[] e = entries[n];
    int at = stride * (count[n] - 1 - age);
    if (!trace.last()) return e[at + column] - trace.jump();
    int earlier = at - stride;
    if (earlier < 0) return 0;
    Decay decay = decay(n, column);
    return e[earlier + column] * decay.after((long) e[at] - (long) e[earlier]);
  }

  /// Trace number `column` of neuron `n` just before `step`, a coincident spike excluded.
  public double before(int n, long step, int column) {
    int newest = NEWEST * width() * n;
    double last = newestSpikes[newest];
    if (last < step) {
      double value = newestSpikes[newest + column - OWN + 1];
      return value == 0 ? 0 : value * decay(n, column).after(step - (long) last);
    }
    double[] e = entries[n];
    int at = stride * (count[n] - 1);
    while (at >= 0 && e[at] >= step) at -= stride;
    if (at < 0) return 0;
    return e[at + column] * decay(n, column).after(step - (long) e[at]);
  }

  /// The same for several neurons, none of which has fired at that step or later.
  ///
  /// @param which where they are among `n`
  /// @param count how many of `which`
  public void before(int[] n, int[] which, int count, long step, int column, double[] out) {
    int width = width();
    int trace = column - OWN + 1;
    double[] newest = newestSpikes;
    Decay all = askedDecay.get(column - OWN);
    for (int q = 0; q < count; q++) {
      int neuron = n[which[q]];
      int at = NEWEST * width * neuron;
      double value = newest[at + trace];
      Decay decay = all == NEURONS ? decay(neuron, column) : all;
      out[q] = value == 0 ? 0 : value * decay.after(step - (long) newest[at]);
    }
  }

  /// Notes that neurons or their time constants have changed.
  private void invalidate() {
    known = false;
    for (NewestSpikes view : newest) view.invalidate();
  }

  /// Keeps the spikes of neuron `n` from now on.
  void hear(int n) {
    if (heard[n]) return;
    heard[n] = true;
    invalidate();
  }

  /// Sets the time constants of neuron `n` (ms).
  @Override
  public void decay(int n, double tauMinus, double tauMinusTriplet) {
    if (tau_minus[n] == tauMinus && tau_minus_triplet[n] == tauMinusTriplet) return;
    if (tau_minus[n] != tauMinus) minus[n] = shared(minus, tau_minus, n, tauMinus);
    if (tau_minus_triplet[n] != tauMinusTriplet) {
      triplet[n] = shared(triplet, tau_minus_triplet, n, tauMinusTriplet);
    }
    tau_minus[n] = tauMinus;
    tau_minus_triplet[n] = tauMinusTriplet;
    invalidate();
  }

  /// A neighbour's table, if it has the same time constant.
  private Decay shared(Decay[] all, double[] tau, int n, double wanted) {
    if (n > 0 && tau[n - 1] == wanted) return all[n - 1];
    if (tau[0] == wanted) return all[0];
    return new Decay(wanted, h);
  }

  /// Neuron `n` fired; the spike has the stamp `step`.
  @Override
  public void fired(int n, long step) {
    if (!heard[n]) return;
    int k = size(n);
    if (stride * k == entries[n].length) {
      forget(n, step);
      k = size(n);
    }
    double[] e = entries[n];
    e[stride * k] = step;
    e[stride * k + 1] = trace(n, k, step, 1, minus[n]) + 1;
    e[stride * k + 2] = trace(n, k, step, 2, triplet[n]) + 1;
    for (int c = OWN; c < stride; c++) {
      Trace trace = asked.get(c - OWN);
      double left = trace.last() ? 0 : trace(n, k, step, c, decay(n, c));
      e[stride * k + c] = left + trace.jump();
    }
    count[n] = k + 1;
    noteNewest(n);
    for (NewestSpikes view : newest) view.fired(n, step, e[stride * k + 1]);
  }

  /// Drops what no synapse needs any more of a neuron whose array is full, or makes the array
  /// longer.
  private void forget(int n, long step) {
    int kept = size(n);
    int keep = Math.max(0, upTo(n, kept, needed(step)) - 1);
    double[] e = entries[n];
    int left = kept - keep;
    double[] room = left > kept / 2 ? new double[2 * e.length] : e;
    System.arraycopy(e, stride * keep, room, 0, stride * left);
    entries[n] = room;
    count[n] = left;
  }

  @Override
  public boolean hears(int n) {
    return heard[n];
  }

  @Override
  public long needed(long step) {
    if (step > surveyed) {
      forgotten = underWay(step);
      for (PlasticTable t : readers) forgotten = Math.min(forgotten, t.oldestNeeded());
      surveyed = step + SURVEY_EVERY;
    }
    return forgotten;
  }

  @Override
  public long heardUntil(int n) {
    long until = Long.MAX_VALUE;
    for (PlasticTable t : readers) until = Math.min(until, t.oldestNeeded(n));
    return until;
  }

  @Override
  public long underWay(long step) {
    int longest = 0;
    for (PlasticTable t : readers) longest = Math.max(longest, t.maxDelay());
    return step - 2L * longest;
  }

  /// Number of spikes of neuron `n` that are kept.
  @Override
  public int size(int n) {
    return count[n];
  }

  /// Age of the newest spike of neuron `n` with a stamp up to `step`, which is the number of newer
  /// ones.
  public int age(int n, long step) {
    return size(n) - upTo(n, size(n), step);
  }

  /// Number of entries of neuron `n`, among the first `count`, with a stamp up to `step`.
  private int upTo(int n, int count, long step) {
    double[] e = entries[n];
    int k = count;
    while (k > 0 && e[stride * k - stride] > step) k--;
    return k;
  }

  /// Stamp of the spike of neuron `n` of that age.
  public long step(int n, int age) {
    return (long) entries[n][stride * (size(n) - 1 - age)];
  }

  /// The trace with `tau_minus` just before `step`, a coincident spike excluded, as computed at
  /// step `t`; see [Decay].
  public double trace(int n, long step, long t) {
    double[] e = entries[n];
    int k = size(n);
    while (k > 0 && e[stride * k - stride] >= step) k--;
    if (k == 0) return 0;
    int at = stride * k - stride;
    return minus[n].left(e[at + 1], (long) e[at], step, t);
  }

  /// The trace with `tau_minus` just after the spike of that age.
  double traceAfter(int n, int age) {
    return entries[n][stride * (size(n) - 1 - age) + 1];
  }

  /// The trace with `tau_minus_triplet` just before the spike of that age.
  public double slowTraceBefore(int n, int age) {
    return entries[n][stride * (size(n) - 1 - age) + 2] - 1;
  }

  private double trace(int n, int k, long step, int which, Decay decay) {
    if (k == 0) return 0;
    double[] e = entries[n];
    int at = stride * k - stride;
    return e[at + which] * decay.after(step - (long) e[at]);
  }

  /// The trace with `tau_minus` of neuron `n` at `step`, all spikes up to then included.
  @Override
  public double trace(int n, long step) {
    return trace(n, upTo(n, size(n), step), step, 1, minus[n]);
  }
}
