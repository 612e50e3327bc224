package myelin.engine.wiring;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import myelin.engine.base.Ids;
import myelin.engine.base.Memory;
import myelin.engine.base.Ranks;
import myelin.engine.base.Workers;
import myelin.engine.device.ThirdNode;
import myelin.engine.device.WeightLog;
import myelin.engine.neuron.Population;
import myelin.engine.nodes.Nodes;
import myelin.engine.plastic.FirstSpikes;
import myelin.engine.plastic.PlasticTable;
import myelin.engine.plastic.PostSpikes;
import myelin.engine.plastic.SynapseModel;
import myelin.engine.table.Arrivals;
import myelin.engine.table.ConnectionTable;
import myelin.engine.table.TableKey;
import org.jspecify.annotations.Nullable;

/// Turns connect calls into connection tables, one set of tables per part, in two passes over the
/// same draws. Calls wait until tables are needed; built tables take up later calls by being built
/// again from what they hold.
public final class Wiring {

  /// How many bits [#changed] has.
  public static final int CHANGES = Pending.CHANGES;

  private final Nodes nodes;
  private final Population[][] populations;
  private final Ranks ranks;
  private final int parts;
  private final List<ConnectCall> waiting = new ArrayList<>();
  private final TableKinds kinds;
  private final List<Map<TableKey, ConnectionTable>> tables = new ArrayList<>();
  private final WeightLog[] logs;
  private final List<List<Arrivals>> arrivals = new ArrayList<>();
  private final Pending pending = new Pending();

  /// Whether changes of synapses of any rank may wait.
  private boolean noted;

  /// Selections of synapses, which are told where these come to.
  private final List<WeakReference<Selection>> watchers = new ArrayList<>();

  private int prune = 64;

  /// The tables of each part by number of their key; empty where keys or tables have changed.
  private ConnectionTable[][] byKey = {};

  /// The tables that are delivered, by part; null where tables have changed since they were asked
  /// for.
  private final ConnectionTable[] @Nullable [] delivering;

  private int minDelay = Integer.MAX_VALUE;
  private int maxDelay;
  private int version;
  private WaitingSpikes spikes = WaitingSpikes.NONE;

  /// No synapses yet, onto the neurons of these populations, by part and model, in steps of `h`
  /// (ms).
  public Wiring(Nodes nodes, Population[][] populations, double h) {
    kinds = new TableKinds(nodes, h);
    this.nodes = nodes;
    ranks = nodes.ranks();
    this.populations = populations;
    parts = populations.length;
    logs = new WeightLog[parts];
    Arrays.setAll(logs, p -> new WeightLog());
    delivering = new ConnectionTable[parts][];
    for (int p = 0; p < parts; p++) {
      tables.add(new LinkedHashMap<>());
      arrivals.add(new ArrayList<>());
    }
  }

  /// Takes up a call, which waits to be built.
  public void add(ConnectCall call) {
    waiting.add(call);
  }

  /// Sets the spikes that wait for synapses to pass.
  public void spikes(WaitingSpikes waitingSpikes) {
    spikes = waitingSpikes;
  }

  /// Draws weights and delays of all synapses of a call, so that errors are found.
  public void survey(ConnectCall call, int workers) {
    if (call.values().isEmpty()) return;
    ranks.together(() -> Workers.forEach(parts, workers, p -> draw(call, p)));
  }

  private void draw(ConnectCall call, int part) {
    EdgeBatch batch = new EdgeBatch();
    Recipe.Cursor cursor = call.recipe().open(nodes.owned(part));
    ConnectCall.Values values = call.values().orElseThrow().get();
    while (cursor.next(batch)) {
      values.fill(batch);
      batch.clear();
    }
  }

  /// Whether calls wait to be built.
  public boolean hasCalls() {
    return !waiting.isEmpty();
  }

  /// Whether calls or changes of synapses wait to be built.
  public boolean isWaiting() {
    return hasCalls() || changes();
  }

  /// Whether changes of synapses of any rank wait to be built.
  boolean changes() {
    if (ranks.isAlone()) return !pending.isEmpty() || pending.changed() != 0;
    noted = noted && ranks.any(pending.isEmpty() ? 0 : 1)[0] != 0;
    return noted;
  }

