package myelin.nestml.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import myelin.engine.neuron.Block;
import myelin.nestml.run.OperationRun.LaneSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sets of lanes are divided as sets of numbers are.
class LaneSetTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 200, Block.LANES})
  void restsAreThoseOfSetsOfNumbers(int size) {
    Random random = new Random(size);
    for (int round = 0; round < 200; round++) {
      LaneSet whole = new LaneSet();
      whole.all(size);
      TreeSet<Integer> numbers = new TreeSet<>();
      for (int i = 0; i < size; i++) numbers.add(i);
      for (int depth = 0; depth < 4 && !numbers.isEmpty(); depth++) {
        double share = random.nextDouble();
        TreeSet<Integer> some = new TreeSet<>();
        for (int i : numbers) if (random.nextDouble() < share) some.add(i);
        LaneSet part = new LaneSet();
        int n = 0;
        for (int i : some) part.room()[n++] = i;
        part.hold(n, size);
        int[] lanes = everyThird(size);
        int kept = whole.retain(lanes, lanes.length);
        assertThat(Arrays.copyOf(lanes, kept))
            .containsExactly(Arrays.stream(everyThird(size)).filter(numbers::contains).toArray());
        LaneSet rest = new LaneSet();
        rest.rest(whole, part);
        numbers.removeAll(some);
        assertSame(rest, numbers, size);
        assertSame(part, some, size);
        whole = rest;
      }
    }
  }

  private static int[] everyThird(int size) {
    int[] lanes = new int[(size + 2) / 3];
    for (int k = 0; k < lanes.length; k++) lanes[k] = 3 * k;
    return lanes;
  }

  private static void assertSame(LaneSet set, Set<Integer> numbers, int size) {
    assertThat(set.count()).isEqualTo(numbers.size());
    assertThat(set.isAll()).isEqualTo(numbers.size() == size);
    List<Integer> list = Arrays.stream(set.list()).limit(set.count()).boxed().toList();
    assertThat(list).containsExactlyElementsOf(numbers);
    int[] others = Arrays.copyOf(set.others(), set.othersCount());
    assertThat(others).hasSize(size - numbers.size());
    assertThat(Arrays.stream(others).boxed()).noneMatch(numbers::contains).isSorted();
  }
}
