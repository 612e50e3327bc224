package myelin.conformance.text;

import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import myelin.Nestml;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What texts of synapses read of their targets beside spikes, and vectors in them: closed forms.
class TargetVariablesTest {

  /// The potential is the time (ms), and 1 at first; a spike at the first port makes the neuron
  /// fire, which adds 100.
  private static final String CLOCK =
      """
      model clock:
        state:
          V_m mV = 1 mV
        parameters:
          gain real = 2
        equations:
          V_m' = 1 mV / ms
          recordable inline twice mV = gain * V_m
        input:
          drive <- spike
          others <- spike
        output:
          spike
        update:
          integrate_odes()
        onReceive(drive):
          V_m += 100 mV
          emit_spike()
      """;

  private static final String SYNAPSE =
      """
      model some_synapse:
        state:
          w real = 0
      STATE
        parameters:
          d ms = 1 ms
      PARAMETERS
        equations:
      EQUATIONS
        input:
          pre_spikes <- spike
          post_spikes <- spike
          V mV <- continuous @myelin::target("VARIABLE")
        output:
          spike
        update:
          integrate_odes()
        onReceive(post_spikes):
          POST
        onReceive(pre_spikes):
      PRE
          emit_spike(w)
      """;

  private static final Offset<Double> NEAR = within(1e-9);

  @TempDir private Path folder;

  private static String text(
      String state, String parameters, String equations, String post, String pre) {
    return SYNAPSE
        .replace("STATE", state.indent(4).stripTrailing())
        .replace("PARAMETERS", parameters.indent(4).stripTrailing())
        .replace("EQUATIONS", equations.indent(4).stripTrailing())
        .replace("POST", post)
        .replace("PRE", pre.indent(4).stripTrailing());
  }

