package myelin.analysis;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import myelin.analysis.draw.Contour;
import myelin.analysis.draw.EqualPlot;
import myelin.analysis.draw.Field;
import myelin.analysis.draw.Layer;
import myelin.analysis.draw.Legend;
import myelin.analysis.draw.Range;
import myelin.analysis.draw.Scale;
import myelin.analysis.draw.Shades;
import myelin.analysis.draw.Style;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;
import org.jspecify.annotations.Nullable;

/// A map of places, such as those of neurons: groups of them in colours of their own, or values by
/// colour, and lines around regions.
///
/// Made by [Plots#map], [Plots#maps] or [Plots#targets]; every setting returns the plot itself,
/// [#save(String)] draws it. Both axes have one scale. Places in three dimensions are seen from the
/// side and above, in the edges of a box; those behind are drawn first.
public final class MapPlot extends Figure<MapPlot> {
  private static final int PARTS = 5;
  private static final double COVERAGE = 0.35;
  private static final double LEAST_DOT = 1.6;
  private static final double MOST_DOT = 14;
  private static final double LARGE = 2;
  private static final double SMALL = 0.7;
  private static final Color BACKGROUND = new Color(0xC4C4C4);

  /// How a place in three dimensions is seen: the third axis leads up, the other two to the right
  /// and backwards.
  private static final double[] RIGHT = {0.87, 0.50, 0};

  private static final double[] UPWARDS = {-0.22, 0.38, 0.9};

  private enum Kind {
    GROUP,
    BACKGROUND,
    LARGE,
    VALUES
  }

  private record Series(String name, double[][] places, Kind kind, double[] values) {}

  private record Line(String name, DoubleBinaryOperator function, double level) {}

  private final List<Series> series = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private String quantity = "";
  private String unit = "";
  private String[] axes = {"x", "y"};
  private @Nullable Range shades;
  private double @Nullable [][] corners;

  MapPlot() {}

  /// Adds places in a colour of their own: their name, not shown if empty, and for each axis the
  /// coordinates of all, which are copied.
  ///
  /// Throws [IllegalArgumentException] unless there are two or three axes, as many as places before
  /// have, with as many finite coordinates each.
  public MapPlot series(String name, double[][] places) {
    return add(name, places, Kind.GROUP, new double[0]);
  }

  /// Adds places in a faint grey, below those that come after them; likewise.
  public MapPlot background(String name, double[][] places) {
    return add(name, places, Kind.BACKGROUND, new double[0]);
  }

  /// Adds a place that stands out, by a large mark; likewise.
  public MapPlot mark(String name, double... place) {
    double[][] one = Arrays.stream(place).mapToObj(x -> new double[] {x}).toArray(double[][]::new);
    return add(name, one, Kind.LARGE, new double[0]);
  }

  /// Adds places, each in the colour of its value; grey where it is NaN. Both are copied.
  ///
  /// Throws [IllegalArgumentException] if places are wrong as those of a series, there are not as
  /// many values, or one is infinite.
  public MapPlot values(double[][] places, double[] values) {
    if (values.length != (places.length == 0 ? 0 : places[0].length)) {
      throw new IllegalArgumentException(
          "there must be a value for each place, but there are " + values.length);
    }
    for (double value : values) {
      if (Double.isInfinite(value)) {
        throw new IllegalArgumentException("values must not be infinite, but one is " + value);
      }
    }
    return add("", places, Kind.VALUES, values.clone());
  }

  private MapPlot add(String name, double[][] places, Kind kind, double[] values) {
    Objects.requireNonNull(name, "name");
    int axesThere = series.isEmpty() ? places.length : series.getFirst().places.length;
    if (places.length != axesThere || places.length < 2 || places.length > 3) {
      throw new IllegalArgumentException(
          "places have two or three coordinates, all as many, but these have " + places.length);
    }
    double[][] copied = new double[places.length][];
    for (int k = 0; k < places.length; k++) {
      copied[k] = HistogramPlot.finite(places[k]);
      if (copied[k].length != copied[0].length) {
        throw new IllegalArgumentException(
            "there must be as many coordinates along each axis, but there are "
                + copied[0].length
                + " and "
                + copied[k].length);
      }
    }
    series.add(new Series(name, copied, kind, values));
    return this;
  }

  /// Adds the lines on which a function of the coordinates has a value, such as the edge of a mask
  /// (`(x, y) -> mask.contains(x, y, 0) ? 1 : 0`, 0.5) or half of a kernel's height; in two
  /// dimensions only. Lines of one name share a colour.
  public MapPlot contour(String name, DoubleBinaryOperator function, double level) {
    lines.add(
        new Line(
            Objects.requireNonNull(name, "name"),
            Objects.requireNonNull(function, "function"),
            level));
    return this;
  }

  /// Sets what the values are and their unit, for the bar of colours: `label("Rate", "spikes/s")`.
  public MapPlot label(String ofQuantity, String inUnit) {
    quantity = Objects.requireNonNull(ofQuantity, "ofQuantity");
    unit = Objects.requireNonNull(inUnit, "inUnit");
    return this;
  }

