package myelin.engine.kernel;

import java.io.IOException;
import java.util.Arrays;
import myelin.engine.base.Ranks;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.input.SpikeBatch;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.input.SpikeParcel;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.table.Arrivals;
import myelin.engine.table.ConnectionTable;
import myelin.engine.wiring.WaitingSpikes;

/// Spikes that have been fired but have not passed any synapse yet: those since the last delivery.
///
/// Delivery is the first thing that a slice does, as in NEST. So when a run ends, the spikes since
/// its last meeting wait here, for as long as the smallest delay (NEST's slice) is not over and no
/// further run begins. What is read and set in between is read and set before these spikes: a
/// plastic weight is the one before them, and a weight that is set is the one they arrive with.
///
/// The spikes of generators leave as soon as they are sent, as in NEST: before connections change,
/// they are delivered by the connections that there were until then ([#beforeChange]).
final class Undelivered implements WaitingSpikes {

  private final Kernel kernel;
  private final SpikeOutbox[] boxes;
  private final SpikeBatch batch = new SpikeBatch();
  private final Ranks ranks;
  private final SpikeParcel parcel;

  Undelivered(Kernel kernel) {
    this.kernel = kernel;
    ranks = kernel.nodes.ranks();
    parcel = new SpikeParcel(ranks);
    boxes = new SpikeOutbox[kernel.parts];
    Arrays.setAll(boxes, p -> new SpikeOutbox());
  }

  /// The box into which the neurons of a part fire.
  SpikeOutbox box(int part) {
    return boxes[part];
  }

  /// The spikes that have been gathered, in the order in which all parts deliver them.
  SpikeBatch batch() {
    return batch;
  }

  /// The step since which spikes have not been delivered.
  long since() {
    return batch.begin();
  }

  /// Gathers what was fired on all ranks in the steps from `begin`, since which nothing has been
  /// delivered, to before `end`; returns the bits that any rank has told.
  ///
  /// @param failed the bits with which a rank tells that it has failed
  long gather(long begin, long end, long told, long failed) {
    int lags = (int) (end - begin);
    if (ranks.isAlone()) {
      batch.gather(boxes, begin, lags);
      return told;
    }
    long any = parcel.exchange(boxes, lags, kernel.nodes.size(), told, failed);
    if ((any & failed) != 0) return any;
    batch.gather(parcel.received(), begin, lags);
    return any;
  }

  /// Delivers all spikes to the synapses onto the neurons of a part.
  void deliver(int part) {
    ConnectionTable[] tables = kernel.wiring.tables(part);
    ConnectionTable[] prompt =
        Arrays.stream(tables).filter(t -> !t.keepsSpikes()).toArray(ConnectionTable[]::new);
    deliver(part, tables, prompt);
  }

  /// Delivers all spikes to all synapses; none wait any more.
  void deliver() {
    for (int p = 0; p < boxes.length; p++) deliver(p);
    for (SpikeOutbox box : boxes) box.open(kernel.now);
    batch.gather(boxes, kernel.now, 0);
  }

  /// The same, for tables that are at hand.
  ///
  /// @param prompt those of the tables that deliver at once
  void deliver(int part, ConnectionTable[] tables, ConnectionTable[] prompt) {
    for (int lag = 0, lags = batch.lags(); lag < lags; lag++) {
      for (ConnectionTable table : prompt) table.deliver(batch, lag);
      kernel.spikeRouting.deliver(tables, batch.begin() + lag);
    }
    for (Arrivals arrivals : kernel.wiring.arrivals(part)) arrivals.send(batch);
  }

  @Override
  public boolean comeLate(int delay) {
    return batch.lags() > 0 && kernel.now - batch.begin() > delay;
  }

