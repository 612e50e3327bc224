package myelin.analysis.draw;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Objects;
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
  /// Throws [IllegalArgumentException] if some axes are logarithmic and others not, or their labels
  /// differ.
  ///
  /// @param numbers what messages call the plots
  public static double share(List<XYPlot> plots, List<Integer> numbers) {
    requireAlike(plots, numbers);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double left = 0;
    double right = 0;
    for (XYPlot plot : plots) {
      ValueAxis axis = plot.getDomainAxis();
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

  private static void requireAlike(List<XYPlot> plots, List<Integer> numbers) {
    ValueAxis first = plots.getFirst().getDomainAxis();
    for (int i = 1; i < plots.size(); i++) {
      ValueAxis axis = plots.get(i).getDomainAxis();
      boolean logarithmic = first instanceof LogScale;
      if (axis instanceof LogScale != logarithmic) {
        throw new IllegalArgumentException(
            "plots above each other cannot share an axis that is logarithmic in one of them, plot "
                + numbers.get(logarithmic ? 0 : i)
                + ", but not in another, plot "
                + numbers.get(logarithmic ? i : 0)
                + " (the first is plot 0); make it logarithmic in all or in none");
      }
      if (!Objects.equals(axis.getLabel(), first.getLabel())) {
        throw new IllegalArgumentException(
            "plots above each other cannot share an axis that is \""
                + first.getLabel()
                + "\" in plot "
                + numbers.getFirst()
                + " and \""
                + axis.getLabel()
                + "\" in plot "
                + numbers.get(i)
                + " (the first is plot 0); label it alike, or leave out sharedX");
      }
    }
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
