package myelin.conformance.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Random programs hold what every program is promised. For a longer run: `mvn test -pl conformance
/// -am -Dtest=RandomProgramsTest -Dsurefire.failIfNoSpecifiedTests=false -Dmyelin.programs=10000
/// -Dmyelin.firstProgram=1000`.
class RandomProgramsTest {

  private static final int MOST_FAILURES = 5;

  @Test
  void randomProgramsKeepTheirPromises() {
    int programs = Integer.getInteger("myelin.programs", 200);
    long first = Long.getLong("myelin.firstProgram", 1);
    List<String> failures = new ArrayList<>();
    for (long n = first; n < first + programs && failures.size() < MOST_FAILURES; n++) {
      long number = n;
      RandomProgram.attempt(n)
          .ifPresent(
              f -> failures.add("program %d: %s%n%s%n".formatted(number, f.what(), f.program())));
    }
    assertThat(String.join("\n", failures)).isEmpty();
  }
}
