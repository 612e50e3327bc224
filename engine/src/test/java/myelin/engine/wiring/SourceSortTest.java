package myelin.engine.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import myelin.engine.table.ConnectionTable;
import myelin.engine.table.TableKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Synapses that are sorted by source in chunks are in the table where they would be if they were
/// put there one by one.
class SourceSortTest {

  private static final TableKey VARIED = new TableKey(0, 0, 0, TableKey.Kind.VARIED, 0, 0, 0);
  private static final int FIRST = 11;

  /// The cases: many synapses per source; chunks of one batch; few per source; so few that none are
  /// counted; one chunk; one delay; delays that do not fit into a byte; the longest delay; room for
  /// two delays, one of which is used; tiny batches; no synapses. Wide targets have one delay, in
  /// tables that have room for others, too. Delays are from the middle of the range that there is
  /// room for.
  @ParameterizedTest
  @CsvSource({
    "20, 1000, 300, 9000, 40, false",
    "20, 100, 300, 9000, 40, false",
    "900, 1000, 300, 9000, 40, false",
    "90000, 1000, 300, 9000, 40, false",
    "20, 100000, 300, 9000, 40, false",
    "20, 1000, 300, 9000, 1, false",
    "20, 1000, 300, 9000, 4000, false",
    "20, 1000, 300, 9000, 65535, false",
    "20, 1000, 300, 9000, 2, false",
    "20, 1000, 1, 50, 40, false",
    "20, 1000, 300, 0, 40, false",
    "20, 1000, 300, 9000, 40, true",
    "900, 1000, 300, 9000, 400, true",
    "20, 1000, 300, 9000, 1, true"
  })
  void aTableIsTheSame(
      int sources, int most, int batchSize, int synapses, int delays, boolean wide) {
    SplittableRandom random = new SplittableRandom(sources + most);
    int cells = wide ? 200_192 : 65_536;
    int[] local = new int[5000];
    for (int id = 0; id < local.length; id++) local[id] = (77 * id) % cells;
    List<EdgeBatch> batches = new ArrayList<>();
    for (int left = synapses; left > 0; ) {
      int n = Math.min(left, 1 + random.nextInt(2 * batchSize));
      EdgeBatch batch = new EdgeBatch();
      batch.ensure(n);
      for (int e = 0; e < n; e++) {
        batch.add(FIRST + random.nextInt(sources), random.nextInt(local.length), e);
        int delay = 1 + delays / 3 + (wide ? 0 : random.nextInt((delays + 2) / 3));
        batch.put(e, random.nextDouble() - 0.5, delays == 65_535 && e == 0 ? 65_535 : delay);
      }
      batches.add(batch);
      left -= n;
    }

    TableBuilder plain = new TableBuilder(new ConnectionTable(VARIED));
    TableBuilder sorted = new TableBuilder(new ConnectionTable(VARIED));
    SourceSort chunks = new SourceSort(FIRST, FIRST + sources - 1, most);
    for (TableBuilder b : List.of(plain, sorted)) {
      b.reach(FIRST - 3, FIRST + sources + 5);
      b.delays(1, delays);
    }
    for (EdgeBatch batch : batches) plain.countPlain(batch);
    for (EdgeBatch batch : batches) sorted.count(batch, chunks);
    sorted.endCount(chunks);
    plain.allocate(wide);
    sorted.allocate(wide);
    for (EdgeBatch batch : batches) plain.fillEach(batch, local);
    long[] room = new long[chunks.room()];
    for (EdgeBatch batch : batches) chunks.fill(batch, b -> {}, local, room, sorted, wide);
    chunks.endFill(room, sorted);
    plain.finish(cells);
    sorted.finish(cells);

    ConnectionTable expected = plain.table();
    ConnectionTable table = sorted.table();
    assertThat(table.size()).isEqualTo(synapses);
    assertThat(table.minDelay()).isEqualTo(expected.minDelay());
    assertThat(table.maxDelay()).isEqualTo(expected.maxDelay());
    assertThat(table.rows()).isEqualTo(expected.rows());
    for (int r = 0; r < table.rows(); r++) {
      assertThat(table.length(r)).isEqualTo(expected.length(r));
    }
    for (int i = 0; i < synapses; i++) {
      assertThat(table.target(i)).isEqualTo(expected.target(i));
      assertThat(table.weight(i)).isEqualTo(expected.weight(i));
      assertThat(table.delay(i)).isEqualTo(expected.delay(i));
    }
  }
}
