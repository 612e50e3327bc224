package myelin.conformance.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Statements: what the language says, by the compiled model and by the slow neuron.
class StatementsTest {

  private static final String TEXT =
      """
      model statements:
        state:
          x real = 0
          y real = 0
          i integer = 0
          flag boolean = false
          v[3] real = 0
        parameters:
          p real = 3
          list[] real = [5, 7, 11]
        function act(a real):
          y += a
          if a > 100:
            return
          y *= 2
        function sign(a real) integer:
          if a > 0:
            return 1
          elif a < 0:
            return -1
          return 0
        function power(base real, exponent integer) real:
          result real = 1
          k integer = 0
          for k in 0 ... exponent step 1:
            result *= base
          return result
        function first(limit real) integer:
          k integer = 0
          while true:
            if k * k > limit:
              return k
            k += 1
          return -1
        function odd(k integer) boolean:
          return k % 2 == 1
        update:
      """;

  /// Statements, and the values after one step.
  private static final String TABLE =
      """
      x = 5
      x += 2
      x -= 3
      x *= 6
      x /= 8
      => x = 3
      i = 17
      i //= 5
      => i = 3
      x = 1
      y = exp(x - 1)
      x = 0
      y += exp(x)
      y += exp(exp(x) - 1)
      => x = 0, y = 3
      x = 2
      if exp(x - 2) > 0.5:
        x = 5
        y = exp(x - 5)
      y += exp(x - 5) + exp(2 - 2)
      => x = 5, y = 3
      for i in 0 ... 5 step 1:
        x += i
      => x = 10, i = 5
      for i in 5 ... 0 step -2:
        x = 10 * x + i
      => x = 531, i = -1
      for y in 0 ... 1 step 0.25:
        x += y
      => x = 1.5, y = 1
      for i in 3 ... 3 step 1:
        x = 1
      => x = 0, i = 3
      for i in 0 ... p step 1:
        i += 1
        x += 1
      => x = 2, i = 4
      while x < 7:
        x = 2 * x + 1
      => x = 7
      while x < 100 and i < 3:
        i += 1
        x += 10
      => x = 30, i = 3
      if p > 2:
        x = 1
      elif p > 1:
        x = 2
      else:
        x = 3
      => x = 1
      if p > 4:
        x = 1
      elif p > 2:
        x = 2
      else:
        x = 3
      => x = 2
      if p > 4:
        x = 1
      => x = 0
      if p > 4:
        x = 1
      elif p > 3:
        x = 2
      => x = 0
      y = 1
      act(2)
      x = y
      act(200)
      => x = 6, y = 206
      x = sign(p) - 10 * sign(-p) + 100 * sign(0)
      => x = 11
      x = power(p, 4)
      => x = 81
      x = power(2, 3.9)
      => x = 8
      x = first(p)
      y = first(30)
      => x = 2, y = 6
      flag = odd(3)
      x = odd(4) ? 1 : 2
      => flag = 1, x = 2
      x = 1
      if p > 2:
        return
      x = 2
      => x = 1
      l real = 2
      l *= p
      x = l
      k, m integer
      x += k + m
      => x = 6
      l[3] real = 4
      l[1] = 10
      v = l
      x = sum(l)
      => v_0 = 4, v_1 = 10, v_2 = 4, x = 18
      v[0] = 1
      v[1] = 2
      v = v * 2 + 1
      v[0 + 2] += 5
      => v_0 = 3, v_1 = 5, v_2 = 6
      for i in 0 ... 3 step 1:
        v[i] = i + 1
      x = v[i - 1]
      => v_0 = 1, v_1 = 2, v_2 = 3, x = 3
      v = 7
      v[i] *= 2
      => v_0 = 14, v_1 = 7, v_2 = 7
      i = 2.9
      x = -7
      i -= 5
      => i = -3, x = -7
      flag = p > 1
      flag = not flag
      => flag = 0
      x real = 4
      y = x
      => x = 0, y = 4
      if true:
        l real = 1
        y += l
      if true:
        l real = 10
        y += l
      => y = 11
      v[0] = 1
      v[1] = -2
      v = power(v, 3) + 10 * sign(v)
      => v_0 = 11, v_1 = -18, v_2 = 0
      for i in 0 ... size(list) step 1:
        x = 100 * x + list[i]
      => x = 50711
      l[3] real = 0
      for i in 0 ... 3 step 1:
        l[i] = 2 * i
      x = l[i - 1] + l[1]
      => x = 6
      """;

