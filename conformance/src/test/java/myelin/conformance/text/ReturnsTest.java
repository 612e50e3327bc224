package myelin.conformance.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import myelin.Simulator;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Updates that end before their last statement.
class ReturnsTest {

  @TempDir Path folder;

  /// A neuron whose update may return in each of some branches, one after the other.
  private NodeCollection neuron(Simulator sim, int branches) throws IOException {
    String text =
        """
        model returning:
          state:
            x real = 0
          parameters:
            p real = 1
          update:
        """;
    StringBuilder all = new StringBuilder(text);
    for (int k = 0; k < branches; k++) {
      all.append("    if x > ").append(k).append(":\n");
      all.append("      if p > ").append(k).append(":\n        return\n      x += 1\n");
    }
    Path file = Files.writeString(folder.resolve("returning.nestml"), all);
    return sim.create(sim.install(file).getFirst());
  }

  @Test
  void whatComesAfterAReturnIsLeftOut() throws IOException {
    for (double p : new double[] {-1, 0.5, 2.5, 9}) {
      Simulator sim = Simulator.builder().build();
      NodeCollection cell = neuron(sim, 4);
      cell.set("x", 3.5);
      cell.set("p", p);
      sim.simulate(0.1);
      double x = 3.5;
      for (int k = 0; k < 4 && !(x > k && p > k); k++) if (x > k) x += 1;
      assertThat(cell.get("x")[0]).isEqualTo(x);
    }
  }

  @Test
  void tooManyBranchesThatReturnAreRefused() {
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> neuron(Simulator.builder().build(), 14))
        .withMessageContainingAll("returning", "return", "else");
  }
}
