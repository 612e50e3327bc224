package myelin.cli.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import myelin.analysis.Plots;
import myelin.analysis.TracePlot;
import myelin.cli.pictures.Scene.Trace;
import myelin.engine.base.Unit;
import myelin.engine.declare.Recordable;

/// Draws traces, with the spikes as marks above.
final class Drawing {

  private static final String BREAK_SPACE = "\u2009";

  /// An error that is not seen, in terms of the height of the plot.
  private static final double SMALL = 5e-4;

  private record Named(String name, Trace trace) {}

  private final List<Named> all = new ArrayList<>();
  private final String label;

  /// Traces of a quantity.
  Drawing(Recordable quantity) {
    this(label(quantity));
  }

  /// Traces on an axis with this label.
  Drawing(String label) {
    this.label = label;
  }

  /// A quantity with its unit.
  static String label(Recordable quantity) {
    return quantity.unit() == Unit.NONE
        ? quantity.name()
        : quantity.name() + " (" + quantity.unit().symbol() + ")";
  }

  /// A number with a unit, which may be empty.
  static String amount(double number, String unit) {
    boolean whole = number == Math.rint(number);
    String shown =
        whole
            ? String.valueOf((long) number)
            : String.format(Locale.ROOT, "%.4f", number).replaceAll("0+$", "");
    return (unit.isEmpty() ? shown : shown + BREAK_SPACE + unit).replace('-', '−');
  }

  /// Adds a trace.
  Drawing add(String name, Trace trace) {
    all.add(new Named(name, trace));
    return this;
  }

  /// Number of traces.
  int size() {
    return all.size();
  }

  /// Whether there is something to see: a value that changes, or a spike.
  boolean isWorthwhile() {
    return all.stream().anyMatch(n -> n.trace.spikes().length > 0 || span(n.trace) > 1e-9);
  }

  private static double span(Trace t) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double v : t.values()) {
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
    return high - low;
  }

  /// The plot.
  TracePlot plot() {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Named n : all) {
      for (double v : n.trace.values()) {
        low = Math.min(low, v);
        high = Math.max(high, v);
      }
    }
    double range = high > low ? high - low : 1;
    TracePlot plot = Plots.traces().label(label).size(Picture.WIDTH, Picture.HEIGHT);
    int rows = 0;
    for (Named n : all) {
      double from = high + (0.06 + 0.1 * rows) * range;
      if (n.trace.spikes().length > 0) rows++;
      marked(plot, n, from, from + 0.06 * range, range * SMALL);
    }
    return plot;
  }

  /// Adds a trace with marks from one value to another where it has spikes. A mark is a piece of
  /// the series of its own.
  private static void marked(TracePlot plot, Named n, double from, double to, double small) {
    Points points = new Points(small);
    int next = 0;
    double[] spikes = n.trace.spikes();
    double[] times = n.trace.times();
    double[] values = n.trace.values();
    for (int k = 0; k < times.length; k++) {
      for (; next < spikes.length && spikes[next] <= times[k]; next++) {
        double t = k == 0 ? times[0] : Math.max(spikes[next], times[k - 1]);
        points.gap(t);
        points.corner(t, from);
        points.corner(t, to);
        points.gap(t);
        if (k > 0) points.corner(t, values[k - 1]);
      }
      points.add(times[k], values[k]);
    }
    points.end();
    plot.series(n.name, points.times(), points.values());
  }
}