  @TempDir private Path folder;

  static Stream<String> rows() {
    List<String> rows = new ArrayList<>();
    StringBuilder row = new StringBuilder();
    for (String line : TABLE.split("\n", -1)) {
      row.append(line).append('\n');
      if (!line.startsWith("=>")) continue;
      rows.add(row.toString());
      row.setLength(0);
    }
    return rows.stream();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void statementsDoWhatTheLanguageSays(String row) {
    String[] parts = row.split("=> ", -1);
    StringBuilder text = new StringBuilder(TEXT);
    for (String line : parts[0].lines().toList()) text.append("    ").append(line).append('\n');
    Map<String, Double> expected = new TreeMap<>();
    Matcher m = Pattern.compile("(\\w+) = (-?[0-9.]+)").matcher(parts[1]);
    while (m.find()) expected.put(m.group(1), Double.valueOf(m.group(2)));
    assertThat(expected).isNotEmpty();

    List<TextNetwork.Driven> kinds = List.of(quiet(Map.of()), quiet(Map.of()));
    TextNetwork network = new TextNetwork(text.toString(), kinds, 1);
    Map<String, double[]> compiled = network.run(2, 1, 0, folder);
    Map<String, double[]> slow = network.reference(0, expected.keySet(), 1);
    expected.forEach((name, value) -> {
      assertThat(compiled.get(name + " of 0")).as(name + ", compiled").containsExactly(value);
      assertThat(compiled.get(name + " of 1")).as(name + " of another").containsExactly(value);
      assertThat(slow.get(name)).as(name + ", slow").containsExactly(value);
    });
  }

  private static TextNetwork.Driven quiet(Map<String, double[]> values) {
    return new TextNetwork.Driven(values, List.of(), new double[0], 0, 0);
  }

  /// Neurons that take different ways through branches around equations, and share a block.
  @Test
  void branchesDivideTheNeuronsOfABlock() {
    String text =
        """
        model dividing:
          state:
            x real = 0
            y real = 0
            z real = 1
            w real = 0
            way integer = 0
          parameters:
            p real = 0
          equations:
            x' = (1 - x) / (2 ms)
            y' = (x - y**3) / (3 ms)
            z' = -z / (5 ms)
          output:
            spike
          update:
            k real = p * x
            if p < 1:
              w = 1
              integrate_odes()
            elif p < 2:
              w = 2 + k
              integrate_odes(x)
              if x > 0.5:
                integrate_odes(y, z)
                w = 3 + k
            elif p < 3:
              way += 1
              if way % 2 == 1:
                integrate_odes(z)
              else:
                integrate_odes(y)
                x += 0.125
            else:
              w = 4 + k
              if y > 100:
                integrate_odes()
            z += w / 1000
          onCondition(x > 0.9):
            x = 0
            emit_spike()
          onCondition(way >= 7 and p > 0):
            way = 0
            emit_spike()
        """;
    double[][] ways = {
      {0, 1, 2, 3},
      {0, 0, 0, 1},
      {3, 3, 2, 3},
      {1, 1, 1.5, 1},
      {2, 2.5, 2, 2},
      {0, 0, 0, 0},
      {3, 3, 3, 3}
    };
    for (double[] way : ways) {
      List<TextNetwork.Driven> kinds =
          Arrays.stream(way).mapToObj(p -> quiet(Map.of("p", new double[] {p}))).toList();
      TextNetwork network = new TextNetwork(text, kinds, 120);
      Map<String, double[]> compiled = network.run(7, 1, 0, folder);
      for (int i = 0; i < way.length; i++) {
        Map<String, double[]> slow = network.reference(i, List.of("x", "y", "z", "w", "way"), 120);
        for (var e : slow.entrySet()) {
          double[] found = compiled.get(e.getKey() + " of " + i);
          assertThat(found)
              .as("%s of %d among %s", e.getKey(), i, Arrays.toString(way))
              .hasSameSizeAs(e.getValue());
          for (int s = 0; s < found.length; s++) {
            assertThat(found[s])
                .as("%s of %d among %s, step %d", e.getKey(), i, Arrays.toString(way), s)
                .isCloseTo(e.getValue()[s], org.assertj.core.api.Assertions.within(1e-10));
          }
        }
      }
    }
  }

  @Test
  void printedTextsShowValues() {
    String text =
        """
        model talking:
          state:
            x real = 1.5
          parameters:
            p real = 3
          update:
            print("x is {x}, ")
            println("p is {p}")
            info("{x} of {p}")
            warning("beware")
            println(2 * x)
        """;
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      new TextNetwork(text, List.of(quiet(Map.of())), 1).run(1, 1, 0, folder);
    } finally {
      System.setOut(before);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "x is 1.5, p is 3.0",
            "talking 1, 0.1 ms: info: 1.5 of 3.0",
            "talking 1, 0.1 ms: warning: beware",
            "3.0");
  }

