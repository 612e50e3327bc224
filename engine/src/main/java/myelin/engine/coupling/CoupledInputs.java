package myelin.engine.coupling;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import myelin.engine.base.Pauses;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.declare.Signal;
import myelin.engine.device.RateSource;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.CoupledBlock;
import myelin.engine.neuron.Population;
import myelin.engine.nodes.Nodes;

/// What the neurons of a coupled population of one part receive: sums of signals, `channels` of
/// them per neuron. Each sum is made in the order of sending, then of the senders' ids, so that
/// results do not depend on the number of parts or on slices.
///
/// ```
///   received   neuron 0 channel 0 | lag 0: c0 c1 .. | lag 1: c0 c1 .. | ...   neuron 0 channel 1 | ...
///   ring       step t: neuron 0 c0 c1 .. | neuron 1 c0 c1 .. | ...   step t+1: ...   delayed signals
/// ```
public final class CoupledInputs {

  /// The couplings that are heard: one entry each, sorted by sum, then delay, longest first, then
  /// sender's id, then order of creation.
  private static final class Couples {
    private int[] sum = {};
    private int[] source = {};
    private double[] factor = {};
    private int[] delay = {};
    private int size;

    void add(int atSum, int from, double times, int steps) {
      if (size == sum.length) {
        int room = Math.max(64, 2 * size);
        sum = Arrays.copyOf(sum, room);
        source = Arrays.copyOf(source, room);
        factor = Arrays.copyOf(factor, room);
        delay = Arrays.copyOf(delay, room);
      }
      sum[size] = atSum;
      source[size] = from;
      factor[size] = times;
      delay[size++] = steps;
    }

    void sort() {
      Integer[] order = new Integer[size];
      for (int e = 0; e < size; e++) order[e] = e;
      Arrays.sort(order, (a, b) -> sum[a] == sum[b] ? compare(a, b) : sum[a] - sum[b]);
      int[] newSum = new int[size];
      int[] newSource = new int[size];
      double[] newFactor = new double[size];
      int[] newDelay = new int[size];
      for (int k = 0; k < size; k++) {
        newSum[k] = sum[order[k]];
        newSource[k] = source[order[k]];
        newFactor[k] = factor[order[k]];
        newDelay[k] = delay[order[k]];
      }
      sum = newSum;
      source = newSource;
      factor = newFactor;
      delay = newDelay;
    }

    /// The first entry after `e` with another sum or delay.
    int alike(int e) {
      int end = e + 1;
      while (end < size && sum[end] == sum[e] && delay[end] == delay[e]) end++;
      return end;
    }

    /// Adds the signals of four steps from `t` on that entries `[from, to)`, which are alike, hear;
    /// each step has a sum of its own, so that no addition waits for the one before.
    ///
    /// @param ring rows of sums, by step modulo their number, a power of two
    void four(int from, int to, LateSignals signals, long t, double[][] ring) {
      double[] x = signals.sent();
      int x0 = signals.cell(t);
      int x1 = signals.cell(t + 1);
      int x2 = signals.cell(t + 2);
      int x3 = signals.cell(t + 3);
      int due = (int) t + delay[from];
      int last = ring.length - 1;
      double[] row0 = ring[due & last];
      double[] row1 = ring[(due + 1) & last];
      double[] row2 = ring[(due + 2) & last];
      double[] row3 = ring[(due + 3) & last];
      int at = sum[from];
      double s0 = row0[at];
      double s1 = row1[at];
      double s2 = row2[at];
      double s3 = row3[at];
      for (int e = from; e < to; e++) {
        double w = factor[e];
        int k = source[e];
        s0 += w * x[x0 + k];
        s1 += w * x[x1 + k];
        s2 += w * x[x2 + k];
        s3 += w * x[x3 + k];
      }
      row0[at] = s0;
      row1[at] = s1;
      row2[at] = s2;
      row3[at] = s3;
    }

    /// Of signals that arrive together, those with a longer delay were sent earlier, so that they
    /// are summed in the same order however long slices are.
    private int compare(int a, int b) {
      return delay[a] == delay[b] ? source[a] - source[b] : delay[b] - delay[a];
    }
  }