  /// Sets the labels of the axes of a map in two dimensions; "x" and "y" unless set.
  public MapPlot axes(String across, String up) {
    axes =
        new String[] {Objects.requireNonNull(across, "across"), Objects.requireNonNull(up, "up")};
    return this;
  }

  /// Sets which values the darkest and the lightest colour stand for; the least and the largest
  /// unless set. Values outside have the colour of the end.
  ///
  /// Throws [IllegalArgumentException] if the interval is empty or not finite.
  public MapPlot between(double from, double to) {
    shades = HistogramPlot.interval(from, to);
    return this;
  }

  /// Sets what is shown: from the first corner to the opposite one; all places unless set. In three
  /// dimensions these are corners of the box.
  ///
  /// Throws [IllegalArgumentException] unless there are two or three coordinates, those of the
  /// second corner greater.
  public MapPlot within(double[] least, double[] most) {
    if (least.length < 2 || least.length > 3 || least.length != most.length) {
      throw new IllegalArgumentException("corners have two or three coordinates, both as many");
    }
    for (int k = 0; k < least.length; k++) {
      HistogramPlot.interval(least[k], most[k]);
    }
    corners = new double[][] {least.clone(), most.clone()};
    return this;
  }

  @Override
  MapPlot self() {
    return this;
  }

  @Override
  Plot plot() {
    float size = fontSize();
    int dimensions = series.isEmpty() ? 2 : series.getFirst().places.length;
    double[][] ends = ends(dimensions);
    if (dimensions == 3 && !lines.isEmpty()) {
      throw new IllegalArgumentException("a map in three dimensions has no contours");
    }
    Range across = dimensions == 2 ? new Range(ends[0][0], ends[1][0]) : seen(RIGHT, ends);
    Range up = dimensions == 2 ? new Range(ends[0][1], ends[1][1]) : seen(UPWARDS, ends);
    Scale x = new Scale(dimensions == 2 ? axes[0] : "", across, across.step(PARTS), size);
    Scale y = new Scale(dimensions == 2 ? axes[1] : "", up, up.step(PARTS), size);
    XYPlot plot = Style.strip(new EqualPlot(x, y));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    if (dimensions == 3) {
      x.setVisible(false);
      y.setVisible(false);
      plot.addAnnotation(new Layer((graphics, field) -> box(graphics, field, ends, true)));
    }
    Shades bar =
        new Shades(range(), unit.isEmpty() ? quantity : quantity + " (" + unit + ")", size);
    Legend legend = legend(size);
    boolean shaded = series.stream().anyMatch(s -> s.kind == Kind.VALUES);
    double wide = shaded ? bar.width() : 0;
    plot.setInsets(new RectangleInsets(0, 0, 0, wide + legend.width()));
    plot.addAnnotation(new Layer((graphics, field) -> dots(graphics, field, bar)));
    if (dimensions == 3) {
      plot.addAnnotation(new Layer((graphics, field) -> box(graphics, field, ends, false)));
    } else {
      plot.addAnnotation(new Layer(this::contours));
      plot.addAnnotation(new Layer(MapPlot::frame));
    }
    if (shaded) {
      plot.addAnnotation(new Layer(bar));
    }
    plot.addAnnotation(new Layer((graphics, field) -> legend.paint(graphics, field.wider(wide))));
    return plot;
  }

  /// The least and the largest coordinates that are shown.
  private double[][] ends(int dimensions) {
    if (corners != null) {
      if (corners[0].length != dimensions) {
        throw new IllegalArgumentException(
            "the corners shown must have " + dimensions + " coordinates, as the places have");
      }
      return corners;
    }
    double[][] ends = new double[2][dimensions];
    for (int k = 0; k < dimensions; k++) {
      int axis = k;
      double[] all =
          series.stream().flatMapToDouble(s -> Arrays.stream(s.places[axis])).sorted().toArray();
      double low = all.length > 0 ? all[0] : 0;
      double high = all.length > 0 ? all[all.length - 1] : 1;
      double around = high > low ? 0.04 * (high - low) : 0.5;
      ends[0][k] = low - around;
      ends[1][k] = high + around;
    }
    return ends;
  }

  /// The range of what is seen along a direction, of all corners of a box.
  private static Range seen(double[] direction, double[][] ends) {
    double low = 0;
    double high = 0;
    for (int k = 0; k < 3; k++) {
      double a = direction[k] * ends[0][k];
      double b = direction[k] * ends[1][k];
      low += Math.min(a, b);
      high += Math.max(a, b);
    }
    return new Range(low, high).padded(0.02);
  }

  private Range range() {
    if (shades != null) {
      return shades;
    }
    double[] all =
        series.stream()
            .flatMapToDouble(s -> Arrays.stream(s.values))
            .filter(v -> !Double.isNaN(v))
            .sorted()
            .toArray();
    double low = all.length > 0 ? all[0] : 0;
    double high = all.length > 0 ? all[all.length - 1] : 1;
    return high > low ? new Range(low, high) : new Range(low - 0.5, low + 0.5);
  }

