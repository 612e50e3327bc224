package myelin.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class XyPlotTest {
  private static final double[] ONE_TO_FOUR = {1, 2, 3, 4};

  @TempDir private Path folder;

  @Test
  void dotsAreWhereTheirNumbersAre() {
    XyPlot plot = Plots.scatter(new double[] {0, 10, 30}, new double[] {5, 5, 25});
    List<Element> dots = Drawn.elements(plot, "circle");
    double[] x = Drawn.numbers(dots, "cx");
    double[] y = Drawn.numbers(dots, "cy");
    assertThat((x[2] - x[0]) / (x[1] - x[0])).isEqualTo(3, within(1e-3));
    assertThat(y[1]).isEqualTo(y[0]);
    assertThat(y[2]).isLessThan(y[0]);
  }

  /// Powers of ten are evenly spaced on logarithmic axes.
  @Test
  void logarithmicAxesShowPowersEvenly() {
    double[] powers = {0.01, 1, 100};
    XyPlot plot = Plots.scatter(powers, powers).logarithmicX().logarithmicY();
    List<Element> dots = Drawn.elements(plot, "circle");
    double[] x = Drawn.numbers(dots, "cx");
    double[] y = Drawn.numbers(dots, "cy");
    assertThat(x[2] - x[1]).isEqualTo(x[1] - x[0], within(0.02));
    assertThat(y[2] - y[1]).isEqualTo(y[1] - y[0], within(0.02));
    assertThat(Drawn.texts(plot)).contains("0.01", "0.1", "1", "10", "100");
    double[] small = {1e-8, 1e-3};
    assertThat(Drawn.texts(Plots.lines(new double[] {1, 2}, small).logarithmicY()))
        .contains("10⁻⁸", "10⁻³")
        .doesNotContain("0.001");
    double[] near = {1, 30};
    assertThat(Drawn.texts(Plots.lines(near, near).logarithmicX())).contains("2", "5", "20");
  }

  /// Where 1, 2 and 5 times powers of ten are less than two, other ticks have names.
  @Test
  void logarithmicAxesHaveAtLeastTwoNumbers() {
    assertThat(acrossLogarithmic(22, 48)).containsExactly("30", "40");
    assertThat(acrossLogarithmic(300, 450)).containsExactly("300", "400");
    assertThat(acrossLogarithmic(3.1, 4)).containsExactly("3.2", "3.4", "3.6", "3.8", "4");
    assertThat(acrossLogarithmic(3.1e-7, 4e-7)).contains("3.2e\u22127", "4e\u22127");
  }

  private static List<String> acrossLogarithmic(double low, double high) {
    XyPlot plot = Plots.lines(new double[] {low, high}, new double[] {-7001, -7002}).logarithmicX();
    return Drawn.texts(plot).stream().filter(text -> text.matches("[0-9].*")).toList();
  }

  @Test
  void valuesThatHaveNoLogarithmAreRefused() {
    XyPlot plot = Plots.xy().series("gain", ONE_TO_FOUR, new double[] {1, 0, 1, 1}).logarithmicY();
    assertThatIllegalArgumentException()
        .isThrownBy(plot::svg)
        .withMessage(
            "a logarithmic axis has positive values only, but y 1 of gain is 0.0; leave it out, or"
                + " make it NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plots.lines(ONE_TO_FOUR, ONE_TO_FOUR).logarithmicX().between(0, 3).svg())
        .withMessage("a logarithmic axis has positive values only, but x is to be shown from 0.0");
    double[] gap = {1, Double.NaN, 1, 1};
    List<Element> lines = Drawn.lines(Plots.lines(ONE_TO_FOUR, gap).logarithmicY());
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().getAttribute("d")).matches("M[-0-9. ]+L[-0-9. ]+");
  }

  @Test
  void seriesAreNamedInColoursOfTheirOwn() {
    XyPlot plot =
        Plots.xy()
            .series("theory", ONE_TO_FOUR, ONE_TO_FOUR)
            .dots("measured", ONE_TO_FOUR, ONE_TO_FOUR)
            .dashed("limit", ONE_TO_FOUR, ONE_TO_FOUR)
            .over("Current", "pA")
            .label("Rate", "spikes/s")
            .title("Gain");
    assertThat(Drawn.texts(plot))
        .contains("theory", "measured", "limit", "Current (pA)", "Rate (spikes/s)", "Gain");
    // four dots, and that of the legend
    assertThat(Drawn.elements(plot, "circle")).hasSize(5);
    assertThat(plot.svg())
        .contains("rgb(0,114,178)", "rgb(213,94,0)", "rgb(0,158,115)", "stroke-dasharray");
  }

  /// A circle goes forth and back: x need not be ascending.
  @Test
  void linesGoAnywhereAndHaveGaps() {
    double[] x = {0, 1, 0, -1, Double.NaN, 0, 2};
    double[] y = {1, 0, -1, 0, 0, 2, 2};
    String d = Drawn.lines(Plots.lines(x, y)).getFirst().getAttribute("d");
    assertThat(d.chars().filter(c -> c == 'M').count()).isEqualTo(2);
    assertThat(d.chars().filter(c -> c == 'L').count()).isEqualTo(4);
  }

  /// A line of one point, and a point between gaps, is a dot.
  @Test
  void pointsWithoutNeighboursAreDots() {
    double[] one = {3};
    assertThat(Drawn.elements(Plots.lines(one, one), "circle")).hasSize(1);
    assertThat(Drawn.elements(Plots.xy().dashed("", one, one), "circle")).hasSize(1);
    double[] gaps = {1, 2, Double.NaN, 4, Double.NaN};
    double[] x = {1, 2, 3, 4, 5};
    assertThat(Drawn.elements(Plots.lines(x, gaps), "circle")).hasSize(1);
    assertThat(Drawn.elements(Plots.lines(x, gaps).between(0, 3), "circle")).isEmpty();
    assertThat(Drawn.elements(Plots.lines(ONE_TO_FOUR, ONE_TO_FOUR), "circle")).isEmpty();
  }

  /// Names that take all of the width leave nothing to draw in.
  @Test
  void sizesWithoutRoomForDataAreRefused() {
    XyPlot plot = Plots.xy().series("n".repeat(115), ONE_TO_FOUR, ONE_TO_FOUR).size(300, 300);
    String message =
        "the plot has 300 by 300 units, which leave no room beside its numbers, names and labels;"
            + " set a larger size, or shorter names";
    assertThatIllegalArgumentException().isThrownBy(plot::svg).withMessage(message);
    assertThatIllegalArgumentException().isThrownBy(() -> plot.picture(1)).withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.save(folder.resolve("plot.pdf")))
        .withMessage(message);
    assertThat(folder.resolve("plot.pdf")).doesNotExist();
    assertThat(Drawn.lines(plot.size(1500, 300))).hasSize(1);
  }

  @Test
  void errorsReachAsFarAsTheySay() {
    double[] two = {1, 2};
    XyPlot plot =
        Plots.xy().dots("", two, new double[] {10, 10}, new double[] {2, 0}).valuesBetween(0, 20);
    double[] ends =
        Drawn.elements(plot, "line").stream()
            .filter(e -> e.getAttribute("x1").equals(e.getAttribute("x2")))
            .mapToDouble(e ->
                Math.abs(
                    Double.parseDouble(e.getAttribute("y1"))
                        - Double.parseDouble(e.getAttribute("y2"))))
            .sorted()
            .toArray();
    // the axis is 20 high, its bar 4; ticks are shorter
    double axis = ends[ends.length - 1];
    assertThat(Arrays.stream(ends).filter(length -> Math.abs(length - axis / 5) < 0.02)).hasSize(1);
    // without the interval all of it is shown
    XyPlot whole = Plots.xy().dots("", two, new double[] {10, 10}, new double[] {30, Double.NaN});
    assertThat(Drawn.texts(whole)).contains("40", "\u221220");
  }

  @Test
  void manyDotsAreAnImage() {
    Random random = new Random(1);
    double[] x = random.doubles(20_001).toArray();
    assertThat(Drawn.elements(Plots.scatter(x, x), "image")).hasSize(1);
    assertThat(Drawn.elements(Plots.scatter(ONE_TO_FOUR, ONE_TO_FOUR), "image")).isEmpty();
  }

  @Test
  void dotsOutsideAreNotShown() {
    XyPlot plot = Plots.scatter(ONE_TO_FOUR, ONE_TO_FOUR).between(1.5, 3.5);
    assertThat(Drawn.elements(plot, "circle")).hasSize(2);
    assertThat(Drawn.elements(plot.valuesBetween(2.5, 9), "circle")).hasSize(1);
  }

  @Test
  void nothingAndOneAndAnyMagnitudeAreShown() {
    assertThat(Drawn.texts(Plots.xy())).contains("no values", "x", "y");
    double[] none = {Double.NaN};
    assertThat(Drawn.texts(Plots.scatter(none, none))).contains("no values");
    assertThat(Drawn.elements(Plots.scatter(new double[] {3}, new double[] {0}), "circle"))
        .hasSize(1);
    double[] tiny = {1e-9, 2e-9, 3e-9};
    double[] huge = {1e9, 2e9, 3e9};
    assertThat(Drawn.texts(Plots.lines(tiny, huge))).contains("2e\u22129", "2e9");
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    XyPlot plot = Plots.xy();
    double[] two = {1, 2};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.series("", ONE_TO_FOUR, two))
        .withMessage("x and y must be equally long, but there are 4 x and 2 y");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.dots("", two, new double[] {1, Double.NEGATIVE_INFINITY}))
        .withMessage("y must not be infinite, but y 1 is -Infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.dots("", two, two, new double[] {1}))
        .withMessage("there must be an error for each of 2 values, but there are 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.dots("", two, two, new double[] {1, -1}))
        .withMessage("errors must be finite and not negative, but error 1 is -1.0");
    assertThatNullPointerException()
        .isThrownBy(() -> plot.dots("a", two, null, two))
        .withMessage("y");
    assertThatNullPointerException().isThrownBy(() -> plot.over("a", null)).withMessage("unit");
    assertThatIllegalArgumentException().isThrownBy(() -> plot.between(1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> plot.valuesBetween(1, Double.NaN));
    assertThat(Drawn.texts(plot)).contains("no values");
  }
}
