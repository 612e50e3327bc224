package myelin.conformance.synapse;

import static myelin.Names.cont_delay_synapse;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.ms;
import static myelin.Names.multimeter;
import static myelin.Names.parrot_neuron_ps;
import static myelin.Names.poisson_generator;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import myelin.Events;
import myelin.Simulator;
import myelin.conformance.harness.Close;
import myelin.conformance.harness.ContDelayNetwork;
import myelin.conformance.harness.Json;
import myelin.connect.Connections;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Spikes arrive between the steps where delays are not multiples of the resolution, as in NEST.
class ContDelayTest {

  private static final double DURATION = 100;

  /// How synapses are given their delays.
  private enum Given {
    CONNECTING,
    EACH_ALONE,
    LATER
  }

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> spikesAndPotentialsAreThoseOfNest() {
    return StreamSupport.stream(Json.resource("cont_delay.json").spliterator(), false)
        .map(c ->
            DynamicTest.dynamicTest(
                c.get("name").stringValue(),
                () -> {
                  for (Given given : Given.values()) new Replay(c, 1, 0, given).run();
                  for (int threads = 2; threads <= 3; threads++) {
                    new Replay(c, threads, 0, Given.CONNECTING).run();
                  }
                  new Replay(c, 2, 1, Given.LATER).run();
                }));
  }

  @TestFactory
  Stream<DynamicTest> spikesOnTheirWayArriveAfterACheckpoint() {
    return StreamSupport.stream(Json.resource("cont_delay.json").spliterator(), false)
        .map(c ->
            DynamicTest.dynamicTest(
                c.get("name").stringValue(),
                () -> {
                  Replay replay = new Replay(c, 2, 0, Given.CONNECTING);
                  Path file = folder.resolve("network");
                  try (Simulator sim = replay.network()) {
                    sim.simulate(replay.h * Math.rint(47.3 / replay.h));
                    sim.save(file);
                  }
                  try (Simulator loaded = Simulator.load(file, 3)) {
                    loaded.simulate(DURATION - replay.h * Math.rint(47.3 / replay.h));
                    replay.check(loaded);
                  }
                }));
  }

  @Test
  void aNetworkIsTheSameForAllThreadsAndSlices() {
    String alone = ContDelayNetwork.run(1, 0, 60);
    assertThat(alone).doesNotStartWith("0 spikes");
    for (int threads = 2; threads <= 3; threads++) {
      assertThat(ContDelayNetwork.run(threads, 0, 60)).isEqualTo(alone);
    }
    assertThat(ContDelayNetwork.run(2, 1, 60)).isEqualTo(alone);
  }

  /// A scenario of NEST's.
  private static final class Replay {
    final JsonNode c;
    final int threads;
    final int slice;
    final Given given;
    final double h;
    final List<Integer> spikes = new ArrayList<>();
    final List<Integer> meters = new ArrayList<>();

    Replay(JsonNode c, int threads, int slice, Given given) {
      this.c = c;
      this.threads = threads;
      this.slice = slice;
      this.given = given;
      h = c.get("resolution").doubleValue();
    }

    void run() {
      try (Simulator sim = network()) {
        sim.simulate(DURATION);
        check(sim);
      }
    }

    Simulator network() {
      Simulator sim = Simulator.builder().resolution(ms(h)).threads(threads).slice(slice).build();
      int n = c.get("pre").size();
      NodeCollection pre = sim.create(parrot_neuron_ps, n);
      for (int k = 0; k < n; k++) {
        double[] times =
            Arrays.stream(Json.numbers(c.get("pre").get(k)))
                .map(t -> Math.rint((t - 1) * 1e9) / 1e9)
                .toArray();
        NodeModel train = spike_generator.with("spike_times", times).with("precise_times", true);
        sim.connect(sim.create(train), pre.at(k), static_synapse.with("delay", 1.0));
      }
      double[] delay = Json.numbers(c.get("delay"));
      double[] weight = Json.numbers(c.get("weight"));
      int t = 0;
      for (var p : c.get("targets").properties()) {
        NodeModel model = NodeModel.named(p.getKey());
        for (var own : Json.parameters(p.getValue()).entrySet()) {
          model = model.with(own.getKey(), own.getValue());
        }
        NodeCollection target = sim.create(model);
        record(sim, target, p.getKey());
        connect(
            sim,
            pre,
            target,
            Arrays.copyOfRange(weight, t, t + n),
            Arrays.copyOfRange(delay, t, t + n));
        t += n;
      }
      return sim;
    }

    private void record(Simulator sim, NodeCollection target, String model) {
      NodeCollection recorder = sim.create(spike_recorder);
      sim.connect(target, recorder);
      spikes.add(recorder.id(0));
      if (!model.startsWith("iaf")) {
        meters.add(0);
        return;
      }
      NodeCollection meter =
          sim.create(multimeter.with("record_from", "V_m").with("interval", 2 * h));
      sim.connect(meter, target);
      meters.add(meter.id(0));
    }

