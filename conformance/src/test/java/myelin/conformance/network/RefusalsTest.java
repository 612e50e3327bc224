package myelin.conformance.network;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.stream.Stream;
import myelin.Simulator;
import myelin.engine.base.BadInput;
import myelin.node.NodeModel;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Parameters that NEST 3.10 refuses are refused, and what it accepts is accepted; at a resolution
/// of 0.1 ms, on creation. Each line was put to NEST with `nest.Create(model, params=...)`.
class RefusalsTest {

  private record Case(String model, Map<String, Object> parameters) {

    DynamicTest test(boolean refused) {
      return DynamicTest.dynamicTest(
          model + text(),
          () -> {
            if (!refused) {
              create();
              return;
            }
            assertThatExceptionOfType(BadInput.class)
                .as(model + text())
                .isThrownBy(this::create)
                .withMessageContaining(model);
          });
    }

    private String text() {
      StringBuilder text = new StringBuilder();
      parameters.forEach((name, value) -> {
        String shown =
            value instanceof double[] d ? java.util.Arrays.toString(d) : value.toString();
        text.append(" ").append(name).append(" = ").append(shown);
      });
      return text.toString();
    }

    private void create() {
      try (Simulator sim = Simulator.builder().build()) {
        sim.create(NodeModel.named(model).with(parameters));
      }
    }
  }

  private static Case of(String model, String name, Object value) {
    return new Case(model, Map.of(name, value));
  }

  private static Case of(String model, String name, Object value, String name2, Object value2) {
    return new Case(model, Map.of(name, value, name2, value2));
  }

  private static double[] list(double... numbers) {
    return numbers;
  }

  @TestFactory
  Stream<DynamicTest> generatorsRefuseWhatThoseOfNestRefuse() {
    String train = "spike_generator";
    String step = "step_current_generator";
    return Stream.of(
            of(train, "spike_times", list(2, 1)),
            of(train, "spike_times", list(0)),
            of(train, "spike_times", list(0), "precise_times", true),
            of(train, "spike_times", list(0), "allow_offgrid_times", true),
            of(train, "spike_times", list(-1)),
            of(train, "spike_times", list(1.05)),
            of(train, "spike_times", list(1, 1.0006)),
            of(train, "spike_times", list(1, 2), "spike_weights", list(1)),
            of(train, "spike_times", list(1, 2), "spike_multiplicities", list(1, 2, 3)),
            of(train, "spike_weights", list(1, 2)),
            of(train, "precise_times", true, "allow_offgrid_times", true),
            of(train, "precise_times", true, "shift_now_spikes", true),
            of(step, "amplitude_times", list(1, 1), "amplitude_values", list(1, 2)),
            of(step, "amplitude_times", list(2, 1), "amplitude_values", list(1, 2)),
            of(step, "amplitude_times", list(0), "amplitude_values", list(1)),
            of(step, "amplitude_times", list(1), "amplitude_values", list(1, 2)),
            of(step, "amplitude_times", list(1.05), "amplitude_values", list(1)),
            of("dc_generator", "start", 3.0, "stop", 2.0),
            of("dc_generator", "start", 1.05),
            of("dc_generator", "stop", 1.05),
            of("dc_generator", "start", -1.0),
            of("dc_generator", "stop", -2.0),
            of("dc_generator", "origin", -2.0),
            of("noise_generator", "std", 1.0, "std_mod", 2.0),
            of("noise_generator", "std", -1.0),
            of("noise_generator", "dt", 0.25),
            of("noise_generator", "dt", 0.0),
            of("poisson_generator", "rate", -1.0),
            of("multimeter", "interval", 0.05),
            of("multimeter", "interval", 0.0),
            of("multimeter", "offset", -1.0),
            of("multimeter", "offset", 0.05))
        .map(c -> c.test(true));
  }

  @TestFactory
  Stream<DynamicTest> neuronsRefuseWhatThoseOfNestRefuse() {
    return Stream.of(
            of("iaf_psc_alpha", "t_ref", -1.0),
            of("iaf_psc_alpha", "tau_m", 0.0),
            of("iaf_psc_alpha", "tau_syn_ex", 0.0),
            of("iaf_psc_alpha", "C_m", 0.0),
            of("iaf_psc_alpha", "V_reset", -55.0),
            of("iaf_psc_alpha", "Ca", -1.0),
            of("iaf_psc_alpha", "tau_Ca", 0.0),
            of("iaf_psc_exp", "rho", -1.0),
            of("iaf_psc_exp", "delta", -1.0),
            of("iaf_cond_exp", "t_ref", -1.0),
            of("iaf_cond_exp", "C_m", 0.0),
            of("iaf_cond_exp", "tau_syn_ex", 0.0),
            of("iaf_cond_exp", "tau_syn_in", -1.0),
            of("iaf_cond_exp", "V_reset", -55.0),
            of("iaf_cond_exp", "V_th", -60.0),
            of("iaf_psc_delta", "ignore_and_spike_interval", 0.0),
            of("iaf_psc_delta", "ignore_and_spike_offset", 0.0),
            of("iaf_psc_delta", "ignore_and_spike_offset", -1.0))
        .map(c -> c.test(true));
  }

  @TestFactory
  Stream<DynamicTest> whatNestAcceptsIsAccepted() {
    return Stream.of(
            of("spike_generator", "spike_times", list()),
            of("spike_generator", "spike_times", list(0, 1), "shift_now_spikes", true),
            of("spike_generator", "spike_times", list(1.05), "precise_times", true),
            of("spike_generator", "spike_times", list(1, 1.0004)),
            of("step_current_generator", "amplitude_times", list(), "amplitude_values", list()),
            of("noise_generator", "std", 1.0, "std_mod", 1.0),
            of("dc_generator", "start", 2.0, "stop", 2.0),
            of("multimeter", "offset", 0.3),
            of("iaf_cond_exp", "g_ex", 3.0, "g_in", 4.0),
            of("iaf_cond_exp", "g_in", -1.0),
            of("iaf_cond_exp", "g_L", 0.0),
            of("iaf_cond_exp", "g_L", -1.0),
            of("iaf_cond_exp", "E_ex", -90.0),
            of("iaf_cond_exp", "V_m", -40.0),
            of("iaf_cond_exp", "V_th", Double.POSITIVE_INFINITY),
            of("iaf_cond_exp", "V_reset", -55.0, "V_th", -54.0),
            of("iaf_psc_alpha", "V_min", -60.0),
            of("iaf_psc_delta", "V_m", -90.0, "V_min", -80.0),
            of("iaf_psc_delta", "ignore_and_spike_offset", 0.25))
        .map(c -> c.test(false));
  }
}
