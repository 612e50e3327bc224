package myelin.nestml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import myelin.nestml.equations.Lowering;
import myelin.nestml.text.BadModelText;
import myelin.nestml.text.Problem;
import myelin.nestml.text.SourceText;
import org.junit.jupiter.api.Test;

/// Tests that no text makes the compiler hang, or fail in any way other than by its own error. Runs
/// 10^4 texts; `-Dnestml.texts=100000` runs more, `-Dnestml.seed=2` others.
class MutatedTextsTest {

  private static final int TEXTS = Integer.getInteger("nestml.texts", 10_000);
  private static final long SEED = Long.getLong("nestml.seed", 1);
  private static final long STACK = 512 << 10;
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Pattern TOKEN =
      Pattern.compile(
          "[A-Za-z_$][A-Za-z_0-9$]*|[0-9.]+(?:e-?[0-9]+)?|\\n *|\"[^\"]*\"|\\*\\*|//|<-|[-+*/<>=!]=|[^\\sA-Za-z0-9]");

  private static final List<String> ODD =
      List.of(
          "'",
          "[",
          "]",
          "(",
          ")",
          "**",
          "-",
          "\n",
          "\n        ",
          ":",
          "[[",
          "]]",
          "1e999",
          "ms",
          "mV**100",
          "sum(",
          "size(",
          "convolve(",
          "integrate_odes()",
          "t",
          "e",
          "inf",
          "\"",
          "\\",
          "99999999999999999999",
          "//",
          "?",
          "@",
          "é",
          "\t",
          "x[0]",
          "1/ms",
          "delta(t)",
          "\0",
          "refr_t' = -1",
          "emit_spike(",
          "if true:",
          "@integrator(",
          "within=substep",
          "&&",
          "%");

  private final Random random = new Random(SEED);
  private final List<List<String>> sources = new ArrayList<>();
  private int fine;

  @Test
  void onlyTheOneErrorIsThrown() throws InterruptedException {
    for (String name : Texts.ALL) sources.add(tokens(Texts.of(name).content()));
    AtomicReference<String> failure = new AtomicReference<>();
    Thread worker =
        new Thread(
            null,
            () -> {
              for (int i = 0; i < TEXTS && failure.get() == null; i++)
                failure.set(tried(mutated()));
            },
            "texts",
            STACK);
    worker.start();
    worker.join();
    assertThat(failure.get()).isNull();
    assertThat(fine).as("texts without errors").isBetween(TEXTS / 100, TEXTS - TEXTS / 10);
  }

  private String tried(String text) {
    long begin = System.nanoTime();
    try {
      Lowering.systems(new SourceText("mutated", text));
      fine++;
    } catch (BadModelText e) {
      if (e.problems().stream().noneMatch(Problem::isError)) return "no error in\n" + text;
      for (Problem p : e.problems()) if (p.toString().isBlank()) return "no message in\n" + text;
    } catch (Throwable e) {
      StackTraceElement[] trace = e.getStackTrace();
      return e + " at " + List.of(trace).subList(0, Math.min(8, trace.length)) + " in\n" + text;
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    return took.compareTo(LONGEST) > 0 ? "takes " + took + ":\n" + text : null;
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher m = TOKEN.matcher(text.replaceAll("#[^\n]*", ""));
    while (m.find()) tokens.add(m.group());
    return tokens;
  }

  private String mutated() {
    List<String> tokens = new ArrayList<>(any(sources));
    int changes = 1 + (int) Math.min(20, -Math.log(1 - random.nextDouble()));
    for (int i = 0; i < changes; i++) change(tokens);
    StringBuilder text = new StringBuilder();
    for (String token : tokens) {
      text.append(token);
      if (!token.startsWith("\n") && random.nextInt(50) > 0) text.append(' ');
    }
    return text.toString().replace(" '", "'");
  }

  private void change(List<String> tokens) {
    int at = random.nextInt(tokens.size());
    int other = random.nextInt(tokens.size());
    switch (random.nextInt(7)) {
      case 0 -> tokens.remove(at);
      case 1 -> tokens.add(at, tokens.get(other));
      case 2 -> tokens.set(at, tokens.get(other));
      case 3 -> tokens.set(at, any(any(sources)));
      case 4 -> tokens.add(at, any(ODD));
      case 5 -> {
        int end = Math.min(tokens.size(), at + random.nextInt(30));
        List<String> piece = List.copyOf(tokens.subList(at, end));
        tokens.addAll(other, piece);
      }
      default -> {
        String odd = any(ODD);
        tokens.add(at, (odd + " ").repeat(1 + random.nextInt(random.nextInt(200) == 0 ? 3000 : 4)));
      }
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
