package myelin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import myelin.analysis.Spikes;
import myelin.engine.base.BadInput;
import myelin.models.Models;
import myelin.nestml.text.SourceText;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the compiler accepts and what it refuses.
class CompilerTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iaf_psc_alpha.with(tau_m, ms(1))",
        "iaf_psc_alpha.with(tau_m, s(0.01)).with(V_th, mV(-50)).with(I_e, nA(0.3))",
        "iaf_psc_alpha.with(V_m, normal(mV(-65), mV(5)).redraw(mV(-70), mV(-60)))",
        "iaf_psc_alpha.with(V_m, mV(1).times(lognormal(0, 1)))",
        "iaf_psc_alpha.with(tau_m, ms(1, 2, 3))",
        "iaf_psc_alpha.with(beta_Ca, 0.1)",
        "iaf_psc_delta.with(refractory_input, true)",
        "multimeter.with(record_from, \"V_m\", \"I_syn_ex\")",
        "multimeter.with(record_from, V_m, I_syn_ex, g_ex)",
        "static_synapse.with(weight, mV(1)).with(delay, ms(1))",
        "static_synapse.with(weight, pA(1))",
        "static_synapse.with(weight, nS(1))",
        "static_synapse.with(weight, number(1))",
        "static_synapse.with(delay, uniform(ms(1), ms(2)))",
        "poisson_generator.with(rate, kHz(2))",
        "lin_rate_ipn.with(rate, number(2)).with(mult_coupling, true)",
        "noise_generator.with(mean, pA(2))",
        "siegert_neuron.with(mean, Hz(2))",
        "lin_rate_ipn.with(rate, 2)",
        "tanh_rate_ipn.with(theta, 2)",
        "siegert_neuron.with(theta, mV(2))",
        "diffusion_connection.with(drift_factor, 2)"
      })
  void quantitiesOfTheRightKindCompile(String expression) throws IOException {
    assertThat(errors(expression)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iaf_psc_alpha.with(tau_m, mV(1))",
        "iaf_psc_alpha.with(tau_m, 1.0)",
        "iaf_psc_alpha.with(V_m, ms(1))",
        "iaf_psc_alpha.with(V_m, normal(ms(1), ms(1)))",
        "iaf_psc_alpha.with(V_m, normal(-65, 5))",
        "iaf_psc_alpha.with(V_m, mV(1).plus(pA(1)))",
        "iaf_psc_alpha.with(V_m, uniform(mV(1), pA(2)))",
        "iaf_psc_alpha.with(C_m, nS(1))",
        "iaf_psc_alpha.with(tau_m, true)",
        "iaf_psc_delta.with(refractory_input, 1.0)",
        "static_synapse.with(weight, ms(1))",
        "static_synapse.with(weight, pF(1))",
        "static_synapse.with(delay, mV(1))",
        "normal(mV(0), mV(1)).redraw(ms(1), ms(2))",
        "Simulator.builder().resolution(mV(1))",
        "Simulator.builder().build().simulate(mV(1))",
        "Simulator.builder().build().nodes().set(V_m, ms(1))",
        "Simulator.builder().build().nodes().set(tau_m, mV(1))"
      })
  void quantitiesOfTheWrongKindDoNot(String expression) throws IOException {
    assertThat(errors(expression)).contains("error:", "Program.java:5");
  }

  private String errors(String expression) throws IOException {
    String program =
        """
        import static myelin.Names.*;
        import myelin.*;
        class Program {
          Object of() {
            return %s;
          }
        }
        """
            .formatted(expression);
    Path source = Files.writeString(folder.resolve("Program.java"), program);
    StringWriter out = new StringWriter();
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    javac.run(
        new PrintWriter(out),
        new PrintWriter(out),
        "-proc:none",
        "-implicit:none",
        "-Xlint:-classfile",
        "-cp",
        locations(),
        "-d",
        folder.toString(),
        source.toString());
    return out.toString();
  }

  private static String locations() {
    return Stream.of(Simulator.class, BadInput.class, Models.class, Spikes.class, SourceText.class)
        .map(c -> c.getProtectionDomain().getCodeSource().getLocation())
        .map(url -> Path.of(java.net.URI.create(url.toString())).toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }
}