  /// Notes whether changes of synapses of any rank may wait; all ranks do so at the same time, so
  /// that they need not ask each other where none can.
  void note(boolean changes) {
    noted = changes;
  }

  /// What this rank has changed of single synapses, in [#CHANGES] bits.
  public long changed() {
    return pending.changed();
  }

  /// Takes up what ranks have changed of single synapses; all call it at the same time.
  ///
  /// @param any the bits of [#changed] that any rank has set
  public void takeUp(long any) {
    Rewiring.takeUp(this, any);
  }

  /// The processes that share the network.
  Ranks ranks() {
    return ranks;
  }

  /// Changes of synapses that wait to be built.
  Pending pending() {
    return pending;
  }

  /// Keeps a selection informed of where its synapses come to, for as long as somebody uses it.
  Selection watch(Selection selection) {
    if (watchers.size() >= prune) {
      watchers.removeIf(w -> w.get() == null);
      prune = 64 + 2 * watchers.size();
    }
    watchers.add(new WeakReference<>(selection));
    return selection;
  }

  /// The sources of synapses that somebody has looked up.
  private BitSet watched() {
    BitSet sources = new BitSet();
    for (WeakReference<Selection> watcher : watchers) {
      Selection selection = watcher.get();
      if (selection != null && selection.isOf(version)) selection.addSources(sources);
    }
    return sources;
  }

  boolean isWatched() {
    return watchers.stream().anyMatch(w -> w.get() != null);
  }

  /// Brings all selections that are present up to date, after tables have been built again.
  void tell(Consumer<Selection> move) {
    for (WeakReference<Selection> watcher : watchers) {
      Selection selection = watcher.get();
      if (selection == null || !selection.isOf(version - 1)) continue;
      move.accept(selection);
      selection.open();
    }
  }

  /// Steps after which a spike arrives at the earliest through any synapse, its smallest delay, or
  /// `Integer.MAX_VALUE` without synapses.
  public int minDelay() {
    return minDelay;
  }

  /// Largest delay of any synapse (steps); 0 without synapses.
  public int maxDelay() {
    return maxDelay;
  }

  int parts() {
    return parts;
  }

  /// A number that changes whenever synapses come to other places.
  public int version() {
    return version;
  }

  /// The kinds of synapses that there are.
  public TableKinds kinds() {
    return kinds;
  }

  /// The keys of the kinds of synapses, in order of first use; the same for all parts.
  public List<TableKey> keys() {
    return kinds.keys();
  }

  /// The synapse model of a kind.
  public SynapseModel model(TableKey key) {
    return kinds.model(key);
  }

  /// The targets of synapses of a kind in a part.
  public Population population(int part, TableKey key) {
    return populations[part][key.model()];
  }

  /// The tables of a part by number of their key; empty where there is none. Not to be changed.
  public ConnectionTable[] byKey(int part) {
    List<TableKey> keys = keys();
    if (byKey.length == 0 || byKey[0].length != keys.size()) {
      ConnectionTable[][] all = new ConnectionTable[parts][keys.size()];
      for (int p = 0; p < parts; p++) {
        for (int k = 0; k < all[p].length; k++) {
          all[p][k] = tables.get(p).getOrDefault(keys.get(k), ConnectionTable.EMPTY);
        }
      }
      byKey = all;
    }
    return byKey[part];
  }

  /// What weight recorders have to hear, by part.
  public WeightLog[] logs() {
    return logs;
  }

  /// The tables of a part, in the one order in which they are delivered.
  public ConnectionTable[] tables(int part) {
    ConnectionTable[] found = delivering[part];
    if (found == null) {
      found =
          tables.get(part).values().stream()
              .filter(t -> t.size() > 0)
              .filter(
                  t -> t.key.channel() >= 0 || t instanceof PlasticTable || t.key.recorder() > 0)
              .toArray(ConnectionTable[]::new);
      delivering[part] = found;
    }
    return found;
  }

  /// Spikes on their way to the neurons of a part.
  public List<Arrivals> arrivals(int part) {
    return arrivals.get(part);
  }

  /// Prepares for a change of synapses that exist.
  void openChange() {
    openChange(Integer.MAX_VALUE);
  }

  private void openChange(int leastDelay) {
    spikes.beforeChange(leastDelay);
    deliverPending();
  }

