package myelin.nestml.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import myelin.nestml.Neurons;
import myelin.nestml.Texts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Compares texts with the traces of NEST 3.10's own models of the same equations, driven by a
/// current step (10 to 90 ms) or by two trains of spikes, with delays of 1 ms.
class NestTracesTest {

  private static final double[] EXCITATORY = {
    3, 11, 11.5, 12, 30, 31, 32, 33, 55, 70, 70.1, 70.2, 70.3
  };
  private static final double[] INHIBITORY = {5, 20, 32.5, 60, 71};

  /// Model, current (pA), weights, largest difference of V_m (mV). Models that are integrated
  /// differ by what the step control allows (1e-3 mV per step; more where the potential is steep,
  /// at a spike).
  @ParameterizedTest
  @CsvSource({
    "iaf_psc_exp, 500, 1200, -400, 1e-9",
    "iaf_psc_alpha, 500, 1200, -400, 1e-9",
    "iaf_psc_exp_multisynapse, 500, 1200, -400, 1e-9",
    "izhikevich, 10, 32, -10, 1e-9",
    "iaf_cond_exp, 500, 48, -16, 1e-3",
    "aeif_cond_exp, 700, 48, -16, 1e-3",
    "hh_psc_alpha, 700, 800, -200, 1e-2"
  })
  void tracesAreNests(
      String model, double current, double excitatory, double inhibitory, double tolerance)
      throws IOException {
    ReferenceNeuron step = neuron(model);
    Trace expected = Trace.of("step_current", model);
    compare(
        expected,
        step,
        tolerance,
        n -> {
          if (n == 110) step.current("I_stim", current);
          if (n == 910) step.current("I_stim", 0);
          return Map.of();
        });
    ReferenceNeuron driven = neuron(model);
    Trace spiking = Trace.of("strong_spike_input", model);
    compare(spiking, driven, tolerance, n -> arriving(model, n, excitatory, inhibitory));
  }

  private static ReferenceNeuron neuron(String model) {
    Map<String, double[]> lists = Map.of("tau_syn", new double[] {2, 5});
    return Neurons.of(Texts.of(model), 0.1, model.endsWith("multisynapse") ? lists : Map.of());
  }

  private interface Drive {
    Map<String, double[]> at(int step);
  }

  private static void compare(Trace expected, ReferenceNeuron n, double tolerance, Drive drive) {
    int sample = 0;
    for (int step = 1; sample < expected.times.size(); step++) {
      n.step(drive.at(step));
      if (step % 5 != 0) continue;
      assertThat(n.get("V_m"))
          .as("V_m at %s ms", expected.times.get(sample))
          .isCloseTo(expected.potentials.get(sample), within(tolerance));
      sample++;
    }
    List<Double> spikes =
        n.spikes().stream().map(s -> Math.rint(s.time() * 10) / 10).filter(t -> t < 100).toList();
    assertThat(spikes).isEqualTo(expected.spikes);
  }

  private static Map<String, double[]> arriving(
      String model, int step, double excitatory, double inhibitory) {
    double up = count(EXCITATORY, step) * excitatory;
    double down = count(INHIBITORY, step) * inhibitory;
    if (up == 0 && down == 0) return Map.of();
    if (model.endsWith("multisynapse")) return Map.of("spikes", new double[] {up, down});
    if (model.equals("izhikevich")) return Map.of("spikes", new double[] {up + down});
    Map<String, double[]> all = new HashMap<>();
    if (up != 0) all.put("exc_spikes", new double[] {up});
    if (down != 0) all.put("inh_spikes", new double[] {-down});
    return all;
  }

  private static int count(double[] times, int step) {
    int count = 0;
    for (double t : times) if (Math.rint((t + 1) * 10) == step) count++;
    return count;
  }

  private record Trace(List<Double> times, List<Double> potentials, List<Double> spikes) {

    static Trace of(String scenario, String model) throws IOException {
      Trace trace = new Trace(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      try (InputStream in =
          NestTracesTest.class.getResourceAsStream("/traces/" + scenario + ".csv")) {
        List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        int column = List.of(lines.getFirst().split(",", -1)).indexOf(model);
        for (String line : lines.subList(1, lines.size())) {
          String[] cells = line.split(",", -1);
          if (!cells[0].equals("spikes")) {
            trace.times.add(Double.valueOf(cells[0]));
            trace.potentials.add(Double.valueOf(cells[column]));
          } else if (cells[1].equals(model)) {
            for (String cell : List.of(cells).subList(2, cells.length)) {
              if (!cell.isEmpty()) trace.spikes.add(Double.valueOf(cell));
            }
          }
        }
      }
      return trace;
    }
  }
}
