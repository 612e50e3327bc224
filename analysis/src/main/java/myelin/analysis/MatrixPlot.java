package myelin.analysis;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import myelin.analysis.draw.BandAxis;
import myelin.analysis.draw.EqualPlot;
import myelin.analysis.draw.Field;
import myelin.analysis.draw.Layer;
import myelin.analysis.draw.Pixels;
import myelin.analysis.draw.Range;
import myelin.analysis.draw.Scale;
import myelin.analysis.draw.Shades;
import myelin.analysis.draw.Style;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;
import org.jspecify.annotations.Nullable;

/// A picture of a matrix, each number as a colour, with a bar that tells the colours: weights by
/// source and target, correlations of populations, a rate for each pair of parameters.
///
/// Made by [Plots#matrix]; every setting returns the plot itself, [#save(String)] draws it. The
/// first row is at the top, as a matrix is written, unless rows have values, which go upwards.
public final class MatrixPlot extends Figure<MatrixPlot> {
  private static final int PARTS = 8;

  /// So many cells are rectangles, more are an image.
  private static final int MOST_OUTLINED = 20_000;

  /// How far a cell reaches below the next ones, so that no gap is seen between them.
  private static final double BELOW = 0.5;

  /// An axis of a matrix: numbers counted from 0, names, or values of the first and the last.
  private record Side(String label, List<String> names, @Nullable Range values) {}

  private final double[][] values;
  private final int columns;
  private Side across = new Side("Column", List.of(), null);
  private Side up = new Side("Row", List.of(), null);
  private String quantity = "";
  private boolean square;
  private @Nullable Range shades;

  MatrixPlot(double[][] values) {
    Objects.requireNonNull(values, "values");
    this.columns = values.length == 0 ? 0 : Objects.requireNonNull(values[0], "row 0").length;
    if (columns == 0) {
      throw new IllegalArgumentException("a matrix must have at least one row and one column");
    }
    this.values = new double[values.length][];
    for (int i = 0; i < values.length; i++) {
      if (Objects.requireNonNull(values[i], "row " + i).length != columns) {
        throw new IllegalArgumentException(
            "all rows must be as long as row 0, "
                + columns
                + ", but row "
                + i
                + " has "
                + values[i].length
                + " numbers");
      }
      for (int j = 0; j < columns; j++) {
        if (Double.isInfinite(values[i][j])) {
          throw new IllegalArgumentException(
              "numbers of a matrix must not be infinite, but row "
                  + i
                  + ", column "
                  + j
                  + " is "
                  + values[i][j]
                  + "; NaN is drawn in grey");
        }
      }
      this.values[i] = values[i].clone();
    }
  }

  /// Sets what the numbers are and their unit, for the bar of colours: `label("Weight", "pA")`. An
  /// empty unit stands for pure numbers. There is no label unless set.
  public MatrixPlot label(String ofQuantity, String unit) {
    quantity = XyPlot.labelled(ofQuantity, unit);
    return this;
  }

  /// Sets what columns are, for the label of the horizontal axis, on which they are counted from 0;
  /// "Column" unless set.
  public MatrixPlot columns(String what) {
    across = new Side(Objects.requireNonNull(what, "what"), List.of(), null);
    return this;
  }

  /// Names the columns; `what` they are may be empty.
  ///
  /// Throws [IllegalArgumentException] unless there are as many names as columns.
  public MatrixPlot columns(String what, List<String> names) {
    across = named(what, names, columns, "columns");
    return this;
  }

  /// Gives the first and the last column values, evenly spaced between: `columns("Input", "Hz", 0,
  /// 100)`. An empty unit stands for pure numbers.
  ///
  /// Throws [IllegalArgumentException] unless both are finite, the first is less than the last and
  /// there are at least two columns.
  public MatrixPlot columns(String ofQuantity, String unit, double first, double last) {
    across = valued(XyPlot.labelled(ofQuantity, unit), first, last, columns, "columns");
    return this;
  }

  /// Sets what rows are, for the label of the vertical axis, on which they are counted from 0 at
  /// the top; "Row" unless set.
  public MatrixPlot rows(String what) {
    up = new Side(Objects.requireNonNull(what, "what"), List.of(), null);
    return this;
  }

  /// Names the rows, from the top; `what` they are may be empty.
  ///
  /// Throws [IllegalArgumentException] unless there are as many names as rows.
  public MatrixPlot rows(String what, List<String> names) {
    up = named(what, names, values.length, "rows");
    return this;
  }

  /// Gives the first row, at the bottom then, and the last, at the top, values, evenly spaced
  /// between: `rows("Weight", "pA", 0, 50)`. An empty unit stands for pure numbers.
  ///
  /// Throws [IllegalArgumentException] unless both are finite, the first is less than the last and
  /// there are at least two rows.
  public MatrixPlot rows(String ofQuantity, String unit, double first, double last) {
    up = valued(XyPlot.labelled(ofQuantity, unit), first, last, values.length, "rows");
    return this;
  }

  private static Side named(String what, List<String> names, int size, String sides) {
    if (Objects.requireNonNull(names, "names").size() != size) {
      throw new IllegalArgumentException(
          "there must be a name for each of "
              + size
              + " "
              + sides
              + ", but there are "
              + names.size());
    }
    return new Side(Objects.requireNonNull(what, "what"), List.copyOf(names), null);
  }

  private static Side valued(String label, double first, double last, int size, String sides) {
    Range range = HistogramPlot.interval(first, last);
    if (size < 2) {
      throw new IllegalArgumentException(
          "there must be at least two " + sides + " to be evenly spaced, not " + size);
    }
    double half = range.span() / (size - 1) / 2;
    Range edges = new Range(first - half, last + half);
    return new Side(label, List.of(), edges);
  }