  /// Delivers all spikes that are on their way to the rings.
  public void deliverPending() {
    for (List<Arrivals> part : arrivals) part.forEach(Arrivals::deliverPending);
  }

  /// Builds all waiting calls and changes into the tables.
  ///
  /// Calls are built together, but as if one after another: spikes that wait pass the synapses of
  /// the calls before the first one through which they would come late. So it makes no difference
  /// whether somebody looks at the network between two calls.
  ///
  /// @throws myelin.engine.base.BadInput if memory does not suffice; then what has not been built
  ///   waits
  public void build(int workers) {
    Rewiring.apply(this);
    while (!waiting.isEmpty()) {
      List<ConnectCall> calls = waiting.subList(0, together());
      build(calls, workers);
      calls.clear();
    }
  }

  /// How many of the waiting calls can be built at once.
  private int together() {
    int n = 0;
    while (n < waiting.size() && !spikes.comeLate(waiting.get(n).leastDelay())) n++;
    return Math.max(1, n);
  }

  private void build(List<ConnectCall> calls, int workers) {
    List<TableKinds.Plan> plans = calls.stream().map(kinds::plan).toList();
    List<Map<TableKey, TableBuilder>> builders = new ArrayList<>();
    for (int p = 0; p < parts; p++) builders.add(open(p, plans));
    TablePasses[] passes = new TablePasses[parts];
    Arrays.setAll(passes, p -> new TablePasses(nodes, populations[p], p, plans, builders.get(p)));
    ranks.together(() -> {
      Workers.forEach(parts, workers, p -> passes[p].count());
      if (!Memory.has(TableBuilder.bytes(builders))) {
        for (TablePasses pass : passes) pass.drop();
      }
      TableBuilder.requireMemory(builders, ranks.size());
    });
    Workers.forEach(parts, workers, p -> passes[p].fill());
    Grown grown = new Grown(keys(), builders, watched());
    adopt(builders, workers);
    grown.locate();
    if (!grown.sources().isEmpty()) tell(s -> s.follow(grown.sources(), grown::moved));
  }

  private Map<TableKey, TableBuilder> open(int part, List<TableKinds.Plan> plans) {
    Map<TableKey, TableBuilder> builders = new LinkedHashMap<>();
    Map<TableKey, int[]> reach = new LinkedHashMap<>();
    for (TableKinds.Plan plan : plans) {
      Ids sources = plan.call().sources();
      int lowest = sources.at(0);
      int highest = sources.at(sources.size() - 1);
      for (TableKey[] pair : plan.keys()) {
        for (TableKey key : pair) {
          if (key == TableKey.NONE) continue;
          int[] range = reach.computeIfAbsent(key, k -> new int[] {lowest, highest});
          range[0] = Math.min(range[0], lowest);
          range[1] = Math.max(range[1], highest);
        }
      }
    }
    reach.forEach((key, range) -> {
      ConnectionTable old = tables.get(part).get(key);
      TableBuilder b = new TableBuilder(old == null ? kinds.newTable(key) : old);
      b.reach(range[0], range[1]);
      builders.put(key, b);
    });
    return builders;
  }

  /// Puts built tables in place of those they were built from, or of none.
  public void adopt(List<Map<TableKey, TableBuilder>> builders, int workers) {
    adopt(builders, workers, false);
  }

  /// Puts built tables in place of those they were built from.
  ///
  /// @param goOn whether plastic synapses go on where they were: none are new
  void adopt(List<Map<TableKey, TableBuilder>> builders, int workers, boolean goOn) {
    Workers.forEach(parts, workers, p -> finish(p, builders.get(p)));
    openChange((int) ranks.least(leastDelay(builders))[0]);
    version++;
    Arrays.fill(delivering, null);
    byKey = new ConnectionTable[0][];
    for (int p = 0; p < parts; p++) {
      for (Map.Entry<TableKey, TableBuilder> e : builders.get(p).entrySet()) {
        adopt(p, e.getKey(), e.getValue().table(), goOn);
      }
    }
    BitSet used = used();
    for (int p = 0; p < parts; p++) bindRings(p, used);
    limitDelays();
    number();
  }

