package myelin.analysis.draw;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/// Plots above each other with one horizontal axis.
public final class SharedAxis {
  private static final int PARTS = 6;

  private SharedAxis() {}

  /// Gives plots, from the top, one range and one place of their fields; the lowest keeps numbers
  /// and label of its axis. Returns the height these need.
  ///
  /// Throws [IllegalArgumentException] if some axes are logarithmic and others not.
  public static double share(List<XYPlot> plots) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double left = 0;
    double right = 0;
    boolean logarithmic = plots.getFirst().getDomainAxis() instanceof LogScale;
    for (XYPlot plot : plots) {
      ValueAxis axis = plot.getDomainAxis();
      if (axis instanceof LogScale != logarithmic) {
        throw new IllegalArgumentException(
            "plots above each other share their horizontal axis, but some are logarithmic");
      }
      low = Math.min(low, axis.getLowerBound());
      high = Math.max(high, axis.getUpperBound());
      left = Math.max(left, left(plot));
      right = Math.max(right, plot.getInsets().getRight());
    }
    XYPlot lowest = plots.getLast();
    Range all = new Range(low, high);
    for (XYPlot plot : plots) {
      ((Scale) plot.getDomainAxis()).show(all, all.step(PARTS));
      RectangleInsets own = plot.getInsets();
      double indent = own.getLeft() + left - left(plot);
      plot.setInsets(new RectangleInsets(own.getTop(), indent, own.getBottom(), right));
    }
    double with = room(lowest.getDomainAxis(), lowest, RectangleEdge.BOTTOM);
    double without = 0;
    for (XYPlot plot : plots.subList(0, plots.size() - 1)) {
      plot.getDomainAxis().setTickLabelsVisible(false);
      plot.getDomainAxis().setLabel(null);
      without = room(plot.getDomainAxis(), plot, RectangleEdge.BOTTOM);
    }
    return plots.size() == 1 ? 0 : with - without;
  }

  /// The room that a plot's vertical axes need.
  private static double left(XYPlot plot) {
    List<XYPlot> parts =
        plot instanceof CombinedDomainXYPlot all
            ? all.getSubplots().stream().map(XYPlot.class::cast).toList()
            : List.of(plot);
    return parts.stream()
        .mapToDouble(part -> room(part.getRangeAxis(), part, RectangleEdge.LEFT))
        .max()
        .orElse(0);
  }

  /// The room that an axis needs beside the field.
  private static double room(ValueAxis axis, Plot plot, RectangleEdge edge) {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    try {
      Rectangle2D area = new Rectangle2D.Double(0, 0, 500, 300);
      AxisSpace space = axis.reserveSpace(graphics, plot, area, edge, new AxisSpace());
      return edge.equals(RectangleEdge.LEFT) ? space.getLeft() : space.getBottom();
    } finally {
      graphics.dispose();
    }
  }
}
