package myelin.engine.wiring;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import myelin.engine.base.Ids;
import myelin.engine.neuron.Population;
import myelin.engine.nodes.Nodes;
import myelin.engine.plastic.PlasticTable;
import myelin.engine.table.TableKey;
import org.jspecify.annotations.Nullable;

/// The two passes over the draws of waiting calls that build the tables of one part: [#count], then
/// [#fill]. Both see the same batches.
final class TablePasses {

  private final Nodes nodes;
  private final Population[] populations;
  private final int part;
  private final List<TableKinds.Plan> plans;
  private final Map<TableKey, TableBuilder> builders;
  private final EdgeBatch batch = new EdgeBatch();

  /// The sorts of calls whose synapses are sorted in chunks, by number of the call.
  private final Map<Integer, SourceSort> chunks = new HashMap<>();

  /// First passes that keep what they have drawn, by number of the call.
  private final Map<Integer, Recipe.Cursor> drawn = new HashMap<>();

  /// The passes for the tables of a part, with one builder for each of the kinds that calls may
  /// need.
  TablePasses(
      Nodes nodes,
      Population[] populations,
      int part,
      List<TableKinds.Plan> plans,
      Map<TableKey, TableBuilder> builders) {
    this.nodes = nodes;
    this.populations = populations;
    this.part = part;
    this.plans = plans;
    this.builders = builders;
  }

  /// Counts the synapses of each row of each table.
  void count() {
    for (int k = 0; k < plans.size(); k++) {
      ConnectCall call = plans.get(k).call();
      TableBuilder one = plans.get(k).builder(builders);
      if (one == TableBuilder.NONE) continue;
      Recipe.Cursor cursor = call.recipe().openTwice(nodes.owned(part));
      if (one != null) count(k, call, cursor, one);
      else if (call.values().isPresent()) countDrawn(plans.get(k), cursor);
      else countAlike(plans.get(k), cursor);
      if (cursor.kept() > 0) drawn.put(k, cursor);
    }
  }

  /// Drops what the first passes keep, so that the second ones draw again.
  void drop() {
    drawn.clear();
  }

  private void count(int k, ConnectCall call, Recipe.Cursor cursor, TableBuilder one) {
    ConnectCall.Range range = call.range().orElseThrow();
    one.delays(range.minDelay(), range.maxDelay());
    TableKey key = one.table().key;
    boolean oneDelay = range.minDelay() == range.maxDelay();
    if (call.values().isEmpty() || !SourceSort.serve(key, isWide(key) && !oneDelay)) {
      while (next(cursor)) one.countPlain(batch);
      return;
    }
    Ids sources = call.sources();
    SourceSort own = new SourceSort(sources.at(0), sources.at(sources.size() - 1));
    while (next(cursor)) one.count(batch, own);
    one.endCount(own);
    chunks.put(k, own);
  }

  private void countDrawn(TableKinds.Plan plan, Recipe.Cursor cursor) {
    ConnectCall.Values values = plan.call().values().orElseThrow().get();
    TableBuilder[] own = plan.builders(builders);
    int model = plan.call().targetModel();
    while (next(cursor)) {
      values.fill(batch);
      if (model >= 0) {
        TableBuilder.count(batch, own[2 * model], own[2 * model + 1]);
        continue;
      }
      for (int e = 0; e < batch.size(); e++) {
        int sign = TableKey.negative(batch.weight(e)) ? 1 : 0;
        TableBuilder b = own[2 * nodes.model(batch.target(e)) + sign];
        if (b == TableBuilder.NONE) continue;
        b.count(batch.source(e));
        b.delays(batch.delay(e), batch.delay(e));
      }
    }
  }

  private void countAlike(TableKinds.Plan plan, Recipe.Cursor cursor) {
    ConnectCall call = plan.call();
    while (next(cursor)) {
      for (int e = 0; e < batch.size(); e++) {
        TableKey key = plan.key(nodes.model(batch.target(e)), call.weight());
        if (key == TableKey.NONE) continue;
        TableBuilder b = Objects.requireNonNull(builders.get(key), key::toString);
        b.count(batch.source(e));
        b.delays(call.delay(), call.delay());
      }
    }
  }

  /// Fills the tables.
  void fill() {
    builders.forEach((key, b) -> b.allocate(isWide(key)));
    int largest = chunks.values().stream().mapToInt(SourceSort::room).max().orElse(0);
    long[] room = new long[largest];
    for (int k = 0; k < plans.size(); k++) {
      ConnectCall call = plans.get(k).call();
      ConnectCall.Values values = call.values().map(v -> v.get()).orElse(null);
      TableBuilder[] own = plans.get(k).builders(builders);
      int[][] each = new int[own.length][];
      for (int b = 0; b < own.length; b++) each[b] = own[b].announce(call);
      TableBuilder one = plans.get(k).builder(builders);
      if (one == TableBuilder.NONE) continue;
      Recipe.Cursor cursor = again(k, call);
      SourceSort sorting = chunks.remove(k);
      TableBuilder sole = Arrays.stream(each).allMatch(c -> c.length == 0) ? one : null;
      int model = 2 * call.targetModel();
      boolean both = sole != null || (model >= 0 && hasNoColumns(each, call));
      if (values != null && sorting == null && both) {
        TableBuilder positive = sole == null ? own[model] : sole;
        TableBuilder negative = sole == null ? own[model + 1] : sole;
        fillBoth(values, cursor, positive, negative);
        continue;
      }
      for (TableBuilder b : own) b.settle();
      if (one != null && sorting != null && values != null) {
        while (next(cursor))
          sorting.fill(batch, values, nodes.locals(), room, one, isWide(one.table().key));
        sorting.endFill(room, one);
      } else if (sole != null) {
        boolean plain = sole.oneDelay() && sole.table().key.uniform();
        while (next(cursor)) {
          if (plain) sole.fillPlain(batch, nodes.locals());
          else sole.fill(batch, nodes.locals(), call);
        }
      } else {
        fillEach(call, values, cursor, own, each);
      }
    }
    builders.values().forEach(TableBuilder::settle);
  }

  private void fillBoth(
      ConnectCall.Values values,
      Recipe.Cursor cursor,
      TableBuilder positive,
      TableBuilder negative) {
    while (next(cursor)) {
      values.fill(batch);
      TableBuilder.fill(batch, nodes.locals(), positive, negative);
    }
  }

  /// Whether nothing but targets, weights and delays is put into the tables of a call.
  private static boolean hasNoColumns(int[][] each, ConnectCall call) {
    int model = 2 * call.targetModel();
    for (int b = model; b < model + 2; b++) {
      if (each[b].length > 0) return false;
    }
    return true;
  }

  private void fillEach(
      ConnectCall call,
      ConnectCall.@Nullable Values values,
      Recipe.Cursor cursor,
      TableBuilder[] own,
      int[][] each) {
    int[] local = nodes.locals();
    while (next(cursor)) {
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

  private Recipe.Cursor again(int k, ConnectCall call) {
    Recipe.Cursor first = drawn.remove(k);
    Recipe.Cursor again = first == null ? null : first.again();
    return again == null ? call.recipe().open(nodes.owned(part)) : again;
  }

  private boolean next(Recipe.Cursor cursor) {
    batch.clear();
    return cursor.next(batch);
  }

  private boolean isWide(TableKey key) {
    return populations[key.model()].isWide();
  }
}
