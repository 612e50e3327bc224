package myelin.models.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import myelin.engine.base.Condition;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.device.DeviceModel;
import myelin.engine.device.RandomSource;
import myelin.engine.input.Drive;

/// A stimulator whose spikes depend on those that it sent before. It has a [Train] for each
/// connection, or one for all.
abstract class TrainSource extends RandomSource {

  /// The condition on a number of processes.
  static final Condition PROCESSES =
      new Condition("a whole number from 1 to 10^9", v -> v >= 1 && v <= 1e9);

  /// How many steps workers may be apart from each other, besides the delays.
  private static final int APART = 256;

  private record Place(int target, int occurrence) {}

  private final Map<Place, Train> trains = new ConcurrentHashMap<>();

  /// The longest delay of any connection so far (steps).
  private volatile int longest;

  /// A source with default parameters.
  TrainSource(DeviceModel model, Site site) {
    super(model, site);
  }

  /// A train that has not begun.
  abstract Train train(int target, int occurrence);

  /// Whether trains go on in step `k`; where they do not, nothing is sent.
  abstract boolean goesOn(long k);

  /// Whether each target receives its own spikes, rather than all receiving the same.
  boolean individual() {
    return true;
  }

  private Train of(int target, int occurrence) {
    Place place = individual() ? new Place(target, occurrence) : new Place(Uniforms.ALL, 0);
    return trains.computeIfAbsent(place, p -> train(p.target(), p.occurrence()));
  }

  /// How many spikes a train has in step `k`. Only one worker asks the train of one target, but
  /// several may ask the train of all targets.
  private int count(Train train, long k) {
    long kept = (long) longest + APART;
    if (train.target() != Uniforms.ALL) return train.count(seed(), k, kept);
    synchronized (train) {
      return train.count(seed(), k, kept);
    }
  }

  @Override
  public void spikes(long k, int target, int occurrence, Sink sink) {
    if (!goesOn(k)) return;
    int n = count(of(target, occurrence), k);
    if (n > 0) sink.spikes(n, 0);
  }

  @Override
  public Drive drive(Drive.Lanes lanes) {
    longest = Math.max(longest, lanes.delay());
    return new Counts(lanes);
  }

  /// The spikes for the lanes of one block.
  private final class Counts implements Drive {
    private final Lanes to;
    private final Train[] each;

    Counts(Lanes to) {
      this.to = to;
      each = new Train[individual() ? to.lane().length : 1];
      for (int i = 0; i < each.length; i++) {
        each[i] = of(to.id()[i], to.occurrence());
        each[i].begin(to.since());
      }
    }

    @Override
    public void add(long t, double[] input) {
      long k = t - to.delay();
      if (!to.carries(k) || !goesOn(k)) return;
      if (individual()) {
        for (int i = 0; i < each.length; i++) {
          int n = count(each[i], k);
          if (n > 0) input[to.lane()[i]] += n * to.weight()[i];
        }
        return;
      }
      int n = count(each[0], k);
      if (n == 0) return;
      for (int i = 0; i < to.lane().length; i++) input[to.lane()[i]] += n * to.weight()[i];
    }
  }

  @Override
  public void save(CheckpointWriter out) throws IOException {
    List<Train> all = new ArrayList<>(trains.values());
    all.sort(Comparator.comparingInt(Train::target).thenComparingInt(Train::occurrence));
    out.put(longest, all.size());
    for (Train train : all) {
      out.put(train.target(), train.occurrence());
      train.save(out);
    }
  }

  @Override
  public void load(CheckpointReader in, long now) throws IOException {
    int[] head = in.wholes();
    in.require(head.length == 2 && head[0] >= 0 && head[1] >= 0, "there are no such trains");
    longest = head[0];
    for (int n = head[1]; n > 0; n--) {
      int[] place = in.wholes();
      boolean fits = place.length == 2 && place[0] >= 0 && place[1] >= 0;
      in.require(fits && individual() == place[0] > 0, "there is no such train");
      of(place[0], place[1]).load(in);
    }
  }
}