  /// Finds the smallest and the largest delay on all ranks.
  private void limitDelays() {
    minDelay = Integer.MAX_VALUE;
    maxDelay = 0;
    for (Map<TableKey, ConnectionTable> part : tables) {
      for (ConnectionTable t : part.values()) {
        if (t.size() == 0) continue;
        minDelay = Math.min(minDelay, t.soonest());
        maxDelay = Math.max(maxDelay, t.maxDelay());
      }
    }
    long[] least = ranks.least(minDelay, -maxDelay);
    minDelay = (int) least[0];
    maxDelay = (int) -least[1];
  }

  /// Does what makes delays shorter by less than a step.
  ///
  /// @param least steps after which a spike arrives then at the earliest
  void shorten(int least, Runnable change) {
    openChange(least);
    change.run();
    limitDelays();
  }

  /// Begins to number the synapses of models that do, after synapses or what they know has changed.
  void number() {
    Map<Integer, List<List<PlasticTable>>> numbered = new LinkedHashMap<>();
    for (int p = 0; p < parts; p++) {
      for (ConnectionTable table : tables.get(p).values()) {
        if (!(table instanceof PlasticTable t) || !t.isNumbering()) continue;
        List<List<PlasticTable>> byPart =
            numbered.computeIfAbsent(table.key.synapse(), s -> new ArrayList<>());
        while (byPart.size() <= p) byPart.add(new ArrayList<>());
        byPart.get(p).add(t);
      }
    }
    numbered.values().forEach(byPart -> FirstSpikes.open(ranks, byPart));
  }

  private static int leastDelay(List<Map<TableKey, TableBuilder>> builders) {
    int least = Integer.MAX_VALUE;
    for (Map<TableKey, TableBuilder> part : builders) {
      for (TableBuilder b : part.values()) {
        if (b.table().size() > 0) least = Math.min(least, b.table().soonest());
      }
    }
    return least;
  }

  private void finish(int p, Map<TableKey, TableBuilder> builders) {
    builders.forEach((key, b) -> b.finish(population(p, key).cells()));
  }

  private void adopt(int p, TableKey key, ConnectionTable made, boolean goOn) {
    ConnectionTable old = tables.get(p).put(key, made);
    Population population = populations[p][key.model()];
    if (made instanceof PlasticTable t) {
      PostSpikes posts = PostSpikes.of(population);
      if (old != null) posts.remove(old);
      posts.add(t);
      nodes.device(key.third(), ThirdNode.class).ifPresent(third -> t.hear(third.collected()));
      t.open(posts);
      if (goOn && old instanceof PlasticTable was) t.goOn(was);
    }
    if (key.recorder() > 0) {
      made.tell(logs[p], population::id, population.model().receptorOf(key.channel()));
    }
  }

  /// Joins the tables of a part to the rings that they write to, except those that are empty in all
  /// parts, such as those for weights < 0 that could have been drawn but were not.
  private void bindRings(int p, BitSet used) {
    List<ConnectionTable> keeping = new ArrayList<>();
    for (ConnectionTable t : tables.get(p).values()) {
      if (t.key.channel() < 0 || !used.get(keys().indexOf(t.key))) continue;
      Population population = populations[p][t.key.model()];
      t.bindRing(population.ring(t.key.channel()));
      keeping.add(t);
    }
    arrivals.get(p).forEach(Arrivals::close);
    arrivals.set(p, Arrivals.of(keeping));
  }

  /// The numbers of the kinds of which there are synapses in any part of any rank.
  private BitSet used() {
    long[] bits = new long[keys().size() / 64 + 1];
    for (int k = 0; k < keys().size(); k++) {
      for (Map<TableKey, ConnectionTable> part : tables) {
        if (part.getOrDefault(keys().get(k), ConnectionTable.EMPTY).size() == 0) continue;
        bits[k / 64] |= 1L << k;
      }
    }
    return BitSet.valueOf(ranks.any(bits));
  }

  /// Number of synapses in the tables, by index of synapse model.
  public long[] synapses(int models) {
    long[] n = new long[models];
    for (Map<TableKey, ConnectionTable> part : tables) {
      part.forEach((key, table) -> n[key.synapse()] += table.size());
    }
    pending.eachGone(kind -> n[keys().get(kind).synapse()]--);
    return n;
  }
}
