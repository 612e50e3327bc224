package myelin.engine.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class IdsTest {

  @Test
  void aRangeAndTheListOfItsIdsAreEqual() {
    Ids range = Ids.range(5, 3);
    Ids list = Ids.list(new int[] {5, 6, 7});
    assertThat(list).isEqualTo(range).hasSameHashCodeAs(range);
    assertThat(list.contiguous()).isTrue();
    assertThat(Ids.list(new int[] {5, 7})).isNotEqualTo(Ids.range(5, 2));
    assertThat(Ids.list(new int[0])).isEqualTo(Ids.range(9, 0));
  }

  @Test
  void listsWithGapsFindTheirIdsAsASetDoes() {
    SplittableRandom random = new SplittableRandom(8);
    for (int trial = 0; trial < 50; trial++) {
      TreeSet<Integer> set = new TreeSet<>();
      int n = random.nextInt(1, 60);
      while (set.size() < n) set.add(random.nextInt(1, 100));
      int[] array = set.stream().mapToInt(i -> i).toArray();
      Ids ids = Ids.list(array.clone());
      assertThat(ids.size()).isEqualTo(n);
      assertThat(ids.array()).isEqualTo(array);
      assertThat(ids.contiguous()).isEqualTo(set.last() - set.first() == n - 1);
      for (int id = 0; id < 102; id++) {
        int place = Arrays.binarySearch(array, id);
        if (place >= 0) assertThat(ids.indexOf(id)).isEqualTo(place);
        else assertThat(ids.indexOf(id)).isNegative();
      }
      int from = random.nextInt(n + 1);
      int to = random.nextInt(from, n + 1);
      assertThat(ids.slice(from, to).array()).isEqualTo(Arrays.copyOfRange(array, from, to));
    }
  }
}
