package myelin.benchmarks;

import java.util.concurrent.TimeUnit;
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

/// What does a spike cost at a synapse, by the kind of its row? In large networks this is most of
/// the time.
///
/// A score is the time of one worker for one event: the sorting of the slice's spikes, the rows of
/// a part as [Shape] has them, and for counted spikes the clearing of the counts, which the update
/// does in a network. Rows are chosen at random, as neurons fire, so they come from memory or from
/// the last cache. Compare with [RooflineBenchmark].
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Shape.EVENTS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class DeliveryBenchmark {

  /// Rows of any shape.
  @State(Scope.Thread)
  public static class Rows extends Slices {
    /// Kind of row.
    @Param public Shape shape = Shape.BITS;

    /// Builds the table.
    @Setup
    public void open() {
      open(shape);
    }
  }

  /// Rows for which there are loops on vectors.
  @State(Scope.Thread)
  public static class VectorRows extends Slices {
    /// Kind of row.
    @Param("PLASTIC")
    public Shape shape = Shape.PLASTIC;

    /// Builds the table.
    @Setup
    public void open() {
      open(shape);
    }
  }

  /// Plain loops.
  @Benchmark
  @Fork(value = 1, jvmArgsAppend = "-Dmyelin.vector=off")
  public Object plain(Rows rows) {
    rows.deliver();
    return rows;
  }

  /// Loops on vectors.
  @Benchmark
  @Fork(value = 1, jvmArgsAppend = "-Dmyelin.vector=now")
  public Object vectors(VectorRows rows) {
    rows.deliver();
    return rows;
  }
}
