package myelin.conformance.neuron;

import static myelin.Names.I_e;
import static myelin.Names.amplitude;
import static myelin.Names.dc_generator;
import static myelin.Names.delay;
import static myelin.Names.fixed_indegree;
import static myelin.Names.iaf_psc_exp;
import static myelin.Names.interval;
import static myelin.Names.ms;
import static myelin.Names.multimeter;
import static myelin.Names.pA;
import static myelin.Names.record_from;
import static myelin.Names.static_synapse;
import static myelin.Names.weight;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import myelin.Events;
import myelin.Simulator;
import myelin.node.NodeCollection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where nothing arrives but spikes of one weight on each channel, `iaf_psc_exp` takes their
/// numbers as they are; a current of 0 to all neurons has it take sums, in another loop: the same
/// to the bit.
class InputCountsTest {

  private static final int EXCITATORY = 240;
  private static final int INHIBITORY = 60;

  /// More spikes at once than a byte holds.
  private static final int MANY = 300;

  private static double[] traces(boolean counted, int threads, double delayMs) {
    try (Simulator sim = Simulator.builder().seed(3).threads(threads).build()) {
      NodeCollection ex = sim.create(iaf_psc_exp.with(I_e, pA(420)), EXCITATORY);
      NodeCollection in = sim.create(iaf_psc_exp.with(I_e, pA(420)), INHIBITORY);
      NodeCollection all = ex.and(in);
      var excitatory = static_synapse.with(weight, pA(30)).with(delay, ms(delayMs));
      sim.connect(ex, all, fixed_indegree(20), excitatory);
      sim.connect(in, all, fixed_indegree(10), excitatory.with(weight, pA(-150)));
      sim.connect(ex.first(1), in.first(1), fixed_indegree(MANY), excitatory);
      if (!counted) sim.connect(sim.create(dc_generator.with(amplitude, pA(0))), all);
      NodeCollection meter =
          sim.create(
              multimeter.with(record_from, "V_m", "I_syn_ex", "I_syn_in").with(interval, ms(0.5)));
      sim.connect(meter, all);
      sim.simulate(ms(60));
      sim.simulate(ms(60.3));
      assertThat(sim.spikeCount()).isGreaterThan(EXCITATORY);
      Events samples = sim.events(meter);
      assertThat(DoubleStream.of(samples.values("I_syn_ex")).max())
          .matches(x -> x.orElse(0) > 30 * MANY * 0.8);
      return Stream.of("V_m", "I_syn_ex", "I_syn_in")
          .flatMapToDouble(name -> DoubleStream.of(samples.values(name)))
          .toArray();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0.1", "2, 0.1", "1, 1.5", "3, 1.5"})
  void countedAndSummedInputAgreeToTheBit(int threads, double delayMs) {
    double[] counted = traces(true, threads, delayMs);
    assertThat(traces(false, threads, delayMs)).containsExactly(counted);
  }
}
