package myelin.analysis;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import myelin.analysis.draw.BandAxis;
import myelin.analysis.draw.Field;
import myelin.analysis.draw.Layer;
import myelin.analysis.draw.Legend;
import myelin.analysis.draw.Range;
import myelin.analysis.draw.Scale;
import myelin.analysis.draw.Style;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;
import org.jspecify.annotations.Nullable;

/// A plot of a number for each of several names, such as the mean rates of populations: bars from
/// zero, with errors if there are any.
///
/// Made by [Plots#bars]; every setting returns the plot itself, [#save(String)] draws it. Several
/// series stand side by side, each in a colour of its own, and are named beside the plot.
public final class BarPlot extends Figure<BarPlot> {
  private static final int PARTS = 6;

  /// The share of its room that the bars of a name take.
  private static final double SHARE = 0.7;

  private static final double WIDEST = 90;
  private static final double CAP = 5;
  private static final int TRANSPARENT = 150;
  private static final float LINE = 1.2f;

  private record Series(String name, double[] values, double[] errors) {
    double end(int i, int sign) {
      boolean without = errors.length == 0 || Double.isNaN(errors[i]);
      return without ? values[i] : values[i] + sign * errors[i];
    }
  }

  private final List<String> names;
  private final List<Series> series = new ArrayList<>();
  private String across = "";
  private String up = "Value";
  private @Nullable Range interval;

