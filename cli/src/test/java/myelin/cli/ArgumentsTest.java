package myelin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import myelin.engine.base.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Option;

class ArgumentsTest {

  /// A program with an option, as examples have.
  private static final class Program {
    @Option(names = "--order", paramLabel = "N", description = "size")
    int order = 2500;

    @Option(names = "--out", description = "folder")
    Path out = Path.of(".");
  }

  @Test
  void optionsSetFields() {
    Program p = new Program();
    Terminal t = read(p, "--order", "7", "--out=there", "--stacktrace");
    assertThat(t).isEqualTo(new Terminal(0, "", ""));
    assertThat(p.order).isEqualTo(7);
    assertThat(p.out).isEqualTo(Path.of("there"));
  }

  @Test
  void withoutOptionsFieldsKeepTheirValues() {
    Program p = new Program();
    assertThat(read(p).status()).isZero();
    assertThat(p.order).isEqualTo(2500);
  }

  @Test
  void helpListsOptionsWithTheirDefaultsAndEndsTheProgram() {
    Terminal t = read(new Program(), "--help");
    assertThat(t.status()).isZero();
    assertThat(t.err()).isEmpty();
    assertThat(t.out())
        .startsWith("Usage: myelin example test [OPTIONS]")
        .containsPattern("--order=N +size \\(default: 2500\\)");
  }

  @Test
  void wrongOptionsEndTheProgram() {
    Terminal t = read(new Program(), "--ordr", "7");
    assertThat(t.status()).isEqualTo(2);
    assertThat(t.out()).isEmpty();
    assertThat(t.err())
        .isEqualToIgnoringNewLines(
            "myelin: there is no option --ordr; did you mean --order? Try 'myelin example test --help'\n");
    assertThat(read(new Program(), "--order").err())
        .startsWith("myelin: --order needs a value, N; try");
  }

  @Test
  void aConditionIsRequired() {
    Arguments.require(true, "no");
    assertThatThrownBy(() -> Arguments.require(false, "no"))
        .isInstanceOf(BadInput.class)
        .hasMessage("no");
  }

  @Test
  void aFolderIsMadeWhenThereIsNone(@TempDir Path folder) {
    Path deep = folder.resolve("a/b");
    Arguments.requireFolder(deep);
    assertThat(deep).isDirectory();
    Arguments.requireFolder(deep);
  }

  @Test
  void aFileIsNoFolder(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> Arguments.requireFolder(file))
        .isInstanceOf(BadInput.class)
        .hasMessage("cannot make the folder %s: a file of that name exists".formatted(file));
  }

  private static Terminal read(Program program, String... args) {
    return Terminal.of(() -> {
      try {
        ScopedValue.where(Arguments.EXAMPLE, "test").run(() -> Arguments.read(program, args));
        return 0;
      } catch (Failure.Ended e) {
        return e.status();
      }
    });
  }
}
