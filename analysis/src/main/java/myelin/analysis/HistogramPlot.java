package myelin.analysis;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import myelin.analysis.draw.Field;
import myelin.analysis.draw.Layer;
import myelin.analysis.draw.Legend;
import myelin.analysis.draw.Range;
import myelin.analysis.draw.Scale;
import myelin.analysis.draw.Style;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;
import org.jspecify.annotations.Nullable;

/// A plot of one or several distributions, as probability densities: columns of area one over bins
/// of equal width, so that recordings of different size can be compared.
///
/// Made by [Plots#histogram] or [Plots#histograms]; every setting returns the plot itself,
/// [#save(String)] draws it. Several distributions are drawn over each other, each in a colour of
/// its own, and named beside the plot.
public final class HistogramPlot extends Figure<HistogramPlot> {
  private static final int VALUE_PARTS = 6;
  private static final int DENSITY_PARTS = 8;
  private static final int BINS = 60;
  private static final int MOST_BINS = 100_000;
  private static final int TRANSPARENT = 56;
  private static final float OUTLINE = 1.4f;
  private static final Range NOTHING = new Range(0, 1);

  private record Series(String name, double[] values) {}

  /// Edges of the bins, ascending, and for each series the density in each.
  private record Counted(double[] edges, List<double[]> densities) {
    double most() {
      double most = 0;
      for (double[] of : densities) {
        for (double density : of) {
          most = Math.max(most, density);
        }
      }
      return most;
    }
  }

  private final List<Series> series = new ArrayList<>();
  private String quantity = "Value";
  private String unit = "";
  private double binWidth;
  private @Nullable Range interval;

  HistogramPlot() {}

  /// Adds a distribution: its name, not shown if empty, and the values, which are copied.
  ///
  /// Throws [IllegalArgumentException] if one is not finite.
  public HistogramPlot series(String name, double[] values) {
    Objects.requireNonNull(name, "name");
    series.add(new Series(name, finite(values)));
    return this;
  }