  /// What a device sends to a sum. As in NEST, what a device sends to a receptor of a readout
  /// neuron arrives a step later if the device was created after the neuron.
  private record Driven(
      int sum, RateSource source, Pauses pauses, double factor, int delay, long since) {}

  private final Population population;
  private final Signal signal;
  private final int channels;
  private int[] place = {};
  private Couples prompt = new Couples();
  private Couples late = new Couples();
  private double[] received = {};
  private double[][] ring = {};
  private final List<Driven> driven = new ArrayList<>();

  /// The network's smallest delay in steps, by which devices' rates come earlier, as in NEST.
  private int smallest = 1;

  private boolean strong;

  /// Whether [#received] has nothing but zeros.
  private boolean nothing = true;

  /// The last step in which a delayed signal arrives; there is none in the ring after it.
  private long last = -1;

  /// For each sum, whether the neuron applies its gain to each signal; empty if none does.
  private boolean[] gains = {};

  private int slots = 1;
  private int orders = 1;
  private int stride = 1;

  CoupledInputs(Population population, Signal signal) {
    this.population = population;
    this.signal = signal;
    channels = signal.channels();
  }

  /// The neurons that receive.
  public Population population() {
    return population;
  }

  /// Whether slices may be repeated for them.
  boolean repeats() {
    return signal.repeats();
  }

  /// Makes room; delayed signals under way stay.
  void reserve(int lags, int wantedOrders, int maxDelay, long now, int[] places) {
    int n = population.size();
    orders = wantedOrders;
    stride = lags * orders;
    place = new int[n];
    for (int i = 0; i < n; i++) place[i] = places[population.id(i)];
    received = new double[n * channels * stride];
    nothing = true;
    for (int b = 0; b < population.blocks(); b++) {
      population.coupled(b).reserve(lags, channels, orders);
    }
    int wanted = Math.max(slots, Integer.highestOneBit(maxDelay + lags) << 1);
    double[][] wider = new double[wanted][n * channels];
    for (long t = now; ring.length > 0 && t < now + slots; t++) {
      double[] row = ring[(int) t & (slots - 1)];
      System.arraycopy(row, 0, wider[(int) t & (wanted - 1)], 0, row.length);
    }
    ring = wider;
    slots = wanted;
  }

  /// Writes the delayed signals that arrive in the next `steps` steps, neuron by neuron.
  void save(CheckpointWriter out, long now, int steps) throws IOException {
    for (int i = 0; i < place.length; i++) {
      double[] under = new double[channels * steps];
      boolean any = false;
      for (int k = 0; k < under.length; k++) {
        under[k] = ring[(int) (now + k % steps) & (slots - 1)][i * channels + k / steps];
        any |= Double.doubleToRawLongBits(under[k]) != 0;
      }
      if (!any) continue;
      out.put(population.id(i));
      out.put(under);
    }
  }

  /// Puts back what was under way to neuron `i`.
  void load(CheckpointReader in, int i, long now) throws IOException {
    double[] under = in.finite(in.reals());
    int steps = under.length / channels;
    if (steps > slots) throw in.refuse("it is damaged: signals are under way for too long");
    last = Math.max(last, now + steps);
    for (int k = 0; k < under.length; k++) {
      ring[(int) (now + k % steps) & (slots - 1)][i * channels + k / steps] = under[k];
    }
  }

