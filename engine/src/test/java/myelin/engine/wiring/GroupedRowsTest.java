package myelin.engine.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import myelin.engine.plastic.PlasticTable;
import myelin.engine.plastic.SynapseModel;
import myelin.engine.table.ConnectionTable;
import myelin.engine.table.TableKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Synapses that are put into groups of rows first are in the table where they would be if they
/// were put into their rows one by one.
class GroupedRowsTest {

  private static final TableKey ABOVE = new TableKey(0, 0, 0, TableKey.Kind.PLASTIC, 0, 0, 0);
  private static final TableKey BELOW = new TableKey(0, 1, 0, TableKey.Kind.PLASTIC, 0, 0, 0);
  private static final int FIRST = 11;
  private static final int BATCH = 2048;

  /// The cases: many sources; more rows than a group can have; few sources; one delay; wide
  /// targets; in the order of sources; weights of one sign; few synapses, which are not grouped;
  /// one table for both signs; sources that have their last synapses put one by one.
  @ParameterizedTest
  @CsvSource({
    "30000, 300000, 40, false, false, 0.4, false, 0",
    "200000, 300000, 40, false, false, 0.4, false, 0",
    "3, 300000, 300, false, false, 0.4, false, 0",
    "30000, 300000, 1, false, false, 0.4, false, 0",
    "30000, 300000, 40, true, false, 0.4, false, 0",
    "30000, 300000, 40, false, true, 0.4, false, 0",
    "30000, 300000, 40, false, false, 0, false, 0",
    "30000, 30000, 40, false, false, 0.4, false, 0",
    "30000, 300000, 40, false, false, 0.4, true, 0",
    "30000, 300000, 40, false, false, 0.4, false, 50000",
    "30000, 300000, 40, false, true, 0.4, false, 50000"
  })
  void aTableIsTheSame(
      int sources,
      int synapses,
      int delays,
      boolean wide,
      boolean ordered,
      double below,
      boolean oneTable,
      int oneByOne) {
    SplittableRandom random = new SplittableRandom(sources + synapses);
    int cells = wide ? 200_192 : 65_536;
    int[] local = new int[5000];
    for (int id = 0; id < local.length; id++) local[id] = (77 * id) % cells;
    List<EdgeBatch> batches = new ArrayList<>();
    for (int at = 0; at < synapses; at += BATCH) {
      int n = Math.min(BATCH, synapses - at);
      EdgeBatch batch = new EdgeBatch();
      batch.ensure(n);
      for (int e = 0; e < n; e++) {
        int source =
            ordered ? (int) ((long) (at + e) * sources / synapses) : random.nextInt(sources);
        batch.add(FIRST + source, random.nextInt(local.length), e);
        batch.put(e, random.nextDouble() - below, 1 + random.nextInt(delays));
      }
      batches.add(batch);
    }
    TableBuilder[] plain = opened(batches, sources, delays, wide, oneTable);
    TableBuilder[] grouped = opened(batches, sources, delays, wide, oneTable);
    for (EdgeBatch batch : batches) putEach(batch, local, plain);
    for (int b = 0, at = 0; b < batches.size(); at += batches.get(b).size(), b++) {
      if (at < synapses - oneByOne) {
        TableBuilder.fill(batches.get(b), local, grouped[0], grouped[1]);
        continue;
      }
      for (TableBuilder builder : grouped) builder.settle();
      putEach(batches.get(b), local, grouped);
    }
    for (TableBuilder builder : grouped) builder.settle();
    for (int k = 0; k < (oneTable ? 1 : 2); k++) requireSame(plain[k], grouped[k], cells);
  }

  private static TableBuilder[] opened(
      List<EdgeBatch> batches, int sources, int delays, boolean wide, boolean oneTable) {
    TableBuilder above = new TableBuilder(new PlasticTable(ABOVE, SynapseModel.NONE, 0.1));
    TableBuilder below =
        oneTable ? above : new TableBuilder(new PlasticTable(BELOW, SynapseModel.NONE, 0.1));
    above.reach(FIRST - 3, FIRST + sources + 5);
    below.reach(FIRST - 3, FIRST + sources + 5);
    for (EdgeBatch batch : batches) TableBuilder.count(batch, above, below);
    above.delays(1, delays);
    below.delays(1, delays);
    above.allocate(wide);
    if (!oneTable) below.allocate(wide);
    return new TableBuilder[] {above, below};
  }

  private static void putEach(EdgeBatch batch, int[] local, TableBuilder[] to) {
    for (int e = 0; e < batch.size(); e++) {
      TableBuilder builder = to[batch.weight(e) < 0 ? 1 : 0];
      builder.fill(batch.source(e), local[batch.target(e)], batch.weight(e), batch.delay(e));
    }
  }

  private static void requireSame(TableBuilder plain, TableBuilder grouped, int cells) {
    plain.finish(cells);
    grouped.finish(cells);
    ConnectionTable expected = plain.table();
    ConnectionTable table = grouped.table();
    assertThat(table.size()).isEqualTo(expected.size());
    assertThat(table.minDelay()).isEqualTo(expected.minDelay());
    assertThat(table.maxDelay()).isEqualTo(expected.maxDelay());
    for (int i = 0; i < table.size(); i++) {
      if (table.target(i) == expected.target(i)
          && table.weight(i) == expected.weight(i)
          && table.delay(i) == expected.delay(i)) continue;
      assertThat(i).as("a synapse that is another one").isNegative();
    }
  }
}
