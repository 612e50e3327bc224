package myelin.engine.wiring;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import myelin.engine.table.TableKey;

/// Where synapses come to that somebody has looked up, while others are added to their tables: each
/// carries its place in its row while rows are sorted.
final class Grown {

  /// Of more synapses it is not worth the memory to know: they must be looked up again.
  private static final long MOST = 20_000_000;

  private final List<TableKey> keys;
  private final List<Map<TableKey, TableBuilder>> builders;
  private final BitSet sources;

  /// By part, kind and row where the synapse that was at each place of the row is now.
  private final int[][][][] now;

  /// Before rows are sorted.
  ///
  /// @param keys the kinds of tables, in their order
  /// @param builders of each part those that add to tables
  /// @param sources of synapses that were looked up
  Grown(List<TableKey> keys, List<Map<TableKey, TableBuilder>> builders, BitSet sources) {
    this.keys = keys;
    this.builders = builders;
    long n = 0;
    for (var part : builders) for (TableBuilder b : part.values()) n += b.kept(sources);
    this.sources = n <= MOST ? sources : new BitSet();
    now = new int[builders.size()][keys.size()][][];
    for (var part : builders) for (TableBuilder b : part.values()) b.tagKept(this.sources);
  }

  /// The sources of synapses of which it is known where they come to; none if these are too many.
  BitSet sources() {
    return sources;
  }

  /// Finds out where they have come to, after rows were sorted.
  void locate() {
    for (int p = 0; p < now.length; p++) {
      for (int k = 0; k < now[p].length; k++) {
        TableBuilder b = builders.get(p).get(keys.get(k));
        if (b != null) now[p][k] = inverse(b.tags());
      }
    }
  }

  private static int[][] inverse(int[][] tags) {
    int[][] at = new int[tags.length][];
    for (int r = 0; r < tags.length; r++) {
      at[r] = new int[tags[r].length];
      for (int i = 0; i < tags[r].length; i++) if (tags[r][i] >= 0) at[r][tags[r][i]] = i;
    }
    return at;
  }

  /// Where the synapse of a source that was at a place has come to; see [Selection.Moves].
  long moved(int source, long place) {
    int part = Selection.part(place);
    int kind = Selection.home(place);
    TableBuilder b = builders.get(part).get(keys.get(kind));
    if (b == null) return place;
    int row = b.table().row(source);
    return Selection.place(part, kind, now[part][kind][row][(int) place]);
  }
}