  /// Mean and variance of what 200 neurons draw in 100 steps, and that neurons and steps differ.
  @Test
  void randomNumbersHaveTheirDistributions() {
    String text =
        """
        model drawing:
          state:
            a real = 0
            b real = 0
            c integer = 0
            d integer = 0
            again real = 0
          update:
            a = random_normal(2, 3)
            b = random_uniform(-1, 4)
            c = random_poisson(2.5)
            d = random_poisson(900)
            again = random_normal(2, 3)
        """;
    List<TextNetwork.Driven> kinds = new ArrayList<>();
    for (int k = 0; k < 200; k++) kinds.add(quiet(Map.of()));
    Map<String, double[]> all = new TextNetwork(text, kinds, 100).run(200, 1, 0, folder);
    moments(all, "a", 2, 9);
    moments(all, "again", 2, 9);
    moments(all, "b", 1, 16.0 / 12);
    moments(all, "c", 2.5, 2.5);
    moments(all, "d", 900, 900);
    assertThat(Arrays.stream(numbers(all, "b")).boxed()).allMatch(x -> x >= -1 && x < 3);
    assertThat(Arrays.stream(numbers(all, "c")).boxed()).allMatch(x -> x >= 0 && x == Math.rint(x));
    assertThat(Arrays.stream(numbers(all, "a")).distinct().count()).isEqualTo(20_000);
    assertThat(numbers(all, "a")).isNotEqualTo(numbers(all, "again"));
  }

  private static double[] numbers(Map<String, double[]> all, String name) {
    return all.entrySet().stream()
        .filter(e -> e.getKey().startsWith(name + " of "))
        .flatMapToDouble(e -> Arrays.stream(e.getValue()))
        .toArray();
  }

  /// Within five standard errors; the variance of a squared deviation is at most 2 variances, for
  /// Poisson numbers and these means a little more.
  private static void moments(
      Map<String, double[]> all, String name, double mean, double variance) {
    double[] x = numbers(all, name);
    double found = Arrays.stream(x).average().orElseThrow();
    double spread = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    assertThat(x).hasSize(20_000);
    assertThat(found)
        .as("mean of " + name)
        .isCloseTo(
            mean, org.assertj.core.api.Assertions.within(5 * Math.sqrt(variance / x.length)));
    assertThat(spread)
        .as("variance of " + name)
        .isCloseTo(
            variance,
            org.assertj.core.api.Assertions.within(5 * variance * Math.sqrt(2.5 / x.length)));
  }
}
