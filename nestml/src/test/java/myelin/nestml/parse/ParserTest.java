package myelin.nestml.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import myelin.nestml.Texts;
import myelin.nestml.syntax.Block;
import myelin.nestml.syntax.Declaration;
import myelin.nestml.syntax.Equation;
import myelin.nestml.syntax.ModelSyntax;
import myelin.nestml.syntax.Statement;
import myelin.nestml.text.Problem;
import myelin.nestml.text.Problems;
import myelin.nestml.text.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class ParserTest {

  static final List<String> NAMES = Texts.ALL;

  @ParameterizedTest
  @FieldSource("NAMES")
  void textsOfModelsAreRead(String name) {
    Problems problems = new Problems(Texts.of(name));
    List<ModelSyntax> models = Parser.models(problems);
    assertThat(problems.all()).isEmpty();
    assertThat(models).hasSize(1);
    assertThat(models.getFirst().name()).isEqualTo(name);
    assertThat(models.getFirst().docstring()).isNotEmpty();
    assertThat(models.getFirst().text()).isEqualTo(problems.source().content());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          -2**2 ; (-(2 ** 2))
          2**-1 ; (2 ** (-1))
          2**3**2 ; (2 ** (3 ** 2))
          a - b - c ; ((a - b) - c)
          a / b * c % d // f ; ((((a / b) * c) % d) // f)
          a + b * c ; (a + (b * c))
          not a < b and c or d ; (((not (a < b)) and c) or d)
          a or b and c ; (a or (b and c))
          a | b ^ c & d << 1 + 2 ; (a | (b ^ (c & (d << (1 + 2)))))
          a < b == c ; ((a < b) == c)
          a ? b : c ? d : f ; (a ? b : (c ? d : f))
          a <-1 ; (a < (-1))
          a <> b ; (a != b)
          42 pA/a ; (42[pA] / a)
          42 pA/ms ; 42[pA/ms]
          a / 1 ms**2 ; (a / 1[ms**2])
          1 / 2 ms ; (1 / 2[ms])
          2 ms * b ; (2[ms] * b)
          3 mV/(ms*b) ; (3[mV] / (ms * b))
          3 mV/(ms*s) ; 3[mV/(ms*s)]
          1 ms**(1/2) ; 1[ms**(1/2)]
          1 ms**-1 * exp(a) ; (1[ms**-1] * exp(a))
          f(x', y[3])'' ; error
          a[1 + b]' ; a[(1 + b)]'
          """)
  void operatorsBindAsTheLanguageSays(String text, String expected) {
    Problems problems = new Problems(new SourceText("x", model("x = " + text)));
    List<ModelSyntax> models = Parser.models(problems);
    if (expected.equals("error")) {
      assertThat(problems.hasErrors()).isTrue();
      return;
    }
    assertThat(problems.all()).noneMatch(Problem::isError);
    Block.Update update = (Block.Update) models.getFirst().blocks().getLast();
    Statement.Assign assign = (Statement.Assign) update.body().getFirst();
    assertThat(Shown.of(assign.value())).isEqualTo(expected);
  }

  @Test
  void mixedAndOrIsWarnedOfUnlessBracketed() {
    assertThat(problems(model("x = a or b and c"))).hasSize(1);
    assertThat(problems(model("x = a or (b and c)"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          neuron x:           | 1:1: write 'model x:' for 'neuron x:'
          synapse x:          | 1:1: write 'model x:' for 'synapse x:'
          model x:;  initial_values: | 2:3: write 'state:' for 'initial_values:' and put its lines there
          model x:;  stat:    | 2:3: 'stat' is not a block of a model; did you mean state?
          model x:;  update:;    x = ;  end | 3:9: a value is missing before the end of the line
          model x:;  update:;    pass | 3:5: there is no 'pass': leave out the block, or the branch
          model x:;  update:;    # nothing;  state:;    x mV = 1 mV | 2:10: the block 'update' is empty: indent its lines below it, or delete it
          model x:;  output: spike | 2:11: write 'spike' on a line of its own below 'output:', indented
          model x:;  input:;    I pA <- current | 3:13: write 'continuous' for 'current'
          model x:;  input:;    s pA <- spike | 3:7: a port for spikes has no type; write 's <- spike'
          model x:;  equations:;    shape k = 1 | 3:5: write 'kernel' for 'shape'
          model x:;  update:;    for i in 0 ... 5: | 3:21: 'step' is missing in 'for': write for i in ... step 1:
          model x:;  update:;    a = b && c | 3:11: write 'and' for '&&'
          model x:;  update:;    a = (b;    c = 1 | 3:11: ')' is missing before the end of the line; to go on in the next line, end this one with '\\'
          model x:;  state:;    V mV = 1 mV;   W mV = 1 mV | 4:1: this indentation matches no line above; indent by 2 or 4 columns
          model x:;  state:;    step mV = 1 mV | 3:5: 'step' is a word of the language; choose another name for a variable
          model x:;  state:;    V = 1 mV | 3:7: the type of 'V' is missing before '=': integer, real, boolean, string or a unit, as in 'V mV = ...'
          """)
  void mistakesAreToldWithPlaceAndRemedy(String text, String expected) {
    List<Problem> found = problems(text.replace(";", "\n"));
    assertThat(found.getFirst().place() + ": " + found.getFirst().message()).isEqualTo(expected);
  }

  @Test
  void oldBlocksAreToldToEndByIndentation() {
    List<Problem> found = problems("model x:\n  state:\n    V mV = 1 mV\n    end\n  end\n");
    assertThat(found).hasSize(2);
    assertThat(found.getFirst().message()).contains("delete 'end'");
  }

  @Test
  void allErrorsOfATextAreToldAtOnceWithTheirLines() {
    String text =
        """
        model x:
          state:
            V mV = * 3
            W mV = 2 mV
            U mV == 3 mV
          update:
            if V > :
              V = 1
            else:
              V = 2
            W = (3
            emit_spike)
        """;
    List<Problem> found = problems(text);
    assertThat(found).extracting(p -> p.place().line()).containsExactly(3, 5, 7, 11, 12);
    assertThat(found.getFirst().toString())
        .isEqualTo("x:3:12: a value is missing before '*'\n        V mV = * 3\n               ^");
  }

  @Test
  void deepTextsAreRefusedWithoutOverflow() {
    String brackets = model("x = " + "(".repeat(100_000));
    String minus = model("x = " + "-".repeat(100_000) + "1");
    String sum = model("x = 1" + " + 1".repeat(100_000));
    StringBuilder nested = new StringBuilder("model x:\n update:\n");
    for (int i = 2; i < 5000; i++) nested.append(" ".repeat(i)).append("if true:\n");
    for (String text : List.of(brackets, minus, sum, nested.toString())) {
      assertThat(problems(text)).isNotEmpty();
    }
  }

  @Test
  void commentsBelongToWhatTheyStandAt() {
    String text =
        """
        # unrelated

        # A model
        #   with two lines.
        model x:
          parameters:
            # the first
            a mV = 1 mV  # of all

            # lost

            b, c real = 2
        """;
    Problems problems = new Problems(new SourceText("x", text));
    ModelSyntax model = Parser.models(problems).getFirst();
    assertThat(model.docstring()).isEqualTo("A model\n  with two lines.");
    Block.Variables block = (Block.Variables) model.blocks().getFirst();
    assertThat(block.declarations())
        .extracting(Declaration::comment)
        .containsExactly("the first of all", "");
    assertThat(model.text()).startsWith("# A model").endsWith("= 2\n");
  }

  @Test
  void linesGoOnAfterABackslashAndAfterACommaOfAKernel() {
    String text =
        """
        model x:
          equations:
            kernel a' = b - a/tau,
                   b' = -b/tau
            x' = 1 + \\
              2
        """;
    Problems problems = new Problems(new SourceText("x", text));
    ModelSyntax model = Parser.models(problems).getFirst();
    assertThat(problems.all()).isEmpty();
    Block.Equations equations = (Block.Equations) model.blocks().getFirst();
    assertThat(((Equation.Kernel) equations.equations().getFirst()).parts()).hasSize(2);
  }

  private static String model(String statement) {
    return "model m:\n  parameters:\n    a, b, c, d, f real = 1\n  update:\n    "
        + statement
        + "\n";
  }

  private static List<Problem> problems(String text) {
    Problems problems = new Problems(new SourceText("x", text));
    Parser.models(problems);
    return problems.all();
  }
}
