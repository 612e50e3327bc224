package myelin.engine.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import myelin.engine.neuron.Block;
import myelin.engine.wiring.TableBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs tell the delay of each synapse as a column of delays would. `scale` stretches delays beyond
/// what eight bits hold.
class DelayRunsTest {

  /// Delays of five rows, sorted: none in the second and third, one long run in the fourth.
  private static int[][] rows(int scale) {
    int[] fourth = new int[3 * DelayRuns.LONGEST + 5];
    Arrays.fill(fourth, 1, fourth.length - 2, 4 * scale);
    fourth[0] = 2 * scale;
    fourth[fourth.length - 2] = 7 * scale;
    fourth[fourth.length - 1] = 7 * scale;
    return new int[][] {
      {3 * scale, 3 * scale, 5 * scale, 6 * scale, 6 * scale}, {}, {}, fourth, {6 * scale}
    };
  }

  private static ConnectionTable table(int[][] rows) {
    TableKey key = new TableKey(0, 0, 0, TableKey.Kind.VARIED, 0, 0, 0);
    TableBuilder builder = new TableBuilder(new ConnectionTable(key));
    builder.reach(1, rows.length);
    for (int r = 0; r < rows.length; r++) {
      for (int d : rows[r]) {
        builder.count(r + 1);
        builder.delays(d, d);
      }
    }
    builder.allocate(false);
    for (int r = 0; r < rows.length; r++) for (int d : rows[r]) builder.fill(r + 1, 0, 1, d);
    builder.finish(Block.LANES);
    return builder.table();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 36, 37, 900})
  void eachSynapseHasItsDelay(int scale) {
    int[][] rows = rows(scale);
    ConnectionTable table = table(rows);
    DelayRuns runs = (DelayRuns) table.delays();
    int i = 0;
    for (int r = 0; r < rows.length; r++) {
      int[] told = new int[rows[r].length];
      runs.row(r, table.begin(r), table.end(r), told);
      assertThat(told).isEqualTo(rows[r]);
      for (int d : rows[r]) {
        assertThat(runs.delay(i)).as("synapse %d", i).isEqualTo(d);
        i++;
      }
    }
  }

  /// 255 steps is the longest delay of eight bits: 7 x 36 is below, 7 x 37 above.
  @ParameterizedTest
  @ValueSource(ints = {1, 36, 37, 900})
  void runsAreAsLongAsTheirDelayLastsAndAtMostTheLongest(int scale) {
    DelayRuns runs = (DelayRuns) table(rows(scale)).delays();
    assertThat(runs.first(0)).isZero();
    assertThat(runs.end(0)).isEqualTo(3);
    assertThat(lengths(runs, 0)).containsExactly(2, 1, 2);
    assertThat(delays(runs, 0)).containsExactly(3 * scale, 5 * scale, 6 * scale);
    assertThat(lengths(runs, 1)).isEmpty();
    assertThat(lengths(runs, 2)).isEmpty();
    int longest = DelayRuns.LONGEST;
    assertThat(lengths(runs, 3)).containsExactly(1, longest, longest, longest, 2, 2);
    int d = 4 * scale;
    assertThat(delays(runs, 3)).containsExactly(2 * scale, d, d, d, d, 7 * scale);
    assertThat(lengths(runs, 4)).containsExactly(1);
  }

  @Test
  void readingAheadPastTheLastRunReadsNothing() {
    DelayRuns runs = (DelayRuns) table(rows(1)).delays();
    assertThat(runs.prefetch(runs.end(4))).isZero();
    assertThat(runs.prefetch(runs.end(4) - 1)).isNotZero();
  }

  private static int[] lengths(DelayRuns runs, int row) {
    return IntStream.range(runs.first(row), runs.end(row)).map(runs::length).toArray();
  }

  private static int[] delays(DelayRuns runs, int row) {
    return IntStream.range(runs.first(row), runs.end(row)).map(runs::delayOf).toArray();
  }
}
