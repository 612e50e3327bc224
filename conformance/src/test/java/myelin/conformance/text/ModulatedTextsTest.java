package myelin.conformance.text;

import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import myelin.Simulator;
import myelin.connect.Connections;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts of synapses that hear a volume transmitter, at whose interval they are brought up to date
/// before spikes of the slice that has passed reach them: time goes back then, as in NEST.
class ModulatedTextsTest {

  private static final String SYNAPSE =
      """
      model modulated_synapse:
        state:
          w real = 1
          x real = 1
          y real = 1
        parameters:
          d ms = 1 ms
          tau ms = 20 ms
        equations:
          x' = -x / tau
          y' = -y * (1 + 0 * y * y) / tau
        input:
          pre_spikes <- spike
          mod_spikes <- spike
        output:
          spike
        update:
          integrate_odes()
        onReceive(mod_spikes):
          w += 1
        onReceive(pre_spikes):
          x += 1
          y += 1
          emit_spike(w)
      """;

  @TempDir private Path folder;

  /// The same equation, solved exactly and numerically, has the same solution where time goes back.
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void numericEquationsGoBackAsExactOnesDo(int interval) throws IOException {
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      sim.install(Files.writeString(folder.resolve("modulated.nestml"), SYNAPSE));
      NodeCollection cells = sim.create(NodeModel.named("parrot_neuron"), 3);
      double[][] times = {{8.3, 24.5, 31.2, 47.7}, {15.2, 39.6}};
      for (int k = 0; k < 2; k++) {
        NodeCollection train =
            sim.create(NodeModel.named("spike_generator").with("spike_times", times[k]));
        sim.connect(train, cells.slice(k, k + 1), static_synapse.with("delay", 1.0));
      }
      NodeCollection transmitter =
          sim.create(NodeModel.named("volume_transmitter").with("deliver_interval", interval));
      sim.connect(cells.slice(1, 2), transmitter, static_synapse.with("delay", 1.0));
      NodeCollection source = cells.slice(0, 1);
      NodeCollection target = cells.slice(2, 3);
      sim.connect(
          source,
          target,
          sim.synapse("modulated_synapse").with("delay", 1.0).modulatedBy(transmitter));
      sim.simulate(60);
      Connections found = sim.connections(source, target);
      double left = 1;
      double last = 0;
      for (double sent : times[0]) {
        double fired = sent + 1;
        left = left * Math.exp(-(fired - last) / 20) + 1;
        last = fired;
      }
      double x = found.get("x")[0];
      assertThat(left / x).isBetween(1.0, Math.exp((60.1 - last) / 20));
      assertThat(found.get("y")[0]).isCloseTo(x, within(1e-4));
    }
  }
}
