package myelin.engine.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the weight recorders have to hear of the spikes that one part delivered in a slice.
public final class WeightLog {

  private final List<WeightRecorder.Event> events = new ArrayList<>();

  /// Notes a spike of a recorder, by its node id.
  public void add(int recorder, long step, int sender, int target, double weight, int receptor) {
    events.add(
        new WeightRecorder.Event(recorder, step, sender, target, weight, receptor, events.size()));
  }

  /// Tells the recorders the events of all parts, by time, sender and target, and forgets them.
  public static void tell(WeightLog[] parts, Recorders recorders) {
    int n = 0;
    for (WeightLog log : parts) n += log.events.size();
    if (n == 0) return;
    WeightRecorder.Event[] all = new WeightRecorder.Event[n];
    int k = 0;
    for (WeightLog log : parts) {
      for (WeightRecorder.Event e : log.events) all[k++] = e;
      log.events.clear();
    }
    Arrays.sort(
        all,
        (a, b) -> {
          if (a.step() != b.step()) return Long.compare(a.step(), b.step());
          if (a.sender() != b.sender()) return Integer.compare(a.sender(), b.sender());
          if (a.target() != b.target()) return Integer.compare(a.target(), b.target());
          return Integer.compare(a.order(), b.order());
        });
    for (WeightRecorder.Event e : all) recorders.at(e.recorder()).spike(e);
  }

  /// Finds a weight recorder by its node id.
  @FunctionalInterface
  public interface Recorders {
    WeightRecorder at(int id);
  }
}