  BarPlot(List<String> names) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one name, with a bar for each");
    }
    this.names = List.copyOf(names);
  }

  /// Adds a bar for each name, in the order of names: what the bars are, not shown if empty, and
  /// their values, which are copied. NaN is no bar.
  ///
  /// Throws [IllegalArgumentException] if there are not as many values as names, or one is
  /// infinite.
  public BarPlot series(String name, double... values) {
    return add(name, values, new double[0]);
  }

  /// Adds bars as [#series(String, double...)] does, with lines that reach up and down from their
  /// ends by errors in the values' unit, such as standard deviations; NaN or 0 is no line.
  ///
  /// Throws [IllegalArgumentException] if there are not as many errors as names, or one is negative
  /// or infinite, too.
  public BarPlot series(String name, double[] values, double[] errors) {
    requireErrors(errors, names.size());
    return add(name, values, errors.clone());
  }

  private BarPlot add(String name, double[] values, double[] errors) {
    Objects.requireNonNull(name, "name");
    XyPlot.requireNotInfinite("value", values);
    if (values.length != names.size()) {
      throw new IllegalArgumentException(
          "there must be a value for each of "
              + names.size()
              + " names, but there are "
              + values.length);
    }
    series.add(new Series(name, values.clone(), errors));
    return this;
  }

  /// Refuses errors that are not as many as values, negative or infinite.
  static void requireErrors(double[] errors, int values) {
    Objects.requireNonNull(errors, "errors");
    if (errors.length != values) {
      throw new IllegalArgumentException(
          "there must be an error for each of "
              + values
              + " values, but there are "
              + errors.length);
    }
    for (int i = 0; i < values; i++) {
      if (errors[i] < 0 || Double.isInfinite(errors[i])) {
        throw new IllegalArgumentException(
            "errors must be finite and not negative, but error " + i + " is " + errors[i]);
      }
    }
  }

  /// Sets what the values are and their unit: `label("Rate", "spikes/s")`. An empty unit stands for
  /// pure numbers. The label is "Value", without a unit, unless set.
  public BarPlot label(String quantity, String unit) {
    up = XyPlot.labelled(quantity, unit);
    return this;
  }

  /// Sets what the names are, for the label of the horizontal axis; none unless set.
  public BarPlot over(String what) {
    across = Objects.requireNonNull(what, "what");
    return this;
  }

  /// Shows the values from `from` to `to`; from zero to all, with their errors, unless set.
  ///
  /// Throws [IllegalArgumentException] if the interval is empty or not finite.
  public BarPlot valuesBetween(double from, double to) {
    interval = HistogramPlot.interval(from, to);
    return this;
  }

  @Override
  BarPlot self() {
    return this;
  }

  @Override
  Plot plot() {
    float size = fontSize();
    Range values = interval != null ? interval : span();
    Scale ordinate = new Scale(up, values, values.step(PARTS), size);
    List<BandAxis.Band> bands = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      bands.add(new BandAxis.Band(names.get(i), i, i + 1));
    }
    BandAxis abscissa = new BandAxis(across, bands, new Range(0, names.size()), size);
    Legend legend = legend(size);
    abscissa.fit(width() - 28 - 5 * size - legend.width());
    XYPlot plot = Style.strip(new XYPlot(null, abscissa, ordinate, null));
    plot.setInsets(new RectangleInsets(0, 0, 0, legend.width()));
    if (series.stream().allMatch(one -> Arrays.stream(one.values).allMatch(Double::isNaN))) {
      plot.addAnnotation(new Layer(Style.message("no values", size * 1.2f)));
    }
    plot.addAnnotation(new Layer(this::draw));
    plot.addAnnotation(new Layer(Style::verticalAxis));
    plot.addAnnotation(new Layer(legend));
    return plot;
  }

  /// Zero and all values with their errors, a little longer where bars end.
  private Range span() {
    double low = 0;
    double high = 0;
    for (Series one : series) {
      for (int i = 0; i < one.values.length; i++) {
        if (!Double.isNaN(one.values[i])) {
          low = Math.min(low, one.end(i, -1));
          high = Math.max(high, one.end(i, 1));
        }
      }
    }
    double more = 0.05 * (high - low);
    return low == high ? new Range(0, 1) : new Range(low < 0 ? low - more : 0, high + more);
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
    return series.size() == 1 ? Style.FILL : Style.colour(index);
  }

  private Color filling(int index) {
    return Style.transparent(colour(index), TRANSPARENT);
  }

  private void draw(Graphics2D graphics, Field field) {
    Rectangle2D area = field.area();
    Shape clip = graphics.getClip();
    graphics.setClip(
        new Rectangle2D.Double(area.getX(), area.getY(), area.getWidth() + 1, area.getHeight()));
    double room = area.getWidth() / names.size();
    double width = Math.min(WIDEST, SHARE * room / Math.max(1, series.size()));
    double base = field.y(Math.clamp(0, field.up().low(), field.up().high()));
    graphics.setStroke(new BasicStroke(LINE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    for (int k = 0; k < series.size(); k++) {
      Series one = series.get(k);
      for (int i = 0; i < names.size(); i++) {
        if (Double.isNaN(one.values[i])) {
          continue;
        }
        double left = area.getX() + (i + 0.5) * room + (k - series.size() / 2.0) * width;
        double end = field.y(one.values[i]);
        Rectangle2D.Double bar =
            new Rectangle2D.Double(left, Math.min(base, end), width, Math.abs(base - end));
        graphics.setColor(filling(k));
        graphics.fill(bar);
        graphics.setColor(colour(k));
        graphics.draw(bar);
        if (one.end(i, -1) < one.end(i, 1)) {
          graphics.setColor(Style.INK);
          double at = (i + 0.5) + (k - (series.size() - 1) / 2.0) * width / room;
          error(graphics, field, at, one.end(i, -1), one.end(i, 1), Math.min(CAP, width / 4));
        }
      }
    }
    if (field.up().low() < 0 && field.up().high() > 0) {
      graphics.setColor(Style.INK);
      graphics.setStroke(Style.THIN);
      graphics.draw(new Line2D.Double(area.getMinX(), base, area.getMaxX(), base));
    }
    graphics.setClip(clip);
  }

  /// Draws an error from one value to another above it, as far as it is in the field, with a short
  /// line, twice `half` units long, at either end.
  static void error(
      Graphics2D graphics, Field field, double x, double low, double high, double half) {
    double at = field.x(x);
    double bottom = Math.max(low, field.up().low());
    double top = Math.min(high, field.up().high());
    if (bottom >= top) {
      return;
    }
    graphics.draw(new Line2D.Double(at, field.y(bottom), at, field.y(top)));
    for (double end : new double[] {low, high}) {
      if (end == bottom || end == top) {
        graphics.draw(new Line2D.Double(at - half, field.y(end), at + half, field.y(end)));
      }
    }
  }
}
