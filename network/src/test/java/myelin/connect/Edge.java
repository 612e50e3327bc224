package myelin.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import myelin.engine.base.Ids;
import myelin.engine.wiring.EdgeBatch;
import myelin.engine.wiring.Recipe;

/// A synapse that a rule has drawn.
public record Edge(int source, int target, long ordinal) {

  /// All synapses of a rule.
  public static List<Edge> of(ConnectionRule rule, Ids sources, Ids targets, long seed, int call) {
    return of(rule.recipe(sources, targets, rule.draws(seed, call)), id -> true);
  }

  /// The synapses onto those targets that are `owned`.
  public static List<Edge> of(Recipe recipe, IntPredicate owned) {
    List<Edge> edges = new ArrayList<>();
    Recipe.Cursor cursor = recipe.open(owned);
    EdgeBatch batch = new EdgeBatch();
    while (true) {
      batch.clear();
      if (!cursor.next(batch)) return edges;
      for (int e = 0; e < batch.size(); e++) {
        edges.add(new Edge(batch.source(e), batch.target(e), batch.ordinal(e)));
      }
    }
  }
}
