package myelin.analysis;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import myelin.analysis.draw.Field;
import myelin.analysis.draw.Layer;
import myelin.analysis.draw.Legend;
import myelin.analysis.draw.LogScale;
import myelin.analysis.draw.Pixels;
import myelin.analysis.draw.Range;
import myelin.analysis.draw.Scale;
import myelin.analysis.draw.Style;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;
import org.jspecify.annotations.Nullable;

/// A plot of any y over any x, as lines, as dots, or both, such as rates over currents.
///
/// Made by [Plots#lines], [Plots#scatter] or [Plots#xy]; every setting returns the plot itself,
/// [#save(String)] draws it. Series have colours of their own and are named beside the plot. Either
/// axis may be logarithmic.
///
/// ```java
/// Plots.xy().dots("measured", currents, rates, errors).series("theory", x, y)
///     .over("Current", "pA").label("Rate", "spikes/s").save("gain.png");
/// ```
public final class XyPlot extends Figure<XyPlot> {
  private static final int X_PARTS = 8;
  private static final int Y_PARTS = 6;
  private static final double COVERAGE = 0.02;
  private static final double LEAST_DOT = 1.6;
  private static final double MOST_DOT = 7;

  /// How far apart points of a line are at least (units of 1/150 inch): less is not seen.
  private static final double SEEN = 0.1;

  /// How wide the dot is that stands for a line of one point.
  private static final double LONE = 4;

  private static final double CAP = 3;

  /// So many dots are outlines, more are an image.
  private static final int MOST_OUTLINED = 20_000;

  private static final Range NOTHING = new Range(0, 1);

  private record Series(String name, Legend.Look look, double[] x, double[] y, double[] errors) {
    double error(int i) {
      return errors.length == 0 ? 0 : errors[i];
    }
  }

  private final List<Series> series = new ArrayList<>();
  private String across = "x";
  private String up = "y";
  private boolean logarithmicX;
  private boolean logarithmicY;
  private @Nullable Range xShown;
  private @Nullable Range yShown;

  XyPlot() {}

  /// Adds a line through points, in their order: a name, not shown if empty, and parallel `x` and
  /// `y`, which are copied. A point with a NaN makes a gap; one without a neighbour is a dot. `x`
  /// need not be ascending.
  ///
  /// Throws [IllegalArgumentException] if there are not as many `y` as `x`, or one is infinite.
  public XyPlot series(String name, double[] x, double[] y) {
    return add(name, Legend.Look.LINE, x, y, new double[0]);
  }

  /// Adds a line as [#series] does, drawn as dashes.
  public XyPlot dashed(String name, double[] x, double[] y) {
    return add(name, Legend.Look.DASHES, x, y, new double[0]);
  }

  /// Adds a dot for each point, likewise; those with a NaN are left out.
  public XyPlot dots(String name, double[] x, double[] y) {
    return add(name, Legend.Look.DOT, x, y, new double[0]);
  }

  /// Adds dots as [#dots(String, double[], double[])] does, each with a bar that reaches up and
  /// down by its error, in the unit of `y`; NaN or 0 is no bar.
  ///
  /// Throws [IllegalArgumentException] if there are not as many errors as points, or one is
  /// negative or infinite, too.
  public XyPlot dots(String name, double[] x, double[] y, double[] errors) {
    BarPlot.requireErrors(errors, Objects.requireNonNull(y, "y").length);
    return add(name, Legend.Look.DOT, x, y, errors.clone());
  }

