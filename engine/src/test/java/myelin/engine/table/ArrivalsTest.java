package myelin.engine.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import myelin.engine.declare.Channel;
import myelin.engine.input.InputRing;
import myelin.engine.input.SpikeBatch;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Block;
import myelin.engine.wiring.TableBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Spikes that wait until they arrive add up to what a walk over all synapses gives, to the bit.
class ArrivalsTest {

  private static final int SOURCES = 40;
  private static final int CELLS = Block.LANES;
  private static final int SLOTS = 32;
  private static final int LONGEST = 27;
  private static final int STEPS = 300;

  private final SplittableRandom random = new SplittableRandom(11);

  /// A synapse in the order of delivery.
  private record Synapse(int source, int target, float weight, int delay) {}

  private List<Synapse> synapses(int n) {
    List<Synapse> all = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      float w = (float) random.nextGaussian(80, 30);
      int d = 1 + random.nextInt(LONGEST);
      all.add(new Synapse(1 + random.nextInt(SOURCES), random.nextInt(CELLS), w, d));
    }
    return all;
  }

  private static ConnectionTable table(List<Synapse> synapses, int number) {
    TableKey key = new TableKey(0, 0, number, TableKey.Kind.VARIED, 0, 0, 0);
    TableBuilder builder = new TableBuilder(new ConnectionTable(key));
    builder.reach(1, SOURCES);
    for (Synapse s : synapses) {
      builder.count(s.source());
      builder.delays(s.delay(), s.delay());
    }
    builder.allocate(false);
    for (Synapse s : synapses) builder.fill(s.source(), s.target(), s.weight(), s.delay());
    builder.finish(CELLS);
    return builder.table();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void sumsAreThoseOfAWalkOverAllSynapses(int settleEvery) {
    List<List<Synapse>> tables = List.of(synapses(900), synapses(300));
    InputRing ring = new InputRing(Channel.Content.WEIGHTS);
    ring.reserve(CELLS, SLOTS, 0);
    List<ConnectionTable> built = new ArrayList<>();
    for (List<Synapse> t : tables) built.add(table(t, built.size()));
    for (ConnectionTable t : built) t.bindRing(ring);
    Arrivals arrivals = Arrivals.of(built).getFirst();
    double[][] expected = new double[STEPS + LONGEST + 1][CELLS];
    SpikeBatch batch = new SpikeBatch();
    double[] input = new double[Block.LANES];
    for (int t = 0; t < STEPS; t++) {
      arrivals.arrive(t, t + 1);
      ring.fetch(t, t + 1, 0);
      ring.take(t, 0, input);
      assertThat(input).as("step %d", t).isEqualTo(expected[t]);
      SpikeOutbox box = new SpikeOutbox();
      box.open(t);
      int[] senders = random.ints(3, 1, SOURCES + 1).distinct().sorted().toArray();
      for (int sender : senders) box.add(sender, t);
      batch.gather(new SpikeOutbox[] {box}, t, 1);
      arrivals.send(batch);
      for (List<Synapse> table : tables) {
        for (int sender : senders) walk(table, sender, t, expected);
      }
      if (settleEvery > 0 && t % settleEvery == 0) arrivals.deliverPending();
    }
    assertThat(Arrays.stream(expected[STEPS / 2]).sum()).isNotZero();
  }

  /// Slices of several steps, in which spikes of many sources come due together, some of them from
  /// rows with more synapses of one delay than a run holds, and from nodes that have no row here.
  ///
  /// @param spread number of different delays; with one there are no runs, with many more spikes
  ///   wait than there is room for at first
  @ParameterizedTest
  @CsvSource({"2, 1", "2, 3", "5, 20"})
  void slicesOfSeveralStepsAddUpTheSame(int slice, int spread) {
    List<Synapse> all = new ArrayList<>();
    for (int k = 0; k < 9000; k++) {
      int source = k % 9 == 0 ? 3 : 2 + random.nextInt(SOURCES - 1);
      int d = source == 3 && spread > 1 ? 9 : slice + random.nextInt(spread);
      all.add(new Synapse(source, random.nextInt(CELLS), random.nextInt(1, 50), d));
    }
    InputRing ring = new InputRing(Channel.Content.WEIGHTS);
    ring.reserve(CELLS, SLOTS, 0);
    ConnectionTable table = table(all, 0);
    table.bindRing(ring);
    Arrivals arrivals = Arrivals.of(List.of(table)).getFirst();
    double[][] expected = new double[STEPS + LONGEST + 1][CELLS];
    SpikeBatch batch = new SpikeBatch();
    double[] input = new double[Block.LANES];
    for (int begin = 0; begin < STEPS; begin += slice) {
      arrivals.arrive(begin, begin + slice);
      ring.fetch(begin, begin + slice, 0);
      SpikeOutbox box = new SpikeOutbox();
      box.open(begin);
      for (int t = begin; t < begin + slice; t++) {
        ring.take(t, 0, input);
        assertThat(input).as("step %d", t).isEqualTo(expected[t]);
        if (t % 7 == 6) continue;
        for (int sender = 0; sender <= SOURCES + 2; sender++) {
          box.add(sender, t);
          walk(all, sender, t, expected);
        }
      }
      batch.gather(new SpikeOutbox[] {box}, begin, slice);
      arrivals.send(batch);
    }
    assertThat(Arrays.stream(expected[STEPS / 2]).sum()).isPositive();
  }

  private static void walk(List<Synapse> table, int sender, int t, double[][] expected) {
    for (Synapse s : table) {
      if (s.source() == sender) expected[t + s.delay()][s.target()] += s.weight();
    }
  }
}
