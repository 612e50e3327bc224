package myelin.node;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import myelin.engine.base.Ids;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;

/// The names of nodes whose models were given a name of their own.
final class CustomNames {

  private record Run(int last, String name) {}

  /// Runs of nodes by their first id.
  private final TreeMap<Integer, Run> runs = new TreeMap<>();

  /// Gives that name to nodes whose ids have no gaps.
  void add(Ids ids, String name) {
    runs.put(ids.at(0), new Run(ids.at(ids.size() - 1), name));
  }

  void save(CheckpointWriter out) throws IOException {
    out.section("names");
    out.put(runs.size());
    for (Map.Entry<Integer, Run> run : runs.entrySet()) {
      out.put(run.getKey(), run.getValue().last());
      out.put(run.getValue().name());
    }
  }

  void load(CheckpointReader in) throws IOException {
    in.section("names");
    for (int n = in.whole(); n > 0; n--) {
      int[] range = in.wholes();
      runs.put(range[0], new Run(range[1], in.text()));
    }
  }

  /// The name of node `id`, or `other` if it has none of its own.
  String of(int id, String other) {
    Map.Entry<Integer, Run> run = runs.floorEntry(id);
    return run == null || run.getValue().last() < id ? other : run.getValue().name();
  }
}
