package myelin.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import myelin.analysis.data.Bins;
import myelin.analysis.data.Ids;

/// Statistics of the spike trains of a number of neurons over an interval of time.
///
/// ```java
/// Statistics statistics = Statistics.of(spikes, 50, 0, 300);
/// double rate = statistics.rate();
/// double irregularity = statistics.cv();
/// ```
///
/// Neurons that never fired count wherever they have a value. Variances and standard deviations are
/// those of the population (divided by n, not n − 1), as in `numpy.std` and `numpy.var`.
public final class Statistics {
  private final Spikes spikes;
  private final int neurons;
  private final double from;
  private final double to;
  private final Ids ids;

  /// The times of all spikes, neuron by neuron, those of the neuron of rank k from `starts[k]`.
  private final double[] trains;

  private final int[] starts;

  private Statistics(Spikes spikes, int neurons, Ids ids, double from, double to) {
    this.spikes = spikes;
    this.neurons = neurons;
    this.ids = ids;
    this.from = from;
    this.to = to;
    starts = new int[ids.size() + 1];
    int[] ranks = new int[spikes.size()];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = ids.index(spikes.sender(i));
      starts[ranks[i] + 1]++;
    }
    for (int i = 0; i < ids.size(); i++) {
      starts[i + 1] += starts[i];
    }
    int[] next = starts.clone();
    trains = new double[ranks.length];
    for (int i = 0; i < ranks.length; i++) {
      trains[next[ranks[i]]++] = spikes.time(i);
    }
  }

  /// Statistics of `neurons` neurons, of which all spikes were recorded, over (from, to] (ms).
  ///
  /// `neurons` counts the neurons that never fired too. [#ids] are then those that fired; the
  /// silent ones, whose ids are not known, come after them.
  ///
  /// Throws [IllegalArgumentException] if more neurons fired in the interval than there are, or if
  /// the interval is empty or not finite.
  public static Statistics of(Spikes spikes, int neurons, double from, double to) {
    Objects.requireNonNull(spikes, "spikes");
    Bins interval = new Bins(from, to, to - from);
    Spikes counted = spikes.between(interval.from(), interval.to());
    Ids senders = Ids.of(counted.senders());
    if (neurons < 1 || neurons < senders.size()) {
      throw new IllegalArgumentException(
          "there must be at least one neuron and as many as fired, but there are "
              + neurons
              + " neurons of which "
              + senders.size()
              + " fired");
    }
    return new Statistics(counted, neurons, senders, from, to);
  }

  /// Statistics of the neurons with the given ids over (from, to] (ms); spikes of others are left
  /// out.
  ///
  /// Throws [IllegalArgumentException] if there is no id, an id is given twice, or the interval is
  /// empty or not finite.
  public static Statistics of(Spikes spikes, int[] ids, double from, double to) {
    Objects.requireNonNull(spikes, "spikes");
    Objects.requireNonNull(ids, "ids");
    Bins interval = new Bins(from, to, to - from);
    Ids wanted = Ids.of(ids);
    if (ids.length == 0 || wanted.size() < ids.length) {
      throw new IllegalArgumentException(
          ids.length == 0 ? "no ids given" : "an id is given more than once");
    }
    Spikes counted = spikes.between(interval.from(), interval.to()).from(ids);
    return new Statistics(counted, ids.length, wanted, from, to);
  }

  /// The number of neurons, silent ones included.
  public int neurons() {
    return neurons;
  }

  /// The ids of the neurons, ascending: those given, or those that fired if only a number was
  /// given.
  public int[] ids() {
    return ids.toArray();
  }

  /// The mean rate of all neurons (spikes/s).
  public double rate() {
    return 1000 * spikes.size() / (neurons * (to - from));
  }

  /// The rate of each neuron (spikes/s), in the order of [#ids], then 0 for every silent neuron
  /// whose id is not known; one value per neuron.
  public double[] rates() {
    double[] rates = new double[neurons];
    for (int i = 0; i < ids.size(); i++) {
      rates[i] = 1000 * (starts[i + 1] - starts[i]) / (to - from);
    }
    return rates;
  }

  /// The coefficient of variation of the intervals between spikes, for each neuron in the order of
  /// [#rates].
  ///
  /// It is the standard deviation of the intervals divided by their mean: 0 for a regular train, 1
  /// for a Poisson process. NaN for a neuron with fewer than 3 spikes, or whose spikes are all at
  /// one time.
  ///
  /// Source: Softky and Koch (1993), The highly irregular firing of cortical cells is inconsistent
  /// with temporal integration of random EPSPs, doi:10.1523/JNEUROSCI.13-01-00334.1993.
  public double[] cvs() {
    double[] cvs = new double[neurons];
    Arrays.fill(cvs, Double.NaN);
    for (int i = 0; i < ids.size(); i++) {
      if (starts[i + 1] - starts[i] >= 3) {
        cvs[i] = cv(starts[i], starts[i + 1]);
      }
    }
    return cvs;
  }

  private double cv(int first, int end) {
    int intervals = end - first - 1;
    double mean = (trains[end - 1] - trains[first]) / intervals;
    double squares = 0;
    for (int i = first + 1; i < end; i++) {
      double deviation = trains[i] - trains[i - 1] - mean;
      squares += deviation * deviation;
    }
    return Math.sqrt(squares / intervals) / mean;
  }

  /// The mean of [#cvs] over the neurons with at least 3 spikes; NaN if there is none.
  public double cv() {
    return Arrays.stream(cvs()).filter(Double::isFinite).average().orElse(Double.NaN);
  }

  /// The Fano factor of spike counts in bins of `width` (ms): the variance of a neuron's counts
  /// divided by their mean, averaged over the neurons that fired; NaN if there is none.
  ///
  /// 1 for a Poisson process. Only bins of full width count; those begin at the interval's start.
  ///
  /// Throws [IllegalArgumentException] if the interval holds fewer than 2 bins.
  ///
  /// Source: Nawrot et al. (2008), Measurement of variability dynamics in cortical spike trains,
  /// doi:10.1016/j.jneumeth.2007.10.013.
  public double fanoFactor(double width) {
    Bins bins = wholeBins(width);
    double sum = 0;
    int fired = 0;
    for (int i = 0; i < ids.size(); i++) {
      Counts counts = counts(i, bins);
      if (counts.sum > 0) {
        sum += counts.variance() / counts.mean();
        fired++;
      }
    }
    return fired == 0 ? Double.NaN : sum / fired;
  }

  /// The synchrony of the population in bins of `width` (ms): the variance of the spike counts of
  /// all neurons together divided by their mean; NaN without spikes.
  ///
  /// 1 for independent Poisson processes, more if neurons fire together. Only bins of full width
  /// count. Potjans and Diesmann use 3 ms.
  ///
  /// Throws [IllegalArgumentException] if the interval holds fewer than 2 bins.
  ///
  /// Source: Potjans and Diesmann (2014), The cell-type specific cortical microcircuit: relating
  /// structure and activity in a full-scale spiking network model, doi:10.1093/cercor/bhs358.
  public double synchrony(double width) {
    Bins bins = wholeBins(width);
    int[] all = Histogram.of(spikes, neurons, bins).counts();
    Counts counts = new Counts(bins.whole());
    for (int i = 0; i < bins.whole(); i++) {
      counts.add(all[i]);
    }
    return counts.variance() / counts.mean();
  }

  /// The mean, over all pairs of neurons, of Pearson's correlation coefficient of their spike
  /// counts in bins of `width` (ms).
  ///
  /// Neurons whose counts are the same in all bins, silent ones among them, have no coefficient and
  /// are left out; NaN if fewer than 2 neurons remain. Only bins of full width count. The time
  /// taken grows with the number of spikes, not of pairs.
  ///
  /// Throws [IllegalArgumentException] if the interval holds fewer than 2 bins.
  ///
  /// Source: Perkel, Gerstein and Moore (1967), Neuronal spike trains and stochastic point
  /// processes II: simultaneous spike trains, doi:10.1016/S0006-3495(67)86597-4.
  public double correlation(double width) {
    Bins bins = wholeBins(width);
    double[] sums = new double[bins.whole()];
    double offset = 0;
    int varying = 0;
    for (int i = 0; i < ids.size(); i++) {
      Counts counts = counts(i, bins);
      if (counts.variance() > 0) {
        double norm = 1 / Math.sqrt(counts.variance() * bins.whole());
        offset += counts.mean() * norm;
        addTo(sums, i, bins, norm);
        varying++;
      }
    }
    if (varying < 2) {
      return Double.NaN;
    }
    // With z(i) neuron i's counts scaled to mean 0 and norm 1, the coefficient of a pair is
    // z(i)z(j), and |z(1) + ... + z(n)|² = n + the sum over all ordered pairs.
    double square = 0;
    for (double sum : sums) {
      square += (sum - offset) * (sum - offset);
    }
    return (square - varying) / ((double) varying * (varying - 1));
  }

  /// Pearson's correlation coefficient of the spike counts of each pair of neurons in bins of
  /// `width` (ms): those of the first neuron with the second, third and so on, in the order of
  /// [#ids], then those of the second with the third, as in `numpy.triu_indices`.
  ///
  /// The neurons and bins that count are those of [#correlation], which is the mean of these. The
  /// memory taken grows with neurons times bins, the time with pairs times bins, so this is for a
  /// few hundred neurons.
  ///
  /// Throws [IllegalArgumentException] if the interval holds fewer than 2 bins.
  public double[] correlations(double width) {
    Bins bins = wholeBins(width);
    List<double[]> scaled = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      Counts counts = counts(i, bins);
      if (counts.variance() > 0) {
        double[] z = new double[bins.whole()];
        double norm = 1 / Math.sqrt(counts.variance() * z.length);
        Arrays.fill(z, -counts.mean() * norm);
        addTo(z, i, bins, norm);
        scaled.add(z);
      }
    }
    int varying = scaled.size();
    double[] coefficients = new double[varying * (varying - 1) / 2];
    int pair = 0;
    for (int i = 0; i < varying; i++) {
      double[] one = scaled.get(i);
      for (double[] other : scaled.subList(i + 1, varying)) {
        double product = 0;
        for (int b = 0; b < one.length; b++) {
          product += one[b] * other[b];
        }
        coefficients[pair++] = product;
      }
    }
    return coefficients;
  }

  /// The spikes of all neurons counted in bins of `width` (ms), with the rate per neuron.
  ///
  /// Throws [IllegalArgumentException] if the width is not positive and finite.
  public Histogram histogram(double width) {
    return Histogram.of(spikes, neurons, new Bins(from, to, width));
  }

  private Bins wholeBins(double width) {
    Bins bins = new Bins(from, to, width);
    if (bins.whole() < 2) {
      throw new IllegalArgumentException(
          "the interval of "
              + (to - from)
              + " ms must hold at least 2 bins, but a bin is "
              + width
              + " ms wide");
    }
    return bins;
  }

  private void addTo(double[] sums, int rank, Bins bins, double value) {
    for (int i = starts[rank]; i < starts[rank + 1]; i++) {
      int bin = bins.index(trains[i]);
      if (bin < sums.length) {
        sums[bin] += value;
      }
    }
  }

  private Counts counts(int rank, Bins bins) {
    Counts counts = new Counts(bins.whole());
    int current = -1;
    int inBin = 0;
    for (int i = starts[rank]; i < starts[rank + 1]; i++) {
      int bin = bins.index(trains[i]);
      if (bin != current) {
        counts.add(inBin);
        current = bin;
        inBin = 0;
      }
      if (bin < bins.whole()) {
        inBin++;
      }
    }
    counts.add(inBin);
    return counts;
  }

  /// The moments of spike counts in a number of bins, those without spikes included.
  private static final class Counts {
    private final int bins;
    private long sum;
    private long squares;

    Counts(int bins) {
      this.bins = bins;
    }

    void add(long count) {
      sum += count;
      squares += count * count;
    }

    double mean() {
      return (double) sum / bins;
    }

    double variance() {
      return ((double) squares * bins - (double) sum * sum) / ((double) bins * bins);
    }
  }
}
