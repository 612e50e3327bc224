package myelin.analysis;

import java.awt.Graphics2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import myelin.analysis.draw.Fit;
import myelin.analysis.draw.SharedAxis;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.PlotState;
import org.jfree.chart.plot.XYPlot;
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
  private boolean shared;

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

  /// Gives plots above each other one horizontal axis: all show what any of them would show, their
  /// fields begin and end at the same places, and the lowest alone has numbers and a label.
  ///
  /// ```java
  /// Plots.grid(1).add(Plots.raster(spikes)).add(Plots.trace(times, values)).sharedX().save("both.png");
  /// ```
  ///
  /// [#save] throws an [IllegalArgumentException] if a plot has no axis to share, as maps, bars and
  /// matrices have none, or if axes above each other differ in their labels, or some of them are
  /// logarithmic and others not.
  public GridPlot sharedX() {
    shared = true;
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
    List<JFreeChart> charts = cells.stream().map(Figure::chart).toList();
    double labels = 0;
    for (int column = 0; shared && column < Math.min(columns, charts.size()); column++) {
      List<XYPlot> above = new ArrayList<>();
      List<Integer> numbers = new ArrayList<>();
      for (int i = column; i < charts.size(); i += columns) {
        require(cells.get(i), i);
        above.add(charts.get(i).getXYPlot());
        numbers.add(i);
      }
      labels = Math.max(labels, SharedAxis.share(above, numbers));
    }
    return new Cells(charts, columns, rows, labels);
  }

  private static void require(Figure<?> cell, int number) {
    if (cell instanceof MapPlot || cell instanceof BarPlot || cell instanceof MatrixPlot) {
      throw new IllegalArgumentException(
          "plot "
              + number
              + " of the grid (the first is plot 0) has no horizontal axis to share; maps, bars and"
              + " matrices belong in a grid without a shared one");
    }
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

    /// How much higher the lowest row is, for labels that the others do without.
    private final double more;

    Cells(List<JFreeChart> charts, int columns, int rows, double more) {
      this.charts = charts;
      this.columns = columns;
      this.rows = rows;
      this.more = more;
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
      double height = (area.getHeight() + GAP - more) / rows;
      if (info != null) {
        info.setDataArea(area);
      }
      for (int i = 0; i < charts.size(); i++) {
        double x = area.getX() + i % columns * width;
        int row = Math.floorDiv(i, columns);
        double high = row + 1 == rows ? height + more : height;
        Rectangle2D cell =
            new Rectangle2D.Double(x, area.getY() + row * height, width - GAP, high - GAP);
        Fit.draw(charts.get(i), "plot " + i + " of the grid (the first is plot 0)", graphics, cell);
      }
    }
  }
}
