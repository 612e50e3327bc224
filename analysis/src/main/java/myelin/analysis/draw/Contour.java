package myelin.analysis.draw;

import java.awt.geom.Path2D;
import java.util.function.DoubleBinaryOperator;

/// The lines on which a function of two coordinates has a value: it is looked at in the corners of
/// small squares, and each square that has corners on both sides is crossed by straight lines
/// (marching squares).
public final class Contour {
  private static final int FINE = 400;

  private Contour() {}

  /// The lines within a field.
  public static Path2D of(DoubleBinaryOperator function, double level, Field field) {
    double[][] above = new double[FINE + 1][FINE + 1];
    for (int i = 0; i <= FINE; i++) {
      for (int j = 0; j <= FINE; j++) {
        above[i][j] = function.applyAsDouble(at(field.across(), i), at(field.up(), j)) - level;
      }
    }
    Path2D.Double lines = new Path2D.Double();
    for (int i = 0; i < FINE; i++) {
      for (int j = 0; j < FINE; j++) {
        cross(above, i, j, field, lines);
      }
    }
    return lines;
  }

  private static double at(Range range, double i) {
    return range.low() + range.span() * i / FINE;
  }

  /// Corners of a square, one after the other around it.
  private static final int[] RIGHT = {0, 1, 1, 0};

  private static final int[] UP = {0, 0, 1, 1};

  private static void cross(double[][] above, int i, int j, Field field, Path2D lines) {
    boolean drawing = false;
    for (int k = 0; k < 4; k++) {
      int next = (k + 1) % 4;
      double a = above[i + RIGHT[k]][j + UP[k]];
      double b = above[i + RIGHT[next]][j + UP[next]];
      if ((a > 0) == (b > 0)) {
        continue;
      }
      double part = a / (a - b);
      double x = field.x(at(field.across(), i + RIGHT[k] + part * (RIGHT[next] - RIGHT[k])));
      double y = field.y(at(field.up(), j + UP[k] + part * (UP[next] - UP[k])));
      if (drawing) {
        lines.lineTo(x, y);
      } else {
        lines.moveTo(x, y);
      }
      drawing = !drawing;
    }
  }
}
