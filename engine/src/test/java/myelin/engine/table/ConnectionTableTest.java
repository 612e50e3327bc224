package myelin.engine.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import myelin.engine.declare.Channel;
import myelin.engine.input.Drive;
import myelin.engine.input.Events;
import myelin.engine.input.Input;
import myelin.engine.input.InputRing;
import myelin.engine.input.SpikeBatch;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.input.TargetBlocks;
import myelin.engine.wiring.TableBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The oracle of a table is a list of synapses in order of creation.
class ConnectionTableTest {

  private record Synapse(int source, int target, double weight, int delay) {}

  private record Spike(long step, int sender) {}

  private record Cell(long step, int target) {}

  private record Case(TableKey.Kind kind, int cells, int shortest, int longest, double weight) {

    boolean wide() {
      return cells > 65_536;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(TableKey.Kind.VARIED, 512, 3, 3, 0),
        new Case(TableKey.Kind.VARIED, 512, 1, 20, 0),
        new Case(TableKey.Kind.VARIED, 256, 100, 255, 0),
        new Case(TableKey.Kind.VARIED, 256, 1, 300, 0),
        new Case(TableKey.Kind.VARIED, 256, 1, 65_535, 0),
        new Case(TableKey.Kind.VARIED, 70_144, 1, 12, 0),
        new Case(TableKey.Kind.VARIED, 65_536, 1, 2, 0),
        new Case(TableKey.Kind.CONSTANT, 512, 1, 20, 0.1),
        new Case(TableKey.Kind.CONSTANT, 70_144, 1, 300, -0.7),
        new Case(TableKey.Kind.CONSTANT, 512, 5, 5, 1e-3),
        new Case(TableKey.Kind.COUNTED, 512, 1, 20, 0.1),
        new Case(TableKey.Kind.COUNTED, 512, 3, 3, 0.1),
        new Case(TableKey.Kind.COUNTED, 2048, 15, 15, 0.1),
        new Case(TableKey.Kind.COUNTED, 70_144, 4, 4, -0.7));
  }

  static Stream<Case> casesWithSmallRings() {
    return cases().filter(c -> (long) c.longest() * c.cells() < 2_000_000);
  }

  private final SplittableRandom random = new SplittableRandom(10);

