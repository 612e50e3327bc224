package myelin.nestml.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import myelin.nestml.Texts;
import myelin.nestml.model.Model;
import myelin.nestml.model.Term;
import myelin.nestml.text.Problem;
import myelin.nestml.text.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class CheckerTest {

  static final List<String> NAMES = Texts.ALL;

  @ParameterizedTest
  @FieldSource("NAMES")
  void textsOfModelsAreFine(String name) {
    List<Problem> problems = Checker.problems(Texts.of(name));
    assertThat(problems).filteredOn(Problem::isError).isEmpty();
    assertThat(Checker.models(Texts.of(name)).getFirst().name()).isEqualTo(name);
  }

  /// A line of the model below, and the message about it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          V_m = 1 ms | 'V_m' is in mV, but this is in ms, which measures something else
          V_m = 3.0 | 'V_m' is in mV, but this has no unit
          V_m = 1 mv | 'mv' is not a unit; did you mean mV or V or m?
          V_m = 1 mV + 1 ms | '+' joins values in mV and in ms, which measure different things
          V_m = V_n | 'V_n' is not declared; did you mean V_m or v?
          V_m = abss(V_m) | there is no function 'abss'; did you mean abs?
          V_m = min(V_m) | 'min' takes 2 arguments, but is given 1
          V_m = V_m(3) | 'V_m' is a variable, not a function; in an equation, V_m(t - d) is its value a time d ago
          x = 0 < x < 1 | '<' cannot join boolean and integer; compare twice and join with 'and': 0 < x and x < 1
          x = 2 ** (1 mV) | an exponent must have no unit, but this one is in mV
          x = (1 mV) ** x | the exponent of a value with a unit (mV) must be a constant number
          x = 7 % 2.5 | '%' cannot join integer and real
          x = 7 % 0 | '%' divides by 0, which has no value
          x = 7 // 0 | '//' divides by 0, which has no value
          x = not x | 'not' cannot be applied to a value of type real
          x = v | 'x' is a single value, but this is a vector of size 3; sum(...) adds up the elements
          x = v[3] | 'v' has 3 elements, counted from 0; there is no element 3
          x = v[1.5] | an index must be an integer, counted from 0, but this is real
          x = x[0] | 'x' is not a vector and has no elements
          x = kern | the kernel 'kern' can be used only in convolve(kern, PORT)
          x = convolve(x, spikes) | the first argument of convolve() must be a kernel
          p = 2 | 'p' cannot be assigned to: it is a parameter, which only users set
          q = 2 | 'q' cannot be assigned to: it is one of the internals, which follow from parameters
          spikes = 2 | 'spikes' cannot be assigned to: it is an input
          current = 2 pA | 'current' cannot be assigned to: it is an input
          twice = 2 | 'twice' cannot be assigned to: it is a name for an expression
          x = f(2, 3) | 'f' takes 1 argument, but is given 2
          x = f(2 mV, 3) | 'f' takes 1 argument, but is given 2
          emit_spike(1, 2, 3) | 'emit_spike' takes at most two arguments, strength and offset
          integrate_odes(x) | 'x' has no equation to integrate
          integrate_odes(V_m') | 'integrate_odes' takes names of state variables, without primes and indices
          return 3 | no value can be returned here: no type is declared for it
          for j in 0 ... 3 step 1:@      x = 1 | 'j' is not declared; declare it before the loop: j integer
          if x:@      x = 1 | a condition must be true or false, but this is real
          e real = 3 | 'e' has a meaning in the language; choose another name
          x = 1 if | the assignment should end here, before 'if'
          """)
  void mistakesAreTold(String line, String message) {
    List<Problem> problems = Checker.problems(model(line.replace("@", "\n")));
    assertThat(problems)
        .filteredOn(Problem::isError)
        .extracting(Problem::message)
        .containsExactly(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          x = V_m | 'x' has no unit, but this is in mV; divide by (1 mV) to remove it
          x = exp(V_m) | 'exp' takes a plain number, but this is in mV; divide by (1 mV) to remove the unit
          V_m = V_m + 1 | '+' joins a value in mV and a plain number, which is taken to be in mV
          i integer = 2.5 | 'i' is an integer; the fraction of this value is dropped
          x = x > 0 | 'x' is a number, but is given a truth value
          print("{y}") | 'y' is not declared, and is printed as it is
          """)
  void doubtfulThingsAreWarnedOf(String line, String message) {
    List<Problem> problems = Checker.problems(model(line));
    assertThat(problems).noneMatch(Problem::isError);
    assertThat(problems).extracting(Problem::message).containsExactly(message);
  }

  @Test
  void numbersAreCanonical() {
    Model model =
        Checker.models(
                new SourceText(
                    "x",
                    """
                    model x:
                      parameters:
                        a MOhm = 10 MOhm
                        b ms = 0.01 s
                        c pA = 1 nA
                        d V = 1 mV + 1 V
                        f Hz = 10 Hz
                        g uM = 2 uM
                        h mV = E
                        E mV = -65 * mV
                      output:
                        spike
                    """))
            .getFirst();
    assertThat(model.order())
        .extracting(v -> v.symbol().name())
        .containsExactlyInAnyOrder("a", "b", "c", "d", "f", "g", "h", "E")
        .endsWith("h");
    assertThat(constant(model, "a")).isEqualTo(0.01);
    assertThat(constant(model, "b")).isEqualTo(10);
    assertThat(constant(model, "c")).isEqualTo(1000);
    assertThat(constant(model, "f")).isEqualTo(0.01);
    assertThat(constant(model, "g")).isEqualTo(2);
    assertThat(model.variable("a").symbol().type().dimension().unit()).isEqualTo("GOhm");
    assertThat(model.variable("g").symbol().type().dimension().unit()).isEqualTo("uM");
    Term.Binary sum = (Term.Binary) model.variable("d").initial();
    assertThat(Constants.value(sum)).isEqualTo(1001);
  }

  @Test
  void receptorsAreNumberedByPortsAndPairs() {
    assertThat(receptors("a <- spike")).containsExactly("[A]");
    assertThat(receptors("a <- excitatory spike\n    b <- inhibitory spike"))
        .containsExactly("[A, B]");
    assertThat(receptors("a <- spike\n    b <- inhibitory spike")).containsExactly("[A]", "[B]");
    assertThat(receptors("a[2] <- spike")).containsExactly("[A_0]");
  }

  @Test
  void handlersAreSortedByPriority() {
    String text =
        """
        model x:
          state:
            y real = 0
          input:
            a <- spike
            b <- spike
            c <- spike
          onReceive(a):
            y += 1
          onReceive(b, priority=9):
            y += 1
          onReceive(c, priority=10):
            y += 1
        """;
    Model model = Checker.models(new SourceText("x", text)).getFirst();
    assertThat(model.handlers()).extracting(h -> h.port().name()).containsExactly("c", "b", "a");
    List<Problem> one = Checker.problems(new SourceText("x", text.replace(", priority=9", "")));
    assertThat(one)
        .extracting(Problem::message)
        .containsExactly(
            "only one handler has a priority; give another one a priority too, or remove it");
    List<Problem> same = Checker.problems(new SourceText("x", text.replace("=9", "=10")));
    assertThat(same)
        .extracting(Problem::message)
        .containsExactly("two handlers have the same priority");
  }

  private static List<String> receptors(String ports) {
    String text = "model x:\n  input:\n    " + ports + "\n";
    return Checker.models(new SourceText("x", text)).getFirst().receptors().stream()
        .map(r -> r.names(0).toString())
        .toList();
  }

  private static double constant(Model model, String name) {
    return ((Term.Constant) model.variable(name).initial()).value();
  }

  private static SourceText model(String line) {
    return new SourceText(
        "x",
        """
        model x:
          state:
            V_m mV = 0 mV
            V_m' mV/ms = 0 mV/ms
            x real = 0
            v[3] real = 0
          parameters:
            p real = 1
            tau ms = 10 ms
          internals:
            q real = 2 * p
          equations:
            kernel kern = exp(-t / tau)
            inline twice real = 2 * x
            V_m'' = -V_m / tau**2
          input:
            spikes <- spike
            current pA <- continuous
          output:
            spike
          function f(a real) real:
            return a
          update:
            integrate_odes()
            LINE
        """
            .replace("LINE", line));
  }

  @Test
  void whatIsProbablyNotMeantIsWarnedOf() {
    String text =
        """
        model probe_neuron:
          state:
            n integer = 1
          parameters:
            tau ms = 10 ms @nest::weigth
          equations:
            n' = -n / tau
          update:
            integrate_odes()
        """;
    assertThat(Checker.problems(new SourceText("probe", text)))
        .extracting(Problem::toString)
        .anySatisfy(m ->
            assertThat(m)
                .contains(":5:", "'@nest::weigth' has no meaning; did you mean nest::weight"))
        .anySatisfy(m -> assertThat(m).contains(":7:", "'n' is an integer", "declare it as real"));
  }
}
