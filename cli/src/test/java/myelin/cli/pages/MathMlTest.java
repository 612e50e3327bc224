package myelin.cli.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import myelin.cli.pages.MathMl.Meaning;
import myelin.nestml.parse.Parser;
import myelin.nestml.syntax.Block;
import myelin.nestml.syntax.Equation;
import myelin.nestml.syntax.Expression;
import myelin.nestml.text.Problems;
import myelin.nestml.text.SourceText;
import org.junit.jupiter.api.Test;

class MathMlTest {

  private static final Set<String> LISTS = Set.of("g", "E_rev");
  private static final Set<String> UNITS = Set.of("mV", "ms", "e", "t", "pi");

  private static final String THIN = "<mspace width=\"0.2em\"/>";
  private static final String V = "<msub><mi>V</mi><mtext>m</mtext></msub>";
  private static final String E_L = "<msub><mi>E</mi><mtext>L</mtext></msub>";
  private static final String TAU_M = "<msub><mi>τ</mi><mtext>m</mtext></msub>";

  private static final MathMl MATH =
      new MathMl(n ->
          UNITS.contains(n) ? Meaning.UNIT : LISTS.contains(n) ? Meaning.LIST : Meaning.NUMBER);

  private static Expression read(String expression) {
    String text = "model m:\n    equations:\n        inline x real = " + expression + "\n";
    Problems problems = new Problems(new SourceText("text", text));
    var model = Parser.models(problems).getFirst();
    assertThat(problems.hasErrors()).isFalse();
    Block.Equations equations = (Block.Equations) model.blocks().getFirst();
    return ((Equation.Inline) equations.equations().getFirst()).value();
  }

  private static String math(String expression) {
    return MATH.of(read(expression));
  }

  private static String row(String content) {
    return "<mrow>" + content + "</mrow>";
  }

  @Test
  void aLeakIsAFractionWithItsSignInFront() {
    String above = row(row(V + "<mo>−</mo>" + E_L));
    assertThat(math("-(V_m - E_L) / tau_m"))
        .isEqualTo(row("<mo>−</mo><mfrac>" + above + row(TAU_M) + "</mfrac>"));
  }

  @Test
  void anExponentialIsAPowerWhoseDivisionsAreInALine() {
    String difference = row(V + "<mo>−</mo><msub><mi>V</mi><mtext>th</mtext></msub>");
    String exponent =
        row(
            row("<mo>(</mo>" + difference + "<mo>)</mo>")
                + "<mo>/</mo><msub><mi>Δ</mi><mtext>T</mtext></msub>");
    assertThat(math("exp((V_m - V_th) / Delta_T)"))
        .isEqualTo("<msup><mi>e</mi>" + row(exponent) + "</msup>");
  }

  @Test
  void bracketsStandWhereTheyAreNeededOnly() {
    String sum = row("<mi>a</mi><mo>+</mo><mi>b</mi>");
    assertThat(math("(a * b) + c"))
        .isEqualTo(row(row("<mi>a</mi>" + THIN + "<mi>b</mi>") + "<mo>+</mo><mi>c</mi>"));
    assertThat(math("(a + b) * c"))
        .isEqualTo(row(row("<mo>(</mo>" + sum + "<mo>)</mo>") + THIN + "<mi>c</mi>"));
    assertThat(math("c - (a + b)"))
        .isEqualTo(row("<mi>c</mi><mo>−</mo>" + row("<mo>(</mo>" + sum + "<mo>)</mo>")));
    assertThat(math("(a + b) / c"))
        .isEqualTo("<mfrac>" + row(sum) + row("<mi>c</mi>") + "</mfrac>");
    assertThat(math("(a / b)**2"))
        .isEqualTo(
            "<msup>"
                + row(
                    "<mo>(</mo><mfrac>"
                        + row("<mi>a</mi>")
                        + row("<mi>b</mi>")
                        + "</mfrac><mo>)</mo>")
                + row("<mn>2</mn>")
                + "</msup>");
    assertThat(math("a - -b"))
        .isEqualTo(
            row(
                "<mi>a</mi><mo>−</mo>"
                    + row("<mo>(</mo>" + row("<mo>−</mo><mi>b</mi>") + "<mo>)</mo>")));
  }

