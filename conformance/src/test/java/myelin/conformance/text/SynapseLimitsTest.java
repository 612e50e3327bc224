package myelin.conformance.text;

import static myelin.conformance.text.SynapseTextsTest.NOISY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import myelin.Nestml;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What texts of synapses cannot have, and what their visits do not take.
class SynapseLimitsTest {

  @TempDir private Path folder;

  private Synapse installed(Simulator sim, String model, String text) throws IOException {
    sim.install(Files.writeString(folder.resolve(model + ".nestml"), text));
    return sim.synapse(model);
  }

  private static void refused(String from, String to, String... words) {
    refusedText(NOISY.replace(from, to), words);
  }

  private static void refusedText(String text, String... words) {
    assertThat(text).isNotEqualTo(NOISY);
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> Nestml.models("noisy.nestml", text))
        .withMessageContainingAll(words);
  }

  @Test
  void whatSynapsesCannotHaveIsRefused() {
    refused("post_spikes", "foo", "noisy_synapse", "begins with pre", "pre_spikes, foo");
    refusedText(NOISY.replace("w real", "k real").replace("(w * ", "(k * "), "call it w or weight");
    refused("emit_spike(w * (1", "emit_spike(w, 2 ms * (1", "delay of its connection");
    refused("x += random_normal(1, 0.1)", "emit_spike(w)", "emit_spike", "in onReceive(post");
    refused("update:", "onCondition(x > 1):\n    x = 0\n  update:", "onCondition");
    refused(
        "    post_spikes <- spike",
        "    post_spikes <- spike\n    V mV <- continuous",
        "@myelin::target(");
    refused("pre_spikes <- spike", "pre_spikes[2] <- spike", "single port");
    refusedText(
        NOISY.replace("w real = 30", "w[3] real = 30").replace("(w * ", "(w[0] * "), "one weight");
    refused("-x / tau", "-x(t - 5 ms) / tau", "keep it in the target");
    refused("x += random_normal(1, 0.1)", "x += x(t - 5 ms)", "in an equation");
    refused("equations:\n", "equations:\n    @integrator(method=euler)\n", "method=euler");
    refused("equations:\n", "equations:\n    @integrator(method=rk4)\n", "method=rk4");
    refused("x += random_normal(1, 0.1)", "d = 2 ms", "delay, which cannot change");
  }

  @Test
  void guardsOnSeveralParametersAreTested() throws IOException {
    String text = NOISY.replace("tau ms = 20 ms", "tau ms = 20 ms [[tau > 100 ms * p]]");
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      Synapse synapse = installed(sim, "noisy_synapse", text).with("p", 0.1);
      NodeCollection cells = sim.create(NodeModel.named("parrot_neuron"), 2);
      sim.connect(cells, cells, synapse.receptor(1));
      sim.simulate(1);
    }
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      Synapse synapse = installed(sim, "noisy_synapse", text);
      NodeCollection cells = sim.create(NodeModel.named("parrot_neuron"), 2);
      NodeCollection train =
          sim.create(NodeModel.named("spike_generator").with("spike_times", new double[] {1}));
      sim.connect(train, cells);
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> {
            sim.connect(cells, cells, synapse.with("tau", 60.0).receptor(1));
            sim.simulate(10);
          })
          .withMessageContainingAll("tau > 100", "p", "must hold, but tau = 60.0, p = 0.7");
    }
    refused("x real = 0", "x real = 0 [[x < tau / ms]]", "guard of 'x'");
    refused("tau ms = 20 ms", "tau ms = 20 ms [[tau > d]]", "guard of 'tau'");
  }

  /// Each of 1000 synapses is visited 100 times; what a run allocates does not depend on that.
  @Test
  void aVisitAllocatesNothing() throws IOException {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      Synapse synapse = installed(sim, "noisy_synapse", NOISY);
      NodeCollection source = sim.create(NodeModel.named("parrot_neuron"));
      double[] times = new double[200];
      for (int k = 0; k < times.length; k++) times[k] = k + 1;
      NodeCollection train =
          sim.create(NodeModel.named("spike_generator").with("spike_times", times));
      sim.connect(train, source);
      sim.connect(source, sim.create(NodeModel.named("parrot_neuron"), 1000), synapse.receptor(1));
      sim.simulate(100);
      long before = threads.getTotalThreadAllocatedBytes();
      sim.simulate(100);
      long bytes = threads.getTotalThreadAllocatedBytes() - before;
      assertThat(bytes / 100_000.0).isLessThan(20);
    }
  }
}
