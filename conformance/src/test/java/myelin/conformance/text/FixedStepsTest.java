package myelin.conformance.text;

import static myelin.Names.ms;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import myelin.Simulator;
import myelin.node.NodeCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Methods of steps of one length, against a known solution and by how fast their errors fall.
class FixedStepsTest {

  @TempDir Path folder;

  /// Logistic growth, x = 1 / (1 + 3 exp(-t / tau)), and a variable that follows it.
  private static String text(String method) {
    return """
    model growing:
      state:
        x real = 0.25
        y real = 0.5
      equations:
        @integrator(method=%s)
        x' = x * (1 - x) / tau
        y' = -y / tau * x
      parameters:
        tau ms = 2 ms
      update:
        integrate_odes()
    """
        .formatted(method);
  }

  private double[] errors(String method, double resolution) throws IOException {
    Path file = Files.writeString(folder.resolve("growing.nestml"), text(method));
    Simulator sim = Simulator.builder().resolution(ms(resolution)).build();
    NodeCollection cell = sim.create(sim.install(file).getFirst());
    sim.simulate(4);
    double e = Math.exp(2);
    // y = 1/2 exp(-integral of x / tau), where the integral is log((3 + e) / 4)
    return new double[] {
      Math.abs(cell.get("x")[0] - e / (e + 3)), Math.abs(cell.get("y")[0] - 2 / (3 + e))
    };
  }

  @ParameterizedTest
  @CsvSource({"euler, 1, 1e-1", "rk4, 4, 1e-4"})
  void errorsFallWithTheOrderOfTheMethod(String method, int order, double most) throws IOException {
    double[] coarse = errors(method, 0.5);
    double[] fine = errors(method, 0.125);
    for (int k = 0; k < 2; k++) {
      assertThat(coarse[k]).isLessThan(most);
      assertThat(Math.log(coarse[k] / fine[k]) / Math.log(4)).isBetween(order - 0.4, order + 0.4);
    }
  }

  @Test
  void theMethodWithControlledErrorsHasSmallOnes() throws IOException {
    assertThat(errors("rk45", 0.5)[0]).isLessThan(1e-5);
  }
}
