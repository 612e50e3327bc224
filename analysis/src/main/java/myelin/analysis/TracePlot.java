package myelin.analysis;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import myelin.analysis.data.Bins;
import myelin.analysis.draw.Field;
import myelin.analysis.draw.Layer;
import myelin.analysis.draw.Range;
import myelin.analysis.draw.Scale;
import myelin.analysis.draw.SideLabels;
import myelin.analysis.draw.Style;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;
import org.jspecify.annotations.Nullable;

/// A plot of one or several quantities over time, such as membrane potentials.
///
/// Made by [Plots#trace] or [Plots#traces]; every setting returns the plot itself, [#save(String)]
/// draws it. Named series are named beside their last value, in their colour.
public final class TracePlot extends Figure<TracePlot> {
  private static final int TIME_PARTS = 6;
  private static final int VALUE_PARTS = 6;
  private static final Range NOTHING = new Range(0, 1);

  private record Series(String name, double[] times, double[] values, boolean dashed) {}

  private final List<Series> series = new ArrayList<>();
  private String label = "Membrane potential (mV)";
  private String across = "Time (ms)";
  private @Nullable Range interval;

  TracePlot() {}

  /// Adds a series: parallel `times` (ms), ascending, and `values` in the unit of the label; both
  /// are copied. A value of NaN makes a gap. An empty name is not shown.
  ///
  /// Throws [IllegalArgumentException] if the lengths differ or times are not ascending and finite.
  public TracePlot series(String name, double[] times, double[] values) {
    return add(name, times, values, false);
  }

  /// Adds a series as [#series] does, drawn as dashes: an earlier line that has the same values
  /// stays visible between them.
  ///
  /// Throws [IllegalArgumentException] if the lengths differ or times are not ascending and finite.
  public TracePlot dashed(String name, double[] times, double[] values) {
    return add(name, times, values, true);
  }

