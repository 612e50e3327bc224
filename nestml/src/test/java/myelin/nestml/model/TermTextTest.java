package myelin.nestml.model;

import static org.assertj.core.api.Assertions.assertThat;

import myelin.nestml.check.Checker;
import myelin.nestml.text.SourceText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Terms as text: no bracket is superfluous, and none is missing, as the text is read as the same
/// term again.
class TermTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          (a + b) * c ; (a + b) * c
          a + (b * c) ; a + b * c
          (a - b) - c ; a - b - c
          a - (b - c) ; a - (b - c)
          a / (b * c) ; a / (b * c)
          (a / b) / c ; a / b / c
          -(a + b) ; -(a + b)
          -(a**2) ; -a**2
          (-a)**2 ; (-a)**2
          (-5)**2 ; (-5)**2
          a - -5 ; a - -5
          (a**b)**c ; (a**b)**c
          a**(b**c) ; a**b**c
          a**-b ; a**(-b)
          not (a > b) ; not a > b
          not (not (a > b)) ; not not a > b
          (a > 0 and b > 0) or c > 0 ; a > 0 and b > 0 or c > 0
          a > 0 and (b > 0 or c > 0) ; a > 0 and (b > 0 or c > 0)
          (a > b) == (b > c) ; a > b == (b > c)
          (a > 0 ? a : b) * 2 ; (a > 0 ? a : b) * 2
          a > 0 ? a : (b > 0 ? b : c) ; a > 0 ? a : b > 0 ? b : c
          (a > b ? a > c : b > c) ? 1 : 2 ; (a > b ? a > c : b > c) ? 1 : 2
          max(a, b + c) ; max(a, b + c)
          f((a)) * 2 ; f(a) * 2
          v[(i)] + v[1] ; v[i] + v[1]
          V * V' ; V * V'
          3 * (2 mV) ; 3 * 2 mV
          (2 mV)**2 ; (2 mV)**2
          a * e + pi ; a * e + pi
          0.5 + 10000000.0 * a ; 0.5 + 1.0E7 * a
          (i & j) | 3 ; i & j | 3
          i & (j | 3) ; i & (j | 3)
          i << (j + 1) ; i << j + 1
          ~(i + j) % 2 ; ~(i + j) % 2
          i // (j * 2) ; i // (j * 2)
          convolve(K, spikes) + convolve(K, more[1]) ; convolve(K, spikes) + convolve(K, more[1])
          true or a > b ; true or a > b
          inf > a ; Infinity > a
          """)
  void bracketsAreThoseThatAreNeeded(String written, String expected) {
    Term term = term(written);
    String text = TermText.of(term);
    assertThat(text).isEqualTo(expected);
    if (!text.contains("Infinity")) assertThat(term(text)).isEqualTo(term);
  }

  private static Term term(String expression) {
    String text =
        """
        model x:
          state:
            a, b, c real = 0
            i, j integer = 0
            v[3] real = 0
            V mV = 0 mV
            V' mV/ms = 0 mV/ms
          equations:
            kernel K = exp(-t / ms)
            V'' = -V / ms**2
          input:
            spikes <- spike
            more[2] <- spike
          function f(r real) real:
            return r
          update:
            integrate_odes()
            print(EXPRESSION)
        """
            .replace("EXPRESSION", expression);
    Model model = Checker.models(new SourceText("x", text)).getFirst();
    return ((Action.Print) model.update().getLast()).parts().getFirst();
  }

  /// The canonical unit of a parameter that is declared in some unit.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          V ; mV
          s ; ms
          uS ; nS
          nF ; pF
          MOhm ; GOhm
          mM ; uM
          pC ; fC
          Hz ; 1/ms
          mV/ms ; mV/ms
          1/ms**2 ; 1/ms**2
          mV**0.5 ; mV**(1/2)
          mV**(2/3) ; mV**(2/3)
          1/(mV*ms) ; 1/(ms*mV)
          pA*m*K ; pA*um*K
          mol/cd ; zmol/cd
          rad ; 1
          """)
  void unitsAreCanonical(String written, String canonical) {
    String text = "model x:\n  parameters:\n    p " + written + " = inf\n";
    Model model = Checker.models(new SourceText("x", text)).getFirst();
    assertThat(model.variable("p").symbol().type().dimension().unit()).isEqualTo(canonical);
    assertThat(model.variable("p").unit()).isEqualTo(written);
  }
}
