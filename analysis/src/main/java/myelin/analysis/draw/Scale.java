package myelin.analysis.draw;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.util.Locale;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/// An axis with a fixed range, few round ticks, and a label as far out as there is room, so that
/// the labels of axes above each other are aligned.
@SuppressWarnings("serial")
public class Scale extends NumberAxis {
  /// The gap between the label of an axis on the left and those of its ticks.
  private static final double GAP = 4;

  /// An axis with this label, a tick at each `step`, and text of this size.
  public Scale(String label, Range range, double step, float fontSize) {
    super(label);
    setAutoRange(false);
    setRange(range.low(), range.high());
    setTickUnit(new NumberTickUnit(step, format(range, step)));
    setLabelFont(Style.font(fontSize));
    setTickLabelFont(Style.font(fontSize * 0.9f));
    setLabelPaint(Style.INK);
    setTickLabelPaint(Style.INK);
    setAxisLinePaint(Style.INK);
    setAxisLineStroke(Style.THIN);
    setTickMarkPaint(Style.INK);
    setTickMarkStroke(Style.THIN);
    setTickMarkOutsideLength(5);
    // On the left, JFreeChart keeps the left inset between mark and label.
    setTickLabelInsets(new RectangleInsets(3, 8, 3, 1));
    setLabelInsets(new RectangleInsets(2, 2, 2, 2));
  }

  /// How numbers of a range are written, at ticks of this step: with powers of ten where they are
  /// very small or very large and four digits tell ticks apart, else with all their digits.
  static NumberFormat format(Range range, double step) {
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    symbols.setMinusSign('\u2212');
    symbols.setExponentSeparator("e");
    double most = Math.max(Math.abs(range.low()), Math.abs(range.high()));
    boolean powers = (step < 1e-5 || most >= 1e7) && step >= 1e-4 * most;
    int digits = (int) Math.clamp(Math.ceil(-Math.log10(step)), 6, 15);
    return new DecimalFormat(powers ? "0.####E0" : "0." + "#".repeat(digits), symbols) {
      @Override
      public StringBuffer format(double value, StringBuffer into, FieldPosition position) {
        // sums of steps miss zero by their rounding
        boolean zero = Math.abs(value) < 1e-6 * step;
        return zero ? into.append('0') : super.format(value, into, position);
      }
    };
  }

  /// Shows another range, with ticks at each `step`.
  public void show(Range range, double step) {
    setRange(range.low(), range.high());
    setTickUnit(new NumberTickUnit(step, format(range, step)));
  }

  @Override
  protected Rectangle2D getLabelEnclosure(Graphics2D graphics, RectangleEdge edge) {
    Rectangle2D room = super.getLabelEnclosure(graphics, edge);
    double gap = edge.equals(RectangleEdge.LEFT) ? GAP : 0;
    return new Rectangle2D.Double(
        room.getX(), room.getY(), room.getWidth() + gap, room.getHeight());
  }

  @Override
  protected AxisState drawLabel(
      String label,
      Graphics2D graphics,
      Rectangle2D plotArea,
      Rectangle2D dataArea,
      RectangleEdge edge,
      AxisState state) {
    if (!edge.equals(RectangleEdge.LEFT)) {
      return super.drawLabel(label, graphics, plotArea, dataArea, edge, state);
    }
    // JFreeChart would turn rotated text into outlines.
    graphics.setFont(getLabelFont());
    graphics.setPaint(getLabelPaint());
    FontMetrics metrics = graphics.getFontMetrics();
    double x = plotArea.getMinX() + getLabelInsets().getLeft() + metrics.getAscent();
    double y = dataArea.getCenterY() + metrics.stringWidth(label) / 2.0;
    AffineTransform upright = graphics.getTransform();
    graphics.rotate(-Math.PI / 2, x, y);
    graphics.drawString(label, (float) x, (float) y);
    graphics.setTransform(upright);
    return state;
  }
}
