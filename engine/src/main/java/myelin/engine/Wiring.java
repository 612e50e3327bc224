package myelin.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// Turns connect calls into connection tables, one set of tables a part, in two passes over the
/// same draws. Calls wait until tables are needed; built tables take up later calls by being built
/// again from what they hold.
final class Wiring {

  /// So many different weights may have a ring of counts, for one channel of one model.
  private static final int COUNTED_WEIGHTS = 8;

  /// So many may have a table of their own, where the weight is a `double`; further ones share a
  /// table with a column of `float`s.
  private static final int OWN_WEIGHTS = 64;

  private final Nodes nodes;
  private final Population[][] populations;
  private final int parts;
  private final List<Call> waiting = new ArrayList<>();
  private final List<TableKey> keys = new ArrayList<>();
  private final Map<TableKey, Boolean> counting = new HashMap<>();
  private final Map<TableKey, SynapseModel> plastic = new HashMap<>();
  private final double h;
  private final List<Map<TableKey, ConnectionTable>> tables = new ArrayList<>();
  private final WeightLog[] logs;
  private int minDelay = Integer.MAX_VALUE;
  private int maxDelay;

  Wiring(Nodes nodes, Population[][] populations, double h) {
    this.h = h;
    this.nodes = nodes;
    this.populations = populations;
    parts = populations.length;
    logs = new WeightLog[parts];
    Arrays.setAll(logs, p -> new WeightLog());
    for (int p = 0; p < parts; p++) tables.add(new LinkedHashMap<>());
  }

  void add(Call call) {
    waiting.add(call);
  }

  /// Draws weights and delays of all synapses of a call, for the sake of the errors.
  void survey(Call call, int workers) {
    if (call.values().isEmpty()) return;
    Crew.forEach(
        parts,
        workers,
        p -> {
          EdgeBatch batch = new EdgeBatch();
          Recipe.Cursor cursor = call.recipe().open(id -> nodes.part(id) == p);
          Call.Values values = call.values().get().get();
          while (next(cursor, batch)) values.fill(batch);
        });
  }

  boolean isWaiting() {
    return !waiting.isEmpty();
  }

  /// Smallest delay of any synapse in steps, or `Integer.MAX_VALUE` without synapses.
  int minDelay() {
    return minDelay;
  }

  int maxDelay() {
    return maxDelay;
  }

  /// What weight recorders have to hear, by part.
  WeightLog[] logs() {
    return logs;
  }

  /// The tables of a part, in the one order in which they are delivered.
  ConnectionTable[] tables(int part) {
    return tables.get(part).values().stream()
        .filter(t -> t.key.channel() >= 0 || t instanceof PlasticTable || t.key.recorder() > 0)
        .toArray(ConnectionTable[]::new);
  }

  /// Builds all waiting calls into the tables.
  ///
  /// @throws BadInput if memory does not suffice; then everything is as before
  void build(int workers) {
    if (waiting.isEmpty()) return;
    List<Plan> plans = waiting.stream().map(this::plan).toList();
    List<Map<TableKey, TableBuilder>> builders = new ArrayList<>();
    for (int p = 0; p < parts; p++) builders.add(open(p, plans));
    Crew.forEach(parts, workers, p -> count(p, plans, builders.get(p)));
    requireMemory(builders);
    Crew.forEach(parts, workers, p -> fill(p, plans, builders.get(p)));
    adopt(builders);
    waiting.clear();
  }

  /// A call with the tables that its synapses go to: `keys[model][0]` for weights >= 0, `[1]` for
  /// others, [TableKey#NONE] where there can be none.
  private record Plan(Call call, TableKey[][] keys) {
    TableKey key(int model, double weight) {
      return keys[model][TableKey.negative(weight) ? 1 : 0];
    }

