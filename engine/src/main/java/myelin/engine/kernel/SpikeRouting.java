package myelin.engine.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ranks;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.device.DriveSource;
import myelin.engine.device.RandomSource;
import myelin.engine.device.Recorder;
import myelin.engine.device.SpikeReceiver;
import myelin.engine.device.SpikeSource;
import myelin.engine.input.SpikeBatch;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.nodes.Nodes;
import myelin.engine.table.ConnectionTable;

/// Which device hears which node, and the spikes of generators that have not been delivered yet.
final class SpikeRouting {

  private static final String NO_RECORDER = "there is no such recorder";

  /// A spike of a generator.
  private record Event(long t, int sender, int multiplicity, double strength, double offset) {

    boolean coincides(Event other) {
      return t == other.t
          && sender == other.sender
          && strength == other.strength
          && offset == other.offset;
    }
  }

  /// A device that hears a node, and the connection to it.
  private record Link(SpikeReceiver receiver, SpikeReceiver.Connection connection) {

    int id() {
      return receiver.id();
    }
  }

  /// The devices that hear a node, in the order in which they were connected. Nodes with the same
  /// devices share one, which stays in the cache.
  private static final class Audience {
    private final Link[] links;

    /// Those with one device more, by that device.
    private final Map<Link, Audience> larger = new HashMap<>(2);

    Audience(Link... links) {
      this.links = links;
    }

    Audience with(Link link) {
      return larger.computeIfAbsent(
          link,
          last -> {
            Link[] more = Arrays.copyOf(links, links.length + 1);
            more[links.length] = last;
            return new Audience(more);
          });
    }
  }

  private record RandomLink(RandomSource source, Link link, int occurrence, long since) {}

  private final Audience nobody = new Audience();
  private Audience[] hears = {};
  private final List<RandomLink> random = new ArrayList<>();
  private final List<SpikeSource> sources = new ArrayList<>();
  private final Ranks ranks;

  /// Spikes of neurons of this rank, if there are others.
  private long own;

  private final List<Event> events = new ArrayList<>();

  /// Smallest delay of a connection to a device that sends what it hears (steps).
  private int relayed = Integer.MAX_VALUE;

  /// Nothing hears anything yet, on one of these ranks.
  SpikeRouting(Ranks ranks) {
    this.ranks = ranks;
  }

  void add(SpikeSource source) {
    sources.add(source);
  }

  /// A device hears node `id` from now on.
  void add(int id, SpikeReceiver receiver, SpikeReceiver.Connection connection) {
    if (id >= hears.length) {
      int old = hears.length;
      hears = Arrays.copyOf(hears, Math.max(id + 1, 2 * old));
      Arrays.fill(hears, old, hears.length, nobody);
    }
    hears[id] = hears[id].with(new Link(receiver, connection));
    note(receiver, connection);
  }

  /// A device hears nodes from now on, each of which is named once.
  void add(int[] ids, SpikeReceiver receiver, SpikeReceiver.Connection connection) {
    Audience before = nobody;
    Audience after = nobody;
    for (int id : ids) {
      if (id < hears.length && hears[id] == before && after != nobody) {
        hears[id] = after;
        continue;
      }
      before = id < hears.length ? hears[id] : nobody;
      add(id, receiver, connection);
      after = hears[id];
    }
  }

  private void note(SpikeReceiver receiver, SpikeReceiver.Connection connection) {
    if (receiver instanceof DriveSource) relayed = Math.min(relayed, connection.delay());
  }

  /// Longest slice after which devices can still send what they hear in it (steps).
  int slice() {
    return relayed;
  }

  /// The same for a source whose spikes are drawn for each target.
  void add(
      RandomSource source, SpikeReceiver receiver, SpikeReceiver.Connection connection, long now) {
    int occurrence = 0;
    for (RandomLink r : random) {
      if (r.source() == source && r.link().receiver() == receiver) occurrence++;
    }
    random.add(new RandomLink(source, new Link(receiver, connection), occurrence, now));
    note(receiver, connection);
  }

