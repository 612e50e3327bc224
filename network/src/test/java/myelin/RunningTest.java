package myelin;

import static myelin.Names.V_m;
import static myelin.Names.delay;
import static myelin.Names.fixed_indegree;
import static myelin.Names.iaf_psc_alpha;
import static myelin.Names.iaf_psc_exp;
import static myelin.Names.ms;
import static myelin.Names.normal;
import static myelin.Names.pA;
import static myelin.Names.pairwise_bernoulli;
import static myelin.Names.poisson_generator;
import static myelin.Names.rate;
import static myelin.Names.spike_recorder;
import static myelin.Names.static_synapse;
import static myelin.Names.uniform;
import static myelin.Names.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.engine.coupling.Relaxation;
import myelin.node.NodeCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RunningTest {

  /// A network of all sorts of synapses that is active by itself.
  private static final class Net {
    private final Simulator sim;
    private final NodeCollection nodes;
    private final NodeCollection recorder;

    Net(Builder builder) {
      sim = builder.build();
      nodes = sim.create(iaf_psc_alpha.with(V_m, uniform(Names.mV(-70), Names.mV(-56))), 600);
      var others = sim.create(iaf_psc_exp, 300);
      var noise = sim.create(poisson_generator.with(rate, Names.Hz(20_000)));
      recorder = sim.create(spike_recorder);
      Synapse plain = static_synapse.with(weight, pA(35));
      Synapse varied =
          plain
              .with(weight, normal(pA(30), pA(10)))
              .with(delay, normal(ms(2), ms(1)).redraw(ms(0.3), ms(5)));
      sim.connect(noise, nodes.and(others), plain);
      sim.connect(nodes, nodes, fixed_indegree(20), varied);
      sim.connect(nodes, others, fixed_indegree(10), plain.with(delay, ms(0.8)));
      sim.connect(
          others,
          nodes,
          pairwise_bernoulli(0.05),
          plain.with(weight, pA(-120)).named("inhibition"));
      sim.connect(nodes.and(others), recorder);
    }

    static Net of(int threads, long seed) {
      return new Net(Simulator.builder().threads(threads).seed(seed));
    }

    double[] state() {
      Events events = sim.events(recorder);
      double[] times = events.times();
      int[] senders = events.senders();
      double[] V = sim.nodes().first(900).get(V_m);
      double[] all = Arrays.copyOf(V, V.length + 2 * times.length);
      for (int e = 0; e < times.length; e++) {
        all[V.length + 2 * e] = times[e];
        all[V.length + 2 * e + 1] = senders[e];
      }
      return all;
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 0", "3, 0", "7, 0", "1, 1", "2, 2"})
  void resultsAreTheSameToTheBitForAnyNumberOfThreadsAndLengthOfSlice(int threads, int slice) {
    Net one = Net.of(1, 12);
    one.sim.simulate(ms(60));
    Net other = new Net(Simulator.builder().threads(threads).slice(slice).seed(12));
    other.sim.simulate(ms(60));
    assertThat(one.sim.spikeCount()).isGreaterThan(300);
    assertThat(other.state()).isEqualTo(one.state());
    assertThat(other.sim.synapses()).isEqualTo(one.sim.synapses());
    assertThat(other.sim.min_delay()).isEqualTo(one.sim.min_delay());
    assertThat(other.sim.max_delay()).isEqualTo(one.sim.max_delay());
  }

  @Test
  void aSimulationContinuesWhereTheLastEnded() {
    Net whole = Net.of(2, 1);
    Net parts = Net.of(2, 1);
    whole.sim.simulate(ms(50));
    double[] lengths = {0.1, 0.2, 10, 0, 3.3, 0.1, 36.3};
    for (double ms : lengths) parts.sim.simulate(ms);
    assertThat(parts.sim.time()).isEqualTo(50);
    assertThat(parts.state()).isEqualTo(whole.state());
    assertThat(parts.sim.spikeCount()).isEqualTo(whole.sim.spikeCount());
  }

  @Test
  void twoNetworksSideBySideDoNotKnowEachOther() {
    Net alone = Net.of(2, 5);
    alone.sim.simulate(ms(20));
    Net first = Net.of(2, 5);
    Net second = Net.of(2, 6);
    for (int k = 0; k < 4; k++) {
      first.sim.simulate(ms(5));
      second.sim.simulate(ms(5));
    }
    assertThat(first.state()).isEqualTo(alone.state()).isNotEqualTo(second.state());
  }

  @Test
  void twoNetworksRunAtTheSameTime() throws InterruptedException {
    Net alone = Net.of(1, 5);
    alone.sim.simulate(ms(20));
    Net first = Net.of(1, 5);
    Net second = Net.of(1, 5);
    Thread thread = Thread.ofPlatform().start(() -> second.sim.simulate(ms(20)));
    first.sim.simulate(ms(20));
    thread.join();
    assertThat(first.state()).isEqualTo(alone.state());
    assertThat(second.state()).isEqualTo(alone.state());
  }

  @Test
  void timeAdvancesExactlyAndAResultKnowsItsInterval() {
    var sim = Simulator.builder().build();
    assertThat(sim.time()).isZero();
    for (int k = 1; k <= 30; k++) {
      var result = sim.simulate(ms(0.1));
      assertThat(result.from()).isEqualTo((k - 1) / 10.0);
      assertThat(result.to()).isEqualTo(k / 10.0);
      assertThat(sim.time()).isEqualTo(k / 10.0);
    }
    assertThat(sim.simulate(ms(0)).duration()).isZero();
    assertThat(sim.simulate(1.0004).to()).as("rounded to a tic, as in NEST").isEqualTo(4);
    assertThat(sim.min_delay()).isEqualTo(0.1);
    assertThat(sim.max_delay()).isEqualTo(0.1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, -0.1, 0.05, 1.0006, 1e300})
  void impossibleTimesAreRefused(double time) {
    var sim = Simulator.builder().build();
    assertThatThrownBy(() -> sim.simulate(time))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("time", Double.toString(time));
    assertThat(sim.time()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void timesThatAreNoNumbersAreRefused(double time) {
    var sim = Simulator.builder().build();
    assertThatThrownBy(() -> sim.simulate(time))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(Double.toString(time));
    assertThatThrownBy(() -> sim.simulate(ms(1, 2)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("one time");
    assertThatThrownBy(() -> sim.simulate(uniform(ms(1), ms(2)))).isInstanceOf(BadInput.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void anotherThreadCanStopARunWhichCanGoOn(int threads) throws InterruptedException {
    Net net = Net.of(threads, 1);
    AtomicBoolean ended = new AtomicBoolean();
    Thread stopper =
        Thread.ofPlatform()
            .start(() -> {
              while (!ended.get()) {
                if (net.sim.spikeCount() > 50) net.sim.stop();
                pause();
              }
            });
    var result = net.sim.simulate(ms(1e7));
    ended.set(true);
    stopper.join();
    double stopped = net.sim.time();
    assertThat(stopped).isGreaterThan(0).isLessThan(1e7);
    assertThat(result.to()).isEqualTo(stopped);
    assertThat(net.sim.simulate(ms(1)).from()).isEqualTo(stopped);

    Net straight = Net.of(threads, 1);
    straight.sim.simulate(stopped + 1);
    assertThat(net.state()).isEqualTo(straight.state());
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void synapsesAreCountedByTheNameOfTheirModel() {
    Net net = Net.of(2, 1);
    long inhibition = net.sim.synapses().get("inhibition");
    assertThat(inhibition).isBetween(300L * 600 / 20 - 600, 300L * 600 / 20 + 600);
    assertThat(net.sim.synapses(static_synapse))
        .as("noise, to themselves, to the others, to the recorder")
        .isEqualTo(900 + 600 * 20 + 300 * 10 + 900);
    assertThat(net.sim.synapses(static_synapse.named("inhibition"))).isEqualTo(inhibition);
    assertThat(net.sim.synapses(static_synapse.named("nobody"))).isZero();
    assertThat(net.sim.synapses()).containsOnlyKeys("static_synapse", "inhibition");
  }

  @Test
  void timersTellHowLongEachPartTook() {
    Net net = Net.of(2, 1);
    Timers before = net.sim.timers();
    net.sim.simulate(ms(5));
    Timers after = net.sim.timers();
    assertThat(before.time_construction_create()).isPositive();
    assertThat(before.time_construction_connect()).isPositive();
    assertThat(before.time_simulate()).isZero();
    assertThat(after.time_simulate()).isPositive().isLessThan(60);
    assertThat(after.map())
        .containsOnlyKeys("time_construction_create", "time_construction_connect", "time_simulate")
        .containsEntry("time_simulate", after.time_simulate());
  }

  @Test
  void settingsThatCannotBeAreRefused() {
    assertRefused(() -> Simulator.builder().threads(0), "threads = 0");
    assertRefused(() -> Simulator.builder().threads(-1), "threads = -1");
    assertRefused(() -> Simulator.builder().threads(1_000_000), "threads = 1000000");
    assertRefused(() -> Simulator.builder().slice(-1), "slice = -1");
    assertRefused(() -> Simulator.builder().resolution(ms(0)).build(), "resolution = 0.0 ms");
    assertRefused(() -> Simulator.builder().resolution(ms(0.1, 0.2)), "resolution");
  }

  @Test
  void aRefusedSettingLeavesTheBuilderAsItWas() {
    Builder builder = Simulator.builder();
    assertRefused(() -> builder.wfr_tol(Double.NaN), "wfr_tol = NaN");
    assertRefused(() -> builder.wfr_max_iterations(0), "wfr_max_iterations = 0");
    assertRefused(() -> builder.wfr_interpolation_order(2), "wfr_interpolation_order = 2");
    assertRefused(() -> builder.wfr_comm_interval(ms(-1)), "wfr_comm_interval = -1");
    assertRefused(() -> builder.wfr_comm_interval(ms(1, 2)), "one number");
    assertThat(builder.relaxation()).isEqualTo(Relaxation.DEFAULT);
    assertThat(builder.wfr_tol(1e-6).use_wfr(false).relaxation())
        .isEqualTo(new Relaxation(false, 1e-6, 15, 1, 3));
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String words) {
    assertThatThrownBy(call).isInstanceOf(BadInput.class).hasMessageContaining(words);
  }
}