    /// The builders at `2 model + (weight < 0 ? 1 : 0)`, [TableBuilder#NONE] where there can be
    /// none.
    TableBuilder[] builders(Map<TableKey, TableBuilder> all) {
      TableBuilder[] own = new TableBuilder[2 * keys.length];
      for (int b = 0; b < own.length; b++) {
        own[b] = all.getOrDefault(keys[b / 2][b % 2], TableBuilder.NONE);
      }
      return own;
    }
  }

  private Plan plan(Call call) {
    int models = nodes.models().size();
    TableKey[][] own = new TableKey[models][2];
    for (TableKey[] pair : own) Arrays.fill(pair, TableKey.NONE);
    for (int m = 0; m < models; m++) {
      if (call.targetModel() >= 0 && call.targetModel() != m) continue;
      NeuronModel model = nodes.models().get(m);
      if (model.receptors().stream().noneMatch(r -> r.number() == call.receptor())) continue;
      Receptor receptor = model.receptor(call.receptor());
      boolean all = call.values().isPresent();
      boolean below = TableKey.negative(call.weight());
      if (all || !below) own[m][0] = key(call, m, model, receptor.spikes());
      if (all || below) own[m][1] = key(call, m, model, receptor.spikesNegative());
    }
    return new Plan(call, own);
  }

  private TableKey key(Call call, int m, NeuronModel model, int channel) {
    if (channel == Receptor.REFUSED) return TableKey.NONE;
    boolean ignored = channel == Receptor.IGNORED;
    boolean counts = !ignored && model.channels().get(channel).content() == Channel.Content.SPIKES;
    boolean spikes = counts && call.recorder() == 0;
    if (call.model().plastic()) {
      return register(
          new TableKey(
              m, channel, call.synapse(), TableKey.Kind.PLASTIC, 0, call.recorder(), call.birth()),
          call.model());
    }
    TableKey varied =
        new TableKey(m, channel, call.synapse(), TableKey.Kind.VARIED, 0, call.recorder(), 0);
    if (!spikes && call.values().isPresent()) return register(varied);
    double weight = spikes ? 1 : call.weight();
    boolean counted = call.countable() && !ignored && counts == spikes;
    TableKey.Kind kind = counted ? TableKey.Kind.COUNTED : TableKey.Kind.CONSTANT;
    TableKey key = new TableKey(m, channel, call.synapse(), kind, weight, call.recorder(), 0);
    if (keys.contains(key) || ignored || spikes) return register(key);
    long others =
        keys.stream()
            .filter(k -> k.model() == m && k.channel() == channel && k.uniform())
            .mapToDouble(TableKey::weight)
            .filter(w -> w != weight)
            .distinct()
            .count();
    if (others < COUNTED_WEIGHTS) return register(key);
    if (others < OWN_WEIGHTS) return register(key.constant());
    return register(varied);
  }

  private TableKey register(TableKey key) {
    if (!keys.contains(key)) keys.add(key);
    return key;
  }

  private TableKey register(TableKey key, SynapseModel model) {
    plastic.put(key, model);
    return register(key);
  }

  private ConnectionTable newTable(TableKey key) {
    SynapseModel model = plastic.get(key);
    return model == null ? new ConnectionTable(key) : new PlasticTable(key, model, h);
  }

