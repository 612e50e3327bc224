package myelin.analysis;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import myelin.analysis.data.Box;
import myelin.analysis.draw.BandAxis;
import myelin.analysis.draw.Field;
import myelin.analysis.draw.Kinds;
import myelin.analysis.draw.Layer;
import myelin.analysis.draw.LegendLine;
import myelin.analysis.draw.Range;
import myelin.analysis.draw.Scale;
import myelin.analysis.draw.Style;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;
import org.jspecify.annotations.Nullable;

/// A plot that compares distributions: a horizontal box for each, one below another.
///
/// Made by [Plots#boxes]; every setting returns the plot itself, [#save(String)] draws it. A box
/// reaches from the lower to the upper quartile (quantiles between values are interpolated, as by
/// default in NumPy), with a line at the median and a diamond at the mean. Whiskers reach to the
/// farthest values within one and a half lengths of the box; values beyond are dots.
public final class BoxPlot extends Figure<BoxPlot> {
  private static final int VALUE_PARTS = 8;
  private static final double BOX = 0.62;
  private static final double TALLEST = 44;
  private static final double DOT = 3.2;
  private static final int TRANSPARENT = 72;
  private static final float LINE = 1.2f;
  private static final float MEDIAN = 2.4f;

  private record Series(String name, String kind, Box box) {}

  private final List<Series> series = new ArrayList<>();
  private final Kinds kinds = new Kinds();
  private String label = "Value";
  private @Nullable Range interval;

  BoxPlot() {}

  /// Adds a box below those added before: its name, on the axis, and the values. Without values
  /// there is a name, but no box.
  ///
  /// Throws [IllegalArgumentException] if one is not finite.
  public BoxPlot series(String name, double[] values) {
    return series(name, "", values);
  }

  /// Adds a box as [#series(String, double[])]. Those of one `kind` share a colour, and kinds are
  /// named above the plot; without a name, `""`, a kind is black.
  ///
  /// Throws [IllegalArgumentException] if one is not finite.
  public BoxPlot series(String name, String kind, double[] values) {
    Objects.requireNonNull(name, "name");
    kinds.add(kind);
    series.add(new Series(name, kind, Box.of(HistogramPlot.finite(values))));
    return this;
  }

  /// Sets what the values are and their unit, for the label of the axis: `label("Rate",
  /// "spikes/s")`. An empty unit stands for pure numbers. The label is "Value", without a unit,
  /// unless set.
  public BoxPlot label(String ofQuantity, String inUnit) {
    label = XyPlot.labelled(ofQuantity, inUnit);
    return this;
  }

  /// Shows the values from `from` to `to`; all unless set. Values outside still count in quartiles
  /// and mean.
  ///
  /// Throws [IllegalArgumentException] if the interval is empty or not finite.
  public BoxPlot between(double from, double to) {
    interval = HistogramPlot.interval(from, to);
    return this;
  }

  @Override
  BoxPlot self() {
    return this;
  }

  @Override
  Plot plot() {
    float size = fontSize();
    Range shown = interval != null ? interval : span();
    NumberAxis values = new Scale(label, shown, shown.step(VALUE_PARTS), size);
    List<BandAxis.Band> rows = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      rows.add(new BandAxis.Band(series.get(i).name, row(i) - 0.5, row(i) + 0.5));
    }
    Range up = new Range(0, Math.max(1, series.size()));
    XYPlot plot = Style.strip(new XYPlot(null, values, new BandAxis(rows, up, size), null));
    LegendLine legend = legend(size);
    plot.setInsets(new RectangleInsets(legend.height(), 0, 0, 0));
    plot.addAnnotation(new Layer(Style::verticalAxis));
    if (isEmpty()) {
      plot.addAnnotation(new Layer(Style.message("no values", size * 1.2f)));
    }
    plot.addAnnotation(new Layer(this::draw));
    plot.addAnnotation(new Layer(legend));
    return plot;
  }

  /// The place of a series on the axis.
  private double row(int index) {
    return series.size() - index - 0.5;
  }

  private boolean isEmpty() {
    return series.stream().allMatch(one -> one.box.isEmpty());
  }

  private LegendLine legend(float fontSize) {
    List<LegendLine.Entry> entries = new ArrayList<>(kinds.entries());
    if (!isEmpty()) {
      entries.add(new LegendLine.Entry("mean", Style.INK, true));
    }
    return new LegendLine(entries, fontSize);
  }

  /// The range of all values, a little longer, but not across zero.
  private Range span() {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Series one : series) {
      if (!one.box.isEmpty()) {
        low = Math.min(low, one.box.least());
        high = Math.max(high, one.box.most());
      }
    }
    if (low > high) {
      return new Range(0, 1);
    }
    double around = low < high ? 0.02 * (high - low) : Math.max(0.1 * Math.abs(low), 1e-9);
    return new Range(low >= 0 && low < around ? -around / 2 : low - around, high + around);
  }

  private void draw(Graphics2D graphics, Field field) {
    Rectangle2D area = field.area();
    graphics.clip(
        new Rectangle2D.Double(area.getX(), area.getY(), area.getWidth() + 1, area.getHeight()));
    double half = Math.min(TALLEST, BOX * area.getHeight() / field.up().span()) / 2;
    for (int i = 0; i < series.size(); i++) {
      Series one = series.get(i);
      if (!one.box.isEmpty()) {
        draw(graphics, field, one.box, kinds.colour(one.kind), field.y(row(i)), half);
      }
    }
  }

  private static void draw(
      Graphics2D graphics, Field field, Box box, Color colour, double y, double half) {
    double left = field.x(box.lower());
    double right = field.x(box.upper());
    Rectangle2D.Double body = new Rectangle2D.Double(left, y - half, right - left, 2 * half);
    graphics.setColor(Style.transparent(colour, TRANSPARENT));
    graphics.fill(body);
    graphics.setColor(colour);
    for (double value : box.beyond()) {
      graphics.fill(new Ellipse2D.Double(field.x(value) - DOT / 2, y - DOT / 2, DOT, DOT));
    }
    graphics.setStroke(new BasicStroke(LINE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    graphics.draw(body);
    whisker(graphics, left, field.x(box.lowest()), y, half / 2);
    whisker(graphics, right, field.x(box.highest()), y, half / 2);
    graphics.setStroke(new BasicStroke(MEDIAN, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    double median = field.x(box.median());
    graphics.draw(new Line2D.Double(median, y - half, median, y + half));
    LegendLine.mean(graphics, field.x(box.mean()), y, Math.min(6, 0.6 * half), Style.INK);
  }

  private static void whisker(Graphics2D graphics, double from, double to, double y, double half) {
    if (from == to) {
      return;
    }
    graphics.draw(new Line2D.Double(from, y, to, y));
    graphics.draw(new Line2D.Double(to, y - half, to, y + half));
  }
}