  /// Sets which numbers the darkest and the lightest colour stand for; the least and the largest
  /// unless set. Numbers outside have the colour of the end. NaN is grey.
  ///
  /// Throws [IllegalArgumentException] if the interval is empty or not finite.
  public MatrixPlot between(double from, double to) {
    shades = HistogramPlot.interval(from, to);
    return this;
  }

  /// Gives both axes one scale, so that cells are squares unless rows or columns have values.
  public MatrixPlot square() {
    square = true;
    return this;
  }

  @Override
  MatrixPlot self() {
    return this;
  }

  @Override
  Plot plot() {
    float size = fontSize();
    Shades bar = new Shades(range(), quantity, size);
    Scale abscissa = axis(across, columns, size);
    if (abscissa instanceof BandAxis names) {
      names.fit(width() - 28 - 8 * size - bar.width());
    }
    Scale ordinate;
    if (up.names.isEmpty()) {
      ordinate = axis(up, values.length, size);
      ordinate.setInverted(up.values == null);
    } else {
      ordinate = new BandAxis(up.label, bands(up.names, true), span(values.length), size);
    }
    XYPlot plot =
        Style.strip(
            square
                ? new EqualPlot(abscissa, ordinate)
                : new XYPlot(null, abscissa, ordinate, null));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setInsets(new RectangleInsets(0, 0, 0, bar.width()));
    boolean many = (long) columns * values.length > MOST_OUTLINED;
    plot.addAnnotation(
        new Layer((graphics, field) -> {
          if (many) {
            image(graphics, field, bar);
          } else {
            cells(graphics, field, bar);
          }
          graphics.setColor(Style.INK);
          graphics.setStroke(Style.THIN);
          graphics.draw(field.area());
        }));
    plot.addAnnotation(new Layer(bar));
    return plot;
  }

  private static Range span(int size) {
    return new Range(-0.5, size - 0.5);
  }

  private static Scale axis(Side side, int size, float fontSize) {
    if (!side.names.isEmpty()) {
      return new BandAxis(side.label, bands(side.names, false), span(size), fontSize);
    }
    Range range = side.values != null ? side.values : span(size);
    double step = range.step(PARTS);
    return new Scale(side.label, range, side.values != null ? step : Math.max(1, step), fontSize);
  }

  private static List<BandAxis.Band> bands(List<String> names, boolean downwards) {
    List<BandAxis.Band> bands = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int at = downwards ? names.size() - 1 - i : i;
      bands.add(new BandAxis.Band(names.get(i), at - 0.5, at + 0.5));
    }
    return bands;
  }

  private Range range() {
    if (shades != null) {
      return shades;
    }
    double[] all =
        Arrays.stream(values)
            .flatMapToDouble(Arrays::stream)
            .filter(v -> !Double.isNaN(v))
            .toArray();
    double low = Arrays.stream(all).min().orElse(0);
    double high = Arrays.stream(all).max().orElse(1);
    return high > low ? new Range(low, high) : new Range(low - 0.5, low + 0.5);
  }

  /// The row that is drawn at a place counted from the top.
  private double[] fromTop(int place) {
    return values[up.values == null ? place : values.length - 1 - place];
  }

  private void cells(Graphics2D graphics, Field field, Shades bar) {
    Rectangle2D area = field.area();
    double width = area.getWidth() / columns;
    double height = area.getHeight() / values.length;
    for (int i = 0; i < values.length; i++) {
      double[] row = fromTop(i);
      for (int j = 0; j < columns; j++) {
        graphics.setColor(bar.colour(row[j]));
        graphics.fill(
            new Rectangle2D.Double(
                area.getX() + j * width,
                area.getY() + i * height,
                width + (j + 1 < columns ? BELOW : 0),
                height + (i + 1 < values.length ? BELOW : 0)));
      }
    }
  }

  /// Draws pixels, each in the colour of its cell, or of the mean of its cells.
  private void image(Graphics2D graphics, Field field, Shades bar) {
    Rectangle2D area = field.area();
    int wide = (int) Math.ceil(area.getWidth() * Pixels.SCALE);
    int high = (int) Math.ceil(area.getHeight() * Pixels.SCALE);
    BufferedImage image = new BufferedImage(wide, high, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < high; y++) {
      int[] rows = part(y, high, values.length);
      for (int x = 0; x < wide; x++) {
        Color colour = bar.colour(mean(rows, part(x, wide, columns)));
        image.setRGB(x, y, colour.getRGB());
      }
    }
    graphics.drawImage(
        image,
        new AffineTransform(
            area.getWidth() / wide, 0, 0, area.getHeight() / high, area.getX(), area.getY()),
        null);
  }

  /// The cells of a pixel along a side, the last one not among them.
  private static int[] part(int pixel, int pixels, int cells) {
    int first = (int) ((long) pixel * cells / pixels);
    int end = (int) ((pixel + 1L) * cells / pixels);
    return new int[] {first, Math.max(first + 1, end)};
  }

  private double mean(int[] rows, int[] cells) {
    double sum = 0;
    int count = 0;
    for (int i = rows[0]; i < rows[1]; i++) {
      double[] row = fromTop(i);
      for (int j = cells[0]; j < cells[1]; j++) {
        if (!Double.isNaN(row[j])) {
          sum += row[j];
          count++;
        }
      }
    }
    return sum / count; // NaN without any
  }
}
