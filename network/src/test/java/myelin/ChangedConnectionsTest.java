package myelin;

import static myelin.Names.C_m;
import static myelin.Names.I_e;
import static myelin.Names.V_m;
import static myelin.Names.delay;
import static myelin.Names.fixed_indegree;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.normal;
import static myelin.Names.one_to_one;
import static myelin.Names.pA;
import static myelin.Names.parrot_neuron;
import static myelin.Names.spike_generator;
import static myelin.Names.spike_times;
import static myelin.Names.static_synapse;
import static myelin.Names.uniform;
import static myelin.Names.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import myelin.connect.Connections;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.node.NodeCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Synapses that are changed afterwards act as if they had been made that way.
class ChangedConnectionsTest {

  private static final Synapse STDP = Synapse.model("stdp_synapse").with("Wmax", 50.0);
  private static final int N = 60;

  @TempDir private Path folder;

  private final Simulator sim = Simulator.builder().threads(2).seed(3).build();

  /// Neurons that fire by themselves, each at its own rate.
  private static NodeCollection neurons(Simulator sim) {
    double[] current = new double[N];
    Arrays.setAll(current, i -> 400 + 7 * i);
    return sim.create(iaf_psc_alpha.with(I_e, pA(current)), N);
  }

  /// The state after some time of a network whose synapses are made with `before` and then changed.
  private static double[] states(
      int threads, boolean late, Synapse before, Consumer<Connections> change) {
    var sim = Simulator.builder().threads(threads).seed(11).build();
    var all = neurons(sim);
    if (late) sim.simulate(ms(30));
    sim.connect(all, all, fixed_indegree(13), before);
    change.accept(sim.connections());
    sim.simulate(ms(70));
    double[] w = sim.connections().weight();
    double[] states = Arrays.copyOf(all.get(V_m), N + w.length);
    System.arraycopy(w, 0, states, N, w.length);
    return states;
  }

  private static void requireAlike(Synapse made, Synapse before, Consumer<Connections> change) {
    double[] wanted = states(2, true, made, c -> {});
    for (int threads = 1; threads <= 3; threads++) {
      assertThat(states(threads, true, before, change)).isEqualTo(wanted);
    }
  }

  private static final Synapse STATIC = static_synapse.with(weight, pA(3)).with(delay, ms(1.2));

  @Test
  void oneWeightForAllActsAsIfConnectedWithIt() {
    for (double w : new double[] {20.1, -20.1, 0}) {
      requireAlike(STATIC.with(weight, pA(w)), STATIC, c -> c.set(weight, pA(w)));
      requireAlike(
          STATIC.with(weight, pA(w)), STATIC.with(weight, pA(-1)), c -> c.set("weight", w));
    }
  }

  @Test
  void oneDelayForAllActsAsIfConnectedWithIt() {
    Synapse made = STATIC.with(delay, ms(4.7));
    requireAlike(made, STATIC, c -> c.set(delay, ms(4.7)));
    requireAlike(
        made,
        STATIC.with(delay, uniform(ms(0.5), ms(9))).with(weight, pA(3)),
        c -> c.set("delay", 4.7));
    // not from a shorter one: the last slice stays as short as that
    Synapse longer = STDP.with(delay, ms(9));
    requireAlike(STDP.with(delay, ms(4.7)), longer, c -> c.set("delay", 4.7));
  }

  @Test
  void parametersOfRulesActAsIfConnectedWithThem() {
    Synapse made = STDP.with("lambda", 0.05).with("tau_plus", 12.0).with("weight", 17.0);
    requireAlike(made, STDP, c -> c.set("lambda", 0.05).set("tau_plus", 12.0).set(weight, pA(17)));
    requireAlike(
        made,
        STDP.with("tau_plus", uniform(ms(10), ms(30))),
        c -> {
          double[] taus = new double[c.size()];
          Arrays.fill(taus, 3);
          taus[0] = 4;
          c.set("tau_plus", taus);
          Arrays.fill(taus, 12);
          taus[0] = 12;
          c.set("tau_plus", taus).set("lambda", 0.05).set("weight", 17);
        });
  }