  @ParameterizedTest
  @MethodSource("cases")
  void rowsHoldTheSynapsesOfTheirSourceByDelayThenInOrderOfCreation(Case c) {
    List<Synapse> made = synapses(c, 4000, 50, 90);
    ConnectionTable table = build(c, new ConnectionTable(key(c)), made);
    requireRows(table, made);
    assertThat(table.targets().isWide()).isEqualTo(c.wide());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void laterCallsJoinWhatWasBuiltBefore(Case c) {
    List<Synapse> made = new ArrayList<>();
    ConnectionTable table = new ConnectionTable(key(c));
    int[][] ranges = {{50, 90}, {60, 70}, {1, 20}, {200, 300}, {40, 210}};
    for (int[] range : ranges) {
      List<Synapse> call = synapses(c, 700, range[0], range[1]);
      table = build(c, table, call);
      made.addAll(call);
      requireRows(table, made);
    }
  }

  @Test
  void aSecondDelayAndALongDelayWidenTheColumn() {
    Case one = new Case(TableKey.Kind.VARIED, 256, 7, 7, 0);
    List<Synapse> made = new ArrayList<>(synapses(one, 100, 1, 5));
    ConnectionTable table = build(one, new ConnectionTable(key(one)), made);
    assertThat(table.oneDelay()).isTrue();
    assertThat(table.delays()).isInstanceOf(OneDelay.class);

    List<Synapse> more = synapses(new Case(TableKey.Kind.VARIED, 256, 2, 255, 0), 100, 1, 5);
    table = build(one, table, more);
    made.addAll(more);
    requireRows(table, made);
    assertThat(table.delays()).isInstanceOf(DelayRuns.class);

    more = synapses(new Case(TableKey.Kind.VARIED, 256, 250, 256, 0), 100, 1, 5);
    table = build(one, table, more);
    made.addAll(more);
    requireRows(table, made);
    assertThat(table.delays()).isInstanceOf(DelayRuns.class);
  }

  @ParameterizedTest
  @MethodSource("casesWithSmallRings")
  void deliveryAddsToTheBitWhatALoopOverAllSynapsesAdds(Case c) {
    List<Synapse> made = synapses(c, 3000, 5, 40);
    ConnectionTable table = build(c, new ConnectionTable(key(c)), made);
    int lags = Math.min(c.shortest(), 4);
    InputRing ring = new InputRing(Channel.Content.WEIGHTS);
    ring.reserve(c.cells(), Integer.highestOneBit(c.longest() + lags) << 1, 0);
    boolean counting = c.kind() == TableKey.Kind.COUNTED;
    table.bindRing(ring);
    long begin = 1000;
    List<Spike> spikes = spikes(begin, lags);
    SpikeBatch batch = batch(spikes, begin, lags);

    for (int lag = 0; lag < lags; lag++) table.deliver(batch, lag);

    Map<Cell, Double> expected = naive(c, made, spikes);
    for (long t = begin; t <= begin + lags - 1 + c.longest(); t++) {
      for (int i = 0; i < c.cells(); i++) {
        double input =
            counting ? ring.countsOf(c.weight(), new TargetBlocks()).at(t, i) : ring.sums(t)[i];
        if (input == 0 && expected.isEmpty()) continue;
        Double sum = expected.remove(new Cell(t, i));
        if (input != (sum == null ? 0 : sum)) {
          throw new AssertionError("step %d, target %d: %s not %s".formatted(t, i, input, sum));
        }
      }
    }
    assertThat(expected).as("input that has not arrived").isEmpty();
  }

  @Test
  void coincidentSpikesOfAGeneratorCountAsOftenAndAsStrongAsTheyAre() {
    Case c = new Case(TableKey.Kind.VARIED, 256, 1, 9, 0);
    List<Synapse> made = synapses(c, 500, 3, 3);
    ConnectionTable table = build(c, new ConnectionTable(key(c)), made);
    for (boolean onlySpikes : new boolean[] {false, true}) {
      Channel.Content content = onlySpikes ? Channel.Content.SPIKES : Channel.Content.WEIGHTS;
      InputRing ring = new InputRing(content);
      ring.reserve(256, 16, 0);
      table.bindRing(ring);
      table.deliver(3, 20, 4, 0.5, 0);
      table.deliver(2, 20, 4, 0.5, 0);
      double[][] expected = new double[16][256];
      for (Synapse s : made) {
        expected[s.delay()][s.target()] += onlySpikes ? 4 : 2 * (double) (float) s.weight();
      }
      for (int d = 1; d <= 9; d++) {
        for (int i = 0; i < 256; i++) {
          assertThat(ring.sums(20 + d)[i]).isCloseTo(expected[d][i], within(1e-12));
        }
      }
    }
  }

  @Test
  void coincidentSpikesAreTransitionsWhereTheChannelTakesThem() {
    Case c = new Case(TableKey.Kind.VARIED, 256, 1, 1, 0);
    ConnectionTable table = build(c, new ConnectionTable(key(c)), synapses(c, 1, 3, 3));
    double weight = table.weight(0);
    double[] effects = {-weight, weight, 0};
    for (int times = 1; times <= effects.length; times++) {
      InputRing ring = new InputRing(Channel.Content.TRANSITIONS);
      ring.reserve(256, 16, 0);
      table.bindRing(ring);
      SpikeOutbox box = new SpikeOutbox();
      box.open(20);
      for (int n = 0; n < times; n++) box.add(3, 20);
      SpikeBatch batch = new SpikeBatch();
      batch.gather(new SpikeOutbox[] {box}, 20, 1);
      table.deliver(batch, 0);
      assertThat(Arrays.stream(ring.sums(21)).sum()).isEqualTo(effects[times - 1]);
    }
  }

  @Test
  void timedSpikesArriveOneByOneInTheOrderOfTheirTimes() {
    Case c = new Case(TableKey.Kind.VARIED, 256, 1, 1, 0);
    ConnectionTable table = build(c, new ConnectionTable(key(c)), synapses(c, 1, 3, 3));
    InputRing ring = new InputRing(Channel.Content.TIMED_SPIKES);
    ring.reserve(256, 16, 0);
    table.bindRing(ring);
    SpikeOutbox[] boxes = {new SpikeOutbox(), new SpikeOutbox()};
    for (SpikeOutbox box : boxes) box.open(20);
    boxes[0].add(7, 20);
    boxes[1].add(3, 20, 0.02);
    boxes[1].add(3, 20, 0.07);
    boxes[1].add(3, 20, 0.07);
    SpikeBatch batch = new SpikeBatch();
    batch.gather(boxes, 20, 1);
    table.deliver(batch, 0);
    Input input = new Input(new InputRing[] {ring});
    input.open(new Drive[1][0], false, 0, 21, 22);
    input.at(21);
    Events events = input.events(0);
    assertThat(events.size()).isEqualTo(2);
    assertThat(events.offset(0)).isEqualTo(0.07);
    assertThat(events.value(0)).isEqualTo(2);
    assertThat(events.offset(1)).isEqualTo(0.02);
    assertThat(events.value(1)).isEqualTo(1);
    assertThat(events.lane(0)).isEqualTo(table.target(0));
    assertThat(events.from(table.target(0) + 1) - events.from(table.target(0))).isEqualTo(2);
  }

  @Test
  void longRunsOfOneDelayAreSeveral() {
    Case c = new Case(TableKey.Kind.VARIED, 256, 2, 4, 0);
    List<Synapse> made = new ArrayList<>(synapses(c, 3000, 1, 1));
    made.addAll(synapses(c, 40, 5, 9));
    ConnectionTable table = build(c, new ConnectionTable(key(c)), made);
    DelayRuns runs = (DelayRuns) table.delays();
    int length = 0;
    for (int run = runs.first(0); run < runs.end(0); run++) {
      assertThat(runs.length(run)).isBetween(1, DelayRuns.LONGEST);
      length += runs.length(run);
    }
    assertThat(length).isEqualTo(3000);
    assertThat(runs.end(0) - runs.first(0)).isBetween(12, 14);
    assertThat(runs.end(1)).as("no synapses").isEqualTo(runs.first(1));
    requireRows(table, made);
    int[] delays = new int[3000];
    table.delays(0, delays);
    for (int i = 0; i < 3000; i++) assertThat(delays[i]).isEqualTo(table.delay(i));
  }

  /// Rows are those from the lowest source to the highest of all calls, and no more.
  @Test
  void rowsReachFromTheLowestSourceToTheHighest() {
    Case c = new Case(TableKey.Kind.VARIED, 512, 1, 20, 0);
    ConnectionTable table = new ConnectionTable(key(c));
    int[][] calls = {{50, 90, 50, 41}, {60, 70, 50, 41}, {20, 55, 20, 71}, {80, 100, 20, 81}};
    for (int[] call : calls) {
      TableBuilder builder = new TableBuilder(table);
      builder.reach(call[0], call[1]);
      builder.count(call[0]);
      builder.count(call[1]);
      builder.delays(4, 4);
      assertThat(builder.total()).isEqualTo(table.size() + 2L);
      assertThat(builder.oneDelay()).isTrue();
      builder.allocate(false);
      assertThat(builder.fill(call[0], 1, 2, 4)).isLessThan(builder.fill(call[1], 1, 2, 4));
      builder.finish(c.cells());
      table = builder.table();
      assertThat(table.firstSource()).isEqualTo(call[2]);
      assertThat(table.rows()).isEqualTo(call[3]);
    }
    assertThat(table.size()).isEqualTo(8);
    for (int delay : new int[] {3, 5}) {
      TableBuilder later = new TableBuilder(table);
      later.delays(delay, delay);
      assertThat(later.oneDelay()).as("old synapses have another than %d", delay).isFalse();
    }
  }

  /// Where a weight recorder hears of spikes, they do not wait, and delays remain a column.
  @ParameterizedTest
  @MethodSource("cases")
  void rowsThatAreHeardKeepTheirDelays(Case c) {
    TableKey heard = new TableKey(0, 0, 0, c.kind(), c.weight(), 7, 0);
    List<Synapse> made = new ArrayList<>(synapses(c, 4000, 50, 90));
    ConnectionTable table = build(c, new ConnectionTable(heard), made);
    assertThat(table.delays()).isInstanceOf(DelayColumn.class);
    requireRows(table, made);
    List<Synapse> more = synapses(c, 500, 40, 70);
    made.addAll(more);
    requireRows(build(c, table, more), made);
  }

  /// Such a table is that for weights below zero that could have been drawn but were not: no delay
  /// is known.
  @ParameterizedTest
  @MethodSource("cases")
  void aTableThatGetsNoSynapseIsEmpty(Case c) {
    TableBuilder builder = new TableBuilder(new ConnectionTable(key(c)));
    builder.reach(3, 9);
    builder.allocate(c.wide());
    builder.finish(c.cells());
    assertThat(builder.table().size()).isZero();
    assertThat(builder.table().rows()).isEqualTo(7);
  }

  private static TableKey key(Case c) {
    return new TableKey(0, 0, 0, c.kind(), c.weight(), 0, 0);
  }

  private List<Synapse> synapses(Case c, int n, int lowest, int highest) {
    List<Synapse> made = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      int delay = random.nextInt(c.shortest(), c.longest() + 1);
      if (random.nextInt(4) == 0) delay = c.shortest();
      double weight = c.kind() == TableKey.Kind.VARIED ? random.nextDouble(-1, 1) : c.weight();
      int source = random.nextInt(lowest, highest + 1);
      made.add(new Synapse(source, random.nextInt(c.cells()), weight, delay));
    }
    return made;
  }

