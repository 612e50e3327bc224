package myelin.examples;

import static myelin.Names.*;
import static myelin.examples.Command.myelin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import myelin.Simulator;
import myelin.connect.Synapse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiegertExampleTest {

  @TempDir private Path folder;

  /// NEST gives 32.03 Hz for both; the self-consistent rate is 32.0331 Hz.
  @Test
  void itPrintsTheRatesOfItsModelAndSavesAPlot() throws IOException {
    Path out = folder.resolve("new");
    Path plot = out.resolve("brunel_siegert_nest.png");
    assertThat(myelin(0, "example", "brunel_siegert_nest", "--out=" + out))
        .containsExactly(
            "Building network",
            "Excitatory rate   : 32.03 Hz",
            "Inhibitory rate   : 32.03 Hz",
            "Plot of the rates : " + plot);
    BufferedImage image = ImageIO.read(plot.toFile());
    assertThat(image.getWidth()).isEqualTo(2 * image.getHeight());
  }

  /// The network that connect_a_network simulates has 60.25 Hz; theory is for many small inputs.
  @Test
  void otherSizesAndTimesHaveTheirOwnRates() {
    List<String> small = siegert("--order=100");
    assertThat(rate(small.get(1))).isEqualTo(rate(small.get(2))).isEqualTo(60.25, within(1.0));
    List<String> early = siegert("--simtime=1");
    assertThat(rate(early.get(1))).isEqualTo(rate(early.get(2))).isBetween(0.0, 20.0);
  }

  /// More digits, for more threads than there are neurons too.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void theNetworkSettlesAtTheSelfConsistentRate(int threads) {
    var settings = Simulator.builder().resolution(ms(0.1)).threads(threads);
    try (Simulator sim = settings.build()) {
      var population = siegert_neuron.with(tau_m, ms(20)).with(theta, mV(20));
      var both = sim.create(population, 2);
      var drive = sim.create(siegert_neuron.with(mean, Hz(20_000)));
      sim.connect(drive, both, all_to_all(), diffusion(0.002, 0.0002));
      sim.connect(both.first(1), both, all_to_all(), diffusion(2, 0.2));
      sim.connect(both.last(1), both, all_to_all(), diffusion(-2.5, 1.25));
      sim.simulate(ms(50));
      for (double r : both.get(rate)) assertThat(r).isEqualTo(32.0331, within(0.001));
    }
  }

  private static Synapse diffusion(double drift, double diffusion) {
    return diffusion_connection.with(drift_factor, drift).with(diffusion_factor, diffusion);
  }

  private List<String> siegert(String option) {
    return myelin(0, "example", "brunel_siegert_nest", option, "--out=" + folder);
  }

  private static double rate(String line) {
    assertThat(line).matches("(Excitatory|Inhibitory) rate   : \\d+\\.\\d\\d Hz");
    return Double.parseDouble(line.replaceAll("[^\\d.]", ""));
  }

  @Test
  void impossibleOptionsAreRefused() {
    assertThat(myelin(2, "example", "brunel_siegert_nest", "--order=9"))
        .containsExactly("myelin: --order = 9: it must be 10 to 25000");
    assertThat(myelin(2, "example", "brunel_siegert_nest", "--simtime=0.5"))
        .containsExactly("myelin: --simtime = 0.5: it must be at least 1");
  }
}
