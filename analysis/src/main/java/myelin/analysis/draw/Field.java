package myelin.analysis.draw;

import java.awt.geom.Rectangle2D;

/// The part of a figure that data are drawn in, with the data ranges its sides stand for.
public record Field(Rectangle2D area, Range across, Range up) {
  /// The same with some room more to the right, for what stands there already.
  public Field wider(double room) {
    Rectangle2D.Double all = new Rectangle2D.Double();
    all.setRect(area.getX(), area.getY(), area.getWidth() + room, area.getHeight());
    return new Field(all, across, up);
  }

  /// Where a value of the horizontal axis is drawn.
  public double x(double value) {
    return area.getMinX() + (value - across.low()) / across.span() * area.getWidth();
  }

  /// Where a value of the vertical axis is drawn.
  public double y(double value) {
    return area.getMaxY() - (value - up.low()) / up.span() * area.getHeight();
  }
}
