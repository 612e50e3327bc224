package myelin.analysis.draw;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/// Samples of fillings, lines or dots with their names, one below the other, to the right of a
/// field.
public record Legend(List<Entry> entries, float fontSize) implements Layer.Painter {
  private static final double GAP = 10;
  private static final double DOT = 7;

  /// What a sample looks like.
  public enum Look {
    /// A box, outlined and filled.
    BOX,
    /// A line.
    LINE,
    /// A broken line.
    DASHES,
    /// A dot.
    DOT
  }

  /// What a sample stands for, its outline and its filling. A name may have several lines.
  public record Entry(String name, Color line, Color filling, Look look) {
    /// An entry whose sample is a box.
    public Entry(String name, Color line, Color filling) {
      this(name, line, filling, Look.BOX);
    }

    private List<String> lines() {
      return name.lines().toList();
    }
  }

  private Font font() {
    return Style.font(fontSize);
  }

  private double sample() {
    boolean lines =
        entries.stream().anyMatch(e -> e.look() == Look.LINE || e.look() == Look.DASHES);
    return lines ? 2 * fontSize : fontSize;
  }

  private void sample(Graphics2D graphics, Entry entry, double left, double top) {
    double middle = top + fontSize / 2;
    graphics.setColor(entry.line());
    switch (entry.look()) {
      case LINE, DASHES -> {
        graphics.setStroke(entry.look() == Look.LINE ? Style.LINE : Style.DASHES);
        graphics.draw(new Line2D.Double(left, middle, left + sample(), middle));
        graphics.setStroke(Style.THIN);
      }
      case DOT -> {
        double x = left + sample() / 2;
        graphics.fill(new Ellipse2D.Double(x - DOT / 2, middle - DOT / 2, DOT, DOT));
      }
      case BOX -> {
        double wide = left + (sample() - fontSize) / 2;
        Rectangle2D.Double box = new Rectangle2D.Double(wide, top, fontSize, fontSize);
        graphics.setColor(entry.filling());
        graphics.fill(box);
        graphics.setColor(entry.line());
        graphics.draw(box);
      }
    }
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
      sample(graphics, entry, left, top);
      graphics.setColor(Style.INK);
      for (String line : entry.lines()) {
        graphics.drawString(line, (float) (left + sample() + GAP), (float) (top + 0.86 * fontSize));
        top += 1.35 * fontSize;
      }
      top += 0.5 * fontSize;
    }
  }
}
