package myelin.analysis.draw;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/// Colours of values, from dark to light, and the bar to the right of a field that tells them.
///
/// Brightness grows evenly, so that also the colour-blind, and those who print in grey, see which
/// value is larger. The colours are those of viridis (van der Walt and Smith, public domain,
/// https://bids.github.io/colormap).
public record Shades(Range range, String label, float fontSize) implements Layer.Painter {
  private static final int[] COLOURS = {
    0x440154, 0x481A6C, 0x472F7D, 0x414487, 0x39568C, 0x31688E, 0x2A788E, 0x23888E, 0x1F988B,
    0x22A884, 0x35B779, 0x54C568, 0x7AD151, 0xA5DB36, 0xD2E21B, 0xFDE725
  };

  /// What has no value.
  public static final Color NONE = new Color(0xD0D0D0);

  private static final double GAP = 14;
  private static final double WIDTH = 14;
  private static final double TICK = 4;
  private static final int PARTS = 6;
  private static final int STRIPES = 128;

  /// The colour of a value; values outside of the range have that of its ends.
  public Color colour(double value) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    double at = Math.clamp((value - range.low()) / range.span(), 0, 1) * (COLOURS.length - 1);
    int below = (int) Math.min(at, COLOURS.length - 2);
    double part = at - below;
    int rgb = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int a = (COLOURS[below] >> shift) & 0xFF;
      int b = (COLOURS[below + 1] >> shift) & 0xFF;
      rgb |= (int) Math.round(a + part * (b - a)) << shift;
    }
    return new Color(rgb);
  }

  private Font font() {
    return Style.font(fontSize * 0.9f);
  }

  private String text(double value) {
    return Scale.format(range, step()).format(value);
  }

  private double step() {
    return range.step(PARTS);
  }

  private double widest() {
    FontRenderContext context = new FontRenderContext(null, true, true);
    double widest = 0;
    for (double at = first(); at <= range.high() + 1e-9 * range.span(); at += step()) {
      widest = Math.max(widest, font().getStringBounds(text(rounded(at)), context).getWidth());
    }
    return widest;
  }

  private double first() {
    return Math.ceil(range.low() / step() - 1e-9) * step();
  }

  /// A multiple of the step, without what sums have lost.
  private double rounded(double at) {
    double inverse = Math.rint(1 / step());
    return step() < 1
        ? Math.rint(at * inverse) / inverse + 0.0
        : Math.rint(at / step()) * step() + 0.0;
  }

  /// The room the bar needs beside the field.
  public double width() {
    double letters = label.isEmpty() ? 0 : 1.5 * fontSize;
    return GAP + WIDTH + 2 * TICK + widest() + letters;
  }

  @Override
  public void paint(Graphics2D graphics, Field field) {
    Rectangle2D area = field.area();
    double left = area.getMaxX() + GAP;
    double height = area.getHeight() / STRIPES;
    for (int i = 0; i < STRIPES; i++) {
      graphics.setColor(colour(range.low() + (i + 0.5) / STRIPES * range.span()));
      double top = area.getMaxY() - (i + 1) * height;
      graphics.fill(new Rectangle2D.Double(left, top, WIDTH, Math.min(2, i + 1) * height));
    }
    graphics.setColor(Style.INK);
    graphics.setStroke(Style.THIN);
    graphics.draw(new Rectangle2D.Double(left, area.getMinY(), WIDTH, area.getHeight()));
    graphics.setFont(font());
    double right = left + WIDTH;
    for (double at = first(); at <= range.high() + 1e-9 * range.span(); at += step()) {
      double y = area.getMaxY() - (at - range.low()) / range.span() * area.getHeight();
      graphics.draw(new Line2D.Double(right, y, right + TICK, y));
      float base = (float) (y + 0.33 * fontSize);
      graphics.drawString(text(rounded(at)), (float) (right + 2 * TICK), base);
    }
    if (!label.isEmpty()) {
      graphics.setFont(Style.font(fontSize));
      double x = right + 2 * TICK + widest() + 1.25 * fontSize;
      double y = area.getCenterY() + graphics.getFontMetrics().stringWidth(label) / 2.0;
      AffineTransform upright = graphics.getTransform();
      graphics.rotate(-Math.PI / 2, x, y);
      graphics.drawString(label, (float) x, (float) y);
      graphics.setTransform(upright);
    }
  }
}