  /// Takes up all couplings onto the neurons of model `m` in part `p`.
  void hear(Nodes nodes, int p, int m, List<Couplings.Edges> made, int[] places) {
    prompt = new Couples();
    late = new Couples();
    driven.clear();
    for (Couplings.Edges edges : made) {
      Couples ear = edges.late() ? late : prompt;
      for (int e = 0; e < edges.source().length; e++) {
        int target = edges.target()[e];
        if (nodes.part(target) != p || nodes.model(target) != m) continue;
        int first = nodes.local(target) * channels;
        int from = places[edges.source()[e]];
        if (edges.signal() == Signal.LEARNING) from++; // next to the place of its other signal
        int apart = signal.hasReceptors() ? edges.receptor() - 1 : 0;
        int d = edges.delay()[edges.delay().length == 1 ? 0 : e];
        if (from < 0) {
          RateSource source = nodes.device(edges.source()[e], RateSource.class).orElseThrow();
          double w = edges.factor()[0][e];
          int sum = signal.hasReceptors() ? apart : w < 0 ? 1 : 0;
          int behind = signal.hasReceptors() && edges.source()[e] > target ? 1 : 0;
          Pauses pauses = nodes.device(edges.source()[e]).pauses();
          driven.add(new Driven(first + sum, source, pauses, w, d + behind, edges.since()));
          continue;
        }
        if (signal == Signal.DIFFUSION) {
          for (int c = 0; c < channels; c++) ear.add(first + c, from, edges.factor()[c][e], d);
        } else if (signal.hasReceptors()) {
          ear.add(first + apart, from, edges.factor()[0][e], d);
        } else {
          double w = edges.factor()[0][e];
          ear.add(first + (channels > 1 && w < 0 ? 1 : 0), from, w, d);
        }
      }
    }
    prompt.sort();
    late.sort();
    strong = false;
  }

  /// Begins a run, before which parameters may have been set.
  void open() {
    gains = new boolean[0];
    boolean[] each = new boolean[population.size() * channels];
    for (int s = 0; s < each.length; s++) {
      int i = s / channels;
      each[s] = population.coupled(i / Block.LANES).gainsEach(i % Block.LANES);
      if (each[s]) gains = each;
    }
  }

  /// The value of a signal in a sum, before it is weighted.
  private double gained(int sum, double x) {
    if (gains.length == 0 || !gains[sum]) return x;
    int i = sum / channels;
    return population.coupled(i / Block.LANES).gain(i % Block.LANES, x);
  }

  private void strengthen() {
    if (strong) return;
    strong = true;
    double[] sums = new double[population.size() * channels];
    for (int e = 0; e < prompt.size; e++) sums[prompt.sum[e]] += prompt.factor[e];
    for (int s = 0; s < sums.length; s++) {
      int i = s / channels;
      population.coupled(i / Block.LANES).strengthen(s % channels, i % Block.LANES, sums[s]);
    }
  }

  /// Hands the blocks what they receive in `[begin, until)`; if `ends`, delayed signals are used
  /// up.
  void load(long begin, long until, boolean ends) {
    for (int b = 0; b < population.blocks(); b++) {
      CoupledBlock block = population.coupled(b);
      int first = b * Block.LANES;
      int n = Math.min(Block.LANES, place.length - first);
      for (long t = begin; t < until; t++) {
        int lag = (int) (t - begin);
        double[] row = ring[(int) t & (slots - 1)];
        for (int c = 0; c < channels; c++) {
          int sum = first * channels + c;
          for (int o = 0; o < orders; o++) {
            double[] to = block.receivedIn(lag, c, o);
            if (nothing) Arrays.fill(to, 0, n, 0);
            else take(n, received, sum * stride + lag * orders + o, channels * stride, to);
            if (o == 0 && t <= last) add(n, row, sum, channels, to);
          }
        }
      }
    }
    if (ends) {
      for (long t = begin; t < Math.min(until, last + 1); t++) {
        Arrays.fill(ring[(int) t & (slots - 1)], 0);
      }
    }
    drive(begin, until);
  }

  private static void take(int n, double[] from, int first, int apart, double[] to) {
    for (int i = 0; i < n; i++) to[i] = from[first + i * apart];
  }

  private static void add(int n, double[] from, int first, int apart, double[] to) {
    for (int i = 0; i < n; i++) to[i] += from[first + i * apart];
  }

  /// The network's smallest delay (steps).
  void smallestDelay(int steps) {
    smallest = steps;
  }

  /// Adds what devices send, which acts in the steps `[begin, until)`.
  private void drive(long begin, long until) {
    for (Driven d : driven) {
      int i = d.sum() / channels;
      CoupledBlock block = population.coupled(i / Block.LANES);
      for (long t = begin; t < until; t++) {
        long sentAt = t - d.delay() + smallest;
        if (sentAt < d.since() || !d.source().sends(sentAt)) continue;
        if (d.pauses().contains(sentAt)) continue;
        double x = d.factor() * gained(d.sum(), d.source().rate(sentAt));
        block.add((int) (t - begin), d.sum() % channels, i % Block.LANES, x);
      }
    }
  }