  /// A copy of values that are all finite.
  static double[] finite(double[] values) {
    Objects.requireNonNull(values, "values");
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "values must be finite, but value " + i + " is " + values[i]);
      }
    }
    return values.clone();
  }

  /// Sets what the values are and their unit, for the labels of the axes: `label("Weight", "pA")`.
  /// An empty unit stands for pure numbers. The label is "Value", without a unit, unless set.
  public HistogramPlot label(String ofQuantity, String inUnit) {
    quantity = Objects.requireNonNull(ofQuantity, "ofQuantity");
    unit = Objects.requireNonNull(inUnit, "inUnit");
    return this;
  }

  /// Sets the width of the bins, in the values' unit; unless set, a round number that makes at most
  /// 60 bins. Edges are multiples of the width.
  ///
  /// Throws [IllegalArgumentException] if it is not positive and finite. [#save] throws one, too,
  /// if there are more than 100 000 bins.
  public HistogramPlot binWidth(double width) {
    if (!(width > 0) || Double.isInfinite(width)) {
      throw new IllegalArgumentException(
          "the bin width must be positive and finite, but is " + width);
    }
    binWidth = width;
    return this;
  }

  /// Shows the values from `from` to `to`; all unless set. Values outside count as part of the
  /// distribution, so that the area of the columns shown is less than one.
  ///
  /// Throws [IllegalArgumentException] if the interval is empty or not finite.
  public HistogramPlot between(double from, double to) {
    interval = interval(from, to);
    return this;
  }

  /// The range from one value to a greater one.
  static Range interval(double from, double to) {
    if (!(from < to) || Double.isInfinite(to - from)) {
      throw new IllegalArgumentException(
          "the interval must be finite and end after it begins, but is " + from + " to " + to);
    }
    return new Range(from, to);
  }

  @Override
  HistogramPlot self() {
    return this;
  }

  @Override
  Plot plot() {
    float size = fontSize();
    Range span = span();
    Range shown = interval != null ? interval : span;
    Counted counted = count(span);
    double most = counted.most();
    Range densities = most > 0 ? new Range(0, most * 1.05) : NOTHING;
    String across = unit.isEmpty() ? quantity : quantity + " (" + unit + ")";
    String up = unit.isEmpty() ? "Probability density" : "Probability density (1/" + unit + ")";
    NumberAxis values = new Scale(across, shown, shown.step(VALUE_PARTS), size);
    NumberAxis density = new Scale(up, densities, densities.step(DENSITY_PARTS), size);
    XYPlot plot = Style.strip(new XYPlot(null, values, density, null));
    Legend legend = legend(size);
    plot.setInsets(new RectangleInsets(0, 0, 0, legend.width()));
    if (most == 0) {
      density.setTickLabelsVisible(false);
      density.setTickMarksVisible(false);
      plot.addAnnotation(new Layer(Style.message("no values", size * 1.2f)));
    }
    plot.addAnnotation(new Layer((graphics, field) -> draw(graphics, field, counted)));
    plot.addAnnotation(new Layer(Style::verticalAxis));
    plot.addAnnotation(new Layer(legend));
    return plot;
  }

  /// The range of all values, its ends at edges of bins.
  private Range span() {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Series one : series) {
      for (double value : one.values) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (low > high) {
      return NOTHING;
    }
    if (low == high) {
      double around = Math.max(0.1 * Math.abs(low), 1e-9);
      low -= around;
      high += around;
    }
    double width = width(new Range(low, high));
    double first = Math.floor(low / width + 1e-9);
    double last = Math.max(first + 1, Math.ceil(high / width - 1e-9));
    return new Range(first * width, last * width);
  }

  private double width(Range range) {
    return binWidth > 0 ? binWidth : range.step(BINS);
  }

  private Counted count(Range span) {
    double width = width(span);
    double bins = Math.rint(span.span() / width);
    if (bins > MOST_BINS) {
      throw new IllegalArgumentException(
          "a bin width of " + width + " makes more than " + MOST_BINS + " bins");
    }
    double[] edges = new double[(int) bins + 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = span.low() + i * width;
    }
    List<double[]> densities = new ArrayList<>();
    for (Series one : series) {
      double[] density = new double[edges.length - 1];
      for (double value : one.values) {
        int bin = (int) Math.floor((value - span.low()) / width + 1e-9);
        density[Math.clamp(bin, 0, density.length - 1)]++;
      }
      for (int i = 0; i < density.length; i++) {
        density[i] /= Math.max(1, one.values.length) * width;
      }
      densities.add(density);
    }
    return new Counted(edges, densities);
  }

  private Legend legend(float fontSize) {
    List<Legend.Entry> entries = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      if (!series.get(i).name.isEmpty()) {
        entries.add(new Legend.Entry(series.get(i).name, colour(i), filling(i)));
      }
    }
    return new Legend(entries, fontSize);
  }

  private Color colour(int index) {
    return series.size() == 1 ? Style.INK : Style.colour(index);
  }

  private Color filling(int index) {
    return Style.transparent(colour(index), TRANSPARENT);
  }

  /// Fills the columns of all and draws their outlines, but not along the base.
  private void draw(Graphics2D graphics, Field field, Counted counted) {
    Shape clip = graphics.getClip();
    Rectangle2D area = field.area();
    graphics.setClip(
        new Rectangle2D.Double(
            area.getX(), area.getY(), area.getWidth(), area.getHeight() - OUTLINE / 2));
    graphics.setStroke(new BasicStroke(OUTLINE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    for (int i = 0; i < series.size(); i++) {
      Shape columns = Style.steps(field, counted.edges, counted.densities.get(i));
      graphics.setColor(filling(i));
      graphics.fill(columns);
      graphics.setColor(colour(i));
      graphics.draw(columns);
    }
    graphics.setClip(clip);
  }
}