  @Test
  void namesHaveSubscriptsAndGreekLetters() {
    assertThat(math("tau_syn_ex")).isEqualTo("<msub><mi>τ</mi><mtext>syn,ex</mtext></msub>");
    assertThat(math("g_ex")).isEqualTo("<msub><mi>g</mi><mtext>ex</mtext></msub>");
    assertThat(math("alpha")).isEqualTo("<mi>α</mi>");
    assertThat(math("lambda_0")).isEqualTo("<msub><mi>λ</mi><mtext>0</mtext></msub>");
    assertThat(math("Kplus")).isEqualTo("<mi>Kplus</mi>");
  }

  @Test
  void numbersHaveUnitsAndPowersOfTen() {
    assertThat(math("-70 mV"))
        .isEqualTo(row("<mo>−</mo>" + row("<mn>70</mn>" + THIN + "<mtext>mV</mtext>")));
    assertThat(math("1e-6"))
        .isEqualTo("<msup><mn>10</mn>" + row("<mo>−</mo><mn>6</mn>") + "</msup>");
    assertThat(math("2.5e3"))
        .isEqualTo(row("<mn>2.5</mn><mo>·</mo><msup><mn>10</mn><mn>3</mn></msup>"));
    assertThat(math("V_m / mV"))
        .isEqualTo("<mfrac>" + row(V) + row("<mtext>mV</mtext>") + "</mfrac>");
    assertThat(math("pi * e")).isEqualTo(row("<mi>π</mi>" + THIN + "<mi>e</mi>"));
  }

  @Test
  void choicesAreCases() {
    assertThat(math("a > 0 ? a : b"))
        .isEqualTo(
            row(
                "<mo fence=\"true\" form=\"prefix\">{</mo><mtable displaystyle=\"true\">"
                    + "<mtr><mtd class=\"left\">"
                    + row("<mi>a</mi>")
                    + "</mtd><mtd class=\"left\">"
                    + row("<mtext>if\u00a0</mtext>" + row("<mi>a</mi><mo>&gt;</mo><mn>0</mn>"))
                    + "</mtd></mtr><mtr><mtd class=\"left\">"
                    + row("<mi>b</mi>")
                    + "</mtd><mtd class=\"left\">"
                    + row("<mtext>otherwise</mtext>")
                    + "</mtd></mtr></mtable>"));
  }

  @Test
  void listsHaveAnIndexAndSumsASign() {
    String g = "<msub><mi>g</mi><mi>k</mi></msub>";
    String reversal = "<msub><mi>E</mi><mrow><mtext>rev,</mtext><mi>k</mi></mrow></msub>";
    String difference = row("<mo>(</mo>" + row(V + "<mo>−</mo>" + reversal) + "<mo>)</mo>");
    assertThat(math("sum(g * (V_m - E_rev))"))
        .isEqualTo(row("<msub><mo>∑</mo><mi>k</mi></msub>" + row(g + THIN + difference)));
  }

  @Test
  void equationsHaveDerivativesOfAnyOrder() {
    String d = "<mi mathvariant=\"normal\">d</mi>";
    assertThat(Notation.derivative("V_m", V, 1))
        .isEqualTo("<mfrac>" + row(d + V) + row(d + "<mi>t</mi>") + "</mfrac>");
    assertThat(Notation.derivative("g", "<mi>g</mi>", 2))
        .isEqualTo(
            "<mfrac>"
                + row("<msup>" + d + "<mn>2</mn></msup><mi>g</mi>")
                + row(d + "<msup><mi>t</mi><mn>2</mn></msup>")
                + "</mfrac>");
    assertThat(MATH.equation("<mi>y</mi>", read("-a / tau_m")))
        .isEqualTo(
            row(
                "<mi>y</mi><mo>=</mo>"
                    + row("<mo>−</mo><mfrac>" + row("<mi>a</mi>") + row(TAU_M) + "</mfrac>")));
  }

  @Test
  void aLongSumGoesOnInTheNextLine() {
    String sum = "abcdefghij + bcdefghijk + cdefghijkl + defghijklm + efghijklmn + fghijklmno";
    String shown = MATH.equation("<mi>y</mi>", read(sum));
    assertThat(shown).startsWith("<mtable").contains("</mtr><mtr><mtd></mtd>");
    assertThat(shown.replaceAll("<[^>]*>", "")).isEqualTo("y=" + sum.replace(" ", ""));
  }
}