  /// Announces to neurons that learn what reaches them in the steps `[begin, until)`.
  void announce(long begin, long until) {
    if (signal != Signal.LEARNING) return;
    for (int i = 0; i < place.length; i++) {
      CoupledBlock block = population.coupled(i / Block.LANES);
      if (!block.isHeard()) continue;
      for (long t = begin; t < until; t++) {
        block.announce(t, i % Block.LANES, ring[(int) t & (slots - 1)][i]);
      }
    }
  }

  /// Collects what the blocks have sent in the steps from `begin` on to couplings with a delay.
  void keep(LateSignals signals, long begin, int lags) {
    for (int i = 0; i < place.length; i++) {
      CoupledBlock block = population.coupled(i / Block.LANES);
      for (int lag = 0; lag < lags; lag++) {
        signals.put(begin + lag, place[i], block.sent(lag, 0, i % Block.LANES));
        if (!block.teaches()) continue;
        signals.put(begin + lag, place[i] + 1, block.taught(lag, i % Block.LANES));
      }
    }
  }

  /// Collects what the blocks have sent.
  void store(double[] sent, int lags) {
    for (int b = 0; b < population.blocks(); b++) {
      CoupledBlock block = population.coupled(b);
      int first = b * Block.LANES;
      int n = Math.min(Block.LANES, place.length - first);
      for (int k = 0; k < lags * orders; k++) {
        double[] from = block.sentIn(k / orders, k % orders);
        for (int i = 0; i < n; i++) sent[place[first + i] * stride + k] = from[i];
      }
    }
  }

  /// Collects the neurons' values as they are now.
  void end(double[] end) {
    for (int i = 0; i < place.length; i++) {
      end[place[i]] = population.coupled(i / Block.LANES).value()[i % Block.LANES];
    }
  }

  /// Sums what was sent without delay in a slice of `lags` steps.
  void gather(double[] sent, int lags) {
    strengthen();
    if (prompt.size == 0 && nothing) return;
    nothing = prompt.size == 0;
    Arrays.fill(received, 0);
    int n = lags * orders;
    for (int e = 0; e < prompt.size; e++) {
      int to = prompt.sum[e] * stride;
      int from = prompt.source[e] * stride;
      double w = prompt.factor[e];
      if (gains.length > 0 && gains[prompt.sum[e]]) {
        for (int k = 0; k < n; k += orders) {
          received[to + k] += w * gained(prompt.sum[e], sent[from + k]);
        }
      } else {
        for (int k = 0; k < n; k++) received[to + k] += w * sent[from + k];
      }
    }
  }

  /// Sums signals for the beginning of the next slice, as if they stayed at their last values.
  void hold(double[] end) {
    strengthen();
    if (prompt.size == 0 && nothing) return;
    nothing = prompt.size == 0;
    Arrays.fill(received, 0);
    for (int e = 0; e < prompt.size; e++) {
      int to = prompt.sum[e] * stride;
      double x = prompt.factor[e] * gained(prompt.sum[e], end[prompt.source[e]]);
      for (int k = 0; k < stride; k += orders) received[to + k] += x;
    }
  }

  /// Sends delayed signals on their way, at the beginning of step `now`.
  void late(LateSignals signals, long now) {
    long until = signals.until();
    if (signals.from() == until) return;
    for (int e = 0; e < late.size; ) {
      int sum = late.sum[e];
      int d = late.delay[e];
      int end = late.alike(e);
      last = Math.max(last, Math.max(now, until - 1 + d));
      long t = signals.from();
      boolean gained = gains.length > 0 && gains[sum];
      if (!gained && t + d >= now) {
        for (; t + 4 <= until; t += 4) late.four(e, end, signals, t, ring);
      }
      for (int k = e; k < end; k++) {
        for (long s = t; s < until; s++) {
          ring[(int) Math.max(now, s + d) & (slots - 1)][sum] +=
              late.factor[k] * gained(sum, signals.at(s, late.source[k]));
        }
      }
      e = end;
    }
  }
}