  /// Weights of both signs, delays, and back again: a network built with the arrays from the start,
  /// and one that came to them from others.
  @ParameterizedTest
  @CsvSource({"1, false", "2, false", "3, false", "1, true", "2, true", "3, true"})
  void arraysActAsIfConnectedWithThem(int threads, boolean exact) throws IOException {
    var random = new SplittableRandom(8);
    int n = 900;
    int[] source = random.ints(n, 1, N + 1).toArray();
    int[] target = random.ints(n, 1, N + 1).toArray();
    double[] weights = random.doubles(n, -40, 40).map(w -> exact ? w : (float) w).toArray();
    double[] delays = random.ints(n, 1, 40).mapToDouble(d -> d / 10.0).toArray();
    var made = Simulator.builder().threads(2).build();
    var nodes = neurons(made);
    var changed = Simulator.builder().threads(threads).build();
    var others = neurons(changed);
    Synapse arrays = static_synapse.with("weight", weights).with("delay", delays);
    made.connect(source, target, arrays);
    changed.connect(source, target, static_synapse.with(weight, pA(2)));
    var from = made.connections();
    var to = changed.connections();
    assertThat(to.source()).isEqualTo(from.source());
    assertThat(to.target()).isEqualTo(from.target());
    assertThat(changed.max_delay()).isEqualTo(1);
    to.set("delay", 100.0).set("weight", from.weight()).set("delay", from.delay());
    assertThat(to.weight()).isEqualTo(from.weight());
    assertThat(to.weight()).containsExactlyInAnyOrder(weights);
    assertThat(to.delay()).isEqualTo(from.delay());
    assertThat(changed.min_delay()).isEqualTo(made.min_delay());
    assertThat(changed.max_delay()).isEqualTo(made.max_delay());
    made.simulate(ms(50));
    changed.simulate(ms(50));
    for (int k = 0; k < 2; k++) {
      double sign = k == 0 ? -1 : 1;
      double[] flipped = Arrays.stream(from.weight()).map(w -> sign * Math.abs(w)).toArray();
      from.set("weight", flipped);
      to.set("weight", flipped);
      assertThat(to.weight()).isEqualTo(flipped);
      assertThat(to.delay()).isEqualTo(from.delay());
      made.simulate(ms(20));
      changed.simulate(ms(20));
    }
    changed.save(folder.resolve("saved"));
    try (Simulator loaded = Simulator.load(folder.resolve("saved"), threads)) {
      assertThat(loaded.connections().weight()).containsExactlyInAnyOrder(to.weight());
      loaded.simulate(ms(20));
      changed.simulate(ms(20));
      made.simulate(ms(20));
      assertThat(loaded.nodes().get(V_m)).isEqualTo(others.get(V_m));
    }
    assertThat(close(others.get(V_m), nodes.get(V_m))).isTrue();
    assertThat(changed.spikeCount()).isEqualTo(made.spikeCount()).isGreaterThan(100);
  }

