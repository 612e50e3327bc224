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
import myelin.engine.base.BadInput;
import myelin.engine.declare.ModelRegistry;
import myelin.models.Models;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Models from files: the numbers that NESTML's own tests expect, from models of the same equations
/// in our own words, and what is there after a text has changed or a network was saved.
class InstalledTextsTest {

  private static final String LEAKY =
      """
      model leaky:
        state:
          V_m mV = -70 mV
        equations:
          V_m' = -(V_m + 70 mV) / tau_m
        parameters:
          tau_m ms = 10 ms
        update:
          V_m += 1 mV
          integrate_odes()
      """;

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("some.nestml"), text);
  }

  /// A value after some milliseconds.
  private double after(String text, double ms, String name) throws IOException {
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      NodeCollection cell = sim.create(sim.install(file(text)).getFirst());
      sim.simulate(ms);
      return cell.get(name)[0];
    }
  }

  @Test
  void forLoop() throws IOException {
    String text =
        """
        model loops:
          state:
            V_m mV = -0.2 mV
          parameters:
            N integer = 42
          update:
            i integer = 0
            for i in 0 ... N step 1:
              V_m += 0.01 mV
        """;
    assertThat(after(text, 4, "V_m")).isCloseTo(16.6, within(1e-7));
  }

  @Test
  void whileLoop() throws IOException {
    String text =
        """
        model loops:
          state:
            y real = 0
          update:
            i integer = 0
            while i <= 5:
              y = max(3, i)
              y += 0.011
              i += 1
        """;
    assertThat(after(text, 4, "y")).isCloseTo(5.011, within(1e-7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "**1.00000001"})
  void integrationOfSomeEquationsOnly(String power) throws IOException {
    String text =
        """
        model parts:
          state:
            slow real = 0
            fast real = 0
            n integer = 0
          equations:
            slow' = -slowPOWER / (100 ms)
            fast' = -fastPOWER / (10 ms)
          update:
            n += 1
            if n % 64 == 0:
              slow += 1
              fast += 1
            integrate_odes(slow)
            if slow > 3 and slow < 8:
              integrate_odes(fast)
        """
            .replace("POWER", power);
    assertThat(after(text, 99, "slow")).isCloseTo(9.65029871, within(1e-6));
    assertThat(after(text, 99, "fast")).isCloseTo(5.34894639, within(1e-6));
  }

  private double prioritised(int first, int second) throws IOException {
    String text =
        """
        model order:
          state:
            x real = 1
          input:
            a <- spike
            b <- spike
          onReceive(a, priority=FIRST):
            x += 1
          onReceive(b, priority=SECOND):
            x *= 3.14159265358979323846
        """
            .replace("FIRST", String.valueOf(first))
            .replace("SECOND", String.valueOf(second));
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      NodeCollection cell = sim.create(sim.install(file(text)).getFirst());
      NodeCollection train =
          sim.create(NodeModel.named("spike_generator").with("spike_times", new double[] {1}));
      sim.connect(train, cell, static_synapse.receptor(1));
      sim.connect(train, cell, static_synapse.receptor(2));
      sim.simulate(5.0);
      return cell.get("x")[0];
    }
  }

  @Test
  void prioritiesOfHandlers() throws IOException {
    assertThat(prioritised(1, 2)).isEqualTo(1 + Math.PI);
    assertThat(prioritised(2, 1)).isEqualTo(2 * Math.PI);
  }

  @Test
  void aCheckpointHoldsTheTextsOfItsModels() throws IOException {
    Path saved = folder.resolve("saved");
    double whole;
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      sim.create(sim.install(file(LEAKY)).getFirst(), 3);
      sim.simulate(2.5);
      sim.save(saved);
      sim.simulate(2.5);
      whole = sim.nodes(2).get("V_m")[0];
    }
    try (Simulator sim = Simulator.load(saved, 2)) {
      sim.simulate(2.5);
      assertThat(sim.nodes(2).get("V_m")).containsExactly(whole);
      sim.create("leaky", 1);
      sim.install(file(LEAKY));
    }
    ModelRegistry other = Models.registry();
    Nestml.install(file(LEAKY.replace("10 ms", "20 ms")), other);
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> Simulator.load(saved, 1, other))
        .withMessageContainingAll("leaky", "not the one");
  }

  @Test
  void aTextThatHasChangedNeedsAnotherNetwork() throws IOException {
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      sim.install(file(LEAKY));
      sim.install(file(LEAKY));
      Path changed = file(LEAKY.replace("10 ms", "20 ms"));
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.install(changed))
          .withMessageContainingAll("leaky", "not the one that was installed", "another");
      Path own = file(LEAKY.replace("leaky", "iaf_psc_exp"));
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.install(own))
          .withMessageContainingAll("iaf_psc_exp", "Myelin's own models");
    }
  }

  @Test
  void aDelayMustBePossible() throws IOException {
    String text =
        LEAKY
            .replace("tau_m ms = 10 ms", "tau_m ms = 10 ms\n    d ms = 1 ms")
            .replace("(V_m + 70 mV) / tau_m", "(V_m(t - d) + 70 mV) / tau_m");
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      NodeModel model = sim.install(file(text)).getFirst();
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.create(model.with("d", -1.0)))
          .withMessageContainingAll("leaky", "d", "-1.0 ms", "must be at least 0");
    }
  }

  private static final String STEPS =
      """
      model stepping:
        state:
          V_m mV = E_L
          I_now pA = 0 pA
          k integer = 0
        equations:
          V_m' = (-g_L * (V_m - E_L) + I_now) / C_m
        parameters:
          E_L mV = -70 mV
          g_L nS = 16.6667 nS
          C_m pF = 250 pF
          n integer = 1
          I_step[n] pA = 0 pA
          t_step[n] ms = 0 ms
        update:
          integrate_odes()
          if k < n and t > t_step[k] + 0.05 ms:
            I_now = I_step[k]
            k += 1
      """;

  /// The number is that of NESTML's test of a neuron that holds a current in steps of its own: 10
  /// pA from 10 ms on, two steps later.
  @Test
  void aCurrentInStepsThatTheNeuronHolds() throws IOException {
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      NodeModel model = sim.install(file(STEPS)).getFirst();
      double[] currents = {10, -20, 30, -40, 50};
      double[] times = {10, 30, 40, 45, 50};
      NodeCollection cell =
          sim.create(model.with("n", 5).with("I_step", currents).with("t_step", times));
      sim.simulate(10.3);
      double after = -70 + 10 / 16.6667 * -Math.expm1(-0.2 * 16.6667 / 250);
      assertThat(after).isEqualTo(-69.99205309719004);
      assertThat(cell.get("V_m")[0]).isCloseTo(after, within(1e-12));
      sim.simulate(60.0);
      assertThat(cell.get("I_now")[0]).isEqualTo(50);
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.create(model.with("n", 5)))
          .withMessageContainingAll("n = 5.0, but I_step has 1 elements; set both at once");
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.create(model.with("n", 2).with("I_step", new double[] {1, 2})))
          .withMessageContainingAll("t_step has 1 elements and must have 2, as many as I_step");
    }
  }

  @Test
  void whatOnlyTheTextCanChangeIsTold() throws IOException {
    String text =
        """
        model sized:
          state:
            v[n] real = 0
          parameters:
            n integer = 3
            three[3] real = [1, 2, 3]
          update:
            v[0] = sum(three) * n
        """;
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      NodeModel model = sim.install(file(text)).getFirst();
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.create(model.with("n", 4)))
          .withMessageContainingAll("n = 4.0, but vectors of the model have 3 elements");
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.create(model.with("three", new double[] {1, 2})))
          .withMessageContainingAll("three has 2 elements and must have 3, as the text says");
    }
  }

  /// A name that the neurons of all models have is the model's own, if it declares it; what depends
  /// on a state variable is computed from its initial value before the simulation.
  @Test
  void namesThatAllNeuronsHaveAreTheModels() throws IOException {
    String text =
        """
        model named:
          state:
            Ca uM = 2 uM
            V_m mV = E_L
            gate real = open
          parameters:
            t_spike ms = 3 ms
            E_L mV = -60 mV
          internals:
            open real = V_m / (1 mV) + 61
          output:
            spike
          update:
            V_m += 1 mV
            if V_m > -58 mV:
              Ca += t_spike / ms * uM
              emit_spike()
        """;
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      NodeModel model = sim.install(file(text)).getFirst();
      NodeCollection cell = sim.create(model.with("t_spike", 4.0));
      sim.simulate(0.4);
      assertThat(cell.get("Ca")[0]).isEqualTo(2 + 2 * 4);
      assertThat(cell.get("t_spike")[0]).isEqualTo(4);
      assertThat(cell.get("gate")[0]).isEqualTo(1);
      Path other =
          file(
              text.replace("named", "other")
                  .replace("Ca uM", "tau_minus uM")
                  .replace("Ca +=", "tau_minus +="));
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.install(other))
          .withMessageContainingAll("other", "tau_minus", "give the state variable another name");
    }
  }
}
