package myelin.analysis;

import java.util.Objects;

/// Plots of recorded data, fit for papers.
///
/// ```java
/// Plots.raster(spikes).withHistogram().title("Brunel network").save("raster.png");
/// ```
///
/// Plots are saved as PNG or SVG, as the extension of the file says. They need no display: if the
/// system property `java.awt.headless` is not set, the first plot saved sets it to `true`. A
/// program that shows windows of its own sets it to `false` beforehand.
public final class Plots {
  private Plots() {}

  /// A raster plot: a mark for every spike, at its time and its neuron's id.
  public static RasterPlot raster(Spikes spikes) {
    return new RasterPlot(Objects.requireNonNull(spikes, "spikes"));
  }

  /// A plot of one quantity over time, such as the membrane potential a multimeter recorded.
  ///
  /// `times` (ms) and `values` (in the unit of the axis label, mV unless said otherwise) are
  /// parallel and copied; a value of NaN makes a gap.
  ///
  /// Throws [IllegalArgumentException] if their lengths differ or times are not ascending and
  /// finite.
  public static TracePlot trace(double[] times, double[] values) {
    return new TracePlot().series("", times, values);
  }

  /// A plot of quantities over time that has no series yet; add them with [TracePlot#series].
  public static TracePlot traces() {
    return new TracePlot();
  }

  /// A plot of how values are distributed, such as the weights of synapses. `values` are copied.
  ///
  /// Throws [IllegalArgumentException] if one is not finite.
  public static HistogramPlot histogram(double[] values) {
    return new HistogramPlot().series("", values);
  }

  /// A plot of several distributions that has none yet; add them with [HistogramPlot#series].
  public static HistogramPlot histograms() {
    return new HistogramPlot();
  }

  /// A box plot, which compares the distributions of many populations, such as the rates of their
  /// neurons. It has no boxes yet; add them with [BoxPlot#series].
  public static BoxPlot boxes() {
    return new BoxPlot();
  }

  /// A figure of several plots in rows of so many columns. It is empty yet; add plots with
  /// [GridPlot#add].
  ///
  /// Throws [IllegalArgumentException] if there is less than one column.
  public static GridPlot grid(int columns) {
    return new GridPlot(columns);
  }
}