  private Color colour(int index) {
    return switch (series.get(index).kind) {
      case BACKGROUND -> BACKGROUND;
      case LARGE -> Style.INK;
      default -> {
        long before = series.subList(0, index).stream().filter(s -> s.kind == Kind.GROUP).count();
        yield Style.colour((int) before);
      }
    };
  }

  private Color lineColour(String name) {
    List<String> names = lines.stream().map(Line::name).distinct().toList();
    long groups = series.stream().filter(s -> s.kind == Kind.GROUP).count();
    return Style.colour((int) groups + names.indexOf(name));
  }

  private Legend legend(float fontSize) {
    List<Legend.Entry> entries = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      if (!series.get(i).name.isEmpty()) {
        entries.add(new Legend.Entry(series.get(i).name, colour(i), colour(i)));
      }
    }
    for (String name : lines.stream().map(Line::name).distinct().toList()) {
      if (!name.isEmpty()) {
        entries.add(new Legend.Entry(name, lineColour(name), Color.WHITE));
      }
    }
    return new Legend(entries, fontSize);
  }

  private record Dot(
      boolean below, double x, double y, double depth, double diameter, Color colour) {}

  private void dots(Graphics2D graphics, Field field, Shades bar) {
    int all = series.stream().mapToInt(s -> s.places[0].length).sum();
    Rectangle2D area = field.area();
    double room = COVERAGE * area.getWidth() * area.getHeight() / Math.max(1, all);
    double diameter = Math.clamp(Math.sqrt(room), LEAST_DOT, MOST_DOT);
    Shape clip = graphics.getClip();
    graphics.setClip(area);
    List<Dot> behind = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      Series s = series.get(i);
      boolean below = s.kind == Kind.BACKGROUND;
      double size =
          below
              ? SMALL * diameter
              : s.kind == Kind.LARGE ? Math.max(8, LARGE * diameter) : diameter;
      for (int n = 0; n < s.places[0].length; n++) {
        Color colour = s.kind == Kind.VALUES ? bar.colour(s.values[n]) : colour(i);
        behind.add(dot(below, s.places, n, size, colour, field));
      }
    }
    if (!series.isEmpty() && series.getFirst().places.length == 3) {
      behind.sort(
          Comparator.comparing((Dot dot) -> !dot.below)
              .thenComparing(Comparator.comparingDouble(Dot::depth).reversed()));
    }
    for (Dot dot : behind) {
      graphics.setColor(dot.colour);
      double half = dot.diameter / 2;
      graphics.fill(new Ellipse2D.Double(dot.x - half, dot.y - half, dot.diameter, dot.diameter));
    }
    graphics.setClip(clip);
  }

  private static Dot dot(
      boolean below, double[][] places, int n, double size, Color colour, Field field) {
    double[] at = IntStream.range(0, places.length).mapToDouble(k -> places[k][n]).toArray();
    if (at.length == 2) {
      return new Dot(below, field.x(at[0]), field.y(at[1]), 0, size, colour);
    }
    double depth = 1.74 * at[1] - at[0] - 0.98 * at[2]; // across both of what is seen
    double x = field.x(along(RIGHT, at));
    double y = field.y(along(UPWARDS, at));
    return new Dot(below, x, y, depth, size, colour);
  }

  private static double along(double[] direction, double[] at) {
    return direction[0] * at[0] + direction[1] * at[1] + direction[2] * at[2];
  }

  /// Draws the edges of the box that end in its hindmost corner, or the others.
  private static void box(Graphics2D graphics, Field field, double[][] ends, boolean hind) {
    graphics.setColor(hind ? Style.FAINT : Style.INK);
    graphics.setStroke(Style.THIN);
    int hindmost = 0b010; // where the second axis ends, and the others begin
    for (int corner = 0; corner < 8; corner++) {
      for (int k = 0; k < 3; k++) {
        int other = corner ^ (1 << k);
        if (other < corner) {
          continue;
        }
        if ((corner == hindmost || other == hindmost) != hind) {
          continue;
        }
        double[] a = corner(ends, corner);
        double[] b = corner(ends, other);
        graphics.draw(
            new Line2D.Double(
                field.x(along(RIGHT, a)),
                field.y(along(UPWARDS, a)),
                field.x(along(RIGHT, b)),
                field.y(along(UPWARDS, b))));
      }
    }
  }

  private static double[] corner(double[][] ends, int bits) {
    return new double[] {ends[bits & 1][0], ends[(bits >> 1) & 1][1], ends[(bits >> 2) & 1][2]};
  }

  private void contours(Graphics2D graphics, Field field) {
    graphics.setStroke(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (Line line : lines) {
      graphics.setColor(lineColour(line.name));
      graphics.draw(Contour.of(line.function, line.level, field));
    }
  }

  private static void frame(Graphics2D graphics, Field field) {
    graphics.setColor(Style.INK);
    graphics.setStroke(Style.THIN);
    graphics.draw(field.area());
  }
}
