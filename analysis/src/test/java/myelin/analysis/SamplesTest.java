package myelin.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import myelin.analysis.data.Order;
import org.junit.jupiter.api.Test;

class SamplesTest {

  private final Samples samples =
      Samples.of(
          new int[] {2, 1, 1, 2},
          new double[] {2, 2, 1, 1},
          Map.of("V_m", new double[] {22, 12, 11, 21}));

  @Test
  void samplesAreInOrderOfTimeThenSender() {
    assertThat(samples.size()).isEqualTo(4);
    assertThat(samples.times()).containsExactly(1, 1, 2, 2);
    assertThat(samples.senders()).containsExactly(1, 2, 1, 2);
    assertThat(samples.values("V_m")).containsExactly(11, 21, 12, 22);
    assertThat(samples.quantities()).containsExactly("V_m");
    assertThat(samples.distinctSenders()).containsExactly(1, 2);
    assertThat(samples).hasToString("4 samples of V_m from 1.0 to 2.0 ms");
  }

  @Test
  void oneNodeAndAWindowAreTakenOut() {
    Samples one = samples.from(2);
    assertThat(one.times()).containsExactly(1, 2);
    assertThat(one.values("V_m")).containsExactly(21, 22);
    assertThat(samples.from(7).size()).isZero();
    assertThat(samples.from(7)).hasToString("no samples");
    assertThat(samples.from(2, 1)).isEqualTo(samples).hasSameHashCodeAs(samples);
    assertThat(samples.between(1, 2).times()).containsExactly(2, 2);
    assertThat(samples.between(Double.NEGATIVE_INFINITY, 1).values("V_m")).containsExactly(11, 21);
    assertThatIllegalArgumentException().isThrownBy(() -> samples.between(2, 1));
  }

  /// Random keys, many of them equal, beside a stable sort of boxed numbers.
  @Test
  void anyOrderIsSortedStably() {
    Random random = new Random(1);
    for (int size : new int[] {0, 1, 2, 3, 17, 1000}) {
      int[] senders = random.ints(size, 0, 5).toArray();
      double[] times = random.ints(size, 0, 10).asDoubleStream().toArray();
      int[] sorted =
          IntStream.range(0, size)
              .boxed()
              .sorted((a, b) ->
                  times[a] == times[b]
                      ? Integer.compare(senders[a], senders[b])
                      : Double.compare(times[a], times[b]))
              .mapToInt(i -> i)
              .toArray();
      assertThat(Order.of(senders, times)).isEqualTo(sorted);
    }
  }

  @Test
  void copiesAreCopies() {
    double[] values = {1};
    Samples one = Samples.of(new int[] {1}, new double[] {0.5}, Map.of("I", values));
    values[0] = 2;
    one.values("I")[0] = 3;
    one.times()[0] = 3;
    assertThat(one.values("I")).containsExactly(1);
    assertThat(one.times()).containsExactly(0.5);
    assertThat(one).hasToString("1 sample of I from 0.5 to 0.5 ms");
  }

  @Test
  void recordingsThatDifferAreNotEqual() {
    int[] ids = {1};
    double[] times = {1};
    Samples one = Samples.of(ids, times, Map.of("V_m", new double[] {Double.NaN}));
    assertThat(one)
        .isEqualTo(Samples.of(ids, times, Map.of("V_m", new double[] {Double.NaN})))
        .isNotEqualTo(Samples.of(ids, times, Map.of("V_m", new double[] {0})))
        .isNotEqualTo(Samples.of(ids, times, Map.of("I", new double[] {Double.NaN})))
        .isNotEqualTo(Samples.of(ids, times, Map.of()))
        .isNotEqualTo(Samples.of(new int[] {2}, times, Map.of("V_m", new double[] {Double.NaN})));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> samples.values("v_m"))
        .withMessage("'v_m' was not recorded, but V_m");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.of(new int[1], new double[1], Map.of("V_m", new double[2])))
        .withMessage("there must be a value of V_m for each of 1 samples, but there are 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.of(new int[2], new double[1], Map.of()))
        .withMessageContaining("equally long");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.of(new int[] {-1}, new double[1], Map.of()))
        .withMessage("sender 0 is negative: -1");
  }

  @Test
  void aTraceHasALineForEachNode() {
    assertThat(Plots.trace(samples, "V_m").svg())
        .contains(">node 1<", ">node 2<", ">Membrane potential (mV)<");
    assertThat(Plots.trace(samples.from(2), "V_m").svg()).doesNotContain(">node 2<");
    double[] currents = new double[4];
    Arrays.fill(currents, 5);
    Samples other = Samples.of(samples.senders(), samples.times(), Map.of("I_syn", currents));
    assertThat(Plots.trace(other, "I_syn").svg()).contains(">I_syn<");
    assertThatIllegalArgumentException().isThrownBy(() -> Plots.trace(other, "V_m"));
  }
}
