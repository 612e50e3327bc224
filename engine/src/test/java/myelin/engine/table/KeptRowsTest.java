package myelin.engine.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import myelin.engine.input.TargetBlocks;
import myelin.engine.wiring.TableBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A table that keeps rows of another equals a table into which all synapses are put one by one, in
/// the same order.
class KeptRowsTest {

  private static final int[][] DELAYS = {{3, 3}, {3, 3}, {1, 20}, {2, 2}, {250, 256}};

  private record Synapse(int source, int target, double weight, int delay) {}

  private final SplittableRandom random = new SplittableRandom(17);

  @ParameterizedTest
  @CsvSource({
    "COUNTED, 256, 0", "COUNTED, 1024, 0", "COUNTED, 256, 9", "COUNTED, 65280, 0",
    "CONSTANT, 512, 0", "VARIED, 512, 0", "VARIED, 512, 9", "VARIED, 65280, 0",
  })
  void aTableThatKeepsRowsIsWhatItIsWhenAllIsPutOneByOne(
      TableKey.Kind kind, int someCells, int recorder) {
    double one = kind == TableKey.Kind.VARIED ? 0 : 0.5;
    ConnectionTable table = new ConnectionTable(new TableKey(0, 0, 0, kind, one, recorder, 0));
    int cells = someCells;
    int packed = 0;
    for (int round = 0; round < 120; round++) {
      if (round % 40 == 39) cells += TargetBlocks.LANES;
      int room = cells;
      BitSet again = again(table, round);
      List<Synapse> before = new ArrayList<>();
      List<Synapse> after = new ArrayList<>();
      for (int r = 0; r < table.rows(); r++) {
        if (again.get(r)) row(table, r).stream().filter(_ -> chance(5, 6)).forEach(after::add);
        else before.addAll(row(table, r));
      }
      if (round % 20 == 19) after.replaceAll(s -> new Synapse(s.source, s.target, s.weight, 3));
      else after.replaceAll(s -> chance(1, 20) ? another(s, room) : s);
      int lowest = random.nextInt(20, 60);
      int most = round == 0 ? 3000 : random.nextInt(0, 40);
      int[] delay = DELAYS[random.nextInt(round < 15 ? 2 : DELAYS.length)];
      for (int k = 0; k < most; k++) {
        double w = kind == TableKey.Kind.VARIED ? random.nextDouble(-1, 1) : one;
        int d = random.nextInt(delay[0], delay[1] + 1);
        after.add(new Synapse(random.nextInt(lowest, 70), random.nextInt(cells), w, d));
      }
      TableBuilder kept = fill(new TableBuilder(table, again), List.of(), after, cells);
      TableBuilder full = fill(open(table), before, after, cells);
      requireSame(kept, full, cells);
      table = kept.table();
      if (table.isPacked()) packed++;
    }
    assertThat(packed > 0)
        .isEqualTo(kind == TableKey.Kind.COUNTED && recorder == 0 && someCells < 65_280);
  }

  private boolean chance(int n, int of) {
    return random.nextInt(of) < n;
  }

  private BitSet again(ConnectionTable table, int round) {
    BitSet again = new BitSet();
    int of = round % 20 == 19 ? 1 : round % 3 == 0 ? 2 : 20;
    for (int r = 0; r < table.rows(); r++) if (chance(1, of)) again.set(r);
    return again;
  }

  private Synapse another(Synapse s, int cells) {
    return new Synapse(s.source, random.nextInt(cells), s.weight, s.delay);
  }

  /// A builder of a table with as many rows, which keeps none.
  private static TableBuilder open(ConnectionTable table) {
    TableBuilder full = new TableBuilder(table.another());
    int rows = table.rows();
    if (rows > 0) full.reach(table.source(0), table.source(rows - 1));
    return full;
  }

  private static List<Synapse> row(ConnectionTable table, int r) {
    int from = table.begin(r);
    int n = table.length(r);
    int[] target = new int[n];
    int[] delay = new int[n];
    table.targets(r, target);
    table.delays(r, delay);
    List<Synapse> row = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      row.add(new Synapse(table.source(r), target[k], table.weight(from + k), delay[k]));
    }
    return row;
  }

  private static TableBuilder fill(
      TableBuilder builder, List<Synapse> before, List<Synapse> after, int cells) {
    for (List<Synapse> those : List.of(before, after)) {
      for (Synapse s : those) {
        builder.reach(s.source, s.source);
        builder.delays(s.delay, s.delay);
      }
      for (Synapse s : those) builder.count(s.source);
    }
    builder.allocate(cells > 65_536);
    for (Synapse s : before) builder.fill(s.source, s.target, s.weight, s.delay);
    for (int k = 0; k < after.size(); k++) {
      Synapse s = after.get(k);
      builder.tag(s.source, builder.fill(s.source, s.target, s.weight, s.delay), k);
    }
    builder.finish(cells);
    return builder;
  }

  private static void requireSame(TableBuilder kept, TableBuilder full, int cells) {
    ConnectionTable a = kept.table();
    ConnectionTable b = full.table();
    assertThat(a.firstSource()).isEqualTo(b.firstSource());
    assertThat(a.rows()).isEqualTo(b.rows());
    assertThat(a.minDelay()).isEqualTo(b.minDelay());
    assertThat(a.maxDelay()).isEqualTo(b.maxDelay());
    assertThat(a.targets()).hasSameClassAs(b.targets());
    assertThat(a.delays()).hasSameClassAs(b.delays());
    for (int r = 0; r < a.rows(); r++) {
      assertThat(row(a, r)).isEqualTo(row(b, r));
      if (a.targets() instanceof BitRows sets && b.targets() instanceof BitRows others) {
        assertThat(sets.set(r)).isEqualTo(others.set(r));
      }
      assertThat(runs(a, r)).isEqualTo(runs(b, r));
    }
    assertThat(kept.tags()).isEqualTo(full.tags());
    for (int base = 0; base < cells; base += TargetBlocks.LANES) {
      if (b.reach().has(base)) assertThat(a.reach().has(base)).as("block at %d", base).isTrue();
    }
  }

  private static List<List<Integer>> runs(ConnectionTable table, int row) {
    List<List<Integer>> all = new ArrayList<>();
    if (!(table.delays() instanceof DelayRuns runs)) return all;
    for (int run = runs.first(row); run < runs.end(row); run++) {
      all.add(List.of(runs.delayOf(run), runs.length(run)));
    }
    return all;
  }
}
