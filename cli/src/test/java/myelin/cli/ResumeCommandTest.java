package myelin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import myelin.Simulator;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeCommandTest {

  @TempDir private Path folder;

  private String saved() {
    Path file = folder.resolve("network");
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      sim.create(NodeModel.named("iaf_psc_alpha").with("I_e", 1000.0), 3);
      sim.simulate(10);
      sim.save(file);
    }
    return file.toString();
  }

  /// A current of 1000 pA lifts the potential by 40 (1 - exp(-t / 10)) mV: 15 mV after 4.7 ms; then
  /// 2 ms of silence. Three neurons so fire every 6.8 ms, at 4.8, 11.6 and 18.4 ms.
  @Test
  void itGoesOnForTheTimeThatIsAsked() {
    Terminal t = Terminal.myelin("resume", saved(), "--simtime", "10", "--threads", "2");
    assertThat(t.status()).isZero();
    assertThat(t.lines().get(0)).endsWith("network: 3 nodes, 0 synapses, at 10.0 ms");
    assertThat(t.lines().get(1)).startsWith("simulated to 20.0 ms in ").endsWith(", 6 spikes");
  }

  @Test
  void withNothingLeftItAsksForATime() {
    Terminal t = Terminal.myelin("resume", saved());
    assertThat(t.status()).isEqualTo(2);
    assertThat(t.err()).contains("nothing was left to simulate", "--simtime MS");
  }

  @Test
  void aFileThatIsNotThereIsToldOf() {
    Terminal t = Terminal.myelin("resume", folder.resolve("nothing").toString());
    assertThat(t.status()).isEqualTo(2);
    assertThat(t.err()).contains("cannot load", "there is no such file");
  }
}
