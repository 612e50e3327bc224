package myelin.analysis.draw;

import java.awt.Graphics2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.PlotState;
import org.jfree.chart.plot.XYPlot;
import org.jspecify.annotations.Nullable;

/// A plot whose axes have one scale, so that a circle is round; it takes what fits of its area.
@SuppressWarnings("serial")
public final class EqualPlot extends XYPlot {
  /// A plot with these axes.
  public EqualPlot(ValueAxis across, ValueAxis up) {
    super(null, across, up, null);
  }

  @Override
  public void draw(
      Graphics2D graphics,
      Rectangle2D area,
      @Nullable Point2D anchor,
      @Nullable PlotState state,
      @Nullable PlotRenderingInfo info) {
    Rectangle2D inner = (Rectangle2D) area.clone();
    getInsets().trim(inner);
    AxisSpace space = calculateAxisSpace(graphics, inner);
    Rectangle2D data = space.shrink(inner, null);
    getAxisOffset().trim(data);
    double width = data.getWidth();
    double height = data.getHeight();
    double scale =
        Math.min(
            width / getDomainAxis().getRange().getLength(),
            height / getRangeAxis().getRange().getLength());
    double tooWide = width - scale * getDomainAxis().getRange().getLength();
    double tooHigh = height - scale * getRangeAxis().getRange().getLength();
    super.draw(
        graphics,
        new Rectangle2D.Double(
            area.getX() + tooWide / 2,
            area.getY() + tooHigh / 2,
            area.getWidth() - tooWide,
            area.getHeight() - tooHigh),
        anchor,
        state,
        info);
  }
}
