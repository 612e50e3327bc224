package myelin.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import myelin.analysis.data.Bins;
import myelin.analysis.draw.BandAxis;
import myelin.analysis.draw.Layer;
import myelin.analysis.draw.LegendLine;
import myelin.analysis.draw.Range;
import myelin.analysis.draw.Scale;
import myelin.analysis.draw.SideLabels;
import myelin.analysis.draw.Style;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;
import org.jspecify.annotations.Nullable;

/// A raster plot of spikes, with the rate of the population below it if wanted.
///
/// Made by [Plots#raster]; every setting returns the plot itself, [#save(String)] draws it. Spikes
/// are short strokes where there are few neurons, else dots, sized so that a few are not lost and
/// many do not hide each other. A recording without spikes makes a plot that says so.
public final class RasterPlot extends Figure<RasterPlot> {
  private static final int TIME_PARTS = 6;
  private static final int ID_PARTS = 6;
  private static final int RATE_PARTS = 4;

  private final Spikes spikes;
  private final List<SpikeMarks.Group> groups = new ArrayList<>();
  private final Bands bands = new Bands();
  private boolean histogram;
  private double binWidth = 5;
  private int neurons;
  private @Nullable Range interval;
  private Map<Integer, Double> coordinates = Map.of();
  private String coordinate = "";

  RasterPlot(Spikes spikes) {
    this.spikes = spikes;
  }

  /// Adds, below the raster, the rate of all neurons over time, in bins of [#binWidth].
  public RasterPlot withHistogram() {
    histogram = true;
    return this;
  }

  /// Sets the width of the histogram's bins (ms); 5 ms unless set.
  ///
  /// Throws [IllegalArgumentException] if it is not positive and finite.
  public RasterPlot binWidth(double milliseconds) {
    binWidth = new Bins(0, 1e-3, milliseconds).width();
    return this;
  }

  /// Shows the spikes after `from` up to and including `to` (ms); all unless set.
  ///
  /// Throws [IllegalArgumentException] if the interval is empty or not finite.
  public RasterPlot between(double from, double to) {
    Bins checked = new Bins(from, to, to - from);
    interval = new Range(checked.from(), checked.to());
    return this;
  }

