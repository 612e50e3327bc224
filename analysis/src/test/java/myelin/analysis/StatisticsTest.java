package myelin.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  private static final Offset<Double> EXACT = within(1e-12);

  /// Spikes as pairs of id and time.
  private static Spikes spikes(double... pairs) {
    int[] ids = new int[pairs.length / 2];
    double[] times = new double[ids.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (int) pairs[2 * i];
      times[i] = pairs[2 * i + 1];
    }
    return Spikes.of(ids, times);
  }

  /// Independent Poisson processes of `rate` spikes/s of neurons 1 to `neurons`.
  private static Spikes poisson(int neurons, double rate, double duration, long seed) {
    Random random = new Random(seed);
    int[] ids = new int[1024];
    double[] times = new double[1024];
    int size = 0;
    for (int id = 1; id <= neurons; id++) {
      double time = 0;
      while ((time -= Math.log(1 - random.nextDouble()) * 1000 / rate) <= duration) {
        if (size == ids.length) {
          ids = Arrays.copyOf(ids, 2 * size);
          times = Arrays.copyOf(times, 2 * size);
        }
        ids[size] = id;
        times[size++] = time;
      }
    }
    return Spikes.of(Arrays.copyOf(ids, size), Arrays.copyOf(times, size));
  }

  @Test
  void theRateCountsSilentNeuronsAndOnlyTheInterval() {
    Spikes spikes = spikes(1, 100, 1, 200, 2, 300, 2, 1100);

    assertThat(Statistics.of(spikes, 4, 100, 1100).rate()).isCloseTo(0.75, EXACT);
    assertThat(Statistics.of(Spikes.none(), 4, 0, 100).rate()).isZero();
  }

  @Test
  void ratesAreThoseOfTheSendersThenOfTheSilent() {
    Statistics statistics = Statistics.of(spikes(9, 1, 2, 2, 9, 3), 4, 0, 500);

    assertThat(statistics.ids()).containsExactly(2, 9);
    assertThat(statistics.rates()).containsExactly(2, 4, 0, 0);
    assertThat(statistics.neurons()).isEqualTo(4);
  }

  @Test
  void neuronsCanBeGivenById() {
    Statistics statistics =
        Statistics.of(spikes(9, 1, 2, 2, 9, 3, 5, 4), new int[] {9, 1, 2}, 0, 500);

    assertThat(statistics.ids()).containsExactly(1, 2, 9);
    assertThat(statistics.rates()).containsExactly(0, 2, 4);
    assertThat(statistics.rate()).isCloseTo(2, EXACT);
  }

  @Test
  void aRegularTrainHasACvOfZero() {
    Spikes regular = spikes(1, 10, 1, 20, 1, 30, 1, 40);

    assertThat(Statistics.of(regular, 1, 0, 100).cv()).isZero();
  }

  @Test
  void theCvIsThePopulationDeviationByTheMean() {
    // Intervals 1 and 3: mean 2, deviation 1.
    Statistics statistics = Statistics.of(spikes(1, 1, 1, 2, 1, 5, 2, 1, 2, 7), 3, 0, 10);

    assertThat(statistics.cvs()).containsExactly(0.5, Double.NaN, Double.NaN);
    assertThat(statistics.cv()).isCloseTo(0.5, EXACT);
  }

  @Test
  void withoutThreeSpikesThereIsNoCv() {
    assertThat(Statistics.of(spikes(1, 1, 1, 2), 1, 0, 10).cv()).isNaN();
    assertThat(Statistics.of(Spikes.none(), 1, 0, 10).cv()).isNaN();
    assertThat(Statistics.of(spikes(1, 1, 1, 1, 1, 1), 1, 0, 10).cv()).isNaN();
  }

  @Test
  void poissonProcessesAreIrregularAndIndependent() {
    Statistics statistics = Statistics.of(poisson(200, 50, 20_000, 7), 200, 0, 20_000);

    assertThat(statistics.rate()).isCloseTo(50, within(0.5));
    assertThat(statistics.cv()).isCloseTo(1, within(0.01));
    assertThat(statistics.fanoFactor(20)).isCloseTo(1, within(0.01));
    assertThat(statistics.synchrony(3)).isCloseTo(1, within(0.05));
    assertThat(statistics.correlation(5)).isCloseTo(0, within(0.001));
  }

  @Test
  void theFanoFactorIsTheVarianceOfCountsByTheirMean() {
    // Counts 2, 0, 1, 1 (mean 1, variance 1/2) and 1, 1, 1, 1; one more spike beyond the last bin.
    Spikes spikes = spikes(1, 1, 1, 10, 1, 30, 1, 31, 2, 10, 2, 20, 2, 30, 2, 40, 2, 44, 1, 45);

    assertThat(Statistics.of(spikes, 3, 0, 45).fanoFactor(10)).isCloseTo(0.25, EXACT);
    // Together 3, 1, 2, 2: mean 2, variance 1/2.
    assertThat(Statistics.of(spikes, 3, 0, 45).synchrony(10)).isCloseTo(0.25, EXACT);
    assertThat(Statistics.of(Spikes.none(), 3, 0, 45).fanoFactor(10)).isNaN();
    assertThat(Statistics.of(Spikes.none(), 3, 0, 45).synchrony(10)).isNaN();
  }

  @Test
  void trainsAloneOrOpposedAreCorrelatedFully() {
    Spikes same = spikes(1, 5, 2, 6, 1, 25, 2, 26);
    Spikes opposed = spikes(1, 5, 2, 16);

    assertThat(Statistics.of(same, 2, 0, 40).correlation(10)).isCloseTo(1, EXACT);
    assertThat(Statistics.of(opposed, 2, 0, 20).correlation(10)).isCloseTo(-1, EXACT);
  }

  @Test
  void theCorrelationIsTheMeanOverAllPairsOfVaryingNeurons() {
    // Counts 1100, 1010, 1000; neuron 4 fires once in each bin and neuron 5 never.
    Spikes spikes = spikes(1, 1, 1, 11, 2, 1, 2, 21, 3, 1, 4, 1, 4, 11, 4, 21, 4, 31);
    double firstPair = 0;
    double otherPairs = 1 / Math.sqrt(3);

    assertThat(Statistics.of(spikes, 5, 0, 40).correlation(10))
        .isCloseTo((firstPair + 2 * otherPairs) / 3, EXACT);
    assertThat(Statistics.of(spikes.from(1, 4), 5, 0, 40).correlation(10)).isNaN();
  }

  /// Coefficients of `numpy.corrcoef`.
  @Test
  void correlationsAreThoseOfPairsOfVaryingNeurons() {
    int[][] counts = {
      {2, 0, 1, 3, 0, 1, 0, 2},
      {1, 1, 0, 2, 0, 0, 1, 2},
      {1, 1, 1, 1, 1, 1, 1, 1},
      {0, 3, 1, 0, 2, 1, 1, 0}
    };
    List<Integer> ids = new ArrayList<>();
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      for (int bin = 0; bin < 8; bin++) {
        for (int spike = 1; spike <= counts[i][bin]; spike++) {
          ids.add(10 + i);
          times.add(100 + 5.0 * bin + spike);
        }
      }
    }
    Spikes spikes =
        Spikes.of(
            ids.stream().mapToInt(i -> i).toArray(), times.stream().mapToDouble(t -> t).toArray());
    Statistics statistics = Statistics.of(spikes, 5, 100, 142);

    assertThat(statistics.correlations(5))
        .containsExactly(
            new double[] {0.6271226144578618, -0.8307471607356973, -0.48038446141526137}, EXACT);
    assertThat(statistics.correlation(5)).isCloseTo(-0.6840090076930969 / 3, EXACT);
    assertThat(Statistics.of(spikes.from(12), 5, 100, 142).correlations(5)).isEmpty();
  }

  @Test
  void aCommonSourceCorrelatesTrainsByItsShareOfTheRate() {
    // Each train is a common process of 10/s with one of its own of 30/s: coefficient 1/4.
    Spikes common = poisson(1, 10, 100_000, 1);
    Spikes own = poisson(20, 30, 100_000, 2);
    int shared = common.size();
    int[] ids = Arrays.copyOf(own.senders(), own.size() + 20 * shared);
    double[] times = Arrays.copyOf(own.times(), ids.length);
    for (int i = 0; i < 20 * shared; i++) {
      ids[own.size() + i] = 1 + i / shared;
      times[own.size() + i] = common.time(i % shared);
    }

    assertThat(Statistics.of(Spikes.of(ids, times), 20, 0, 100_000).correlation(5))
        .isCloseTo(0.25, within(0.01));
  }

  @Test
  void aHistogramCountsItsBinsWithTheirRightEdges() {
    Histogram histogram = Statistics.of(spikes(1, 0.1, 2, 5, 1, 5.1, 1, 12), 2, 0, 12).histogram(5);

    assertThat(histogram.size()).isEqualTo(3);
    assertThat(histogram.edges()).containsExactly(0, 5, 10, 12);
    assertThat(histogram.counts()).containsExactly(2, 1, 1);
    assertThat(histogram.rates()).containsExactly(200, 100, 250);
  }

  @Test
  void roundingMovesNoSpikeToAnotherBin() {
    double[] times = new double[1000];
    for (int i = 0; i < times.length; i++) {
      times[i] = (i + 1) * 0.1;
    }
    Statistics statistics = Statistics.of(Spikes.of(new int[1000], times), 1, 0, 1000 * 0.1);

    assertThat(statistics.histogram(0.1).counts()).hasSize(1000).containsOnly(1);
    assertThat(statistics.histogram(0.3).counts()).hasSize(334).startsWith(3, 3).endsWith(3, 1);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    Spikes spikes = spikes(1, 1, 2, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Statistics.of(spikes, 1, 0, 10))
        .withMessageContaining("1 neurons of which 2 fired");
    assertThatIllegalArgumentException().isThrownBy(() -> Statistics.of(spikes, 2, 10, 10));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Statistics.of(spikes, 2, 0, Double.POSITIVE_INFINITY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Statistics.of(spikes, new int[] {1, 1}, 0, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> Statistics.of(spikes, new int[0], 0, 10));
    Statistics statistics = Statistics.of(spikes, 2, 0, 10);
    assertThatIllegalArgumentException().isThrownBy(() -> statistics.histogram(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> statistics.correlation(6))
        .withMessageContaining("at least 2 bins");
  }
}