  private TracePlot add(String name, double[] times, double[] values, boolean dashed) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(times, "times");
    Objects.requireNonNull(values, "values");
    if (times.length != values.length) {
      throw new IllegalArgumentException(
          "times and values must be equally long, but there are "
              + times.length
              + " times and "
              + values.length
              + " values");
    }
    for (int i = 0; i < times.length; i++) {
      if (!Double.isFinite(times[i]) || (i > 0 && times[i] < times[i - 1])) {
        throw new IllegalArgumentException(
            "times must be ascending and finite, but time " + i + " is " + times[i]);
      }
    }
    series.add(new Series(name, times.clone(), values.clone(), dashed));
    return this;
  }

  /// Sets the label of the vertical axis, with its unit; "Membrane potential (mV)" unless set.
  public TracePlot label(String quantityAndUnit) {
    label = Objects.requireNonNull(quantityAndUnit, "quantityAndUnit");
    return this;
  }

  /// Sets what is along the vertical axis and its unit: `label("Rate", "spikes/s")`. An empty unit
  /// stands for pure numbers.
  public TracePlot label(String quantity, String unit) {
    return label(XyPlot.labelled(quantity, unit));
  }

  /// Sets the label of the horizontal axis, with its unit, where it is not the time since the
  /// beginning but, say, that between two spikes; "Time (ms)" unless set.
  public TracePlot over(String quantityAndUnit) {
    across = Objects.requireNonNull(quantityAndUnit, "quantityAndUnit");
    return this;
  }

  /// Sets what is along the horizontal axis and its unit: `over("Time since the spike", "ms")`. An
  /// empty unit stands for pure numbers.
  public TracePlot over(String quantity, String unit) {
    return over(XyPlot.labelled(quantity, unit));
  }

  /// Shows the interval from `from` to `to` (ms); all unless set.
  ///
  /// Throws [IllegalArgumentException] if the interval is empty or not finite.
  public TracePlot between(double from, double to) {
    Bins checked = new Bins(from, to, to - from);
    interval = new Range(checked.from(), checked.to());
    return this;
  }

  @Override
  TracePlot self() {
    return this;
  }

  @Override
  Plot plot() {
    float size = fontSize();
    Range time = interval != null ? interval : span();
    Range values = valuesWithin(time);
    NumberAxis abscissa = new Scale(across, time, time.step(TIME_PARTS), size);
    NumberAxis up = new Scale(label, values, values.step(VALUE_PARTS), size);
    XYPlot plot = Style.strip(new XYPlot(null, abscissa, up, null));
    SideLabels names = names(time, size);
    plot.setInsets(new RectangleInsets(0, 0, 0, names.width()));
    if (values.equals(NOTHING)) {
      up.setTickLabelsVisible(false);
      up.setTickMarksVisible(false);
      plot.addAnnotation(new Layer(Style.message("no values", size * 1.2f)));
    }
    plot.addAnnotation(new Layer(this::draw));
    plot.addAnnotation(new Layer(Style::verticalAxis));
    plot.addAnnotation(new Layer(names));
    return plot;
  }

  private Range span() {
    double first = Double.POSITIVE_INFINITY;
    double last = Double.NEGATIVE_INFINITY;
    for (Series one : series) {
      if (one.times.length > 0) {
        first = Math.min(first, one.times[0]);
        last = Math.max(last, one.times[one.times.length - 1]);
      }
    }
    return first > last
        ? new Range(0, 100)
        : new Range(first, Math.max(last, first + 1)).rounded(10);
  }

  private Range valuesWithin(Range time) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Series one : series) {
      for (int i = 0; i < one.times.length; i++) {
        boolean shown = one.times[i] >= time.low() && one.times[i] <= time.high();
        if (shown && Double.isFinite(one.values[i])) {
          low = Math.min(low, one.values[i]);
          high = Math.max(high, one.values[i]);
        }
      }
    }
    if (low > high) {
      return NOTHING;
    }
    return low == high ? new Range(low - 1, high + 1) : new Range(low, high).padded(0.04);
  }

  private SideLabels names(Range time, float fontSize) {
    List<SideLabels.Label> labels = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      Series one = series.get(i);
      double last = Double.NaN;
      for (int k = 0; k < one.times.length && one.times[k] <= time.high(); k++) {
        last = Double.isFinite(one.values[k]) ? one.values[k] : last;
      }
      if (!one.name.isEmpty() && !Double.isNaN(last)) {
        labels.add(new SideLabels.Label(one.name, colour(i), last));
      }
    }
    return new SideLabels(labels, fontSize);
  }

  private Color colour(int index) {
    return series.size() == 1 ? Style.INK : Style.colour(index);
  }

  private void draw(Graphics2D graphics, Field field) {
    Shape clip = graphics.getClip();
    graphics.setClip(field.area());
    for (int i = 0; i < series.size(); i++) {
      graphics.setColor(colour(i));
      graphics.setStroke(series.get(i).dashed ? Style.DASHES : Style.LINE);
      graphics.draw(line(series.get(i), field));
    }
    graphics.setClip(clip);
  }

  /// The line through a series. Of the values that fall on the same half pixel, only the first, the
  /// least, the greatest and the last are kept, which draw the same line.
  private static Path2D line(Series one, Field field) {
    Path2D.Double path = new Path2D.Double();
    Thinned thinned = new Thinned(path);
    for (int i = 0; i < one.times.length; i++) {
      if (Double.isFinite(one.values[i])) {
        thinned.add(field.x(one.times[i]), field.y(one.values[i]));
      } else {
        thinned.gap();
      }
    }
    thinned.gap();
    return path;
  }

  /// Adds points to a path, column by column.
  private static final class Thinned {
    private static final double COLUMN = 0.25;

    private final Path2D.Double path;
    private boolean open;
    private boolean pending;
    private double start;
    private double x;
    private double y;
    private double least;
    private double greatest;

    Thinned(Path2D.Double path) {
      this.path = path;
    }

    void add(double nextX, double nextY) {
      if (pending && nextX - start >= COLUMN) {
        flush();
      }
      if (!pending) {
        point(nextX, nextY);
        start = nextX;
        least = nextY;
        greatest = nextY;
        pending = true;
      }
      least = Math.min(least, nextY);
      greatest = Math.max(greatest, nextY);
      x = nextX;
      y = nextY;
    }

    void gap() {
      if (pending) {
        flush();
      }
      open = false;
    }

    private void flush() {
      if (x > start || least < greatest) {
        point(start, least);
        point(x, greatest);
        point(x, y);
      }
      pending = false;
    }

    private void point(double pointX, double pointY) {
      if (open) {
        path.lineTo(pointX, pointY);
      } else {
        path.moveTo(pointX, pointY);
        open = true;
      }
    }
  }
}
