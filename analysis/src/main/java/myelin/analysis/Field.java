package myelin.analysis;

import java.awt.geom.Rectangle2D;

/// The part of a figure that data are drawn in, with the data ranges its sides stand for.
record Field(Rectangle2D area, Range across, Range up) {
  double x(double value) {
    return area.getMinX() + (value - across.low()) / across.span() * area.getWidth();
  }

  double y(double value) {
    return area.getMaxY() - (value - up.low()) / up.span() * area.getHeight();
  }
}