  /// Sets the number of neurons recorded, silent ones included, by which the rate is divided; the
  /// number of neurons that fired in the interval unless set.
  ///
  /// Throws [IllegalArgumentException] if it is less than 1. [#save] throws one, too, if more
  /// neurons fired than this.
  public RasterPlot neurons(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("there must be at least one neuron, not " + number);
    }
    neurons = number;
    return this;
  }

  /// Draws the neurons with ids from `firstId` up to and including `lastId` in a colour of their
  /// own and names them beside the raster. Where groups overlap, the first counts.
  ///
  /// Throws [IllegalArgumentException] if `lastId` is less than `firstId`, and
  /// [IllegalStateException] if there are bands.
  public RasterPlot group(String name, int firstId, int lastId) {
    Objects.requireNonNull(name, "name");
    if (lastId < firstId) {
      throw new IllegalArgumentException(
          "group " + name + " ends before it begins: " + firstId + " to " + lastId);
    }
    requireOneWay(bands.isEmpty(), "groups");
    groups.add(new SpikeMarks.Group(name, firstId, lastId, Style.colour(groups.size())));
    return this;
  }

  /// Draws the neurons with ids from `firstId` up to and including `lastId` in a band of rows below
  /// the bands added before, and names it on the axis, in place of ids. Bands of one `kind` share a
  /// colour, and kinds are named above the raster; without a name, `""`, a kind is black. Neurons
  /// in no band are not shown, and do not count in the rate; where bands overlap, the first counts.
  ///
  /// ```java
  /// raster.band("L2/3E", "excitatory", 1, 500).band("L2/3I", "inhibitory", 20684, 20824);
  /// ```
  ///
  /// Throws [IllegalArgumentException] if `lastId` is less than `firstId`, and
  /// [IllegalStateException] if there are groups or coordinates.
  public RasterPlot band(String name, String kind, int firstId, int lastId) {
    requireOneWay(groups.isEmpty(), "groups");
    requireOneWay(coordinates.isEmpty(), "coordinates");
    bands.add(name, kind, firstId, lastId);
    return this;
  }

  /// Draws spikes where their neurons lie along an axis, instead of by ids; neurons that are not
  /// among `ids` are not shown, and do not count in the rate. Arrays are parallel and copied.
  ///
  /// ```java
  /// raster.along("x (um)", nodes.ids().array(), nodes.positions().orElseThrow().toArray()[0]);
  /// ```
  ///
  /// Throws [IllegalArgumentException] unless there are as many coordinates as ids, at least one,
  /// all finite, and [IllegalStateException] if there are bands.
  public RasterPlot along(String quantityAndUnit, int[] ids, double[] places) {
    requireOneWay(bands.isEmpty(), "coordinates");
    coordinate = Objects.requireNonNull(quantityAndUnit, "quantityAndUnit");
    double[] finite = HistogramPlot.finite(places);
    if (finite.length != ids.length || ids.length == 0) {
      throw new IllegalArgumentException(
          "there must be a coordinate for each id, at least one, but there are "
              + finite.length
              + " for "
              + ids.length);
    }
    Map<Integer, Double> all = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      all.put(ids[i], finite[i]);
    }
    coordinates = all;
    return this;
  }

  private static void requireOneWay(boolean one, String other) {
    if (!one) {
      throw new IllegalStateException("a raster has " + other + " or bands, but not both");
    }
  }

  @Override
  RasterPlot self() {
    return this;
  }

  @Override
  Plot plot() {
    float size = fontSize();
    Range time = interval != null ? interval : span();
    Spikes between = spikes.between(time.low(), time.high());
    if (!coordinates.isEmpty()) {
      between = between.from(coordinates.keySet());
    }
    Spikes shown = bands.isEmpty() ? between : bands.inRows(between);
    NumberAxis axis = new Scale("Time (ms)", time, time.step(TIME_PARTS), size);
    CombinedDomainXYPlot plot = new CombinedDomainXYPlot(axis);
    Style.strip(plot);
    plot.setGap(16);
    SideLabels names = names(size);
    LegendLine line = coordinates.isEmpty() ? bands.legend(size) : legend(size);
    double side = coordinates.isEmpty() ? names.width() : 0;
    plot.setInsets(new RectangleInsets(line.height(), 0, 0, side));
    boolean withRate = histogram && shown.size() > 0;
    int share = withRate ? rateShare(size) : 0;
    XYPlot marks =
        !coordinates.isEmpty()
            ? spatial(shown, size)
            : bands.isEmpty() ? raster(shown, names, size) : banded(shown, size);
    plot.add(marks, 100 - share);
    if (withRate) {
      plot.add(rate(shown, time, size), share);
    }
    return plot;
  }

  /// The interval shown if none was set: that of the spikes, rounded outwards.
  private Range span() {
    if (spikes.size() == 0) {
      return new Range(0, 100);
    }
    double first = spikes.time(0);
    double last = spikes.time(spikes.size() - 1);
    Range whole = new Range(first, Math.max(last, first + 1)).rounded(10);
    // The interval excludes its start, so a first spike right there needs a step before it.
    return first - whole.low() > Bins.TOLERANCE
        ? whole
        : new Range(whole.low() - whole.step(10), whole.high());
  }

  /// The percentage of the height for the rate: enough for its label, from 27 to 45.
  private int rateShare(float fontSize) {
    double label = 9 * fontSize;
    double room = height() - 6 * fontSize;
    return (int) Math.clamp(100 * label / room, 27, 45);
  }

  private SideLabels names(float fontSize) {
    return new SideLabels(
        groups.stream()
            .map(group ->
                new SideLabels.Label(
                    group.name(), group.colour(), (group.firstId() + group.lastId()) / 2.0))
            .toList(),
        fontSize);
  }

  /// Spikes by the coordinates of their neurons.
  private XYPlot spatial(Spikes shown, float fontSize) {
    double low = Collections.min(coordinates.values());
    double high = Collections.max(coordinates.values());
    Range range = high > low ? new Range(low, high).padded(0.01) : new Range(low - 0.5, low + 0.5);
    Scale axis = new Scale(coordinate, range, range.step(ID_PARTS), fontSize);
    XYPlot plot = Style.strip(new XYPlot(null, null, axis, null));
    double rows = coordinates.size() / range.span();
    plot.addAnnotation(
        new Layer(
            shown.size() == 0
                ? Style.message("no spikes", fontSize * 1.2f)
                : new SpikeMarks(shown, List.copyOf(groups), coordinates::get, rows)));
    plot.addAnnotation(new Layer(Style::verticalAxis));
    plot.addAnnotation(new Layer(legend(fontSize)));
    return plot;
  }

  private LegendLine legend(float fontSize) {
    return new LegendLine(
        groups.stream()
            .map(group -> new LegendLine.Entry(group.name(), group.colour(), false))
            .toList(),
        fontSize);
  }

  private XYPlot raster(Spikes shown, SideLabels names, float fontSize) {
    Range ids = ids(shown);
    double step = Math.max(1, ids.step(ID_PARTS));
    NumberAxis axis = new Scale("Neuron id", ids, step, fontSize);
    XYPlot plot = Style.strip(new XYPlot(null, null, axis, null));
    if (shown.size() == 0) {
      axis.setTickLabelsVisible(!groups.isEmpty());
      axis.setTickMarksVisible(!groups.isEmpty());
    }
    plot.addAnnotation(new Layer(marks(shown, List.copyOf(groups), fontSize)));
    plot.addAnnotation(new Layer(Style::verticalAxis));
    plot.addAnnotation(new Layer(names));
    return plot;
  }

  /// Spikes whose ids are rows.
  private XYPlot banded(Spikes shown, float fontSize) {
    BandAxis axis = bands.axis(fontSize);
    XYPlot plot = Style.strip(new XYPlot(null, null, axis, null));
    plot.addAnnotation(new Layer(marks(shown, bands.groups(), fontSize)));
    plot.addAnnotation(new Layer(Style::verticalAxis));
    plot.addAnnotation(new Layer(axis::edges));
    plot.addAnnotation(new Layer(bands.legend(fontSize)));
    return plot;
  }

  private static Layer.Painter marks(Spikes shown, List<SpikeMarks.Group> groups, float fontSize) {
    return shown.size() == 0
        ? Style.message("no spikes", fontSize * 1.2f)
        : new SpikeMarks(shown, groups);
  }

  private Range ids(Spikes shown) {
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (SpikeMarks.Group group : groups) {
      low = Math.min(low, group.firstId());
      high = Math.max(high, group.lastId());
    }
    for (int i = 0; i < shown.size(); i++) {
      low = Math.min(low, shown.sender(i));
      high = Math.max(high, shown.sender(i));
    }
    Range ids = low > high ? new Range(0, 1) : new Range(low, high);
    return new Range(ids.low() - 0.5, ids.high() + 0.5).padded(0.005);
  }

  private XYPlot rate(Spikes shown, Range time, float fontSize) {
    int number = neurons > 0 ? neurons : shown.distinctSenders().length;
    Histogram counted = Statistics.of(shown, number, time.low(), time.high()).histogram(binWidth);
    double[] edges = counted.edges();
    double[] rates = counted.rates();
    double most = 0;
    for (double rate : rates) {
      most = Math.max(most, rate);
    }
    Range range = new Range(0, most * 1.05);
    NumberAxis axis = new Scale("Rate (spikes/s)", range, range.step(RATE_PARTS), fontSize);
    XYPlot plot = Style.strip(new XYPlot(null, null, axis, null));
    plot.addAnnotation(
        new Layer((graphics, field) -> {
          graphics.setColor(Style.FILL);
          graphics.fill(Style.steps(field, edges, rates));
        }));
    plot.addAnnotation(new Layer(Style::verticalAxis));
    return plot;
  }
}
