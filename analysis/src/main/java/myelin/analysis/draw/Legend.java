package myelin.analysis.draw;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.util.List;

/// Samples of fillings with their names, one below the other, to the right of a field.
public record Legend(List<Entry> entries, float fontSize) implements Layer.Painter {
  private static final double GAP = 10;

  /// What a sample stands for, its outline and its filling. A name may have several lines.
  public record Entry(String name, Color line, Color filling) {
    private List<String> lines() {
      return name.lines().toList();
    }
  }

  private Font font() {
    return Style.font(fontSize);
  }

  private double sample() {
    return fontSize;
  }

  /// The room the legend needs beside the field.
  public double width() {
    FontRenderContext context = new FontRenderContext(null, true, true);
    Font font = font();
    return entries.stream()
        .flatMap(entry -> entry.lines().stream())
        .mapToDouble(line -> font.getStringBounds(line, context).getWidth() + sample() + 2 * GAP)
        .max()
        .orElse(0);
  }

  @Override
  public void paint(Graphics2D graphics, Field field) {
    graphics.setFont(font());
    graphics.setStroke(Style.THIN);
    double left = field.area().getMaxX() + GAP;
    double top = field.area().getMinY();
    for (Entry entry : entries) {
      Rectangle2D.Double box = new Rectangle2D.Double(left, top, sample(), sample());
      graphics.setColor(entry.filling());
      graphics.fill(box);
      graphics.setColor(entry.line());
      graphics.draw(box);
      graphics.setColor(Style.INK);
      for (String line : entry.lines()) {
        graphics.drawString(line, (float) (left + sample() + GAP), (float) (top + 0.86 * fontSize));
        top += 1.35 * fontSize;
      }
      top += 0.5 * fontSize;
    }
  }
}