  private Map<TableKey, TableBuilder> open(int part, List<Plan> plans) {
    Map<TableKey, TableBuilder> builders = new LinkedHashMap<>();
    Map<TableKey, int[]> reach = new LinkedHashMap<>();
    for (Plan plan : plans) {
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
      TableBuilder b = new TableBuilder(old == null ? newTable(key) : old);
      b.reach(range[0], range[1]);
      builders.put(key, b);
    });
    return builders;
  }

  private void count(int part, List<Plan> plans, Map<TableKey, TableBuilder> builders) {
    EdgeBatch batch = new EdgeBatch();
    for (Plan plan : plans) {
      Call call = plan.call();
      Recipe.Cursor cursor = call.recipe().open(id -> nodes.part(id) == part);
      if (call.values().isPresent()) {
        Call.Values values = call.values().get().get();
        TableBuilder[] own = plan.builders(builders);
        while (next(cursor, batch)) {
          values.fill(batch);
          for (int e = 0; e < batch.size(); e++) {
            int sign = TableKey.negative(batch.weight(e)) ? 1 : 0;
            TableBuilder b = own[2 * nodes.model(batch.target(e)) + sign];
            if (b == TableBuilder.NONE) continue;
            b.count(batch.source(e));
            b.delays(batch.delay(e), batch.delay(e));
          }
        }
      } else if (call.targetModel() >= 0) {
        TableKey key = plan.key(call.targetModel(), call.weight());
        if (key == TableKey.NONE) continue;
        TableBuilder b = builder(builders, key);
        b.delays(call.delay(), call.delay());
        while (next(cursor, batch)) b.countPlain(batch);
      } else {
        while (next(cursor, batch)) {
          for (int e = 0; e < batch.size(); e++) {
            TableKey key = plan.key(nodes.model(batch.target(e)), call.weight());
            if (key == TableKey.NONE) continue;
            builder(builders, key).count(batch.source(e));
            builder(builders, key).delays(call.delay(), call.delay());
          }
        }
      }
    }
  }

  private void fill(int part, List<Plan> plans, Map<TableKey, TableBuilder> builders) {
    builders.forEach(
        (key, b) -> b.allocate(populations[part][key.model()].cells() > Character.MAX_VALUE + 1));
    EdgeBatch batch = new EdgeBatch();
    int[] local = nodes.locals();
    for (Plan plan : plans) {
      Call call = plan.call();
      Recipe.Cursor cursor = call.recipe().open(id -> nodes.part(id) == part);
      Call.Values values = call.values().map(v -> v.get()).orElse(null);
      if (values == null && call.targetModel() >= 0) {
        TableKey key = plan.key(call.targetModel(), call.weight());
        if (key == TableKey.NONE) continue;
        TableBuilder b = builder(builders, key);
        if (b.oneDelay() && key.uniform()) {
          while (next(cursor, batch)) b.fillPlain(batch, local);
          continue;
        }
      }
      TableBuilder[] own = plan.builders(builders);
      int[][] each = new int[own.length][];
      for (int b = 0; b < own.length; b++) each[b] = announce(call, own[b]);
      while (next(cursor, batch)) {
        if (values != null) values.fill(batch);
        for (int e = 0; e < batch.size(); e++) {
          double weight = values == null ? call.weight() : batch.weight(e);
          int delay = values == null ? call.delay() : batch.delay(e);
          int b = 2 * nodes.model(batch.target(e)) + (TableKey.negative(weight) ? 1 : 0);
          TableBuilder to = own[b];
          if (to == TableBuilder.NONE) continue;
          int at = to.fill(batch.source(e), local[batch.target(e)], weight, delay);
          for (int c : each[b]) {
            double value = call.parameters()[c];
            if (Double.isNaN(value)) value = batch.parameter(e, c);
            ((PlasticTable) to.table()).column(c).put(at, value);
          }
        }
      }
    }
  }

  /// Announces the parameters that all synapses of a call have in common; returns the numbers of
  /// those that must be put for each.
  private static int[] announce(Call call, TableBuilder to) {
    if (!(to.table() instanceof PlasticTable table)) return new int[0];
    return IntStream.range(0, call.parameters().length)
        .filter(c -> {
          double value = call.parameters()[c];
          return Double.isNaN(value) || table.column(c).announce(value);
        })
        .toArray();
  }

  private static TableBuilder builder(Map<TableKey, TableBuilder> builders, TableKey key) {
    return Objects.requireNonNull(builders.get(key), key::toString);
  }

  private static boolean next(Recipe.Cursor cursor, EdgeBatch batch) {
    batch.clear();
    return cursor.next(batch);
  }

  private void requireMemory(List<Map<TableKey, TableBuilder>> builders) {
    double bytes = 0;
    for (Map<TableKey, TableBuilder> part : builders) {
      for (Map.Entry<TableKey, TableBuilder> e : part.entrySet()) {
        long n = e.getValue().total();
        if (n > Integer.MAX_VALUE - 16) {
          throw new BadInput(
              BadInput.Kind.MEMORY,
              "%,d synapses of one kind in one part; a part holds at most 2^31: use more threads"
                  .formatted(n));
        }
        bytes += n * (2 + e.getKey().bytesOfWeight() + (e.getValue().oneDelay() ? 0 : 1));
      }
    }
    Memory.require(bytes, "the connection tables");
  }

  private void adopt(List<Map<TableKey, TableBuilder>> builders) {
    for (TableKey key : keys) if (key.kind() == TableKey.Kind.COUNTED) counting.put(key, true);
    for (int p = 0; p < parts; p++) requireCountable(p, builders.get(p));
    for (int p = 0; p < parts; p++) {
      Map<TableKey, ConnectionTable> mine = tables.get(p);
      for (Map.Entry<TableKey, TableBuilder> e : builders.get(p).entrySet()) {
        ConnectionTable made = e.getValue().finish();
        ConnectionTable old = mine.put(e.getKey(), made);
        Population population = populations[p][made.key.model()];
        if (made instanceof PlasticTable t) {
          PostSpikes posts = population.listen();
          if (old != null) posts.remove(old);
          posts.add(t);
          t.open(posts);
        }
        if (made.key.recorder() > 0) {
          made.tell(logs[p], population::id, population.model().receptorOf(made.key.channel()));
        }
      }
      for (ConnectionTable t : mine.values()) {
        if (t.size() > 0) {
          minDelay = Math.min(minDelay, t.minDelay);
          maxDelay = Math.max(maxDelay, t.maxDelay);
        }
        if (t.key.channel() < 0) continue;
        Population population = populations[p][t.key.model()];
        boolean spikes =
            population.model().channels().get(t.key.channel()).content() == Channel.Content.SPIKES;
        t.aim(population.ring(t.key.channel()), counting(t.key), spikes);
      }
    }
  }

  /// Finds out which synapses of a part may count spikes: all that share a ring may, if no neuron
  /// has more of them together than a count can hold. What one part may not, none may, so that the
  /// number of parts does not show.
  private void requireCountable(int part, Map<TableKey, TableBuilder> builders) {
    Map<TableKey, List<ConnectionTable>> sharing = new LinkedHashMap<>();
    for (TableKey key : keys) {
      if (key.kind() != TableKey.Kind.COUNTED) continue;
      TableBuilder built = builders.get(key);
      ConnectionTable table = built == null ? tables.get(part).get(key) : built.table();
      if (table == null) continue;
      sharing.computeIfAbsent(key.ofAnySynapse(), k -> new ArrayList<>()).add(table);
    }
    sharing.forEach((ring, all) -> {
      long total = all.stream().mapToLong(ConnectionTable::size).sum();
      if (total <= InputRing.COUNT_LIMIT) return;
      int[] indegree = new int[populations[part][ring.model()].cells()];
      for (ConnectionTable table : all) table.addIndegrees(indegree);
      if (Arrays.stream(indegree).max().orElse(0) <= InputRing.COUNT_LIMIT) return;
      for (TableKey key : keys) {
        if (key.ofAnySynapse().equals(ring)) counting.put(key, false);
      }
    });
  }

  private boolean counting(TableKey key) {
    return counting.getOrDefault(key, false);
  }

  /// Synapses in the tables, by index of synapse model.
  long[] synapses(int models) {
    long[] n = new long[models];
    for (Map<TableKey, ConnectionTable> part : tables) {
      part.forEach((key, table) -> n[key.synapse()] += table.size());
    }
    return n;
  }
}
