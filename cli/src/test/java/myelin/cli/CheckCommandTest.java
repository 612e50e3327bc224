package myelin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

  @TempDir private Path folder;

  private static final String TEXT =
      """
      # A leaky neuron with a conductance.
      model leaky:
        parameters:
          tau ms = 0.01 s [[tau > 0 ms]]  # time constant
          tau_g ms = 2 ms
          E_L mV = -70 mV
        state:
          V_m mV = E_L  # membrane potential
          g real = 0
        equations:
          g' = -g / tau_g + spikes
          V_m' = -(V_m - E_L) / tau - g * V_m / tau
        input:
          spikes <- spike
        update:
          integrate_odes()
      """;

  private Terminal check(String text) throws IOException {
    Path file = folder.resolve("leaky.nestml");
    Files.writeString(file, text);
    return Terminal.myelin("check", file.toString());
  }

  @Test
  void aFineTextIsToldAsItIsUnderstood() throws IOException {
    Terminal t = check(TEXT);
    assertThat(t.err()).isEmpty();
    assertThat(t.status()).isZero();
    assertThat(t.out()).startsWith("leaky (neuron): A leaky neuron with a conductance.");
    assertThat(t.out()).containsPattern("tau +10 ms +time constant; tau > 0 ms");
    assertThat(t.out()).containsPattern("g' +exact +linear");
    assertThat(t.out()).containsPattern("V_m' +numeric +'g' is multiplied by 'V_m'");
    assertThat(t.out()).containsPattern("g +a spike at spikes adds its weight");
    assertThat(t.out()).contains("receptor 0").contains("Runge-Kutta-Fehlberg");
    assertThat(t.lines()).allMatch(l -> l.length() <= Table.WIDTH);
  }

  @Test
  void errorsAreAllToldWithTheirLines() throws IOException {
    Terminal t = check(TEXT.replace("tau_g ms", "tau_g mss").replace("(V_m - E_L)", "(V_m - E_K)"));
    assertThat(t.status()).isEqualTo(2);
    assertThat(t.out()).isEmpty();
    assertThat(t.err())
        .contains("leaky.nestml:5:11: 'mss' is not a unit; did you mean mS or ms?")
        .contains("    tau_g mss = 2 ms")
        .contains("leaky.nestml:12:20: 'E_K' is not declared; did you mean E_L?")
        .contains("myelin: 2 errors in ");
  }

  @Test
  void whatIsNoTextIsRefused() throws IOException {
    assertThat(Terminal.myelin("check", folder.toString()).err()).contains("is a folder");
    assertThat(Terminal.myelin("check", folder.resolve("x").toString()).err())
        .contains("no such file");
    Path file = folder.resolve("binary");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThat(Terminal.myelin("check", file.toString()).err()).contains("is not text in UTF-8");
  }
}
