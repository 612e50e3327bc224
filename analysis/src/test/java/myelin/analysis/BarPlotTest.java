package myelin.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class BarPlotTest {

  /// The filled bars; the first rectangle is the background, and each bar has an outline, too.
  private static List<Element> bars(BarPlot plot) {
    return Drawn.elements(plot, "rect").stream()
        .filter(e -> e.getAttribute("stroke").equals("none"))
        .filter(e -> !e.getAttribute("width").equals("1000"))
        .toList();
  }

  @Test
  void barsAreAsHighAsTheirValues() {
    List<Element> bars = bars(Plots.bars("a", "b", "c").series("", 1, 2, 4));
    double[] heights = Drawn.numbers(bars, "height");
    assertThat(heights).hasSize(3);
    assertThat(heights[1] / heights[0]).isEqualTo(2, within(0.01));
    assertThat(heights[2] / heights[0]).isEqualTo(4, within(0.01));
    double[] left = Drawn.numbers(bars, "x");
    assertThat(left[2] - left[1]).isEqualTo(left[1] - left[0], within(0.02));
  }

  @Test
  void barsBelowZeroHangFromIt() {
    List<Element> bars = bars(Plots.bars("a", "b").series("", 3, -3));
    double[] top = Drawn.numbers(bars, "y");
    double[] heights = Drawn.numbers(bars, "height");
    assertThat(heights[0]).isEqualTo(heights[1], within(0.02));
    assertThat(top[0] + heights[0]).isEqualTo(top[1], within(0.02));
  }

  @Test
  void seriesStandSideBySide() {
    BarPlot plot =
        Plots.bars("E", "I")
            .series("before", 1, 2)
            .series("after", new double[] {2, Double.NaN}, new double[] {0.5, 0.5})
            .over("Population")
            .label("Rate", "spikes/s");
    List<Element> bars = bars(plot);
    double[] left = Drawn.numbers(bars.subList(0, 3), "x");
    double width = Drawn.numbers(bars, "width")[0];
    // before E, before I, after E
    assertThat(left[2] - left[0]).isEqualTo(width, within(0.02));
    assertThat(Drawn.texts(plot))
        .contains("E", "I", "before", "after", "Population", "Rate (spikes/s)");
    assertThat(plot.svg()).contains("rgb(0,114,178)", "rgb(213,94,0)");
  }

  /// An error of half the value: its line is as long as the bar is high.
  @Test
  void errorsReachUpAndDown() {
    BarPlot plot = Plots.bars("a").series("", new double[] {4}, new double[] {2});
    double height = Drawn.numbers(bars(plot), "height")[0];
    assertThat(Drawn.elements(plot, "line"))
        .anySatisfy(e -> {
          assertThat(e.getAttribute("x1")).isEqualTo(e.getAttribute("x2"));
          double length =
              Double.parseDouble(e.getAttribute("y1")) - Double.parseDouble(e.getAttribute("y2"));
          assertThat(length).isEqualTo(height, within(0.02));
        });
    // values and errors are shown: 6, and a little more
    assertThat(Drawn.texts(plot)).contains("6").doesNotContain("7");
  }

  @Test
  void wideNamesAreUpright() {
    String name = "a population of a very long name";
    // where there is room for the name, it takes no more of the height than a short one
    assertThat(Drawn.numbers(bars(Plots.bars(name, "b").series("", 1, 2)), "height"))
        .isEqualTo(Drawn.numbers(bars(Plots.bars("a", "b").series("", 1, 2)), "height"));
    BarPlot narrow = Plots.bars(name, "b", "c", "d", "e").series("", 1, 2, 3, 4, 5).size(500, 500);
    List<Element> bars = bars(narrow);
    List<Element> wide = bars(Plots.bars("a", "b").series("", 4, 5).size(500, 500));
    // upright names take of the height
    double high = Drawn.numbers(bars, "height")[4];
    assertThat(high).isLessThan(0.7 * Drawn.numbers(wide, "height")[1]);
  }

  @Test
  void nothingIsSaidToBeNothing() {
    assertThat(Drawn.texts(Plots.bars("a"))).contains("no values", "a", "Value");
    assertThat(Drawn.texts(Plots.bars("a").series("", Double.NaN))).contains("no values");
  }

  /// Bars from zero that end below the values shown are below the field, and clipped.
  @Test
  void barsBelowTheValuesShownAreNotSeen() {
    BarPlot plot = Plots.bars("a", "b").series("", 0, 1).valuesBetween(2, 3);
    double bottom =
        Drawn.elements(plot, "line").stream()
            .filter(line -> line.getAttribute("x1").equals(line.getAttribute("x2")))
            .mapToDouble(line -> Double.parseDouble(line.getAttribute("y2")))
            .max()
            .orElseThrow();
    assertThat(Drawn.numbers(bars(plot), "y"))
        .containsExactly(new double[] {bottom, bottom}, within(1.0));
  }

  /// Of 200 names, so many are written that they do not overlap.
  @Test
  void namesThatCannotBeReadAreLeftOut() {
    String[] names = new String[200];
    Arrays.setAll(names, i -> "n" + i);
    double[] values = new double[200];
    Arrays.setAll(values, i -> i);
    BarPlot many = Plots.bars(names).series("", values);
    BarPlot few = Plots.bars(Arrays.copyOf(names, 50)).series("", Arrays.copyOf(values, 50));
    assertThat(upright(few)).isEqualTo(50);
    assertThat(upright(many)).isBetween(30L, 67L);
  }

  /// How many names are upright: these are outlines, with the curves of their letters.
  private static long upright(BarPlot plot) {
    return Drawn.elements(plot, "path").stream()
        .filter(e -> e.getAttribute("d").contains("Q"))
        .count();
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    BarPlot plot = Plots.bars("a", "b");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plots.bars())
        .withMessage("there must be at least one name, with a bar for each");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.series("", 1))
        .withMessage("there must be a value for each of 2 names, but there are 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.series("", 1, Double.POSITIVE_INFINITY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.series("", new double[] {1, 2}, new double[] {1, -2}));
    assertThatIllegalArgumentException().isThrownBy(() -> plot.valuesBetween(1, 0));
    assertThat(Drawn.texts(plot)).contains("no values");
  }
}
