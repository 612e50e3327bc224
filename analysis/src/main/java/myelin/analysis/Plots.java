package myelin.analysis;

import java.util.List;
import java.util.Objects;

/// Plots of recorded data, fit for papers.
///
/// ```java
/// Plots.raster(spikes).withHistogram().title("Brunel network").save("raster.png");
/// ```
///
/// Plots are saved as PNG, SVG or PDF, as the extension of the file says. They need no display: if
/// the system property `java.awt.headless` is not set, the first plot saved sets it to `true`. A
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

  /// A plot of a recorded quantity, such as `V_m`, over time: a line for each node that was
  /// sampled, named by its id where there are several. The axis has the quantity's name, or for
  /// `V_m` the membrane potential (mV), unless [TracePlot#label] says more.
  ///
  /// ```java
  /// Plots.trace(Samples.read(file).from(3), "V_m").save("trace.png");
  /// ```
  ///
  /// Throws [IllegalArgumentException] if the quantity was not recorded.
  public static TracePlot trace(Samples samples, String quantity) {
    double[] all = samples.values(quantity);
    int[] ids = samples.distinctSenders();
    TracePlot plot = new TracePlot();
    if (ids.length == 1) {
      plot.series("", samples.times(), all);
    } else {
      for (int id : ids) {
        Samples one = samples.from(id);
        plot.series("node " + id, one.times(), one.values(quantity));
      }
    }
    return quantity.equals("V_m") ? plot : plot.label(quantity);
  }

  /// A plot of quantities over time that has no series yet; add them with [TracePlot#series].
  public static TracePlot traces() {
    return new TracePlot();
  }

  /// A plot of `y` over `x` as a line, such as a rate over a current; see [XyPlot#series]. Say what
  /// they are with [XyPlot#over] and [XyPlot#label].
  ///
  /// Throws [IllegalArgumentException] if there are not as many `y` as `x`, or one is infinite.
  public static XyPlot lines(double[] x, double[] y) {
    return new XyPlot().series("", x, y);
  }

  /// A plot of `y` over `x` as dots, such as the rates of neurons over their inputs; see
  /// [XyPlot#dots(String, double[], double[])].
  ///
  /// Throws [IllegalArgumentException] if there are not as many `y` as `x`, or one is infinite.
  public static XyPlot scatter(double[] x, double[] y) {
    return new XyPlot().dots("", x, y);
  }

  /// A plot of any y over any x that has nothing yet; add lines and dots with [XyPlot#series],
  /// [XyPlot#dashed] and [XyPlot#dots(String, double[], double[])].
  public static XyPlot xy() {
    return new XyPlot();
  }

  /// A plot of bars above names, such as those of populations. It has no bars yet; add one for each
  /// name with [BarPlot#series(String, double...)].
  ///
  /// ```java
  /// Plots.bars("excitatory", "inhibitory").series("", 28.9, 28.7).label("Rate", "spikes/s").save("rates.png");
  /// ```
  ///
  /// Throws [IllegalArgumentException] without any name.
  public static BarPlot bars(String... names) {
    return new BarPlot(List.of(Objects.requireNonNull(names, "names")));
  }

  /// A picture of a matrix, `values[row][column]`, each number as a colour; NaN is grey. `values`
  /// are copied.
  ///
  /// Throws [IllegalArgumentException] if there is none, rows differ in length, or one is infinite.
  public static MatrixPlot matrix(double[][] values) {
    return new MatrixPlot(values);
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

  /// A map of places, each in the colour of a value, such as the rates of neurons. `places` has for
  /// each of two or three axes the coordinates of all, as `Positions.toArray()` of a network gives
  /// them; both are copied.
  ///
  /// ```java
  /// Plots.map(nodes.positions().orElseThrow().toArray(), rates).label("Rate", "spikes/s").save("rates.png");
  /// ```
  ///
  /// Throws [IllegalArgumentException] if places or values are wrong; see [MapPlot#values].
  public static MapPlot map(double[][] places, double[] values) {
    return new MapPlot().values(places, values);
  }

  /// A map of places that has none yet; add them with [MapPlot#series].
  public static MapPlot maps() {
    return new MapPlot();
  }

  /// A map of a node's targets, or sources, among other nodes: the node as a large mark, its
  /// partners in colour, all others in grey. Edges of masks and heights of kernels are added with
  /// [MapPlot#contour]. All are copied.
  ///
  /// Throws [IllegalArgumentException] if places are wrong; see [MapPlot#series].
  public static MapPlot targets(double[] node, double[][] targets, double[][] all) {
    return new MapPlot().background("", all).series("", targets).mark("", node);
  }

  /// A film of plots, each shown for so long (ms). It is empty yet; add pictures with [Film#add].
  ///
  /// Throws [IllegalArgumentException] unless it is from 20 to 60 000.
  public static Film film(int milliseconds) {
    return new Film(milliseconds);
  }

  /// A figure of several plots in rows of so many columns. It is empty yet; add plots with
  /// [GridPlot#add]. Those above each other may share their horizontal axis, [GridPlot#sharedX].
  ///
  /// Throws [IllegalArgumentException] if there is less than one column.
  public static GridPlot grid(int columns) {
    return new GridPlot(columns);
  }
}
