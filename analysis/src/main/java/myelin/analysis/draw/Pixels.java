package myelin.analysis.draw;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/// What is drawn as an image within a drawing, of 300 pixels per inch, so that files of much data
/// stay small.
public final class Pixels {
  /// Pixels per unit of length.
  public static final int SCALE = 2;

  private Pixels() {}

  /// A layer that draws another into an image that covers the field and `margin` units around it.
  public static Layer.Painter of(Layer.Painter painter, int margin) {
    return (graphics, field) -> {
      Rectangle2D area = field.area();
      int left = (int) Math.floor(area.getMinX()) - margin;
      int top = (int) Math.floor(area.getMinY()) - margin;
      int width = (int) Math.ceil(area.getMaxX()) + margin - left;
      int height = (int) Math.ceil(area.getMaxY()) + margin - top;
      BufferedImage image =
          new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_ARGB);
      Graphics2D into = image.createGraphics();
      into.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      into.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      into.scale(SCALE, SCALE);
      into.translate(-left, -top);
      painter.paint(into, field);
      into.dispose();
      graphics.drawImage(image, left, top, width, height, null);
    };
  }
}