  /// A synapse at 60 ms, with a delay of 3 ms, after spikes of its source at 10, 30 and 50 ms and
  /// one of its target at 20 ms.
  private double[] shown(String text, String... variables) throws IOException {
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      sim.install(Files.writeString(folder.resolve("clock.nestml"), CLOCK));
      sim.install(Files.writeString(folder.resolve("some.nestml"), text));
      NodeCollection pre = sim.create(NodeModel.named("parrot_neuron"));
      NodeCollection post = sim.create("clock", 1);
      double[][] times = {{9, 29, 49}, {19}};
      for (int k = 0; k < 2; k++) {
        NodeCollection train =
            sim.create(NodeModel.named("spike_generator").with("spike_times", times[k]));
        Synapse link = static_synapse.with("delay", 1.0).receptor(k);
        sim.connect(train, k == 0 ? pre : post, link);
      }
      sim.connect(pre, post, sim.synapse("some_synapse").with("delay", 3.0).receptor(2));
      for (int k = 0; k < 3; k++) sim.simulate(20);
      double[] found = new double[variables.length];
      for (int k = 0; k < found.length; k++) {
        found[k] = sim.connections(pre, post).get(variables[k])[0];
      }
      return found;
    }
  }

  /// The clock's potential at the end of a step (mV).
  private static double potential(double ms) {
    return 1 + ms + (ms >= 20 ? 100 : 0);
  }

  @ParameterizedTest
  @CsvSource({"V_m, 1", "twice, 2"})
  void handlersReadTheTargetAsItIsWhenSpikesReachTheSynapse(String variable, double gain)
      throws IOException {
    String text =
        text(
                "at_post mV = 0 mV\nat_pre mV = 0 mV\nn real = 0",
                "",
                "n' = -n / s",
                "at_post += V",
                "at_pre += V")
            .replace("VARIABLE", variable);
    double[] found = shown(text, "at_post", "at_pre");
    assertThat(found[0]).isCloseTo(gain * potential(23), NEAR);
    double sum = potential(10) + potential(30) + potential(50);
    assertThat(found[1]).isCloseTo(gain * sum, NEAR);
  }

  /// In each step of 0.1 ms the potential counts as at its beginning: exactly, numerically, and in
  /// statements.
  @Test
  void timePassesStepByStepWhereTheTargetIsReadInUpdate() throws IOException {
    String text =
        text(
                "x real = 0\ny real = 0\nz real = 0\nsteps_ real = 0",
                "",
                "x' = V / mV / ms\ny' = (V / mV) * (1 + 0 * y * y) / ms",
                "n real = x",
                "n real = x")
            .replace("integrate_odes()", "integrate_odes()\n    z += V / mV\n    steps_ += 1")
            .replace("VARIABLE", "V_m");
    double sum = 0;
    for (int k = 0; k < 500; k++) sum += potential(k / 10.0);
    double[] found = shown(text, "x", "y", "z", "steps_");
    assertThat(found[3]).isEqualTo(500);
    assertThat(found[0]).isCloseTo(sum / 10, NEAR);
    assertThat(found[1]).isCloseTo(sum / 10, NEAR);
    assertThat(found[2]).isCloseTo(sum, NEAR);
  }

  /// Spikes of a transmitter at 12, 30 and 41.5 ms, of the source at 10, 30 and 50 ms and of the
  /// target at 20 ms, which is heard at 23 ms, with intervals whose ends lie on spikes and between
  /// them; a variable that grows by the potential of each step tells their order.
  @ParameterizedTest
  @CsvSource({"1, 20", "3, 20", "7, 20", "100, 20", "3, 0.7", "10, 0.1"})
  void timePassesStepByStepBesideSpikesOfATransmitter(int interval, double piece)
      throws IOException {
    String text =
        text(
                "n real = 0\nseen real = 0",
                "",
                "n' = V / mV / s",
                "n = 0.9 * n",
                "seen = 2 * seen + n")
            .replace("post_spikes <- spike", "post_spikes <- spike\n    mod_spikes <- spike")
            .replace(
                "  onReceive(post_spikes)",
                "  onReceive(mod_spikes):\n    n = 1.5 * n + 1\n  onReceive(post_spikes)")
            .replace("VARIABLE", "V_m");
    double n = 0;
    double seen = 0;
    for (int step = 1; step <= 600; step++) {
      n += potential((step - 1) / 10.0) / 1e4;
      if (step == 120 || step == 300 || step == 415) n = 1.5 * n + 1;
      if (step == 230) n *= 0.9;
      if (step == 100 || step == 300 || step == 500) seen = 2 * seen + n;
    }
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      sim.install(Files.writeString(folder.resolve("clock.nestml"), CLOCK));
      sim.install(Files.writeString(folder.resolve("some.nestml"), text));
      NodeCollection parrots = sim.create(NodeModel.named("parrot_neuron"), 2);
      NodeCollection pre = parrots.slice(0, 1);
      NodeCollection post = sim.create("clock", 1);
      double[][] times = {{9, 29, 49}, {19}, {10, 28, 39.5}};
      NodeCollection[] heard = {pre, post, parrots.slice(1, 2)};
      for (int k = 0; k < times.length; k++) {
        NodeCollection train =
            sim.create(NodeModel.named("spike_generator").with("spike_times", times[k]));
        sim.connect(train, heard[k], static_synapse.with("delay", 1.0).receptor(k % 2));
      }
      NodeCollection transmitter =
          sim.create(NodeModel.named("volume_transmitter").with("deliver_interval", interval));
      sim.connect(heard[2], transmitter, static_synapse.with("delay", 1.0));
      Synapse link = sim.synapse("some_synapse").with("delay", 3.0).receptor(2);
      sim.connect(pre, post, link.modulatedBy(transmitter));
      for (long k = Math.round(60 / piece); k > 0; k--) sim.simulate(piece);
      if (sim.time() < 60) sim.simulate(60 - sim.time());
      assertThat(sim.connections(pre, post).get("seen")[0]).isCloseTo(seen, NEAR);
    }
  }

  private static double left(double ms, double tau) {
    return Math.exp(-ms / tau);
  }

  /// Traces of the source with three time constants, one of them numeric, and an element chosen as
  /// the network runs.
  @ParameterizedTest
  @CsvSource({"-x / tau, 1e-12", "-x * (1 + 0 * x * x) / tau, 1e-4"})
  void vectorsAreIntegratedElementByElement(String slope, double near) throws IOException {
    String text =
        text(
                "x[size(tau)] real = 1\nseen[2] real = 5\nk integer = 0",
                "tau[] ms = [5 ms, 20 ms, 80 ms]",
                "x' = SLOPE",
                "seen[1] = x[k]",
                "w = sum(x)\nx += 1\nk = k + 1\nx[k] += 10 * k")
            .replace("SLOPE", slope)
            .replace("VARIABLE", "V_m");
    text = text.replace("x[k] += 10 * k", "if k < 3:\n      x[k] += 10 * k");
    double[] tau = {5, 20, 80};
    double[] x = {1, 1, 1};
    double sum = 0;
    for (int spike = 1; spike <= 3; spike++) {
      sum = 0;
      for (int e = 0; e < 3; e++) {
        x[e] *= left(spike == 1 ? 10 : 20, tau[e]);
        sum += x[e];
        x[e] += 1 + (spike < 3 && spike == e ? 10 * e : 0);
      }
    }
    double[] found = shown(text, "w", "x_1", "x_2", "x_3", "seen_0", "seen_1", "tau_2");
    assertThat(found[0]).isCloseTo(sum, within(near * sum));
    for (int e = 0; e < 3; e++) assertThat(found[1 + e]).isCloseTo(x[e], within(near * x[e]));
    assertThat(found[4]).isEqualTo(5);
    double atPost = (1 * left(10, 20) + 1 + 10) * left(13, 20);
    assertThat(found[5]).isCloseTo(atPost, within(near * atPost));
    assertThat(found[6]).isEqualTo(20);
  }

  @Test
  void theSizeOfVectorsCannotBeSet() throws IOException {
    String text =
        text("x[n] real = 0", "n integer = 2", "x' = -x / s", "x[0] += 1", "x[1] += 1")
            .replace("VARIABLE", "V_m");
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      sim.install(Files.writeString(folder.resolve("some.nestml"), text));
      assertThat(sim.synapse("some_synapse").with("n", 2)).isNotNull();
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.synapse("some_synapse").with("n", 3))
          .withMessageContainingAll("n", "only the text");
    }
  }

  @Test
  void targetsWithoutTheVariableAreRefused() throws IOException {
    String text =
        text("x real = 0", "", "x' = -x / s", "x += 1", "w += V / mV").replace("VARIABLE", "U_m");
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      sim.install(Files.writeString(folder.resolve("some.nestml"), text));
      NodeCollection cells = sim.create(NodeModel.named("iaf_psc_exp"), 2);
      Synapse reads = sim.synapse("some_synapse");
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.connect(cells, cells, reads))
          .withMessageContainingAll("needs U_m", "iaf_psc_exp does not provide");
    }
    String neuron =
        CLOCK.replace("drive <- spike", "drive pA <- continuous @myelin::target(\"V\")");
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> Nestml.models("clock.nestml", neuron.replace("(drive)", "(others)")))
        .withMessageContainingAll("mark for synapses");
  }
}
