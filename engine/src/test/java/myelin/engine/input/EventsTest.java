package myelin.engine.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Spikes of a step are sorted by neuron and time, and those of one time keep their order: as by a
/// stable sort of a list.
class EventsTest {

  private record Spike(int lane, double value, double offset) {}

  private static final Comparator<Spike> BY_LANE_AND_TIME =
      Comparator.comparingInt(Spike::lane).thenComparingDouble(s -> -s.offset());

  /// @param timed whether spikes come before the end of the step; such steps and others follow each
  ///   other in the same object
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void spikesAreSortedAsByAStableSort(boolean timed) {
    Random random = new Random(1);
    Events events = new Events();
    for (int step = 0; step < 200; step++) {
      events.clear();
      List<Spike> expected = new ArrayList<>();
      boolean offGrid = timed && random.nextBoolean();
      for (int source = random.nextInt(4); source > 0; source--) {
        if (random.nextBoolean()) addSums(random, events, expected);
        else addEach(random, offGrid, events, expected);
      }
      assertThat(events.isTimed()).isEqualTo(expected.stream().anyMatch(s -> s.offset() != 0));
      events.sort();
      expected.sort(BY_LANE_AND_TIME);
      assertThat(spikes(events)).isEqualTo(expected);
      for (int k = 0; k < events.size(); k++) {
        int lane = events.lane(k);
        assertThat(k).isBetween(events.from(lane), events.from(lane + 1) - 1);
      }
    }
  }

  private static void addSums(Random random, Events events, List<Spike> expected) {
    double[] sums = events.emptySums();
    for (int i = 0; i < sums.length; i++) {
      if (random.nextInt(3) > 0) continue;
      sums[i] = random.nextInt(1, 100);
      expected.add(new Spike(i, sums[i], 0));
    }
    events.addSums();
  }

  private static void addEach(Random random, boolean offGrid, Events events, List<Spike> expected) {
    for (int n = random.nextInt(60); n > 0; n--) {
      double offset = offGrid ? random.nextInt(4) / 4.0 : 0;
      Spike spike = new Spike(random.nextInt(TargetBlocks.LANES), random.nextInt(1, 100), offset);
      events.add(spike.lane(), spike.value(), spike.offset());
      expected.add(spike);
    }
  }

  private static List<Spike> spikes(Events events) {
    List<Spike> all = new ArrayList<>();
    for (int k = 0; k < events.size(); k++) {
      all.add(new Spike(events.lane(k), events.value(k), events.offset(k)));
    }
    return all;
  }
}
