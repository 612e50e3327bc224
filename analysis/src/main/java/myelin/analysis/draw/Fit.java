package myelin.analysis.draw;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.PlotRenderingInfo;

/// Draws charts that have room for their fields and refuses others, of which JFreeChart would leave
/// out axes and data without a word.
public final class Fit {
  /// The least width and height of a field, in units of 1/150 inch.
  private static final double LEAST = 10;

  private Fit() {}

  /// Draws a chart.
  ///
  /// Throws [IllegalArgumentException] if too little of the area is left for a field.
  public static void draw(JFreeChart chart, Graphics2D graphics, Rectangle2D area) {
    draw(chart, "the plot", graphics, area);
  }

  /// Draws a chart that messages call `name`; as [#draw(JFreeChart, Graphics2D, Rectangle2D)].
  public static void draw(JFreeChart chart, String name, Graphics2D graphics, Rectangle2D area) {
    ChartRenderingInfo info = new ChartRenderingInfo(null);
    boolean any = area.getWidth() >= LEAST && area.getHeight() >= LEAST;
    if (any) {
      chart.draw(graphics, area, info);
    }
    if (!any || !fits(info.getPlotInfo())) {
      throw new IllegalArgumentException(
          name
              + " has "
              + Math.round(Math.max(0, area.getWidth()))
              + " by "
              + Math.round(Math.max(0, area.getHeight()))
              + " units, which leave no room beside its numbers, names and labels; set a larger"
              + " size, or shorter names");
    }
  }

  private static boolean fits(PlotRenderingInfo plot) {
    Rectangle2D field = plot.getDataArea();
    if (field == null || field.getWidth() < LEAST || field.getHeight() < LEAST) {
      return false;
    }
    for (int i = 0; i < plot.getSubplotCount(); i++) {
      if (!fits(plot.getSubplotInfo(i))) {
        return false;
      }
    }
    return true;
  }
}
