package myelin.analysis.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;

/// The look that all plots share: colours, fonts, lines.
///
/// Neighbouring colours differ for the colour-blind, too: those of Okabe and Ito that stand out on
/// white (https://jfly.uni-koeln.de/color), then two of Tol (https://personal.sron.nl/~pault).
public final class Style {
  /// Lines and text.
  public static final Color INK = new Color(0x1A1A1A);

  /// Areas.
  public static final Color FILL = new Color(0x6E6E6E);

  /// What must not catch the eye.
  public static final Color FAINT = new Color(0x8A8A8A);

  /// Axes and outlines.
  public static final BasicStroke THIN = new BasicStroke(1f);

  /// Data joined by lines.
  public static final BasicStroke LINE =
      new BasicStroke(1.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  /// The same, broken.
  public static final BasicStroke DASHES =
      new BasicStroke(
          1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {9, 9}, 0);

  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          new Color(0x882255),
          new Color(0x999933));

  private Style() {}

  /// A colour through which what is behind is seen.
  ///
  /// @param alpha how much it covers, from 0 to 255
  public static Color transparent(Color colour, int alpha) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
  }

  /// A colour that differs from those of the numbers near `index`.
  public static Color colour(int index) {
    return COLOURS.get(index % COLOURS.size());
  }

  /// The font of all text.
  public static Font font(float size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(size);
  }

  /// A plot with nothing but its axes.
  public static XYPlot strip(XYPlot plot) {
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    plot.setRangeZeroBaselineVisible(false);
    plot.setAxisOffset(new RectangleInsets(0, 0, 5, 0));
    return plot;
  }

  /// Draws the vertical axis once more, over data that touch it.
  public static void verticalAxis(Graphics2D graphics, Field field) {
    Rectangle2D area = field.area();
    graphics.setColor(INK);
    graphics.setStroke(THIN);
    graphics.draw(
        new Line2D.Double(area.getMinX(), area.getMinY(), area.getMinX(), area.getMaxY()));
  }

  /// The outline of columns between `edges`, one more than `heights`, from the base line and back
  /// to it.
  public static Path2D steps(Field field, double[] edges, double[] heights) {
    Path2D.Double outline = new Path2D.Double();
    double base = field.y(0);
    outline.moveTo(field.x(edges[0]), base);
    double height = 0;
    for (int i = 0; i < heights.length; i++) {
      if (heights[i] != height) {
        outline.lineTo(field.x(edges[i]), field.y(height));
        height = heights[i];
        outline.lineTo(field.x(edges[i]), field.y(height));
      }
    }
    double end = field.x(edges[heights.length]);
    outline.lineTo(end, field.y(height));
    outline.lineTo(end, base);
    outline.closePath();
    return outline;
  }

  /// Writes a message into the middle of a field.
  public static Layer.Painter message(String text, float size) {
    return (Graphics2D graphics, Field field) -> {
      graphics.setFont(font(size));
      graphics.setColor(FAINT);
      double width = graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
      graphics.drawString(
          text, (float) (field.area().getCenterX() - width / 2), (float) field.area().getCenterY());
    };
  }
}
