package myelin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.AccessDeniedException;
import myelin.engine.base.BadInput;
import org.junit.jupiter.api.Test;

class FailureTest {

  @Test
  void badInputIsToldInItsOwnWords() {
    BadInput e = new BadInput(BadInput.Kind.VALUE, "tau_m = -1 ms\n  is not allowed");
    Failure failure = Failure.of(new InvocationTargetException(e));
    assertThat(failure.status()).isEqualTo(2);
    assertThat(failure.message()).isEqualTo("tau_m = -1 ms is not allowed");
  }

  @Test
  void filesAreNamedWithWhatIsWrong() {
    Failure failure = Failure.of(new UncheckedIOException(new AccessDeniedException("/a")));
    assertThat(failure.status()).isEqualTo(1);
    assertThat(failure.message()).isEqualTo("/a: permission denied");
    assertThat(Failure.of(new IOException("disk full")).message()).isEqualTo("disk full");
  }

  @Test
  void lackOfMemoryNamesTheOption() {
    Failure failure = Failure.of(new OutOfMemoryError("Java heap space"));
    assertThat(failure.status()).isEqualTo(1);
    assertThat(failure.message()).contains("--heap");
  }

  @Test
  void theUnexpectedNamesTheWayToSeeMore() {
    Failure failure = Failure.of(new IllegalStateException("x"));
    assertThat(failure.status()).isEqualTo(1);
    assertThat(failure.message())
        .isEqualTo("IllegalStateException: x; run with --stacktrace to see where");
  }

  @Test
  void aProgramOfItsOwnHearsTheLine() {
    BadInput e = new BadInput(BadInput.Kind.VALUE, "no");
    assertThat(Failure.of(e).in("FailureTest.java").message())
        .matches("no \\(FailureTest.java:\\d+\\)");
    assertThat(Failure.of(e).in("Other.java").message()).isEqualTo("no");
  }
}
