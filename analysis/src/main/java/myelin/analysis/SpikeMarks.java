package myelin.analysis;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import myelin.analysis.draw.Field;
import myelin.analysis.draw.Layer;
import myelin.analysis.draw.Style;

/// Draws the spikes of a raster: short strokes where rows are high enough, else dots.
///
/// A moderate number is drawn as outlines of many marks each, which stay sharp in SVG. A great
/// number is stamped into an image of [Figure#RESOLUTION] pixels per unit, laid over the field.
final class SpikeMarks implements Layer.Painter {
  private static final int MOST_OUTLINED = 20_000;
  private static final int PER_OUTLINE = 500;
  private static final double LEAST_STROKE_ROW = 3;
  private static final double COVERAGE = 0.2;

  /// Neurons drawn in a colour of their own.
  record Group(String name, int firstId, int lastId, Color colour) {
    boolean holds(int id) {
      return id >= firstId && id <= lastId;
    }
  }

  /// The size of a mark; dots are as wide as high.
  record Mark(double width, double height, boolean dot) {
    /// Marks that cover a fair share of the field: neither lost in it nor hiding each other.
    static Mark fitting(int spikes, Field field, double rowsPerUnit) {
      Rectangle2D area = field.area();
      double row = area.getHeight() / (field.up().span() * rowsPerUnit);
      double room = COVERAGE * area.getWidth() * area.getHeight() / spikes;
      if (row >= LEAST_STROKE_ROW) {
        double height = Math.min(0.75 * row, 16);
        return new Mark(Math.clamp(2 * room / height, 0.5, 1.25), height, false);
      }
      double diameter = Math.clamp(Math.sqrt(room), 0.5, 2.4);
      return new Mark(diameter, diameter, true);
    }
  }

  private final Spikes spikes;
  private final List<Group> groups;
  private final IntToDoubleFunction place;
  private final double rowsPerUnit;

  SpikeMarks(Spikes spikes, List<Group> groups) {
    this(spikes, groups, id -> id, 1);
  }

  /// Marks of spikes at other places than their senders' ids.
  ///
  /// @param place where on the vertical axis a sender is
  /// @param rowsPerUnit how many senders there are about in one unit of that axis
  SpikeMarks(Spikes spikes, List<Group> groups, IntToDoubleFunction place, double rowsPerUnit) {
    this.spikes = spikes;
    this.groups = groups;
    this.place = place;
    this.rowsPerUnit = rowsPerUnit;
  }

  @Override
  public void paint(Graphics2D graphics, Field field) {
    Mark mark = Mark.fitting(spikes.size(), field, rowsPerUnit);
    if (spikes.size() <= MOST_OUTLINED) {
      outline(graphics, field, mark);
    } else {
      stamp(graphics, field, mark);
    }
  }

  /// The group a neuron belongs to, or the number of groups for a neuron of none.
  private int group(int id) {
    int group = 0;
    while (group < groups.size() && !groups.get(group).holds(id)) {
      group++;
    }
    return group;
  }

  private Color colour(int group) {
    return group < groups.size() ? groups.get(group).colour() : Style.INK;
  }

  private void outline(Graphics2D graphics, Field field, Mark mark) {
    Path2D.Double[] paths = new Path2D.Double[groups.size() + 1];
    int[] marks = new int[paths.length];
    double half = mark.dot() ? 0 : mark.height() / 2;
    int cap = mark.dot() ? BasicStroke.CAP_ROUND : BasicStroke.CAP_BUTT;
    graphics.setStroke(new BasicStroke((float) mark.width(), cap, BasicStroke.JOIN_ROUND));
    for (int i = 0; i < spikes.size(); i++) {
      int group = group(spikes.sender(i));
      if (marks[group]++ % PER_OUTLINE == 0) {
        draw(graphics, paths[group], group);
        paths[group] = new Path2D.Double();
      }
      double x = field.x(spikes.time(i));
      double y = field.y(place.applyAsDouble(spikes.sender(i)));
      paths[group].moveTo(x, y - half);
      paths[group].lineTo(x, y + half);
    }
    for (int i = 0; i < paths.length; i++) {
      draw(graphics, paths[i], i);
    }
  }

  private void draw(Graphics2D graphics, Path2D path, int group) {
    if (path != null) {
      graphics.setColor(colour(group));
      graphics.draw(path);
    }
  }

  private void stamp(Graphics2D graphics, Field field, Mark mark) {
    int scale = Figure.RESOLUTION;
    int width = Math.max(1, (int) Math.round(mark.width() * scale));
    int height = mark.dot() ? width : Math.max(1, (int) Math.round(mark.height() * scale));
    // The image covers the field and a margin for marks on its border, at whole pixels.
    Rectangle2D area = field.area();
    int left = (int) Math.floor(area.getMinX()) - width;
    int top = (int) Math.floor(area.getMinY()) - height;
    int across = (int) Math.ceil(area.getMaxX()) + width - left;
    int down = (int) Math.ceil(area.getMaxY()) + height - top;
    BufferedImage image =
        new BufferedImage(across * scale, down * scale, BufferedImage.TYPE_INT_ARGB);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    int[] inks = inks(area, width * height);
    boolean cut = mark.dot() && width >= 3;
    for (int i = 0; i < spikes.size(); i++) {
      int x = (int) Math.round((field.x(spikes.time(i)) - left) * scale - width / 2.0);
      double at = field.y(place.applyAsDouble(spikes.sender(i)));
      int y = (int) Math.round((at - top) * scale - height / 2.0);
      int ink = inks[group(spikes.sender(i))];
      for (int row = 0; row < height; row++) {
        boolean shorter = cut && (row == 0 || row == height - 1);
        int first = (y + row) * across * scale + x;
        for (int column = shorter ? 1 : 0; column < (shorter ? width - 1 : width); column++) {
          pixels[first + column] = over(ink, pixels[first + column]);
        }
      }
    }
    graphics.drawImage(image, left, top, across, down, null);
  }

  /// The colour of each group, the more transparent the more marks lie on each other.
  private int[] inks(Rectangle2D area, int pixelsPerMark) {
    double pixels = area.getWidth() * area.getHeight() * Figure.RESOLUTION * Figure.RESOLUTION;
    double layers = (double) spikes.size() * pixelsPerMark / pixels;
    int alpha = (int) Math.clamp(255 / layers, 16, 255);
    int[] inks = new int[groups.size() + 1];
    Arrays.setAll(inks, i -> (colour(i).getRGB() & 0xFFFFFF) | (alpha << 24));
    return inks;
  }

  /// Puts an ink over the pixel that is there; the hue is that of the ink.
  private static int over(int ink, int there) {
    int alpha = ink >>> 24;
    int below = there >>> 24;
    int covered = alpha + (255 - alpha) * below / 255;
    return (ink & 0xFFFFFF) | (covered << 24);
  }
}
