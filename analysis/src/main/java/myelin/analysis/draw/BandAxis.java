package myelin.analysis.draw;

import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/// An axis with names in place of numbers. On a vertical one each is beside its band or as near as
/// the others allow, on a horizontal one below it; there, of names that are too many to be read,
/// every second or further one is left out.
@SuppressWarnings("serial")
public final class BandAxis extends Scale {
  private static final double TICK = 5;

  /// A name and the values on the axis that it stands for.
  public record Band(String name, double low, double high) {
    /// The value halfway.
    public double middle() {
      return (low + high) / 2;
    }
  }

  private static final double APART = 8;

  private final List<Band> bands;

  /// A vertical axis; the bands are in order from the top.
  public BandAxis(List<Band> bands, Range range, float fontSize) {
    this("", bands, range, fontSize);
  }

  /// An axis with a label; the bands are in order from the top or from the left.
  public BandAxis(String label, List<Band> bands, Range range, float fontSize) {
    super(label, range, 1, fontSize);
    this.bands = List.copyOf(bands);
    setTickMarksVisible(false);
  }

  /// Turns the names of a horizontal axis upright if one is wider than its band on an axis of this
  /// length.
  public void fit(double length) {
    FontRenderContext context = new FontRenderContext(null, true, true);
    double unit = length / getRange().getLength();
    setVerticalTickLabels(
        bands.stream()
            .anyMatch(band ->
                getTickLabelFont().getStringBounds(band.name(), context).getWidth() + APART
                    > unit * (band.high() - band.low())));
  }

  @Override
  protected List<NumberTick> refreshTicksHorizontal(
      Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
    boolean upright = isVerticalTickLabels();
    TextAnchor anchor = upright ? TextAnchor.CENTER_RIGHT : TextAnchor.TOP_CENTER;
    double angle = upright ? -Math.PI / 2 : 0;
    double room = area.getWidth() / Math.max(1, bands.size());
    int every = upright ? (int) Math.ceil(getTickLabelFont().getSize2D() * 1.1 / room) : 1;
    List<NumberTick> ticks = new ArrayList<>();
    for (int i = 0; i < bands.size(); i += every) {
      Band band = bands.get(i);
      ticks.add(new NumberTick(band.middle(), band.name(), anchor, anchor, angle));
    }
    return ticks;
  }

  @Override
  protected List<NumberTick> refreshTicksVertical(
      Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
    Field field = new Field(area, new Range(0, 1), new Range(getLowerBound(), getUpperBound()));
    double[] places =
        SideLabels.spread(
            bands.stream().mapToDouble(band -> field.y(band.middle())).toArray(),
            getTickLabelFont().getSize2D() * 1.1);
    List<NumberTick> ticks = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      double value = java2DToValue(places[i], area, edge);
      String name = bands.get(i).name();
      ticks.add(new NumberTick(value, name, TextAnchor.CENTER_RIGHT, TextAnchor.CENTER_RIGHT, 0));
    }
    return ticks;
  }

  /// Draws a tick wherever a band begins or ends.
  public void edges(Graphics2D graphics, Field field) {
    graphics.setColor(Style.INK);
    graphics.setStroke(Style.THIN);
    double x = field.area().getMinX();
    for (Band band : bands) {
      double[] ends = {field.y(band.low()), field.y(band.high())};
      for (double y : ends) {
        graphics.draw(new Line2D.Double(x - TICK, y, x, y));
      }
    }
  }
}
