package myelin;

import java.util.Map;
import java.util.TreeMap;
import myelin.engine.Ids;

/// The names of nodes whose models were given a name of their own.
final class CustomNames {

  private record Run(int last, String name) {}

  /// Runs of nodes by the first id.
  private final TreeMap<Integer, Run> runs = new TreeMap<>();

  /// Nodes without gaps have that name.
  void add(Ids ids, String name) {
    runs.put(ids.at(0), new Run(ids.at(ids.size() - 1), name));
  }

  /// The name of node `id`, or `other` if it has none of its own.
  String of(int id, String other) {
    Map.Entry<Integer, Run> run = runs.floorEntry(id);
    return run == null || run.getValue().last() < id ? other : run.getValue().name();
  }
}