  private static boolean close(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) if (Math.abs(a[i] - b[i]) > 1e-9) return false;
    return true;
  }

  /// Every weight arrives at its target, whatever has been moved before.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void whatIsSetIsReadAndActs(int threads) {
    var net = Simulator.builder().threads(threads).seed(4).build();
    var sources = net.create(spike_generator, 5);
    var targets = net.create(Jumps.ADDER, 40);
    net.connect(sources, targets, fixed_indegree(7), static_synapse.with(weight, mV(2)));
    net.connect(sources, targets, static_synapse.with(weight, normal(mV(0), mV(9))).named("own"));
    var random = new SplittableRandom(2);
    for (int round = 0; round < 12; round++) {
      int from = random.nextInt(5);
      var some = net.connections(sources.slice(from, 5), targets.slice(from, 33 + from));
      double[] others = net.connections(sources, targets).weight();
      if (round % 3 == 0) some.set("weight", round - 5.5);
      double[] w = random.ints(some.size(), -20, 20).asDoubleStream().toArray();
      if (round % 3 == 1) some.set("weight", w);
      if (round % 3 == 1) assertThat(some.weight()).isEqualTo(w);
      if (round % 3 == 2) some.set(delay, uniform(ms(0.1), ms(3)));
      if (round % 3 == 2) assertThat(net.connections().weight()).containsExactlyInAnyOrder(others);
      sources.set(spike_times, ms(new double[] {net.time() + 1}));
      double[] before = targets.get(V_m);
      net.simulate(ms(5));
      double[] after = targets.get(V_m);
      double[] sum = before.clone();
      var all = net.connections();
      int[] target = all.target();
      double[] present = all.weight();
      for (int e = 0; e < all.size(); e++) sum[target[e] - targets.id(0)] += present[e];
      for (int i = 0; i < sum.length; i++) assertThat(Math.abs(sum[i] - after[i])).isLessThan(1e-6);
    }
  }

  @Test
  void inputUnderWayArrivesAsItWasSent() {
    var source = sim.create(Jumps.SPIKE);
    var target = sim.create(Jumps.ADDER);
    sim.connect(source, target, static_synapse.with(weight, mV(4)).with(delay, ms(5)));
    sim.simulate(ms(3));
    sim.connections().set(weight, mV(-1)).set(delay, ms(2));
    source.set(spike_times, ms(new double[] {4}));
    sim.simulate(ms(10));
    assertThat(target.get(V_m)).containsExactly(3);
  }

  @Test
  void drawsDoNotDependOnTheNumberOfThreads() {
    double[][] drawn = new double[3][];
    for (int threads = 1; threads <= 3; threads++) {
      var net = Simulator.builder().threads(threads).seed(4).build();
      var all = neurons(net);
      net.connect(all, all, fixed_indegree(20), static_synapse);
      var c = net.connections().set(weight, normal(pA(0), pA(3)));
      drawn[threads - 1] = c.weight();
      c.set(weight, normal(pA(0), pA(3)));
      assertThat(c.weight()).isNotEqualTo(drawn[threads - 1]);
      assertThat(drawn[threads - 1]).isEqualTo(drawn[0]).doesNotHaveDuplicates();
    }
  }

  @Test
  void tracesAndParametersAreRead() {
    var source = sim.create(parrot_neuron, 3);
    var target = sim.create(iaf_psc_alpha, 3);
    var spikes = sim.create(spike_generator.with(spike_times, ms(new double[] {1, 11})));
    sim.connect(spikes, source.first(2));
    sim.connect(
        source, target, one_to_one(), STDP.with("alpha", new double[] {1, 2, 3}).named("own"));
    sim.connect(source, target, one_to_one(), Synapse.model("stdp_triplet_synapse"));
    var own = sim.connections(source, target, STDP.named("own"));
    sim.simulate(ms(20));
    assertThat(own.get("alpha")).containsExactly(1, 2, 3);
    assertThat(own.get("Wmax")).containsExactly(50, 50, 50);
    double trace = 1 + Math.exp(-0.5);
    assertThat(own.get("Kplus")[0]).isCloseTo(trace, org.assertj.core.data.Offset.offset(1e-12));
    assertThat(own.get("Kplus")[2]).isZero();
    own.set("alpha", new double[] {4, 2, 3}).set("Kplus", new double[] {0, 5, 6});
    assertThat(own.get("alpha")).containsExactly(4, 2, 3);
    assertThat(own.get("Kplus")).containsExactly(0, 5, 6);
    assertThat(sim.connections(source, target).get("Kplus")).hasSize(6);
    refused(() -> sim.connections(source, target).get("alpha"), "stdp_triplet", "alpha");
    refused(() -> sim.connections(spikes, source).get("alpha"), "static_synapse", "alpha");
    refused(() -> sim.connections(source, target).set("alpha", 1), "stdp_triplet", "alpha");
    refused(() -> own.set(delay, ms(3)), "stdp_synapse", "delay");
  }

  @Test
  void whatIsRefusedChangesNothing() {
    var a = sim.create(iaf_psc_alpha.with(C_m, Names.pF(100)), 4);
    var parrots = sim.create(parrot_neuron, 2);
    sim.connect(a, a, one_to_one(), static_synapse.with(weight, pA(0.1)));
    sim.connect(a, a, one_to_one(), STDP.with(weight, pA(1)));
    sim.connect(a, a, one_to_one(), Synapse.model("stdp_synapse_hom"));
    sim.connect(a, parrots, static_synapse.with("weight", 5));
    var some = sim.connections(a, a, static_synapse);
    var stdp = sim.connections(a, a, STDP);
    var hom = sim.connections(a, a, Synapse.model("stdp_synapse_hom"));
    double[] weights = sim.connections().weight();
    double[] delays = sim.connections().delay();
    double[] bad = {1, 2, Double.NaN, 3};
    refused(() -> some.set("weight", bad), "weight", "NaN");
    refused(() -> some.set("weight", 1e300), "weight", "1.0E300");
    refused(() -> some.set("weight", new double[] {1, 2}), "2 numbers", "4 synapses");
    refused(() -> some.set(weight, mV(2)), "mV", "pA");
    refused(() -> some.set("delay", new double[] {1, 2, 0.01, 1}), "delay", "0.01", "0.1 ms");
    refused(() -> some.set("delay", 1.23), "delay", "1.23");
    refused(() -> some.set(delay, normal(ms(-5), ms(1))), "delay", "redraw");
    refused(() -> some.set("delay", 1e5), "delay", "6553.5");
    refused(() -> some.set("receptor_type", 1), "receptor_type");
    refused(() -> some.set("wait", 1), "static_synapse", "wait");
    refused(() -> stdp.set("weight", new double[] {1, 2, 3, -1}), "-1", "Wmax = 50", "sign");
    refused(() -> stdp.set("Wmax", -2), "Wmax = -2", "sign");
    refused(() -> stdp.set("tau_plus", new double[] {1, 2, 3, -1}), "tau_plus", "-1");
    refused(() -> hom.set("lambda", 1), "stdp_synapse_hom", "lambda", "one number");
    refused(() -> sim.connections(parrots, a).set("weight", 2), "no synapses");
    assertThat(sim.connections().weight()).isEqualTo(weights);
    assertThat(sim.connections().delay()).isEqualTo(delays);
    assertThat(stdp.get("Wmax")).containsOnly(50);
    assertThat(stdp.get("tau_plus")).containsOnly(20);
    hom.set("Kplus", 2).set("weight", 3);
    assertThat(hom.get("Kplus")).containsOnly(2);
    assertThat(hom.weight()).containsOnly(3);
  }

  @Test
  void anOldLookGoesOnWhenMoreAreMade() {
    var a = sim.create(iaf_psc_alpha, 4);
    sim.connect(a, a, static_synapse);
    var old = sim.connections(a.first(2), a);
    var all = sim.connections();
    all.set("weight", 1);
    assertThat(old.weight()).containsOnly(1);
    all.set("weight", -2);
    assertThat(all.weight()).containsOnly(-2);
    assertThat(old.weight()).as("moved, but the same").hasSize(8).containsOnly(-2);
    sim.connect(a, a, one_to_one());
    assertThat(all.weight()).hasSize(16).containsOnly(-2);
    all.set("weight", 5);
    sim.build();
    assertThat(all.delay()).hasSize(16).containsOnly(1);
    assertThat(old.weight()).hasSize(8).containsOnly(5);
    old.set("weight", 3);
    assertThat(all.weight()).startsWith(3, 3, 3, 3, 3, 3, 3, 3).endsWith(5, 5, 5, 5);
    all.set("weight", 5);
    assertThat(old.source()).hasSize(8);
    assertThat(sim.connections().weight()).hasSize(20).contains(5, 1);
    assertThat(sim.synapses()).isEqualTo(Map.of("static_synapse", 20L));
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... words) {
    assertThatThrownBy(call).isInstanceOf(BadInput.class).hasMessageContainingAll(words);
  }
}
