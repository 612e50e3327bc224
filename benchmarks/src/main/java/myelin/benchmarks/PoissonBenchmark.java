package myelin.benchmarks;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import myelin.engine.base.TimeGrid;
import myelin.engine.device.Device;
import myelin.engine.device.RandomSource;
import myelin.engine.input.Drive;
import myelin.engine.neuron.Block;
import myelin.models.train.PoissonGenerator;
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

/// What does the input of a `poisson_generator` cost? It is drawn anew for each neuron and step, in
/// Brunel's network 125 million times a simulated second.
///
/// A score is the time to draw one number and to add its product with the weight to the neuron's
/// input, at steps of 0.1 ms. Rates: 500 spikes/s, as a few inputs from elsewhere; 18 000,
/// Brunel's; 1 000 000, 100 a step, where the table is larger and the loops on vectors do not
/// apply.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(PoissonBenchmark.STEPS * Block.LANES)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class PoissonBenchmark {

  static final int STEPS = 240;

  /// A generator that drives the neurons of a block.
  @State(Scope.Thread)
  public static class Train {
    /// Rate in spikes/s.
    @Param({"500", "18000", "1000000"})
    public double rate;

    private final double[] input = new double[Block.LANES];
    private Drive drive = (t, to) -> {};
    private long now;

    /// Makes the generator.
    @Setup
    public void open() {
      Device.Site site = new Device.Site(new TimeGrid(0.1), 1, 1);
      Device generator = PoissonGenerator.MODEL.create(site);
      generator.set(Map.of("rate", rate), 0);
      int[] lane = IntStream.range(0, Block.LANES).toArray();
      double[] weight = new double[Block.LANES];
      Arrays.fill(weight, 1.5);
      int[] id = IntStream.range(2, Block.LANES + 2).toArray();
      drive =
          ((RandomSource) generator)
              .drive(new Drive.Lanes(lane, id, weight, 1, 0, Long.MAX_VALUE, 0));
      now = 1;
    }

    private double[] add() {
      for (int k = 0; k < STEPS; k++) drive.add(now++, input);
      return input;
    }
  }

  /// Plain loops.
  @Benchmark
  @Fork(value = 1, jvmArgsAppend = "-Dmyelin.vector=off")
  public double[] plain(Train train) {
    return train.add();
  }

  /// Loops on vectors.
  @Benchmark
  @Fork(value = 1, jvmArgsAppend = "-Dmyelin.vector=now")
  public double[] vectors(Train train) {
    return train.add();
  }
}
