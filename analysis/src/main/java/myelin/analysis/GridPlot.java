package myelin.analysis;

import java.awt.Graphics2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.PlotState;
import org.jspecify.annotations.Nullable;

/// Several plots in one figure, in rows of equal cells.
///
/// Made by [Plots#grid]; every setting returns the figure itself, [#save(String)] draws it. Each
/// plot keeps its own title, and is given the size of its cell, so that text in it is small where
/// cells are small.
public final class GridPlot extends Figure<GridPlot> {
  private static final double GAP = 10;

  private final int columns;
  private final List<Figure<?>> cells = new ArrayList<>();

  GridPlot(int columns) {
    if (columns < 1) {
      throw new IllegalArgumentException("there must be at least one column, not " + columns);
    }
    this.columns = columns;
  }

  /// Adds a plot, to the right of the one added before, or in the next row. Its size is set when
  /// the figure is drawn.
  ///
  /// Throws [IllegalArgumentException] if it is a grid.
  public GridPlot add(Figure<?> plot) {
    if (Objects.requireNonNull(plot, "plot") instanceof GridPlot) {
      throw new IllegalArgumentException("a grid cannot be a cell of a grid");
    }
    cells.add(plot);
    return this;
  }

  @Override
  GridPlot self() {
    return this;
  }

  @Override
  Plot plot() {
    int rows = Math.max(1, Math.ceilDiv(cells.size(), columns));
    for (Figure<?> cell : cells) {
      cell.size(side(width(), columns), side(height(), rows));
    }
    return new Cells(cells.stream().map(Figure::chart).toList(), columns, rows);
  }

  /// What cells have of a side of the figure, as far as figures may be so small.
  private static int side(int whole, int parts) {
    return Math.max(LEAST, whole / parts);
  }

  /// Draws charts in rows.
  private static final class Cells extends Plot {
    @Serial private static final long serialVersionUID = 1;

    private final transient List<JFreeChart> charts;
    private final int columns;
    private final int rows;

    Cells(List<JFreeChart> charts, int columns, int rows) {
      this.charts = charts;
      this.columns = columns;
      this.rows = rows;
    }

    @Override
    public String getPlotType() {
      return "grid";
    }

    @Override
    public void draw(
        Graphics2D graphics,
        Rectangle2D area,
        @Nullable Point2D anchor,
        @Nullable PlotState state,
        @Nullable PlotRenderingInfo info) {
      double width = (area.getWidth() + GAP) / columns;
      double height = (area.getHeight() + GAP) / rows;
      for (int i = 0; i < charts.size(); i++) {
        double x = area.getX() + i % columns * width;
        double y = area.getY() + Math.floorDiv(i, columns) * height;
        charts.get(i).draw(graphics, new Rectangle2D.Double(x, y, width - GAP, height - GAP));
      }
    }
  }
}