  @Override
  public void beforeChange(int least) {
    if (batch.lags() == 0) return;
    if (!comeLate(least)) {
      for (int p = 0; p < boxes.length; p++) {
        ConnectionTable[] tables = kernel.wiring.tables(p);
        for (long t = batch.begin(); t < kernel.now; t++) kernel.spikeRouting.deliver(tables, t);
      }
      dropIdle();
    } else { // through the new connections these spikes would arrive before now
      deliver();
    }
    kernel.spikeRouting.forget();
  }

  /// Drops spikes of neurons that have had no synapses: they do not pass synapses that are added
  /// now. In NEST, too, a spike without a target is not sent.
  private void dropIdle() {
    for (SpikeOutbox box : boxes) box.open(batch.begin());
    long[] passing = passing();
    for (int k = 0, lag = 0; k < batch.size(); k++) {
      while (batch.from(lag + 1) <= k) lag++;
      if ((passing[k / 64] >>> k & 1) != 0) put(batch.sender(k), batch.begin() + lag, own(k));
    }
    gather(batch.begin(), kernel.now, 0, 0);
  }

  /// A bit for each spike, which is set if its sender has synapses on any rank.
  private long[] passing() {
    long[] bits = new long[(batch.size() + 63) / 64];
    for (int k = 0; k < batch.size(); k++) {
      if (hasSynapses(batch.sender(k))) bits[k / 64] |= 1L << k;
    }
    return ranks.any(bits);
  }

  /// Puts a spike into a box of the rank that its sender belongs to.
  private void put(int sender, long t, double own) {
    if (!ranks.has(sender)) return;
    if (carries(sender)) boxes[0].carry(sender, t, own);
    else boxes[0].add(sender, t, own);
  }

  /// What spike `k` has beside sender and step: the number that it carries, or its time.
  private double own(int k) {
    return carries(batch.sender(k)) ? batch.carried(k) : batch.offset(k);
  }

  private boolean carries(int sender) {
    return kernel.model(sender) instanceof NeuronModel m && m.carried().isPresent();
  }

  private boolean hasSynapses(int sender) {
    for (int p = 0; p < boxes.length; p++) {
      for (ConnectionTable table : kernel.wiring.byKey(p)) {
        int row = table.row(sender);
        if (row >= 0 && table.length(row) > 0) return true;
      }
    }
    return false;
  }

  void save(CheckpointWriter out) throws IOException {
    out.section("undelivered");
    out.put(batch.begin());
    int[] lag = new int[batch.size()];
    int[] sender = new int[batch.size()];
    double[] own = new double[batch.size()];
    for (int k = 0, l = 0; k < batch.size(); k++) {
      while (batch.from(l + 1) <= k) l++;
      lag[k] = l;
      sender[k] = batch.sender(k);
      own[k] = own(k);
    }
    out.put(lag);
    out.put(sender);
    out.put(own);
    kernel.spikeRouting.saveEvents(out);
  }

  void load(CheckpointReader in) throws IOException {
    in.section("undelivered");
    long begin = in.wide();
    int[] lag = in.wholes();
    int[] sender = in.wholes();
    double[] own = in.finite(in.reals());
    boolean fits = begin >= 0 && begin <= kernel.now && kernel.now - begin <= longest();
    fits &= lag.length == sender.length && lag.length == own.length;
    for (int k = 0; fits && k < lag.length; k++) {
      fits = lag[k] >= 0 && begin + lag[k] < kernel.now && kernel.firesAsNeuron(sender[k]);
      if (fits && !carries(sender[k])) fits = own[k] >= 0 && own[k] < kernel.grid.h_ms();
    }
    if (!fits) throw in.refuse("it is damaged: there are no such spikes");
    for (SpikeOutbox box : boxes) box.open(begin);
    for (int k = 0; k < lag.length; k++) put(sender[k], begin + lag[k], own[k]);
    gather(begin, kernel.now, 0, 0);
    kernel.spikeRouting.loadEvents(in, begin, kernel.now, kernel.nodes);
  }

  private long longest() {
    return Math.min(ConnectionTable.DELAY_LIMIT, kernel.wiring.minDelay());
  }
}
