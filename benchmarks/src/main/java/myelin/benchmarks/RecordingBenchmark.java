package myelin.benchmarks;

import static myelin.Names.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import myelin.Simulator;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What does a record cost: a spike, or a sample of a variable, kept in memory or written to a text
/// file?
///
/// A score is the time for one of a million records, the simulation that makes them included: 1000
/// neurons in 1000 steps. For spikes they are parrot neurons, which repeat a spike in each step,
/// for samples `iaf_psc_delta` neurons, sampled in each step. The score of `NOTHING` is to be
/// subtracted.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(RecordingBenchmark.NEURONS * RecordingBenchmark.STEPS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class RecordingBenchmark {

  static final int NEURONS = 1_000;
  static final int STEPS = 1_000;
  private static final double STEP_MS = 0.1;

  /// Where records go.
  public enum To {
    /// There is no recorder.
    NOTHING,
    /// Columns in memory.
    MEMORY,
    /// A text file.
    ASCII
  }

  /// Where records go.
  @Param public To to = To.NOTHING;

  private Path folder = Path.of("");
  private Simulator spiking = Simulator.builder().build();
  private Simulator sampled = Simulator.builder().build();

  /// Makes networks that have recorded nothing yet.
  @Setup(Level.Invocation)
  public void open() throws IOException {
    folder = Files.createTempDirectory("myelin");
    spiking = network();
    NodeCollection parrots = spiking.create(parrot_neuron, NEURONS);
    double[] times = IntStream.rangeClosed(1, STEPS).mapToDouble(k -> k / 10.0).toArray();
    NodeCollection clock = spiking.create(spike_generator.with(spike_times, ms(times)));
    spiking.connect(clock, parrots, static_synapse.with(delay, ms(1)));
    if (to != To.NOTHING) spiking.connect(parrots, spiking.create(told(spike_recorder)));

    sampled = network();
    NodeCollection neurons = sampled.create(iaf_psc_delta, NEURONS);
    if (to == To.NOTHING) return;
    NodeModel meter = multimeter.with(interval, ms(STEP_MS)).with(record_from, "V_m");
    sampled.connect(sampled.create(told(meter)), neurons);
  }

  private Simulator network() {
    return Simulator.builder()
        .resolution(ms(STEP_MS))
        .threads(1)
        .slice(10)
        .data_path(folder)
        .build();
  }

  private NodeModel told(NodeModel recorder) {
    return recorder.with(record_to, to == To.ASCII ? "ascii" : "memory");
  }

  /// Deletes the files.
  @TearDown(Level.Invocation)
  public void close() throws IOException {
    spiking.close();
    sampled.close();
    for (Simulator sim : new Simulator[] {spiking, sampled}) {
      for (Path file : sim.filenames()) Files.deleteIfExists(file);
    }
    Files.delete(folder);
  }

  /// Spikes.
  @Benchmark
  public Object spikes() {
    return spiking.simulate(STEPS * STEP_MS);
  }

  /// Samples of the potential.
  @Benchmark
  public Object samples() {
    return sampled.simulate(STEPS * STEP_MS);
  }
}
