package myelin.analysis;

import myelin.analysis.data.Bins;

/// Spikes counted in bins of time: a peri-stimulus time histogram.
///
/// Bin `k` holds the times after `edges()[k]` up to and including `edges()[k + 1]`. All bins are
/// equally wide but the last, which is shorter if the width does not divide the interval.
///
/// Source: Gerstein and Kiang (1960), An approach to the quantitative analysis of
/// electrophysiological data from single neurons, doi:10.1016/S0006-3495(60)86844-5.
public final class Histogram {
  private final double[] edges;
  private final int[] counts;
  private final int neurons;

  private Histogram(double[] edges, int[] counts, int neurons) {
    this.edges = edges;
    this.counts = counts;
    this.neurons = neurons;
  }

  static Histogram of(Spikes spikes, int neurons, Bins bins) {
    int[] counts = new int[bins.count()];
    for (int i = 0; i < spikes.size(); i++) {
      counts[bins.index(spikes.time(i))]++;
    }
    double[] edges = new double[counts.length + 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = bins.edge(i);
    }
    return new Histogram(edges, counts, neurons);
  }

  /// The number of bins.
  public int size() {
    return counts.length;
  }

  /// The edges of the bins (ms), ascending, one more than there are bins; a copy.
  public double[] edges() {
    return edges.clone();
  }

  /// The number of spikes in each bin; a copy.
  public int[] counts() {
    return counts.clone();
  }

  /// The rate in each bin, per neuron (spikes/s).
  public double[] rates() {
    double[] rates = new double[counts.length];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = 1000 * counts[i] / (neurons * (edges[i + 1] - edges[i]));
    }
    return rates;
  }
}
