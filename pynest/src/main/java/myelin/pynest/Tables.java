package myelin.pynest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import myelin.connectome.CellIds;
import myelin.connectome.CsvTable;
import myelin.connectome.RandomTrain;
import myelin.connectome.Transmitters;

/// What Python needs of tables of connectomes.
public final class Tables {

  private Tables() {}

  /// The names of the columns of a file in CSV.
  public static List<String> names(String path) {
    return CsvTable.head(Path.of(path));
  }

  /// Some columns of a file in CSV.
  public static CsvTable read(String path, String[] columns) {
    return CsvTable.read(Path.of(path), Set.of(columns)::contains);
  }

  /// What a column holds: `wholes`, `numbers` or `texts`.
  public static String kind(CsvTable table, String column) {
    if (table.isWhole(column)) return "wholes";
    return table.isNumbers(column) ? "numbers" : "texts";
  }

  /// Ids of cells, to look them up.
  public static CellIds cells(long[] ids) {
    return new CellIds(ids);
  }

  /// Puts the places of the first `n` of the ids in a buffer there in their place.
  public static void places(ByteBuffer buffer, CellIds cells, int n) {
    ByteBuffer both = buffer.order(ByteOrder.nativeOrder());
    cells.places(both.asLongBuffer().limit(n), both.asIntBuffer());
  }

  /// The sign of a transmitter; 0 if it is not known.
  public static int sign(String transmitter) {
    return Transmitters.sign(transmitter);
  }

  /// The steps in which random input comes.
  public static int[] train(long seed, long id, double p, int steps) {
    return RandomTrain.steps(seed, id, p, steps);
  }
}
