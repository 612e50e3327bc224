package myelin.analysis.draw;

import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;

/// Data drawn into a plot all at once, instead of item by item as JFreeChart's renderers do.
///
/// The clip is lifted, so that marks on the border are drawn in full; painters stay inside the
/// field or go beside it on purpose.
@SuppressWarnings("serial")
public final class Layer extends AbstractXYAnnotation {
  /// What is drawn.
  @FunctionalInterface
  public interface Painter {
    /// Draws into a field.
    void paint(Graphics2D graphics, Field field);
  }

  private final Painter painter;

  /// A layer that `painter` draws.
  public Layer(Painter painter) {
    this.painter = painter;
  }

  @Override
  public void draw(
      Graphics2D graphics,
      XYPlot plot,
      Rectangle2D area,
      ValueAxis across,
      ValueAxis up,
      int rendererIndex,
      PlotRenderingInfo info) {
    Shape clip = graphics.getClip();
    graphics.setClip(null);
    painter.paint(
        graphics,
        new Field(
            area,
            new Range(across.getLowerBound(), across.getUpperBound()),
            new Range(up.getLowerBound(), up.getUpperBound())));
    graphics.setClip(clip);
  }
}
