package myelin.nestml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import myelin.nestml.check.Checker;
import myelin.nestml.equations.Lowering;
import myelin.nestml.model.Model;
import myelin.nestml.text.Problem;
import myelin.nestml.text.Problems;
import myelin.nestml.text.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests the errors and warnings of texts. The resources `messages` hold texts, separated by
/// `====`, in which a line of the form ` ^^^ message` gives a message about the line above, and its
/// mark. They must list all messages, and no others.
class MessagesTest {

  private static final Pattern MARK = Pattern.compile("( *)(\\^+) (.+)");

  static Stream<String> texts() throws IOException {
    List<String> all = new ArrayList<>();
    for (String name : List.of("parser", "blocks", "declarations", "statements", "equations")) {
      try (InputStream in = MessagesTest.class.getResourceAsStream("/messages/" + name + ".txt")) {
        String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        for (String text : content.split("====\n", -1)) all.add(text);
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void usersAreTold(String marked) {
    List<String> lines = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (String line : marked.lines().toList()) {
      Matcher m = MARK.matcher(line);
      if (!m.matches()) {
        lines.add(line);
        continue;
      }
      expected.add(
          "some.nestml:%d:%d: %s\n    %s\n    %s"
              .formatted(
                  lines.size(),
                  m.group(1).length() + 1,
                  m.group(3),
                  lines.getLast(),
                  m.group(1) + m.group(2)));
    }
    assertThat(problems(String.join("\n", lines)))
        .extracting(Problem::toString)
        .containsExactlyElementsOf(expected);
  }

  @Test
  void textsWithoutEndAreToldToBeTooLarge() {
    String name = "n".repeat(201);
    assertThat(only("model x:\n  parameters:\n    " + name + " mV = 1 mV"))
        .startsWith("some.nestml:3:5: this name is too long, 200 characters at most\n");
    assertThat(only("# " + "x".repeat(4_000_000)))
        .startsWith("some.nestml:1:1: this text is too long: 4000000 characters at most");
    StringBuilder blocks = new StringBuilder("model x:\n update:\n");
    for (int i = 2; i <= 41; i++) blocks.append(" ".repeat(i)).append("if true:\n");
    assertThat(problems(blocks.toString()).getLast().message())
        .isEqualTo("blocks are nested too deeply, 40 at most");
    String update = "model x:\n  state:\n    y real = 0\n  update:\n    y = ";
    assertThat(only(update + "(".repeat(101) + "1" + ")".repeat(101)))
        .contains("this expression is nested too deeply, 100 levels at most");
    assertThat(only(update + "1" + " + 1".repeat(1001)))
        .contains("this expression has more than 1000 operators; give parts of it a name");
    StringBuilder doubled = new StringBuilder("model x:\n  state:\n    y real = 1\n  equations:\n");
    doubled.append("    inline a0 real = y * y\n");
    for (int i = 1; i < 20; i++) {
      doubled.append("    inline a%d real = a%d * a%d\n".formatted(i, i - 1, i - 1));
    }
    doubled.append("    y' = a19 / ms\n  update:\n    integrate_odes()\n");
    assertThat(only(doubled.toString()))
        .contains("with its inlines expanded, this expression is too large");
  }

  @Test
  void aLongLineIsShownAroundTheMark() {
    String line = "    y = " + "y + ".repeat(100) + "wrong_name" + " + y".repeat(100);
    String told = only("model x:\n  state:\n    y real = 0\n  update:\n" + line);
    List<String> shown = told.lines().toList();
    assertThat(shown.get(0))
        .isEqualTo("some.nestml:5:409: 'wrong_name' is not declared; there is only y");
    assertThat(shown.get(1).strip().length()).isBetween(150, 164);
    int at = shown.get(2).indexOf('^');
    assertThat(shown.get(1).substring(at, at + 10)).isEqualTo("wrong_name");
    assertThat(shown.get(2).strip()).isEqualTo("^".repeat(10));
  }

  private static String only(String text) {
    List<Problem> problems = problems(text);
    assertThat(problems).hasSize(1);
    return problems.getFirst().toString();
  }

  private static List<Problem> problems(String text) {
    Problems problems = new Problems(new SourceText("some.nestml", text));
    List<Model> models = Checker.models(problems);
    if (!problems.hasErrors()) models.forEach(m -> Lowering.of(m, problems));
    return problems.all();
  }
}
