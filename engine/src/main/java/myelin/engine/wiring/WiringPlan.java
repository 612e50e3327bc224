package myelin.engine.wiring;

import java.util.Map;
import myelin.engine.table.TableKey;
import org.jspecify.annotations.Nullable;

/// A call with the tables that its synapses go to: `keys[model][0]` for weights >= 0, `[1]` for
/// others, [TableKey#NONE] where there can be none.
record WiringPlan(ConnectCall call, TableKey[][] keys) {

  /// The table for a weight of a synapse onto a model.
  TableKey key(int model, double weight) {
    return keys[model][TableKey.negative(weight) ? 1 : 0];
  }

  /// The one builder that all synapses go to, or null if that has to be found for each;
  /// [TableBuilder#NONE] if there can be none.
  @Nullable TableBuilder builder(Map<TableKey, TableBuilder> all) {
    if (call.range().isEmpty() || call.targetModel() < 0) return null;
    TableKey[] both = keys[call.targetModel()];
    if (call.range().get().mixed() && !both[0].equals(both[1])) return null;
    int sign = call.range().get().negative() ? 1 : 0;
    return all.getOrDefault(both[sign], TableBuilder.NONE);
  }

  /// The builders at `2 model + (weight < 0 ? 1 : 0)`, [TableBuilder#NONE] where there can be none.
  TableBuilder[] builders(Map<TableKey, TableBuilder> all) {
    TableBuilder[] own = new TableBuilder[2 * keys.length];
    for (int b = 0; b < own.length; b++) {
      own[b] = all.getOrDefault(keys[b / 2][b % 2], TableBuilder.NONE);
    }
    return own;
  }
}