  private XyPlot add(String name, Legend.Look look, double[] x, double[] y, double[] errors) {
    Objects.requireNonNull(name, "name");
    requireNotInfinite("x", x);
    requireNotInfinite("y", y);
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "x and y must be equally long, but there are " + x.length + " x and " + y.length + " y");
    }
    series.add(new Series(name, look, x.clone(), y.clone(), errors));
    return this;
  }

  static void requireNotInfinite(String what, double[] values) {
    Objects.requireNonNull(values, what);
    for (int i = 0; i < values.length; i++) {
      if (Double.isInfinite(values[i])) {
        throw new IllegalArgumentException(
            what + " must not be infinite, but " + what + " " + i + " is " + values[i]);
      }
    }
  }

  /// Sets what is along the horizontal axis and its unit: `over("Current", "pA")`. An empty unit
  /// stands for pure numbers. The label is "x" unless set.
  public XyPlot over(String quantity, String unit) {
    across = labelled(quantity, unit);
    return this;
  }

  /// Sets what is along the vertical axis and its unit: `label("Rate", "spikes/s")`. An empty unit
  /// stands for pure numbers. The label is "y" unless set.
  public XyPlot label(String quantity, String unit) {
    up = labelled(quantity, unit);
    return this;
  }

  /// A quantity with its unit, if it has one.
  static String labelled(String quantity, String unit) {
    Objects.requireNonNull(quantity, "quantity");
    return Objects.requireNonNull(unit, "unit").isEmpty() ? quantity : quantity + " (" + unit + ")";
  }

  /// Makes the horizontal axis logarithmic. [#save] throws an [IllegalArgumentException] if an x is
  /// not positive then; NaN is left out as elsewhere.
  public XyPlot logarithmicX() {
    logarithmicX = true;
    return this;
  }

  /// Makes the vertical axis logarithmic. [#save] throws an [IllegalArgumentException] if a y is
  /// not positive then; NaN is left out as elsewhere. Bars of errors end at the axis.
  public XyPlot logarithmicY() {
    logarithmicY = true;
    return this;
  }

  /// Shows x from `from` to `to`; all unless set.
  ///
  /// Throws [IllegalArgumentException] if the interval is empty or not finite. [#save] throws one,
  /// too, if it does not begin above 0 and the axis is logarithmic.
  public XyPlot between(double from, double to) {
    xShown = HistogramPlot.interval(from, to);
    return this;
  }

  /// Shows y from `from` to `to`; all of the x that are shown unless set.
  ///
  /// Throws [IllegalArgumentException] as [#between] does.
  public XyPlot valuesBetween(double from, double to) {
    yShown = HistogramPlot.interval(from, to);
    return this;
  }

  @Override
  XyPlot self() {
    return this;
  }

  @Override
  Plot plot() {
    float size = fontSize();
    List<Series> drawn = series.stream().map(this::scaled).toList();
    Range x = xShown != null ? scaled("x", xShown, logarithmicX) : xRange(drawn);
    Range y = yShown != null ? scaled("y", yShown, logarithmicY) : yRange(drawn, x);
    Scale abscissa =
        logarithmicX ? new LogScale(across, x, size) : new Scale(across, x, x.step(X_PARTS), size);
    Scale ordinate =
        logarithmicY ? new LogScale(up, y, size) : new Scale(up, y, y.step(Y_PARTS), size);
    XYPlot plot = Style.strip(new XYPlot(null, abscissa, ordinate, null));
    Legend legend = legend(size);
    plot.setInsets(new RectangleInsets(0, 0, 0, legend.width()));
    if (drawn.stream().allMatch(one -> shown(one, x).length == 0)) {
      plot.addAnnotation(new Layer(Style.message("no values", size * 1.2f)));
    }
    int dots = drawn.stream().filter(XyPlot::isDots).mapToInt(one -> one.x.length).sum();
    Layer.Painter painter = (graphics, field) -> draw(graphics, field, drawn, dots);
    plot.addAnnotation(new Layer(dots > MOST_OUTLINED ? Pixels.of(painter, 4) : painter));
    plot.addAnnotation(new Layer(Style::verticalAxis));
    plot.addAnnotation(new Layer(legend));
    return plot;
  }

  private static boolean isDots(Series one) {
    return one.look == Legend.Look.DOT;
  }

  /// A series in the units of the axes, with logarithms where these are logarithmic. Errors stay.
  private Series scaled(Series one) {
    double[] x = logarithmicX ? logarithms("x", one.name, one.x) : one.x;
    double[] y = logarithmicY ? logarithms("y", one.name, one.y) : one.y;
    return new Series(one.name, one.look, x, y, one.errors);
  }

  private static double[] logarithms(String what, String name, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] <= 0) {
        throw new IllegalArgumentException(
            "a logarithmic axis has positive values only, but "
                + what
                + " "
                + i
                + (name.isEmpty() ? "" : " of " + name)
                + " is "
                + values[i]
                + "; leave it out, or make it NaN");
      }
    }
    return Arrays.stream(values).map(Math::log10).toArray();
  }

  private static Range scaled(String what, Range range, boolean logarithmic) {
    if (!logarithmic) {
      return range;
    }
    if (range.low() <= 0) {
      throw new IllegalArgumentException(
          "a logarithmic axis has positive values only, but "
              + what
              + " is to be shown from "
              + range.low());
    }
    return new Range(Math.log10(range.low()), Math.log10(range.high()));
  }

  /// The lower and the upper end of an error, on the axis.
  private double end(Series one, int i, int sign) {
    double y = one.y[i];
    double error = sign * one.error(i);
    if (!logarithmicY || error == 0) {
      return y + error;
    }
    double end = Math.pow(10, y) + error;
    return end > 0 ? Math.log10(end) : Double.NEGATIVE_INFINITY;
  }

  private static Range xRange(List<Series> drawn) {
    double[] all =
        drawn.stream()
            .flatMapToDouble(one -> Arrays.stream(one.x))
            .filter(Double::isFinite)
            .toArray();
    return around(all, 0.02);
  }

  private Range yRange(List<Series> drawn, Range x) {
    List<Double> all = new ArrayList<>();
    for (Series one : drawn) {
      for (int i : shown(one, x)) {
        all.add(one.y[i]);
        for (int sign = -1; sign <= 1; sign += 2) {
          double end = end(one, i, sign);
          if (Double.isFinite(end)) {
            all.add(end);
          }
        }
      }
    }
    return around(all.stream().mapToDouble(y -> y).toArray(), 0.04);
  }

  /// The places of the points of a series that are on the axis.
  private static int[] shown(Series one, Range x) {
    return IntStream.range(0, one.x.length)
        .filter(i -> one.x[i] >= x.low() && one.x[i] <= x.high() && !Double.isNaN(one.y[i]))
        .toArray();
  }

  /// The range of values, longer by a share of it at either end.
  private static Range around(double[] values, double share) {
    if (values.length == 0) {
      return NOTHING;
    }
    double low = Arrays.stream(values).min().orElseThrow();
    double high = Arrays.stream(values).max().orElseThrow();
    double less = 1e-9 * Math.max(Math.abs(low), Math.abs(high));
    if (high - low > less) {
      return new Range(low, high).padded(share);
    }
    double half = low == 0 ? 1 : 0.1 * Math.abs(low);
    return new Range(low - half, high + half);
  }

  private Legend legend(float fontSize) {
    List<Legend.Entry> entries = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      Series one = series.get(i);
      if (!one.name.isEmpty()) {
        entries.add(new Legend.Entry(one.name, colour(i), colour(i), one.look));
      }
    }
    return new Legend(entries, fontSize);
  }

  private Color colour(int index) {
    return series.size() == 1 ? Style.INK : Style.colour(index);
  }

  private void draw(Graphics2D graphics, Field field, List<Series> drawn, int dots) {
    Shape clip = graphics.getClip();
    double room = COVERAGE * field.area().getWidth() * field.area().getHeight();
    double diameter = Math.clamp(Math.sqrt(room / Math.max(1, dots)), LEAST_DOT, MOST_DOT);
    for (int i = 0; i < drawn.size(); i++) {
      graphics.setColor(colour(i));
      Series one = drawn.get(i);
      if (isDots(one)) {
        errors(graphics, field, one);
        dots(graphics, field, one, shown(one, field.across()), diameter);
      } else {
        graphics.setClip(field.area());
        graphics.setStroke(one.look == Legend.Look.DASHES ? Style.DASHES : Style.LINE);
        graphics.draw(line(field, one));
        graphics.setClip(clip);
        dots(graphics, field, one, lone(one, field.across()), LONE);
      }
    }
  }

  private static Path2D line(Field field, Series one) {
    Path2D.Double path = new Path2D.Double();
    boolean open = false;
    double atX = 0;
    double atY = 0;
    for (int i = 0; i < one.x.length; i++) {
      double x = field.x(one.x[i]);
      double y = field.y(one.y[i]);
      if (Double.isNaN(x) || Double.isNaN(y)) {
        open = false;
        continue;
      }
      boolean last = isGap(one, i + 1);
      if (!open) {
        path.moveTo(x, y);
      } else if (last || Math.abs(x - atX) > SEEN || Math.abs(y - atY) > SEEN) {
        path.lineTo(x, y);
      } else {
        continue;
      }
      open = true;
      atX = x;
      atY = y;
    }
    return path;
  }

  /// The places of the points of a line that have no neighbour to be joined to.
  private static int[] lone(Series one, Range x) {
    return Arrays.stream(shown(one, x))
        .filter(i -> isGap(one, i - 1) && isGap(one, i + 1))
        .toArray();
  }

  private static boolean isGap(Series one, int i) {
    return i < 0 || i >= one.x.length || Double.isNaN(one.x[i] + one.y[i]);
  }

  /// Dots in the field, and in full those on its border.
  private static void dots(
      Graphics2D graphics, Field field, Series one, int[] places, double diameter) {
    for (int i : places) {
      if (one.y[i] >= field.up().low() && one.y[i] <= field.up().high()) {
        double x = field.x(one.x[i]) - diameter / 2;
        double y = field.y(one.y[i]) - diameter / 2;
        graphics.fill(new Ellipse2D.Double(x, y, diameter, diameter));
      }
    }
  }

  private void errors(Graphics2D graphics, Field field, Series one) {
    if (one.errors.length == 0) {
      return;
    }
    graphics.setStroke(new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    for (int i : shown(one, field.across())) {
      if (one.error(i) > 0) {
        BarPlot.error(graphics, field, one.x[i], end(one, i, -1), end(one, i, 1), CAP);
      }
    }
  }
}
