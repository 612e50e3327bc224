package myelin.analysis;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import myelin.analysis.draw.Fit;
import myelin.analysis.draw.Style;
import myelin.analysis.format.Pdf;
import myelin.analysis.format.Png;
import myelin.analysis.format.Svg;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleInsets;

/// What all plots have in common: a title, a size, and how they get into a file. Every setting
/// returns the plot itself, [#save(String)] draws it.
///
/// @param <P> the kind of plot
public abstract sealed class Figure<P extends Figure<P>>
    permits BarPlot,
        BoxPlot,
        GridPlot,
        HistogramPlot,
        MapPlot,
        MatrixPlot,
        RasterPlot,
        TracePlot,
        XyPlot {
  /// Pixels of a bitmap per unit of length; a unit is 1/150 inch, a pixel 1/300.
  static final int RESOLUTION = 2;

  private static final double PIXELS_PER_METRE = RESOLUTION * 150 / 0.0254;

  /// The least width and height.
  static final int LEAST = 200;

  private static final int MOST = 10_000;

  static {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
  }

  private String title = "";
  private int width = 1000;
  private int height = 700;

  Figure() {}

  /// This plot.
  abstract P self();

  /// What there is to draw.
  abstract Plot plot();

  /// Sets the title, a line above the plot; none unless set.
  public P title(String text) {
    title = Objects.requireNonNull(text, "text");
    return self();
  }

  /// Sets the size in units of 1/150 inch, 1000 by 700 unless set (170 mm by 119 mm, the width of a
  /// page). A PNG has 2 pixels per unit, hence 300 per inch.
  ///
  /// Throws [IllegalArgumentException] unless both are from 200 to 10 000.
  public P size(int newWidth, int newHeight) {
    if (Math.min(newWidth, newHeight) < LEAST || Math.max(newWidth, newHeight) > MOST) {
      throw new IllegalArgumentException(
          "width and height must be from "
              + LEAST
              + " to "
              + MOST
              + ", but are "
              + newWidth
              + " and "
              + newHeight);
    }
    width = newWidth;
    height = newHeight;
    return self();
  }

  final int width() {
    return width;
  }

  final int height() {
    return height;
  }

  /// The size of axis labels, smaller in small figures.
  final float fontSize() {
    return (float) Math.clamp(15 * Math.sqrt(width * height / 700_000.0), 10, 15);
  }

  /// Draws the plot and saves it, as PNG, SVG or PDF by the file's extension; missing folders are
  /// made, a file that is there is replaced. In SVG and PDF, more than 20 000 spikes, dots or cells
  /// of a matrix are an embedded image. A PDF is a page of the plot's size.
  ///
  /// Throws [IllegalArgumentException] for another extension, or if the plot's size leaves no room
  /// for data beside numbers, names and labels, and [java.io.UncheckedIOException] if the file
  /// cannot be written.
  public void save(Path file) {
    String format = format(Objects.requireNonNull(file, "file"));
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      switch (format) {
        case "svg" -> Svg.write(chart(), title, width, height, file);
        case "pdf" -> Files.write(file, Pdf.encode(chart(), title, width, height));
        default -> Files.write(file, Png.encode(picture(RESOLUTION), PIXELS_PER_METRE));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot save the plot as " + file, failed);
    }
  }

  /// Draws the plot and saves it; as [#save(Path)].
  public void save(String file) {
    save(Path.of(Objects.requireNonNull(file, "file")));
  }

  /// Draws the plot as an element `svg`, to be put into a page of HTML; more than 20 000 spikes are
  /// an embedded image. Ids in it are the same for all plots.
  ///
  /// Throws [IllegalArgumentException] if there is no room for data, as [#save(Path)].
  public String svg() {
    try {
      return Svg.element(chart(), title, width, height);
    } catch (IOException impossible) {
      throw new UncheckedIOException("cannot draw the plot", impossible);
    }
  }

  /// What a file is to hold, a bitmap (`png`) or vectors (`svg`, `pdf`).
  private static String format(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return Stream.of("png", "svg", "pdf")
        .filter(format -> name.endsWith("." + format))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "cannot save a plot as " + file + ": the name must end in .png, .svg or .pdf"));
  }

  /// The plot with its title.
  final JFreeChart chart() {
    JFreeChart chart = new JFreeChart(null, null, plot(), false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(12, 8, 8, 20));
    if (!title.isEmpty()) {
      TextTitle heading = new TextTitle(title, Style.font(fontSize() * 1.15f));
      heading.setPaint(Style.INK);
      heading.setHorizontalAlignment(HorizontalAlignment.CENTER);
      heading.setPadding(0, 0, 10, 0);
      chart.setTitle(heading);
    }
    return chart;
  }

  /// The plot as a picture of so many pixels per unit.
  final BufferedImage picture(int resolution) {
    return bitmap(chart(), resolution);
  }

  private BufferedImage bitmap(JFreeChart chart, int resolution) {
    BufferedImage image =
        new BufferedImage(width * resolution, height * resolution, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(resolution, resolution);
    chart.setTextAntiAlias(RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    Fit.draw(chart, graphics, new Rectangle2D.Double(0, 0, width, height));
    graphics.dispose();
    return image;
  }
}
