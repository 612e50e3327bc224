package myelin.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which recorder hears which node, and the spikes of generators in the present slice.
final class Taps {

  private static final SpikeRecorder[] NONE = {};

  private record RandomTap(
      RandomSource source, SpikeRecorder recorder, int occurrence, long since) {}

  private SpikeRecorder[][] hears = {};
  private final List<RandomTap> random = new ArrayList<>();
  private final List<SpikeSource> sources = new ArrayList<>();
  private long[] eventKey = new long[16];
  private int[] eventSender = new int[16];
  private int[] multiplicity = new int[16];
  private double[] strength = new double[16];
  private double[] offset = new double[16];
  private int events;

  void add(SpikeSource source) {
    if (!sources.contains(source)) sources.add(source);
  }

  /// `recorder` hears node `id` from now on.
  void add(int id, SpikeRecorder recorder) {
    if (id >= hears.length) {
      int old = hears.length;
      hears = Arrays.copyOf(hears, Math.max(id + 1, 2 * old));
      Arrays.fill(hears, old, hears.length, NONE);
    }
    hears[id] = Arrays.copyOf(hears[id], hears[id].length + 1);
    hears[id][hears[id].length - 1] = recorder;
  }

  void add(RandomSource source, SpikeRecorder recorder, long now) {
    int occurrence = 0;
    for (RandomTap tap : random) {
      if (tap.source() == source && tap.recorder() == recorder) occurrence++;
    }
    random.add(new RandomTap(source, recorder, occurrence, now));
  }

  /// Collects the generators' spikes of the slice, in order of step, then sender.
  void collect(long begin, long end) {
    events = 0;
    for (SpikeSource source : sources) {
      source.emit(begin, end, (t, m, s, o) -> event(t, source.id(), m, s, o));
    }
    for (int e = 1; e < events; e++) {
      for (int k = e; k > 0 && before(k, k - 1); k--) swap(k, k - 1);
    }
  }

  private boolean before(int a, int b) {
    return eventKey[a] < eventKey[b]
        || (eventKey[a] == eventKey[b] && eventSender[a] < eventSender[b]);
  }

  private void swap(int a, int b) {
    long key = eventKey[a];
    eventKey[a] = eventKey[b];
    eventKey[b] = key;
    int sender = eventSender[a];
    eventSender[a] = eventSender[b];
    eventSender[b] = sender;
    int m = multiplicity[a];
    multiplicity[a] = multiplicity[b];
    multiplicity[b] = m;
    double s = strength[a];
    strength[a] = strength[b];
    strength[b] = s;
    double o = offset[a];
    offset[a] = offset[b];
    offset[b] = o;
  }

  private void event(long t, int sender, int m, double s, double o) {
    if (events == eventKey.length) {
      int room = 2 * events;
      eventKey = Arrays.copyOf(eventKey, room);
      eventSender = Arrays.copyOf(eventSender, room);
      multiplicity = Arrays.copyOf(multiplicity, room);
      strength = Arrays.copyOf(strength, room);
      offset = Arrays.copyOf(offset, room);
    }
    eventKey[events] = t;
    eventSender[events] = sender;
    multiplicity[events] = m;
    strength[events] = s;
    offset[events++] = o;
  }

  /// Delivers the generators' spikes of step `t` to a part's tables.
  void deliver(ConnectionTable[] tables, long t) {
    for (int e = 0; e < events; e++) {
      if (eventKey[e] != t) continue;
      for (ConnectionTable table : tables) {
        table.deliver(eventSender[e], eventKey[e], multiplicity[e], strength[e]);
      }
    }
  }

  /// Tells the recorders of all spikes of the slice: step by step neurons, then generators.
  void record(SpikeBatch spikes, int lags) {
    int e = 0;
    for (int lag = 0; lag < lags; lag++) {
      long stamp = spikes.begin() + lag + 1;
      for (int k = spikes.from(lag); k < spikes.from(lag + 1); k++) {
        hear(spikes.sender(k), stamp, 1, 0);
      }
      for (; e < events && eventKey[e] < stamp; e++) {
        hear(eventSender[e], stamp, multiplicity[e], offset[e]);
      }
      for (RandomTap tap : random) {
        if (stamp <= tap.since()) continue;
        int n = tap.source().spikes(stamp - 1, tap.recorder().id(), tap.occurrence());
        tap.recorder().spike(tap.source().id(), stamp, n, 0);
      }
    }
  }

  private void hear(int sender, long stamp, int times, double offsetMs) {
    if (sender >= hears.length) return;
    for (SpikeRecorder recorder : hears[sender]) recorder.spike(sender, stamp, times, offsetMs);
  }
}
