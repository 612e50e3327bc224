package myelin.nestml.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import myelin.nestml.Neurons;
import myelin.nestml.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Numbers that the tests of NESTML expect, from our own texts of the same equations. The
/// multimeter of those tests samples each millisecond, the last time a millisecond before the end.
class DocumentedValuesTest {

  @Test
  void forLoop() {
    ReferenceNeuron n =
        Neurons.of(
            """
            model loops:
              state:
                V_m mV = -0.2 mV
              parameters:
                N integer = 42
              update:
                i integer = 0
                for i in 0 ... N step 1:
                  V_m += 0.01 mV
            """,
            0.1);
    n.steps(40);
    assertThat(n.get("V_m")).isCloseTo(16.6, within(1e-7));
  }

  @Test
  void whileLoop() {
    ReferenceNeuron n =
        Neurons.of(
            """
            model loops:
              state:
                y real = 0
              update:
                i integer = 0
                while i <= 5:
                  y = max(3, i)
                  y += 0.011
                  i += 1
            """,
            0.1);
    n.steps(40);
    assertThat(n.get("y")).isCloseTo(5.011, within(1e-7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "**1.00000001"})
  void integrationOfSomeEquationsOnly(String power) {
    ReferenceNeuron n =
        Neurons.of(
            """
            model parts:
              state:
                slow real = 0
                fast real = 0
                n integer = 0
              equations:
                slow' = -slowPOWER / (100 ms)
                fast' = -fastPOWER / (10 ms)
              update:
                n += 1
                if n % 64 == 0:
                  slow += 1
                  fast += 1
                integrate_odes(slow)
                if slow > 3 and slow < 8:
                  integrate_odes(fast)
            """
                .replace("POWER", power),
            0.1);
    n.steps(990);
    assertThat(n.get("slow")).isCloseTo(9.65029871, within(1e-6));
    assertThat(n.get("fast")).isCloseTo(5.34894639, within(1e-6));
  }

  @Test
  void biexponentialKernels() {
    ReferenceNeuron n = Neurons.of(Texts.of("beta_conductances"), 0.1, Map.of());
    Map<String, List<Integer>> times =
        Map.of(
            "fast", List.of(11, 31),
            "slow", List.of(21, 41),
            "gap", List.of(26, 46),
            "other", List.of(36, 56));
    for (int step = 1; step <= 790; step++) {
      Map<String, double[]> arriving = new HashMap<>();
      for (var e : times.entrySet()) {
        boolean now = step % 10 == 0 && e.getValue().contains(step / 10);
        if (now) arriving.put(e.getKey(), new double[] {100});
      }
      n.step(arriving);
    }
    assertThat(n.get("V_m")).isCloseTo(-61.881497, within(61.9e-7));
  }

  @Test
  void prioritiesOfHandlers() {
    assertThat(prioritised(1, 2)).isEqualTo(1 + Math.PI);
    assertThat(prioritised(2, 1)).isEqualTo(2 * Math.PI);
  }

  private static double prioritised(int first, int second) {
    ReferenceNeuron n =
        Neurons.of(
            """
            model order:
              state:
                x real = 1
              input:
                a <- spike
                b <- spike
              onReceive(a, priority=FIRST):
                x += 1
              onReceive(b, priority=SECOND):
                x *= 3.14159265358979323846
            """
                .replace("FIRST", String.valueOf(first))
                .replace("SECOND", String.valueOf(second)),
            0.1);
    n.step(Map.of("a", new double[] {1}, "b", new double[] {1}));
    return n.get("x");
  }
}
