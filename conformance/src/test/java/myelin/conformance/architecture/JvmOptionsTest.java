package myelin.conformance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The methods that options of Java name exist. HotSpot says nothing where they do not.
class JvmOptionsTest {

  private static final Pattern NAMED =
      Pattern.compile("CompileCommand=\\w+,(myelin\\.[\\w.]*[A-Z]\\w*)::(\\w+)");

  @Test
  void methodsOfOptionsExist() throws IOException, ClassNotFoundException {
    String options = Files.readString(Path.of("..", "jvm.options"));
    List<MatchResult> named = NAMED.matcher(options).results().toList();
    assertThat(named).isNotEmpty();
    for (MatchResult m : named) {
      Method[] methods = Class.forName(m.group(1)).getDeclaredMethods();
      assertThat(Arrays.stream(methods).map(Method::getName)).as(m.group()).contains(m.group(2));
    }
  }
}