    private void connect(
        Simulator sim, NodeCollection pre, NodeCollection target, double[] weight, double[] delay) {
      Synapse synapse = cont_delay_synapse.with("weight", weight);
      if (given == Given.CONNECTING) {
        sim.connect(pre, target, synapse.with("delay", delay));
      } else if (given == Given.LATER) {
        sim.connect(pre, target, synapse.with("delay", 1));
        sim.connections(pre, target).set("delay", delay);
      } else {
        for (int k = 0; k < delay.length; k++) {
          sim.connect(
              pre.at(k),
              target,
              cont_delay_synapse.with("weight", weight[k]).with("delay", delay[k]));
        }
      }
      double[] shown = sim.connections(pre, target).delay();
      assertThat(shown).containsExactly(delay, within(1e-12));
    }

    void check(Simulator sim) {
      int t = 0;
      for (var p : c.get("expected").properties()) {
        String what = p.getKey() + ", " + threads + " threads, " + given + ": ";
        double[] wanted = Json.numbers(p.getValue().get("spikes"));
        Events events = sim.events(sim.nodes(spikes.get(t)));
        double[] times = events.times();
        Arrays.sort(times);
        Arrays.sort(wanted);
        Close.require(what + "spikes", times, wanted, 1e-9);
        if (meters.get(t) > 0) {
          double[] potentials = Json.numbers(p.getValue().get("V_m"));
          double[] got = sim.events(sim.nodes(meters.get(t))).values("V_m");
          Close.require(what + "V_m", Arrays.copyOf(got, potentials.length), potentials, 1e-9);
        }
        t++;
      }
    }
  }

  @Test
  void aSpikeWithinAStepMayArriveAStepEarlier() {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection parrots = sim.create(parrot_neuron_ps, 2);
      NodeModel train = spike_generator.with("spike_times", 1.03).with("precise_times", true);
      sim.connect(sim.create(train), parrots.first(1), static_synapse.with("delay", 0.1));
      sim.connect(parrots.first(1), parrots.last(1), cont_delay_synapse.with("delay", 0.145));
      NodeCollection recorder = sim.create(spike_recorder);
      sim.connect(parrots, recorder);
      assertThat(sim.min_delay()).isEqualTo(0.1);
      sim.simulate(2);
      assertThat(sim.events(recorder).times())
          .containsExactly(new double[] {1.13, 1.275}, within(1e-12));
    }
  }

  /// Through the new synapse it would arrive before now.
  @Test
  void aSpikeOnItsWayDoesNotPassASynapseThatIsMadeTooLate() {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection parrots = sim.create(parrot_neuron_ps, 3);
      NodeModel train = spike_generator.with("spike_times", 0.08).with("precise_times", true);
      sim.connect(sim.create(train), parrots.at(0), static_synapse.with("delay", 1.0));
      sim.connect(parrots.at(0), parrots.at(1), static_synapse.with("delay", 1.0));
      NodeCollection recorder = sim.create(spike_recorder);
      sim.connect(parrots, recorder);
      sim.simulate(1);
      sim.simulate(0.5);
      sim.connect(parrots.at(0), parrots.at(2), cont_delay_synapse.with("delay", 0.41));
      sim.simulate(5);
      assertThat(sim.events(recorder).times())
          .containsExactly(new double[] {1.08, 2.08}, within(1e-12));
    }
  }

  @Test
  void aDelayThatBecomesShorterByLessThanAStepShortensTheSmallestDelay() {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection two = sim.create(parrot_neuron_ps, 2);
      sim.connect(two.first(1), two.last(1), cont_delay_synapse.with("delay", 0.5));
      Connections found = sim.connections(two, two);
      assertThat(sim.min_delay()).isEqualTo(0.5);
      found.set("delay", 0.46);
      assertThat(sim.min_delay()).isEqualTo(0.4);
      assertThat(found.delay()).containsExactly(new double[] {0.46}, within(1e-15));
      found.set("delay", 0.5); // limits never come closer, as in NEST
      assertThat(sim.min_delay()).isEqualTo(0.4);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.05, 0.0999, -1, 1e7, Double.NaN, Double.POSITIVE_INFINITY})
  void aDelayBelowAStepOrTooLongIsRefused(double delay) {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection two = sim.create(iaf_psc_alpha, 2);
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.connect(two, two, cont_delay_synapse.with("delay", delay)))
          .withMessageContaining("delay");
      sim.connect(two, two, cont_delay_synapse);
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.connections().set("delay", delay))
          .withMessageContaining("delay");
      assertThat(sim.connections().delay()).containsOnly(1);
    }
  }

  @Test
  void devicesWithoutTablesTakeDelaysOnTheGrid() {
    try (Simulator sim = Simulator.builder().build()) {
      NodeCollection noise = sim.create(poisson_generator);
      NodeCollection neuron = sim.create(iaf_psc_alpha);
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> sim.connect(noise, neuron, cont_delay_synapse.with("delay", 1.05)))
          .withMessageContaining("delay");
      sim.connect(noise, neuron, cont_delay_synapse.with("delay", 1.1));
    }
  }
}