  private static ConnectionTable build(Case c, ConnectionTable old, List<Synapse> more) {
    TableBuilder builder = new TableBuilder(old);
    announce(builder, more);
    fill(builder, c, more);
    builder.finish(c.cells());
    return builder.table();
  }

  private static void announce(TableBuilder builder, List<Synapse> more) {
    int lowest = more.stream().mapToInt(Synapse::source).min().orElseThrow();
    int highest = more.stream().mapToInt(Synapse::source).max().orElseThrow();
    builder.reach(lowest, highest);
    for (Synapse s : more) {
      builder.count(s.source());
      builder.delays(s.delay(), s.delay());
    }
  }

  private static void fill(TableBuilder builder, Case c, List<Synapse> more) {
    builder.allocate(c.wide());
    for (Synapse s : more) builder.fill(s.source(), s.target(), s.weight(), s.delay());
  }

  private static void requireRows(ConnectionTable table, List<Synapse> made) {
    assertThat(table.size()).isEqualTo(made.size());
    assertThat(table.minDelay()).isEqualTo(made.stream().mapToInt(Synapse::delay).min().orElse(0));
    assertThat(table.maxDelay()).isEqualTo(made.stream().mapToInt(Synapse::delay).max().orElse(0));
    List<Synapse> sorted = new ArrayList<>(made);
    sorted.sort(Comparator.comparingInt(Synapse::source).thenComparingInt(Synapse::delay));
    int k = 0;
    for (int row = 0; row < table.rows(); row++) {
      List<Synapse> held = new ArrayList<>();
      for (int i = table.begin(row); i < table.end(row); i++) {
        int source = table.source(row);
        held.add(new Synapse(source, table.target(i), table.weight(i), table.delay(i)));
      }
      List<Synapse> expected = new ArrayList<>();
      for (Synapse s : sorted.subList(k, k + held.size())) {
        expected.add(new Synapse(s.source(), s.target(), stored(table.key, s), s.delay()));
      }
      k += held.size();
      if (table.key.kind() == TableKey.Kind.COUNTED) {
        Comparator<Synapse> order =
            Comparator.comparingInt(Synapse::delay).thenComparingInt(Synapse::target);
        held.sort(order);
        expected.sort(order);
      }
      assertThat(held).isEqualTo(expected);
    }
  }

