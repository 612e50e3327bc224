package myelin.pynest;

import java.util.Arrays;
import myelin.Events;
import myelin.Simulator;
import myelin.node.NodeCollection;
import org.jspecify.annotations.Nullable;

/// What recorders hold, as arrays.
public final class Recorded {

  private Recorded() {}

  /// The senders of spikes, then their times (ms); null where there is more than that: the recorder
  /// records to a file, or other quantities, or in steps, or it holds as many as `most`.
  static double @Nullable [] spikes(Simulator network, int recorder, int most) {
    NodeCollection node = network.nodes(recorder);
    if (!node.value("record_to").equals("memory") || node.get("time_in_steps")[0] != 0) return null;
    Events events = network.events(node);
    int n = events.size();
    if (n >= most || !events.quantities().isEmpty()) return null;
    double[] both = Arrays.copyOf(events.times(), 2 * n);
    System.arraycopy(both, 0, both, n, n);
    int[] senders = events.senders();
    for (int e = 0; e < n; e++) both[e] = senders[e];
    return both;
  }

  /// The columns of events: the names of the recorded quantities, senders, times (ms) or steps and
  /// offsets (ms), and a column for each quantity.
  public static Object[] columns(Events events, boolean steps) {
    String[] names = events.quantities().toArray(String[]::new);
    Object[] columns = new Object[4 + names.length];
    columns[0] = names;
    columns[1] = events.senders();
    columns[2] = steps ? events.steps() : events.times();
    columns[3] = steps ? events.offsets() : new double[0];
    for (int q = 0; q < names.length; q++) columns[4 + q] = events.values(names[q]);
    return columns;
  }
}
