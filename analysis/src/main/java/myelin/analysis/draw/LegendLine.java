package myelin.analysis.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/// Samples of colours and marks with their names, in one line above the right end of a field.
public record LegendLine(List<Entry> entries, float fontSize) implements Layer.Painter {
  private static final double GAP = 6;
  private static final double APART = 18;

  /// What a colour or a mark stands for: a square of that colour, or the mark of a mean.
  public record Entry(String name, Color colour, boolean mean) {}

  /// The room the line needs above the field.
  public double height() {
    return entries.isEmpty() ? 0 : 1.6 * fontSize;
  }

  private double sample() {
    return 0.7 * fontSize;
  }

  private double width(Entry entry) {
    Font font = Style.font(fontSize * 0.9f);
    FontRenderContext context = new FontRenderContext(null, true, true);
    return sample() + GAP + font.getStringBounds(entry.name(), context).getWidth();
  }

  @Override
  public void paint(Graphics2D graphics, Field field) {
    graphics.setFont(Style.font(fontSize * 0.9f));
    double right = field.area().getMaxX();
    double base = field.area().getMinY() - 0.7 * fontSize;
    for (Entry entry : entries.reversed()) {
      double left = right - width(entry);
      if (entry.mean()) {
        mean(graphics, left + sample() / 2, base - sample() / 2, sample() / 2, entry.colour());
      } else {
        graphics.setColor(entry.colour());
        graphics.fill(new Rectangle2D.Double(left, base - sample(), sample(), sample()));
      }
      graphics.setColor(Style.INK);
      graphics.drawString(entry.name(), (float) (left + sample() + GAP), (float) base);
      right = left - APART;
    }
  }

  /// Draws the mark of a mean, a white diamond with an outline.
  public static void mean(Graphics2D graphics, double x, double y, double half, Color outline) {
    Path2D.Double diamond = new Path2D.Double();
    diamond.moveTo(x, y - half);
    diamond.lineTo(x + half, y);
    diamond.lineTo(x, y + half);
    diamond.lineTo(x - half, y);
    diamond.closePath();
    graphics.setColor(Color.WHITE);
    graphics.fill(diamond);
    graphics.setColor(outline);
    graphics.setStroke(new BasicStroke(1.4f));
    graphics.draw(diamond);
  }
}
