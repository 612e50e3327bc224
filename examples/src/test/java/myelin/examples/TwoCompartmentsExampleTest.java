package myelin.examples;

import static myelin.examples.Command.myelin;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoCompartmentsExampleTest {

  @TempDir private Path folder;

  /// Resistances beside those of Kirchhoff's laws: with conductances of 10 and 2 nS to rest and 4
  /// nS between the compartments, their determinant is 68 nS^2, and the resistances are 6, 4 and 14
  /// nS divided by it. Potentials are those that NEST 3.10 has.
  @Test
  void resistancesAreThoseOfTheCircuitAndPotentialsThoseOfNest() {
    Path plot = folder.resolve("two_comps.png");
    assertThat(myelin(0, "example", "two_comps", "--out=" + folder))
        .map(line -> line.strip().replaceAll(" {2,}", "  "))
        .containsExactly(
            "current into  R to the soma (MOhm)  R to the dendrite (MOhm)",
            "soma  88.2353 ( 88.2353)  58.8235 ( 58.8235)",
            "dendrite  58.8235 ( 58.8235)  205.8824 (205.8824)",
            "",
            "soma (mV)  dendrite (mV)  after (ms)",
            "1 spike to AMPA, soma  3.117  1.678  4.5",
            "1 spike to AMPA, dendrite  1.566  9.095  8.3",
            "1 spike to NMDA, dendrite  0.179  0.682  20.8",
            "10 spikes to NMDA, dendrite  18.408  66.398  38.1",
            "Plot of the potentials: " + plot);
    assertThat(Files.exists(plot)).isTrue();
  }
}
