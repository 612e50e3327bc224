package myelin.benchmarks;

import static myelin.Names.*;

import java.util.concurrent.TimeUnit;
import myelin.Simulator;
import myelin.cli.bench.Bench;
import myelin.cli.bench.Population;
import myelin.cli.bench.PopulationBench;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What does a neuron that hears Poisson spikes cost in a step, by family of models?
///
/// A score is the time of one thread for a neuron and a step of 0.1 ms. The populations are those
/// of `./myelin bench family`; any of its models can be given by `-p model=NAME`.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(FamilyBenchmark.NEURONS * FamilyBenchmark.STEPS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class FamilyBenchmark {

  static final int NEURONS = 2560;
  static final int STEPS = 100;
  private static final double STEP_MS = 0.1;

  /// Neurons of one model.
  @State(Scope.Thread)
  public static class Neurons {
    /// Name of the model; one of each family.
    @Param({
      "iaf_psc_exp",
      "iaf_cond_alpha",
      "aeif_cond_exp",
      "hh_psc_alpha",
      "izhikevich",
      "amat2_psc_exp",
      "gif_psc_exp",
      "glif_psc",
      "pp_psc_delta",
      "ht_neuron",
      "iaf_psc_exp_ps",
      "iaf_cond_alpha_mc",
      "aeif_psc_delta_clopath",
      "aeif_cond_alpha_astro",
      "eprop_iaf",
      "ginzburg_neuron",
      "tanh_rate_ipn",
      "parrot_neuron"
    })
    public String model = "";

    private Simulator sim = Simulator.builder().build();

    /// Makes the neurons.
    @Setup
    public void open() {
      Population population =
          Population.families().values().stream()
              .flatMap(models -> models.stream().filter(p -> p.model().equals(model)))
              .findFirst()
              .orElseThrow();
      sim = Simulator.builder().resolution(ms(STEP_MS)).threads(1).seed(1).build();
      Bench.Settings settings = new Bench.Settings(1, STEPS * STEP_MS, 1);
      new PopulationBench(population, NEURONS, settings).create(sim);
    }
  }

  /// Simulates.
  @Benchmark
  public Object simulate(Neurons neurons) {
    return neurons.sim.simulate(STEPS * STEP_MS);
  }
}
