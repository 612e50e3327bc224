package myelin.engine.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The oracle of targets and weights side by side is a pair of arrays. Odd numbers of synapses
/// leave half a pair at the end.
@ParameterizedClass
@CsvSource({"64, false", "65, false", "64, true", "65, true"})
class WeightedTargetsTest {

  private static final int NARROW = 65_536;
  private static final int WIDE = 100_000;

  @Parameter(0)
  int n;

  @Parameter(1)
  boolean wide;

  private final SplittableRandom random = new SplittableRandom(3);
  private int[] target = {};
  private float[] weight = {};
  private WeightedTargets both = new WeightedTargets(0, false);

  @BeforeEach
  void fill() {
    int cells = wide ? WIDE : NARROW;
    target = random.ints(n, cells - 9, cells).toArray();
    target[n / 3] = 0;
    weight = new float[n];
    for (int i = 0; i < n; i++) weight[i] = (float) random.nextDouble(-1, 1);
    weight[n / 2] = -0.0f;
    both = new WeightedTargets(n, wide);
    List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    Collections.shuffle(order, new Random(5));
    for (int i : order) both.put(i, target[i], weight[i]);
  }

  private void requireSame() {
    for (int i = 0; i < n; i++) {
      assertThat(both.target(i)).as("target %d", i).isEqualTo(target[i]);
      assertThat(Float.floatToRawIntBits((float) both.weight(i)))
          .as("weight %d", i)
          .isEqualTo(Float.floatToRawIntBits(weight[i]));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "1, 1", "1, 2", "0, 9", "3, 6", "4, 9", "3, 64", "8, 64"})
  void weightsAreAddedInOrder(int from, int to) {
    double[] sums = new double[wide ? WIDE : NARROW];
    double[] expected = sums.clone();
    for (int i = from; i < to; i++) expected[target[i]] += weight[i];
    both.add(from, to, sums);
    assertThat(sums).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 9", "1, 4", "2, 7", "0, 64", "5, 59"})
  void aStretchIsPutIntoAnotherOrder(int from, int m) {
    List<Integer> place = new ArrayList<>(IntStream.range(0, m).boxed().toList());
    Collections.shuffle(place, new Random(7));
    int[] oldTarget = target.clone();
    float[] oldWeight = weight.clone();
    for (int k = 0; k < m; k++) {
      target[from + place.get(k)] = oldTarget[from + k];
      weight[from + place.get(k)] = oldWeight[from + k];
    }
    both.reorder(from, place.stream().mapToInt(p -> p).toArray(), m);
    requireSame();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 9", "1, 4", "2, 7", "0, 64", "5, 59"})
  void packedSynapsesReplaceWhatIsThere(int from, int m) {
    long[] packed = new long[m + 3];
    for (int k = 0; k < m; k++) {
      target[from + k] = random.nextInt(wide ? WIDE : NARROW);
      weight[from + k] = k + 0.25f;
      packed[k + 3] = WeightedTargets.packed(target[from + k], weight[from + k]);
      if (!wide) packed[k + 3] |= 77L << Short.SIZE;
    }
    both.put(from, packed, 3, m + 3);
    requireSame();
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "8", "63"})
  void aWeightChangesAlone(int i) {
    weight[i] = -7.5f;
    both.putWeight(i, -7.5f);
    requireSame();
    both.prefetch(0, n);
    both.prefetch(i, i + 1);
    requireSame();
  }
}
