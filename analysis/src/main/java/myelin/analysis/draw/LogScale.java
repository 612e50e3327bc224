package myelin.analysis.draw;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/// A logarithmic axis: its range and what is drawn are decimal logarithms, its ticks say the
/// values.
///
/// Powers of ten are named, or every second or further one where there are many; where there are
/// few, twice and five times these, too. Between them are ticks without names. Where these would
/// not be two names, all ticks have names, and if there are not two ticks either, those of an axis
/// that is not logarithmic.
@SuppressWarnings("serial")
public final class LogScale extends Scale {
  private static final int MOST_NAMED = 8;
  private static final double FEW = 2;
  private static final int PARTS = 6;

  /// Numbers are written out if none has more zeros, else as powers of ten.
  private static final int LONGEST = 4;

  private static final String[] SUPERSCRIPTS = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};

  /// An axis with this label and text of this size.
  ///
  /// @param range decimal logarithms of the ends
  public LogScale(String label, Range range, float fontSize) {
    super(label, range, 1, fontSize);
    setMinorTickMarksVisible(true);
    setMinorTickMarkOutsideLength(2.5f);
  }

  @Override
  protected List<NumberTick> refreshTicksHorizontal(
      Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
    return ticks(TextAnchor.TOP_CENTER);
  }

  @Override
  protected List<NumberTick> refreshTicksVertical(
      Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
    return ticks(TextAnchor.CENTER_RIGHT);
  }

  private List<NumberTick> ticks(TextAnchor anchor) {
    List<NumberTick> ticks = powers(anchor, false);
    if (!areNamed(ticks)) {
      ticks = powers(anchor, true);
    }
    return areNamed(ticks) ? ticks : steps(anchor);
  }

  /// Whether at least two of them have a name, so that others can be told.
  private static boolean areNamed(List<NumberTick> ticks) {
    return ticks.stream().filter(tick -> tick.getTickType() == TickType.MAJOR).count() > 1;
  }

  /// Digits times powers of ten.
  private List<NumberTick> powers(TextAnchor anchor, boolean all) {
    double low = getLowerBound() - 1e-9;
    double high = getUpperBound() + 1e-9;
    int every = Math.max(1, (int) Math.ceil((high - low) / MOST_NAMED));
    boolean few = high - low < FEW;
    boolean out = low > -LONGEST && high < LONGEST + 1;
    List<NumberTick> ticks = new ArrayList<>();
    for (int power = (int) Math.floor(low); power <= high; power++) {
      for (int k = 1; k < 10; k++) {
        double at = power + Math.log10(k);
        if (at < low || at > high) {
          continue;
        }
        boolean named =
            k == 1 ? Math.floorMod(power, every) == 0 : all || (few && (k == 2 || k == 5));
        if (named || every == 1 || k == 1) {
          TickType type = named ? TickType.MAJOR : TickType.MINOR;
          ticks.add(new NumberTick(type, at, named ? text(k, power, out) : "", anchor, anchor, 0));
        }
      }
    }
    return ticks;
  }

  /// Evenly spaced values.
  private List<NumberTick> steps(TextAnchor anchor) {
    Range values = new Range(Math.pow(10, getLowerBound()), Math.pow(10, getUpperBound()));
    double step = values.step(PARTS);
    NumberFormat format = format(values, step);
    List<NumberTick> ticks = new ArrayList<>();
    double first = Math.ceil(values.low() / step - 1e-9) * step;
    for (int i = 0; i <= PARTS && first + i * step <= values.high() + 1e-9 * step; i++) {
      String text = format.format(first + i * step);
      double at = Math.log10(first + i * step);
      ticks.add(new NumberTick(TickType.MAJOR, at, text, anchor, anchor, 0));
    }
    return ticks;
  }

  /// A digit times a power of ten, written out if so wanted.
  static String text(int digit, int power, boolean out) {
    if (out) {
      return power < 0 ? "0." + "0".repeat(-power - 1) + digit : digit + "0".repeat(power);
    }
    StringBuilder text = new StringBuilder(digit == 1 ? "10" : digit + "·10");
    text.append(power < 0 ? "⁻" : "");
    String digits = Integer.toString(Math.abs(power));
    for (int i = 0; i < digits.length(); i++) {
      text.append(SUPERSCRIPTS[digits.charAt(i) - '0']);
    }
    return text.toString();
  }
}