  void save(CheckpointWriter out) throws IOException {
    out.section("recorders");
    for (int id = 0; id < hears.length; id++) {
      Link[] links = hears[id].links;
      if (links.length == 0) continue;
      out.put(id);
      out.put(Arrays.stream(links).mapToInt(Link::id).toArray());
      out.put(Arrays.stream(links).mapToInt(t -> t.connection().receptor()).toArray());
      out.put(Arrays.stream(links).mapToInt(t -> t.connection().delay()).toArray());
      out.put(Arrays.stream(links).mapToDouble(t -> t.connection().weight()).toArray());
    }
    out.put(0);
    out.put(random.size());
    for (RandomLink r : random) {
      SpikeReceiver.Connection connection = r.link().connection();
      out.put(r.source().id(), r.link().id(), r.occurrence());
      out.put(connection.receptor(), connection.delay());
      out.put(connection.weight());
      out.put(r.since());
    }
  }

  void load(CheckpointReader in, Nodes nodes, long now) throws IOException {
    in.section("recorders");
    for (int id = in.whole(); id != 0; id = in.whole()) {
      in.require(id >= 1 && id <= nodes.size(), "a node that is recorded is not there");
      int[] receiver = in.wholes();
      int[] receptor = in.wholes();
      int[] delay = in.wholes();
      double[] weight = in.finite(in.reals());
      boolean fits = receptor.length == receiver.length && weight.length == receiver.length;
      in.require(fits && delay.length == receiver.length, NO_RECORDER);
      for (int k = 0; k < receiver.length; k++) {
        Link link = link(in, nodes, receiver[k], receptor[k], delay[k], weight[k]);
        add(id, link.receiver(), link.connection());
      }
    }
    for (int n = in.whole(); n > 0; n--) {
      int[] head = in.wholes();
      int[] by = in.wholes();
      in.require(head.length == 3 && by.length == 2 && head[2] >= 0, NO_RECORDER);
      RandomSource source =
          nodes.device(head[0], RandomSource.class).orElseThrow(() -> noRecorder(in));
      Link link = link(in, nodes, head[1], by[0], by[1], in.finite(new double[] {in.real()})[0]);
      random.add(new RandomLink(source, link, head[2], in.step(now)));
      note(link.receiver(), link.connection());
    }
  }

  private static BadInput noRecorder(CheckpointReader in) {
    return in.refuse("it is damaged: " + NO_RECORDER);
  }

  private static Link link(
      CheckpointReader in, Nodes nodes, int id, int receptor, int delay, double weight) {
    SpikeReceiver receiver =
        nodes.device(id, SpikeReceiver.class).orElseThrow(() -> noRecorder(in));
    in.require(receptor >= 0 && receptor < receiver.receptors() && delay >= 1, NO_RECORDER);
    return new Link(receiver, new SpikeReceiver.Connection(weight, receptor, delay));
  }

  /// Collects the generators' spikes of the slice, in order of step, then sender, after those that
  /// have not been delivered yet.
  void collect(long begin, long end) {
    if (sources.isEmpty()) return;
    for (SpikeSource source : sources) {
      if (source.firesAsNeuron() || source.pauses().isFrozen()) continue;
      source.emit(begin, end, (t, m, s, o) -> events.add(new Event(t, source.id(), m, s, o)));
    }
    events.sort(Comparator.comparingLong(Event::t));
  }

  /// Puts the spikes of devices that fire as neurons do into a box.
  void fire(long begin, long end, SpikeOutbox box) {
    for (SpikeSource source : sources) {
      if (!source.firesAsNeuron() || source.pauses().isFrozen()) continue;
      source.emit(
          begin,
          end,
          (t, multiplicity, strength, offset) -> {
            if (!ranks.has(source.id())) return;
            for (int m = 0; m < multiplicity; m++) box.add(source.id(), t, offset);
          });
    }
  }

  /// Forgets the generators' spikes, which have been delivered.
  void forget() {
    events.clear();
  }

  void saveEvents(CheckpointWriter out) throws IOException {
    out.put(events.size());
    for (Event event : events) {
      out.put(event.t());
      out.put(event.sender(), event.multiplicity());
      out.put(event.strength());
      out.put(event.offset());
    }
  }