  @Test
  void manySynapsesOfOneWeightAndDelayAreSetsOfBits() {
    for (Case c : cases().toList()) {
      boolean dense = c.kind() == TableKey.Kind.COUNTED && c.shortest() == c.longest() && !c.wide();
      assertThat(build(c, new ConnectionTable(key(c)), synapses(c, 4000, 5, 40)).isPacked())
          .as("%s", c)
          .isEqualTo(dense);
    }
    assertThat(BitRows.pays(10_000, 6_250_000, 6400)).isTrue();
    assertThat(BitRows.pays(10_000, 625_000, 6400)).isFalse();
    assertThat(BitRows.pays(4_000, 160_000, 2048)).as("2 % of a small network").isFalse();
    assertThat(BitRows.pays(1, 65_535, 65_536)).as("cells that 16 bits cannot tell").isFalse();
  }

  private static double stored(TableKey key, Synapse s) {
    return key.uniform() ? key.weight() : (float) s.weight();
  }

  /// Spikes in canonical order, some of them from senders without synapses.
  private List<Spike> spikes(long begin, int lags) {
    List<Spike> spikes = new ArrayList<>();
    for (int lag = 0; lag < lags; lag++) {
      for (int sender = 1; sender < 60; sender++) {
        if (random.nextInt(3) > 0) spikes.add(new Spike(begin + lag, sender));
      }
    }
    return spikes;
  }

  private SpikeBatch batch(List<Spike> spikes, long begin, int lags) {
    SpikeOutbox[] boxes = {new SpikeOutbox(), new SpikeOutbox()};
    for (SpikeOutbox box : boxes) box.open(begin);
    for (Spike s : spikes) boxes[random.nextInt(2)].add(s.sender(), s.step());
    SpikeBatch batch = new SpikeBatch();
    batch.gather(boxes, begin, lags);
    return batch;
  }

  /// What arrives where: spike by spike, synapse by synapse in order of creation.
  private static Map<Cell, Double> naive(Case c, List<Synapse> made, List<Spike> spikes) {
    Map<Cell, Double> input = new HashMap<>();
    for (Spike spike : spikes) {
      for (Synapse s : made) {
        if (s.source() != spike.sender()) continue;
        double add = c.kind() == TableKey.Kind.COUNTED ? 1 : stored(key(c), s);
        input.merge(new Cell(spike.step() + s.delay(), s.target()), add, Double::sum);
      }
    }
    return input;
  }
}
