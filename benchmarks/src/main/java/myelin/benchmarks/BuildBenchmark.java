package myelin.benchmarks;

import static myelin.Names.*;

import java.util.concurrent.TimeUnit;
import myelin.Simulator;
import myelin.connect.ConnectionRule;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What does building a table cost, by rule, and what do weights and delays add if they are drawn
/// for each synapse?
///
/// A score is the time of one thread for one of 2.5 million synapses among 5000 neurons, making the
/// network included; with `pairwise_bernoulli` their number is random, to within 0.2 %.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(BuildBenchmark.SYNAPSES)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class BuildBenchmark {

  static final int SYNAPSES = 2_500_000;
  private static final int NEURONS = 5_000;

  /// What synapses are like.
  public enum Values {
    /// All the same; the table holds sets of bits.
    ALIKE,
    /// A weight each, drawn.
    WEIGHTS,
    /// A weight and a delay each, drawn; rows are sorted by delay.
    WEIGHTS_AND_DELAYS
  }

  /// Name of the rule.
  @Param({"fixed_indegree", "fixed_total_number", "pairwise_bernoulli"})
  public String rule = "";

  /// Weights and delays.
  @Param public Values values = Values.ALIKE;

  /// A network, made and built.
  @Benchmark
  public Object build() {
    Simulator sim = Simulator.builder().threads(1).seed(1).build();
    NodeCollection neurons = sim.create(iaf_psc_exp, NEURONS);
    sim.connect(neurons, neurons, rule(), synapse());
    sim.build();
    return sim;
  }

  private ConnectionRule rule() {
    return switch (rule) {
      case "fixed_indegree" -> fixed_indegree(SYNAPSES / NEURONS);
      case "fixed_total_number" -> fixed_total_number(SYNAPSES);
      default -> pairwise_bernoulli((double) SYNAPSES / NEURONS / NEURONS);
    };
  }

  private Synapse synapse() {
    Synapse alike = static_synapse.with(weight, pA(35)).with(delay, ms(1.5));
    if (values == Values.ALIKE) return alike;
    Synapse drawn = alike.with(weight, normal(pA(35), pA(3)));
    if (values == Values.WEIGHTS) return drawn;
    return drawn.with(delay, normal(ms(1.5), ms(0.75)).redraw(ms(0.1), ms(5)));
  }
}