  /// Puts back spikes of generators in the steps from `begin` to before `end`.
  void loadEvents(CheckpointReader in, long begin, long end, Nodes nodes) throws IOException {
    for (int n = in.whole(); n > 0; n--) {
      long t = in.wide();
      int[] head = in.wholes();
      Event event = new Event(t, head[0], head[1], in.real(), in.real());
      boolean fits = t >= begin && t < end && event.multiplicity() > 0;
      fits &= event.sender() >= 1 && event.sender() <= nodes.size();
      if (!fits || nodes.isNeuron(event.sender())) {
        throw in.refuse("it is damaged: there are no such spikes");
      }
      events.add(event);
    }
  }

  /// Delivers the generators' spikes of step `t` to a part's tables.
  void deliver(ConnectionTable[] tables, long t) {
    Event before = null;
    for (int e = first(t); e < events.size() && events.get(e).t() == t; e++) {
      Event event = events.get(e);
      boolean again = before != null && event.coincides(before);
      int together = again ? 0 : coincident(e);
      for (ConnectionTable table : tables) {
        int multiplicity = table.takesEach() ? together : event.multiplicity();
        if (multiplicity == 0) continue;
        table.deliver(event.sender(), t, multiplicity, event.strength(), event.offset());
      }
      before = event;
    }
  }

  /// Multiplicity of event number `e` and of those after it that coincide with it.
  private int coincident(int e) {
    int sum = 0;
    for (int k = e; k < events.size() && events.get(k).coincides(events.get(e)); k++) {
      sum += events.get(k).multiplicity();
    }
    return sum;
  }

  /// Index of the first event in step `t` or later.
  private int first(long t) {
    int from = 0;
    int to = events.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (events.get(middle).t() < t) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /// Tells the recorders of all spikes in the steps from `begin` to before `end`: step by step
  /// neurons, then generators. Returns the number of those of neurons.
  int record(SpikeBatch spikes, long begin, long end) {
    int e = first(begin);
    int lag = (int) (begin - spikes.begin());
    int from = spikes.from(lag);
    for (long stamp = begin + 1; stamp <= end; stamp++, lag++) {
      for (int k = spikes.from(lag); k < spikes.from(lag + 1); k++) {
        hear(spikes.sender(k), stamp, 1, 1, spikes.offset(k));
      }
      for (; e < events.size() && events.get(e).t() < stamp; e++) {
        Event event = events.get(e);
        hear(event.sender(), stamp, event.multiplicity(), event.strength(), event.offset());
      }
      for (RandomLink r : random) {
        if (stamp <= r.since() || r.source().pauses().isFrozen()) continue;
        long sent = stamp;
        Link link = r.link();
        r.source()
            .spikes(
                stamp - 1,
                link.id(),
                r.occurrence(),
                (n, offset) -> tell(link, r.source().id(), sent, n, offset, link.connection()));
      }
    }
    if (!ranks.isAlone()) {
      for (int k = from; k < spikes.size(); k++) if (ranks.has(spikes.sender(k))) own++;
    }
    return spikes.size() - from;
  }

  /// The number of spikes that neurons of this rank have fired, if there are others.
  long own() {
    return own;
  }

  private void hear(int sender, long stamp, int times, double strength, double offsetMs) {
    if (sender >= hears.length) return;
    for (Link link : hears[sender].links) {
      SpikeReceiver.Connection connection = link.connection();
      if (strength != 1) connection = connection.times(strength);
      tell(link, sender, stamp, times, offsetMs, connection);
    }
  }

  /// Tells a device of spikes. A recorder has those of the nodes of its rank, as in NEST; all else
  /// hears all.
  private void tell(
      Link link,
      int sender,
      long stamp,
      int times,
      double offsetMs,
      SpikeReceiver.Connection connection) {
    if (link.receiver() instanceof Recorder && !ranks.has(sender)) return;
    link.receiver().spike(sender, stamp, times, offsetMs, connection);
  }
}
